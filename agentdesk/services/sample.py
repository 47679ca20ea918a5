"""The sample centre: plainly fictional agents, seats, and a few calls and tickets of the last days to look at."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

from agentdesk.clock import FixedClock
from agentdesk.rules import script
from agentdesk.rules.identity import Role
from agentdesk.rules.moves import Ending
from agentdesk.rules.pack import Direction, Pack
from agentdesk.services import calls, passwords
from agentdesk.services.accounts import open_session, sign_out
from agentdesk.services.calls import CallView
from agentdesk.services.centre import CentrePlan, CentreView, NewAccount, centre, plant, require_centre
from agentdesk.services.office import Desk, Office, door
from agentdesk.services.ticket_work import TicketDraft

PACK_ID = "tietong-10050"
ZONE = "Asia/Shanghai"

_AGENT, _LEAD = frozenset({Role.AGENT}), frozenset({Role.AGENT, Role.LEAD})

ACCOUNTS = (
    NewAccount("1001", "示例坐席甲", "sample-1001", _AGENT),
    NewAccount("1002", "示例坐席乙", "sample-1002", _AGENT),
    NewAccount("1003", "示例坐席丙", "sample-1003", _AGENT),
    NewAccount("1004", "示例坐席丁", "sample-1004", _AGENT),
    NewAccount("2001", "示例班长甲", "sample-2001", _LEAD),
    NewAccount("2002", "示例班长乙", "sample-2002", _LEAD),
    NewAccount("3001", "示例培训师", "sample-3001", frozenset({Role.AGENT, Role.TRAINER})),
    NewAccount("9001", "示例管理员", "sample-9001", frozenset({Role.ADMIN})),
)
"""Everybody at the sample centre. The passwords are shown on the sign-in screen: they guard nothing."""

SEATS = (("A", ("A11", "A12", "A13", "A14", "A15", "A16")), ("B", ("B21", "B22", "B23", "B24")))


@dataclass(frozen=True, slots=True)
class _Past:
    """A call of the last days. Numbers are of the exchange 5550 in Beijing and Shanghai, as films use 555."""

    hours_ago: float
    agent: NewAccount
    seat: str
    number: str
    name: str
    note: str
    code: str
    ending: Ending = Ending.COMPLETED
    question: str = ""
    ticket: tuple[str, str] | None = None
    """Type and subject."""


_PAST = (
    _Past(75, ACCOUNTS[1], "A12", "01055500101", "林女士", "宽带晚上变慢，线路正常，建议重启光猫。", "solved"),
    _Past(
        50, ACCOUNTS[0], "A11", "02155500123", "高先生", "报装宽带，地址在示例路1号。已登记。", "ticket",
        ticket=("install-move", "新装宽带：示例路1号"),
    ),
    _Past(28, ACCOUNTS[2], "B21", "01055500147", "", "来电无应答。", "no-contact", ending=Ending.SILENT),
    _Past(
        26, ACCOUNTS[1], "A12", "01055500101", "林女士", "宽带仍然慢，客户要求上门检查。", "ticket",
        ticket=("fault", "宽带夜间变慢，要求上门检查"),
    ),
    _Past(
        3, ACCOUNTS[0], "A11", "01055500162", "苏女士", "询问资费套餐能否合并账单，需向上级确认。", "promised",
        question="两个套餐能否合并账单",
    ),
)  # fmt: skip


def plant_sample(office: Office) -> CentreView:
    """Make the sample centre, with its past. Raises Refused where there is a centre already."""
    plan = CentrePlan("示例呼叫中心", PACK_ID, ZONE, ACCOUNTS, SEATS)
    with ThreadPoolExecutor(2) as threads:
        hashes = list(threads.map(passwords.hashed, (account.password for account in ACCOUNTS)))
    with door(office) as unit:
        plant(office, unit, plan, hashes, sample=True)
    for past in _PAST:
        _relive(office, past)
    return centre(office) or require_centre(office)


def _relive(office: Office, past: _Past) -> None:
    """Take a call of the past: through the same use cases as a live one, with the clock of that hour."""
    clock = FixedClock(office.clock.now() - timedelta(hours=past.hours_ago))
    then = replace(office, clock=clock)
    agent = past.agent
    desk = open_session(then, agent.agent_id, agent.name, agent.roles, past.seat)
    call = calls.ring(then, past.number, past.seat, by=desk)
    clock.advance(4)
    calls.answer(then, desk, call.id)
    if past.name:
        calls.name_caller(then, desk, call.id, past.name)
    for stage in ("silent",) if past.ending is Ending.SILENT else _stages(then.pack(PACK_ID)):
        clock.advance(20)
        _say(then, desk, call, stage, past.note)
        if stage == "read-back":
            calls.confirm(then, desk, call.id, past.note)
    if past.question:
        calls.unanswered(then, desk, call.id, past.question)
        due = office.clock.now() + timedelta(hours=2)
        calls.promise(then, desk, call.id, past.number, due, past.question, "2001")
    calls.end(then, desk, call.id, past.ending, reason="" if past.ending is Ending.COMPLETED else past.note)
    clock.advance(15)
    ticket = TicketDraft(*past.ticket, past.note, past.name, past.number) if past.ticket else None
    calls.wrap_up(then, desk, call.id, past.code, past.note, ticket)
    sign_out(then, desk)


def _stages(pack: Pack) -> tuple[str, ...]:
    """The stages of a call on which everything owed is said; the read-back stands even where the rail has none."""
    rail = script.rail(pack, Direction.INBOUND)
    return rail if "read-back" in rail else (*rail[:-2], "read-back", *rail[-2:])


def _say(office: Office, desk: Desk, call: CallView, stage: str, key_points: str) -> None:
    """Say the first phrase of the stage whose slots the desk can fill."""
    for phrase in office.pack(call.pack_id).at(stage):
        said = calls.say(office, desk, call.id, phrase.id, {"key_points": key_points})
        if not isinstance(said, calls.Missing):
            return
