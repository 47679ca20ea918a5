"""Flags (FORB-1 to FORB-6): listed, read, answered by their agent, judged by a lead, closed; and what was observed."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, tuple_
from sqlmodel import Session, col, select

from agentdesk.errors import NotFound, Refused
from agentdesk.records.base import pick
from agentdesk.records.flags import FlagRow
from agentdesk.records.floor import AccountRow
from agentdesk.records.handover import HandoverRow, HandoverStepRow
from agentdesk.records.practice import PracticeAnswerRow
from agentdesk.records.work import CallRow, NoteRow, TicketRow
from agentdesk.rules.flags import (
    OBSERVED_RULES,
    Closed,
    Flag,
    Judged,
    Observation,
    Spoken,
    Stance,
    Step,
    Verdict,
    tells_lead,
)
from agentdesk.rules.forbidden import Severity
from agentdesk.rules.handover import Part
from agentdesk.rules.identity import LONGEST_ID, Role
from agentdesk.services.flag_work import OBSERVED, SubjectKind, fresh_state, of_pack, steps_of, take
from agentdesk.services.office import Desk, Office, line, lines, required

PAGE = 50
"""Flags a page."""

_COLUMNS = (
    "id", "kind", "subject", "agent_id", "at", "phrase", "text", "context", "before", "severity", "rule", "pending",
    "status", "stance", "verdict", "taught", "call_id", "pack_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A flag as a list shows it."""

    id: UUID
    kind: str
    subject: str
    agent_id: str
    at: datetime
    phrase: str
    """Id of the forbidden phrase, or the kind of observation."""
    text: str
    """The wording, or of an observation the lead's words."""
    context: str
    """The sentence it stands in, from `before` code points ahead of it."""
    before: int
    severity: str
    rule: str
    pending: bool
    """Whether a verdict is still to come."""
    status: str
    stance: str
    verdict: str
    taught: bool
    call_id: UUID | None
    pack_id: str


@dataclass(frozen=True, slots=True)
class FlagView:
    """A flag with everything on record of it."""

    line: FlagLine
    pack_version: str
    pack_digest: str
    raised_by: str
    field: str
    whole: str
    """The text it was found in, as it was saved; empty for an observation."""
    start: int
    end: int
    reason: str
    remark: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which flags a list is of. What is left empty does not matter."""

    pending: bool | None = None
    severities: tuple[Severity, ...] = ()
    agent_id: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class After:
    """The last flag of a page: the next page begins after it."""

    pending: bool
    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Page:
    """Some flags, those that want a verdict first, the newest of each first."""

    lines: tuple[FlagLine, ...]
    next: After | None
    """Where to go on; None at the end."""


def sees_all(desk: Desk | None) -> bool:
    """Whether this desk sees everybody's flags: leads and trainers do, agents their own.

    None is who reads the store itself, through a door.
    """
    return desk is None or bool(desk.roles & {Role.LEAD, Role.TRAINER})


def flags(
    office: Office, desk: Desk | None, wanted: Wanted = Wanted(), after: After | None = None, limit: int = PAGE
) -> Page:
    """A page of the flags this desk may see. Keyset paging: a late page costs as much as the first."""
    if desk is not None and not sees_all(desk):
        wanted = replace(wanted, agent_id=desk.agent_id)
    where = _where(wanted)
    order = tuple(FlagRow.__table__.c[name] for name in ("pending", "at", "id"))
    if after is not None:
        place = zip((after.pending, after.at, after.id), order, strict=True)
        where = [*where, tuple_(*order) < tuple_(*(literal(value, column.type) for value, column in place))]
    found = pick(FlagRow, *_COLUMNS).where(*where).order_by(*(column.desc() for column in order)).limit(limit + 1)
    with office.store.reading() as session:
        rows = tuple(FlagLine(*row) for row in session.execute(found))
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(shown, After(shown[-1].pending, shown[-1].at, shown[-1].id) if more else None)


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.pending is not None:
        where.append(col(FlagRow.pending).is_(wanted.pending))
    if wanted.severities:
        where.append(col(FlagRow.severity).in_(wanted.severities))
    if wanted.agent_id:
        where.append(col(FlagRow.agent_id) == line(wanted.agent_id))
    if wanted.since is not None:
        where.append(col(FlagRow.at) >= wanted.since)
    return where


def alarms(office: Office, desk: Desk) -> int:
    """How many flags of others a lead is told of at once and has not judged; 0 for who is no lead."""
    if Role.LEAD not in desk.roles:
        return 0
    loud = tuple(severity for severity in Severity if tells_lead(severity))
    waiting = (
        select(func.count())
        .select_from(FlagRow)
        .where(col(FlagRow.pending).is_(True), col(FlagRow.severity).in_(loud), FlagRow.agent_id != desk.agent_id)
    )
    with office.store.reading() as session:
        return int(session.execute(waiting).scalar_one())


def flag(office: Office, desk: Desk | None, flag_id: UUID) -> FlagView:
    """One flag. Raises NotFound, and Refused where it is another agent's."""
    with office.store.reading() as session:
        view = read(session, flag_id)
    if desk is not None and not sees_all(desk) and view.line.agent_id != desk.agent_id:
        raise Refused("accounts.not-allowed")
    return view


def read(session: Session, flag_id: UUID) -> FlagView:
    """One flag, whoever asks. Raises NotFound."""
    row = session.get(FlagRow, flag_id)
    if row is None:
        raise NotFound("flags.unknown")
    return FlagView(
        FlagLine(*(getattr(row, name) for name in _COLUMNS)), row.pack_version, row.pack_digest, row.raised_by,
        row.field, _whole(session, row), row.start, row.end, row.reason, row.remark, steps_of(session, flag_id),
    )  # fmt: skip


def _whole(session: Session, row: FlagRow) -> str:
    """The text a flag was found in; of a kind that is kept elsewhere, the sentence."""
    if row.subject == SubjectKind.NOTE:
        return session.exec(select(NoteRow.text).where(NoteRow.id == row.subject_id)).one()
    if row.subject == SubjectKind.TICKET:
        ticket = session.exec(select(TicketRow.subject, TicketRow.detail).where(TicketRow.id == row.subject_id)).one()
        return dict(zip(("subject", "detail"), ticket, strict=True))[row.field]
    if row.subject == SubjectKind.HANDOVER:
        return _of_log(session, row)
    if row.subject == SubjectKind.PRACTICE:
        answer = select(PracticeAnswerRow.text).where(PracticeAnswerRow.id == row.subject_id)
        return session.exec(answer).one()
    return row.context


def _of_log(session: Session, row: FlagRow) -> str:
    """A part of a handover log, or a remark on one."""
    if row.field in set(Part):
        part = HandoverRow.__table__.c[row.field]
        return str(session.execute(select(part).where(HandoverRow.id == row.subject_id)).scalar_one())
    return session.exec(select(HandoverStepRow.text).where(HandoverStepRow.id == row.subject_id)).one()


# ---- steps --------------------------------------------------------------------------------------------------------


def speak(office: Office, desk: Desk, flag_id: UUID, stance: Stance, reason: str = "") -> FlagView:
    """The agent's word on their own flag; after a verdict, an appeal. Raises Refused `flags.…`."""
    return _step(office, desk, flag_id, Spoken(office.clock.now(), desk.agent_id, stance, lines(reason)))


def judge(office: Office, desk: Desk, flag_id: UUID, verdict: Verdict, remark: str = "") -> FlagView:
    """A lead's verdict. Raises Refused `flags.…`, e.g. where the agent was not heard before it is upheld."""
    return _step(office, desk, flag_id, Judged(office.clock.now(), desk.agent_id, verdict, lines(remark)))


def close(office: Office, desk: Desk, flag_id: UUID) -> FlagView:
    """Let the verdict stand. Raises Refused `flags.…`."""
    return _step(office, desk, flag_id, Closed(office.clock.now(), desk.agent_id))


def _step(office: Office, desk: Desk, flag_id: UUID, move: Step) -> FlagView:
    with office.store.unit(desk.actor, move.at) as unit:
        take(unit, desk, flag_id, move)
    return flag(office, desk, flag_id)


# ---- what cannot be typed -----------------------------------------------------------------------------------------


def observe(
    office: Office, desk: Desk, what: Observation, agent_id: str, remark: str, call_id: UUID | None = None
) -> FlagView:
    """Record what a lead saw or heard (FORB-4): of a call, whose agent it then is, or of an agent.

    Raises Refused `flags.observe-…` and `flags.own`, NotFound for an unknown call.
    """
    desk.require(Role.LEAD)
    said = required(remark, "flags.observe-remark")
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        if call_id is not None:
            call = unit.get(CallRow, call_id)
            whose, pack = call.agent_id, office.pack(call.pack_id)
        else:
            whose, pack = line(agent_id)[:LONGEST_ID], office.pack(desk.pack_id)
            if unit.first(AccountRow, AccountRow.agent_id == whose) is None:
                raise Refused("flags.observe-nobody", agent_id=whose)
        if whose == desk.agent_id:
            raise Refused("flags.own")
        columns: dict[str, Any] = {
            "id": office.ids.new(), "kind": OBSERVED,
            "subject": SubjectKind.AGENT if call_id is None else SubjectKind.CALL, "subject_id": None, "field": "",
            "call_id": call_id, "agent_id": whose, "raised_by": desk.agent_id, "at": unit.at, **of_pack(pack),
            "phrase": what, "start": 0, "end": 0, "text": said, "context": "", "before": 0,
            "severity": Severity.CONFIRM, "rule": OBSERVED_RULES[what], **fresh_state(Flag(whose, unit.at)),
        }  # fmt: skip
        row = unit.add(FlagRow(**columns), "flag.observed")
    return flag(office, desk, row.id)
