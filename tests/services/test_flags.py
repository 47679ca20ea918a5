"""Flags: raised where agents write, answered, judged, closed, listed; and what leads observe."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from agentdesk.clock import FixedClock
from agentdesk.errors import NotFound, Refused
from agentdesk.rules.flags import Anchor, Closed, Judged, Observation, Passage, Spoken, Stance, Verdict, Word
from agentdesk.rules.forbidden import Severity
from agentdesk.services import calls, flags, journal
from agentdesk.services.flag_work import SubjectKind, Unsettled, Writing, found_in, raise_flags
from agentdesk.services.flags import FlagLine, Wanted
from agentdesk.services.office import Desk, Office
from agentdesk.services.tickets import TicketDraft, open_ticket
from tests.services.taking import NUMBER, done, ended

EVERYTHING = Wanted()
OWN = "客户催单，我说急什么。"
SURFACE = "急什么"


@pytest.fixture
def lead(sign_in: Callable[[str, str], Desk]) -> Desk:
    return sign_in("2001", "A16")


def noted(office: Office, desk: Desk, note: str = OWN, *words: Word, corrections: int = 0) -> UUID:
    """A call that ended with that note; its id."""
    call = ended(office, desk)
    done(calls.wrap_up(office, desk, call.id, "answered", note, words=words, corrections=corrections))
    return call.id


def listed(office: Office, desk: Desk, wanted: Wanted = EVERYTHING) -> tuple[FlagLine, ...]:
    return flags.flags(office, desk, wanted).lines


def word(office: Office, desk: Desk, note: str, stance: Stance, reason: str = "") -> tuple[Word, ...]:
    """The same word on everything in a note."""
    from agentdesk.rules.flags import Passage
    from agentdesk.services.flag_work import found_in

    found = found_in(office.pack(desk.pack_id), Passage("note", note))
    return tuple(Word(each.anchor, stance, reason) for each in found)


def test_a_flag_keeps_text_span_phrase_and_pack(office: Office, desk: Desk) -> None:
    call_id = noted(office, desk, OWN, *word(office, desk, OWN, Stance.KEPT))
    (found,) = listed(office, desk)
    view = flags.flag(office, desk, found.id)
    pack = office.pack(desk.pack_id)
    assert view.whole[view.start : view.end] == found.text
    assert found.context[found.before : found.before + len(found.text)] == found.text
    assert found.phrase in {entry.id for entry in pack.forbidden}
    assert (found.call_id, view.pack_version, view.pack_digest) == (call_id, pack.version, pack.digest)
    assert (found.status, found.stance, found.pending) == ("answered", "kept", True)


def test_reported_and_clear_wording_raises_nothing(office: Office, desk: Desk) -> None:
    noted(office, desk, "客户不知道密码，已协助重置。")
    assert listed(office, desk) == ()


@pytest.mark.parametrize("kind", [SubjectKind.HANDOVER, SubjectKind.PRACTICE])
def test_whatever_else_an_agent_writes_is_flagged_alike(office: Office, desk: Desk, kind: SubjectKind) -> None:
    pack = office.pack(desk.pack_id)
    writing = Writing(kind, office.ids.new(), desk.agent_id, found_in(pack, Passage("text", OWN)))
    with pytest.raises(Unsettled), office.store.unit(desk.actor, office.clock.now()) as unit:
        raise_flags(office, unit, pack, [writing], ())
    assert listed(office, desk) == ()
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        raise_flags(office, unit, pack, [writing], word(office, desk, OWN, Stance.KEPT))
    (found,) = listed(office, desk)
    assert (found.subject, found.text, found.call_id) == (kind, SURFACE, None)


def test_nothing_is_saved_while_a_violation_wants_a_word(office: Office, desk: Desk) -> None:
    call = ended(office, desk)
    before = calls.show(office, call.id)
    with pytest.raises(Unsettled) as unsettled:
        calls.wrap_up(office, desk, call.id, "answered", f"我说不知道。{OWN}")  # the first is a hint
    assert [finding.anchor.surface for finding in unsettled.value.findings] == [SURFACE]
    assert unsettled.value.params == {"wordings": SURFACE}
    assert calls.show(office, call.id) == before
    with pytest.raises(Unsettled):
        open_ticket(office, desk, call.id, TicketDraft("fault", "催单", OWN, "林女士", NUMBER))
    assert calls.show(office, call.id) == before
    assert journal.verify(office).faults == ()


def test_a_ticket_at_the_wrap_up_wants_words_too(office: Office, desk: Desk) -> None:
    call = ended(office, desk)
    draft = TicketDraft("fault", "急什么", "", "林女士", NUMBER)
    with pytest.raises(Unsettled):
        calls.wrap_up(office, desk, call.id, "answered", "已处理", draft)
    words = word(office, desk, "急什么", Stance.CALLERS)
    done(calls.wrap_up(office, desk, call.id, "answered", "已处理", draft, words=words))
    assert [(each.subject, each.stance) for each in listed(office, desk)] == [("ticket", "callers")]


def test_corrections_are_kept_with_the_call(office: Office, desk: Desk) -> None:
    call_id = noted(office, desk, "已处理", corrections=2)
    assert calls.show(office, call_id)["corrections"] == 2
    assert listed(office, desk) == ()


def test_what_a_note_and_its_ticket_share_is_flagged_once(office: Office, desk: Desk) -> None:
    call = ended(office, desk)
    said = word(office, desk, OWN, Stance.KEPT)
    open_ticket(office, desk, call.id, TicketDraft("fault", "催单", OWN, "林女士", NUMBER), words=said)
    note = f"{OWN}另外，{OWN}"
    done(calls.wrap_up(office, desk, call.id, "answered", note, words=word(office, desk, note, Stance.KEPT)))
    subjects = sorted(each.subject for each in listed(office, desk))
    assert subjects == ["note", "ticket"]


def test_the_life_of_a_flag_is_kept_step_by_step(office: Office, desk: Desk, lead: Desk, clock: FixedClock) -> None:
    noted(office, desk, OWN, *word(office, desk, OWN, Stance.CALLERS))
    (found,) = listed(office, lead)
    clock.advance(60)
    flags.judge(office, lead, found.id, Verdict.DISMISSED, "录音为证")
    clock.advance(60)
    view = flags.close(office, desk, found.id)
    assert [type(step) for step in view.steps] == [Spoken, Judged, Closed]
    assert (view.line.status, view.line.verdict, view.remark, view.line.pending) == (
        "closed", "dismissed", "录音为证", False,
    )  # fmt: skip
    assert journal.verify(office).faults == ()


def test_an_appeal_waits_for_another_verdict(office: Office, desk: Desk, lead: Desk) -> None:
    noted(office, desk, OWN, *word(office, desk, OWN, Stance.KEPT))
    (found,) = listed(office, lead)
    flags.judge(office, lead, found.id, Verdict.UPHELD)
    view = flags.speak(office, desk, found.id, Stance.NEEDED, "复述录音")
    assert (view.line.status, view.line.verdict, view.line.pending, view.reason) == ("answered", "", True, "复述录音")
    assert len(view.steps) == 3


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (lambda o, a, b, lead, f: flags.speak(o, b, f, Stance.KEPT), "flags.not-yours"),
        (lambda o, a, b, lead, f: flags.speak(o, a, f, Stance.NEEDED, " "), "flags.reason"),
        (lambda o, a, b, lead, f: flags.judge(o, a, f, Verdict.DISMISSED), "flags.not-lead"),
        (lambda o, a, b, lead, f: flags.judge(o, lead, f, Verdict.UPHELD), "flags.unheard"),
        (lambda o, a, b, lead, f: flags.close(o, lead, f), "flags.unjudged"),
        (lambda o, a, b, lead, f: flags.flag(o, b, f), "accounts.not-allowed"),
    ],
)
def test_who_may_not(
    office: Office,
    desk: Desk,
    lead: Desk,
    sign_in: Callable[[str, str], Desk],
    act: Callable[[Office, Desk, Desk, Desk, UUID], object],
    key: str,
) -> None:
    noted(office, desk, "我说不知道。")  # a hint, on which no word is asked for
    (found,) = listed(office, desk)
    other = sign_in("1002", "A12")
    before = flags.flag(office, desk, found.id)
    with pytest.raises(Refused) as refused:
        act(office, desk, other, lead, found.id)
    assert refused.value.key == key
    assert flags.flag(office, desk, found.id) == before


def test_a_silent_agent_was_heard_after_a_day(office: Office, desk: Desk, lead: Desk, clock: FixedClock) -> None:
    noted(office, desk, "我说不知道。")
    (found,) = listed(office, lead)
    clock.advance(86_400)
    assert flags.judge(office, lead, found.id, Verdict.UPHELD).line.status == "judged"


def test_agents_see_their_own_and_leads_see_all(
    office: Office, desk: Desk, lead: Desk, sign_in: Callable[[str, str], Desk]
) -> None:
    other = sign_in("1002", "A12")
    noted(office, desk, "我说不知道。")
    noted(office, other, "我说不行。")
    assert {each.agent_id for each in listed(office, desk)} == {"1001"}
    assert {each.agent_id for each in listed(office, desk, Wanted(agent_id="1002"))} == {"1001"}
    assert {each.agent_id for each in listed(office, lead)} == {"1001", "1002"}
    assert {each.agent_id for each in listed(office, lead, Wanted(agent_id="1002"))} == {"1002"}


def test_lists_are_filtered(office: Office, desk: Desk, lead: Desk, clock: FixedClock) -> None:
    noted(office, desk, "我说不知道。")
    first = clock.advance(3600)
    noted(office, desk, OWN, *word(office, desk, OWN, Stance.KEPT))
    old = listed(office, lead)[-1]
    flags.judge(office, lead, old.id, Verdict.COACHED)
    assert [each.text for each in listed(office, lead, Wanted(pending=True))] == [SURFACE]
    assert [each.id for each in listed(office, lead, Wanted(pending=False))] == [old.id]
    assert [each.id for each in listed(office, lead, Wanted(severities=(Severity.HINT,)))] == [old.id]
    assert [each.text for each in listed(office, lead, Wanted(since=first - timedelta(seconds=1)))] == [SURFACE]


def test_pages_follow_one_another_without_gap_or_repeat(
    office: Office, desk: Desk, lead: Desk, clock: FixedClock
) -> None:
    for n in range(7):
        noted(office, desk, f"{n}:我说不知道。")
        clock.advance(n % 2)  # some of one moment
    for each in listed(office, lead)[::3]:
        flags.judge(office, lead, each.id, Verdict.COACHED)
    whole = [each.id for each in listed(office, lead)]
    assert len(whole) == 7
    seen: list[UUID] = []
    page = flags.flags(office, lead, limit=2)
    while True:
        seen += [each.id for each in page.lines]
        if page.next is None:
            break
        page = flags.flags(office, lead, after=page.next, limit=2)
    assert seen == whole
    pending = [each.pending for each in listed(office, lead)]
    assert pending == sorted(pending, reverse=True)


def test_leads_are_told_of_the_upper_rungs_alone(office: Office, desk: Desk, lead: Desk) -> None:
    assert flags.alarms(office, lead) == 0
    noted(office, desk, "我说不知道。")
    assert flags.alarms(office, lead) == 0
    loud = "客户催问，我骂他神经病。"
    noted(office, desk, loud, *word(office, desk, loud, Stance.KEPT))
    assert flags.alarms(office, lead) == 1
    assert flags.alarms(office, desk) == 0
    (found,) = listed(office, lead, Wanted(severities=(Severity.TELL, Severity.BLOCK)))
    flags.judge(office, lead, found.id, Verdict.COACHED)
    assert flags.alarms(office, lead) == 0


def test_an_observation_is_in_the_same_list_and_lives_the_same_life(office: Office, desk: Desk, lead: Desk) -> None:
    call_id = noted(office, desk, "已处理")
    seen = flags.observe(office, lead, Observation.LAUGHING, "", "客户投诉时笑出声", call_id)
    assert (seen.line.kind, seen.line.rule, seen.line.agent_id) == ("observed", "FORB-4", "1001")
    assert [each.id for each in listed(office, desk)] == [seen.line.id]
    with pytest.raises(Refused, match=r"flags.not-typed"):
        flags.speak(office, desk, seen.line.id, Stance.CALLERS)
    flags.speak(office, desk, seen.line.id, Stance.NEEDED, "是咳嗽")
    flags.judge(office, lead, seen.line.id, Verdict.DISMISSED)
    assert flags.close(office, lead, seen.line.id).line.status == "closed"
    assert journal.verify(office).faults == ()


def test_who_may_observe_whom(office: Office, desk: Desk, lead: Desk) -> None:
    with pytest.raises(Refused, match=r"accounts.not-allowed"):
        flags.observe(office, desk, Observation.INTERRUPTING, "1002", "打断客户")
    for agent_id, remark, key in (
        ("7777", "打断客户", "flags.observe-nobody"),
        ("2001", "打断客户", "flags.own"),
        ("1001", "  ", "flags.observe-remark"),
    ):
        with pytest.raises(Refused, match=key):
            flags.observe(office, lead, Observation.INTERRUPTING, agent_id, remark)
    with pytest.raises(NotFound):
        flags.observe(office, lead, Observation.OTHER, "", "闲聊", UUID(int=0))
    assert flags.observe(office, lead, Observation.OTHER, "1001", "闲聊").line.subject == "agent"


def test_a_word_on_other_wording_settles_nothing(office: Office, desk: Desk) -> None:
    stray = Word(Anchor("no-such", "别的", 0), Stance.KEPT)
    noted(office, desk, "我说不知道。", stray)
    assert [each.status for each in listed(office, desk)] == ["open"]


def test_a_lead_does_not_judge_themselves(office: Office, lead: Desk) -> None:
    acting = replace(lead)
    noted(office, acting, "我说不知道。")
    (found,) = listed(office, lead)
    with pytest.raises(Refused, match=r"flags.own"):
        flags.judge(office, lead, found.id, Verdict.DISMISSED)
