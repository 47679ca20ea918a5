"""Handover logs: offered, accepted with the ID that was stated, remarked on, listed; and flagged as all writing is."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from agentdesk.clock import FixedClock
from agentdesk.errors import NotFound, Refused
from agentdesk.rules.flags import Stance, Verdict, Word
from agentdesk.rules.handover import Accepted, Part, Remarked
from agentdesk.services import accounts, flags, handover, journal
from agentdesk.services.flag_work import Unsettled
from agentdesk.services.handover import LogDraft, LogView, Unfilled
from agentdesk.services.office import Desk, Office

OWN = "客户催单，我说急什么。"
SURFACE = "急什么"
NOTHING = frozenset(Part) - {Part.JOURNAL}
DRAFT = LogDraft("1002", {Part.JOURNAL: "接线三十通"}, NOTHING)

SignIn = Callable[[str, str], Desk]


@pytest.fixture
def successor(sign_in: SignIn) -> Desk:
    return sign_in("1002", "A12")


@pytest.fixture
def lead(sign_in: SignIn) -> Desk:
    return sign_in("2001", "A16")


def offered(office: Office, desk: Desk, text: str = "接线三十通") -> LogView:
    return handover.offer(office, desk, replace(DRAFT, parts={Part.JOURNAL: text}))


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        do()
    return caught.value.key


def test_a_log_is_kept_whole_and_its_parts_cleaned(office: Office, desk: Desk, successor: Desk) -> None:
    parts = {Part.JOURNAL: "接线三十通\n两通投诉\x1b[2J", Part.MATTERS: "林女士 \u202e待回电  "}
    log = handover.offer(office, desk, LogDraft(" 1002 ", parts, NOTHING, corrections=2))
    assert (log.line.from_id, log.line.from_seat, log.line.to_id, log.line.status) == ("1001", "A11", "1002", "offered")
    assert log.parts == {
        Part.JOURNAL: "接线三十通\n两通投诉[2J", Part.HYGIENE: "", Part.EQUIPMENT: "", Part.MATERIALS: "",
        Part.MATTERS: "林女士 待回电",
    }  # fmt: skip
    assert log.names == {"1001": "坐席甲", "1002": "坐席乙"}
    assert handover.log(office, successor, log.line.id) == log
    assert journal.verify(office).faults == ()


def test_offering_twice_offers_one_log(office: Office, desk: Desk) -> None:
    draft = replace(DRAFT, key=office.ids.new())
    assert handover.offer(office, desk, draft) == handover.offer(office, desk, draft)
    assert len(handover.logs(office, desk)) == 1


@pytest.mark.parametrize(
    ("to_id", "key"),
    [
        ("", "exchange.malformed"),
        ("x\x1b", "exchange.malformed"),
        ("1001", "exchange.own"),
        ("7777", "exchange.unknown"),
        ("1003", "exchange.inactive"),
    ],
)
def test_a_successor_is_known_active_and_somebody_else(
    office: Office, desk: Desk, sign_in: SignIn, to_id: str, key: str
) -> None:
    accounts.set_active(office, sign_in("9001", "A15"), "1003", False)
    assert refused(lambda: handover.offer(office, desk, replace(DRAFT, to_id=to_id))) == key
    assert handover.logs(office, desk) == ()


def test_what_is_empty_is_said_to_be(office: Office, desk: Desk) -> None:
    said = replace(DRAFT, nothing=frozenset({Part.HYGIENE}))
    with pytest.raises(Unfilled) as unfilled:
        handover.offer(office, desk, said)
    assert unfilled.value.parts == (Part.EQUIPMENT, Part.MATERIALS, Part.MATTERS)
    empty = replace(DRAFT, parts={Part.JOURNAL: " \n"}, nothing=frozenset(Part))
    assert refused(lambda: handover.offer(office, desk, empty)) == "handover.journal-missing"
    assert handover.logs(office, desk) == ()


# ---- taking over ----------------------------------------------------------------------------------------------------


def test_the_successor_enters_the_id_that_was_stated(
    office: Office, desk: Desk, successor: Desk, clock: FixedClock
) -> None:
    log_id = offered(office, desk).line.id
    clock.advance(60)
    for wrong in (1, 2):
        with pytest.raises(Refused) as caught:
            handover.accept(office, successor, log_id, "1003")
        assert (caught.value.key, caught.value.params) == ("handover.heard-wrong", {"wrong": wrong})
    log = handover.accept(office, successor, log_id, " 1001 ")
    assert (log.line.status, log.line.accepted_at, log.wrong) == ("accepted", clock.now(), 2)
    assert log.steps == (Accepted(clock.now(), "1002", "1001"),)
    assert refused(lambda: handover.accept(office, successor, log_id, "1001")) == "handover.accepted"
    assert journal.verify(office).faults == ()


def test_nobody_else_takes_it_over(office: Office, desk: Desk, sign_in: SignIn, lead: Desk) -> None:
    log_id = offered(office, desk).line.id
    other = sign_in("1003", "A13")
    assert refused(lambda: handover.accept(office, desk, log_id, "1001")) == "handover.not-yours"
    assert refused(lambda: handover.accept(office, lead, log_id, "1001")) == "handover.not-yours"
    assert refused(lambda: handover.accept(office, other, log_id, "1001")) == "accounts.not-allowed"
    with pytest.raises(NotFound):
        handover.accept(office, desk, uuid4(), "1001")


def test_a_log_between_two_others_is_not_read(office: Office, desk: Desk, sign_in: SignIn, lead: Desk) -> None:
    log_id = offered(office, desk).line.id
    other = sign_in("1003", "A13")
    assert refused(lambda: handover.log(office, other, log_id)) == "accounts.not-allowed"
    assert refused(lambda: handover.remark(office, other, log_id, "x")) == "accounts.not-allowed"
    assert handover.log(office, lead, log_id) == handover.log(office, None, log_id)
    with pytest.raises(NotFound):
        handover.log(office, lead, uuid4())


def test_remarks_are_added_and_nothing_is_rewritten(office: Office, desk: Desk, successor: Desk, lead: Desk) -> None:
    log = offered(office, desk)
    key = office.ids.new()
    for _ in range(2):
        handover.remark(office, desk, log.line.id, "另有一张工单", key=key)
    handover.accept(office, successor, log.line.id, "1001")
    handover.remark(office, successor, log.line.id, "工单已看")
    after = handover.remark(office, lead, log.line.id, "已复核\n注意回电")
    said = [(step.by, step.text) for step in after.steps if isinstance(step, Remarked)]
    assert said == [("1001", "另有一张工单"), ("1002", "工单已看"), ("2001", "已复核\n注意回电")]
    assert [type(step) for step in after.steps] == [Remarked, Accepted, Remarked, Remarked]
    assert after.parts == log.parts
    assert after.names["2001"] == "班长甲"
    assert refused(lambda: handover.remark(office, desk, log.line.id, " ")) == "handover.empty"
    assert journal.verify(office).faults == ()


# ---- lists ----------------------------------------------------------------------------------------------------------


def test_what_waits_for_me_stands_first_then_the_newest(
    office: Office, desk: Desk, successor: Desk, sign_in: SignIn, lead: Desk, clock: FixedClock
) -> None:
    third = sign_in("1003", "A13")
    first = offered(office, desk, "一").line.id
    clock.advance(60)
    second = handover.offer(office, successor, replace(DRAFT, to_id="1003")).line.id
    clock.advance(60)
    fourth = handover.offer(office, successor, replace(DRAFT, to_id="1001")).line.id
    assert [line.id for line in handover.logs(office, successor)] == [first, fourth, second]
    assert [line.id for line in handover.logs(office, third)] == [second]
    assert [line.id for line in handover.logs(office, desk)] == [fourth, first]
    for who in (lead, None):
        assert [line.id for line in handover.logs(office, who)] == [fourth, second, first]
    assert [handover.waiting(office, who) for who in (desk, successor, third, lead)] == [1, 1, 1, 0]
    handover.accept(office, successor, first, "1001")
    assert [line.id for line in handover.logs(office, successor)] == [fourth, second, first]
    assert handover.waiting(office, successor) == 0
    assert [line.id for line in handover.logs(office, lead, limit=2)] == [fourth, second]


# ---- wording --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", Part)
def test_a_violation_in_any_part_wants_a_word_and_is_flagged(
    office: Office, desk: Desk, lead: Desk, part: Part
) -> None:
    draft = replace(DRAFT, parts={Part.JOURNAL: "接线三十通", part: OWN}, nothing=frozenset(Part))
    with pytest.raises(Unsettled) as unsettled:
        handover.offer(office, desk, draft)
    assert handover.logs(office, desk) == ()
    (found,) = unsettled.value.findings
    log = handover.offer(office, desk, draft, words=[Word(found.anchor, Stance.CALLERS)])
    (line,) = flags.flags(office, lead).lines
    assert (line.subject, line.text, line.stance, line.agent_id, line.call_id) == (
        "handover", SURFACE, "callers", "1001", None,
    )  # fmt: skip
    view = flags.flag(office, lead, line.id)
    assert (view.field, view.whole) == (part, log.parts[part])
    assert view.whole[view.start : view.end] == SURFACE
    assert flags.judge(office, lead, line.id, Verdict.UPHELD).line.verdict == "upheld"
    assert journal.verify(office).faults == ()


def test_a_word_on_one_part_is_on_no_other(office: Office, desk: Desk) -> None:
    draft = replace(DRAFT, parts={Part.JOURNAL: OWN, Part.MATTERS: OWN})
    with pytest.raises(Unsettled) as unsettled:
        handover.offer(office, desk, draft)
    first, second = unsettled.value.findings
    with pytest.raises(Unsettled) as again:
        handover.offer(office, desk, draft, words=[Word(first.anchor, Stance.CALLERS)])
    assert [found.anchor for found in again.value.findings] == [second.anchor]
    words = [Word(first.anchor, Stance.CALLERS), Word(second.anchor, Stance.KEPT)]
    handover.offer(office, desk, draft, words=words)
    assert sorted(line.stance for line in flags.flags(office, desk).lines) == ["callers", "kept"]


def test_what_somebody_else_said_is_no_violation_in_a_log(office: Office, desk: Desk) -> None:
    offered(office, desk, "客户不知道密码，已协助重置。")
    assert flags.flags(office, desk).lines == ()


def test_a_remark_is_flagged_alike(office: Office, desk: Desk, lead: Desk) -> None:
    log_id = offered(office, desk).line.id
    with pytest.raises(Unsettled) as unsettled:
        handover.remark(office, desk, log_id, f"补充：{OWN}")
    assert handover.log(office, desk, log_id).steps == ()
    (found,) = unsettled.value.findings
    handover.remark(office, desk, log_id, f"补充：{OWN}", words=[Word(found.anchor, Stance.KEPT)])
    (line,) = flags.flags(office, lead).lines
    view = flags.flag(office, lead, line.id)
    assert (line.subject, view.field, view.whole) == ("handover", "remark", f"补充：{OWN}")
    assert view.whole[view.start : view.end] == SURFACE


def test_the_text_of_a_flag_in_a_log_is_not_for_other_agents(office: Office, desk: Desk, sign_in: SignIn) -> None:
    with pytest.raises(Unsettled) as unsettled:
        offered(office, desk, OWN)
    words = [Word(found.anchor, Stance.KEPT) for found in unsettled.value.findings]
    handover.offer(office, desk, replace(DRAFT, parts={Part.JOURNAL: OWN}), words=words)
    (line,) = flags.flags(office, desk).lines
    other = sign_in("1003", "A13")
    assert flags.flags(office, other).lines == ()
    assert refused(lambda: flags.flag(office, other, line.id)) == "accounts.not-allowed"
