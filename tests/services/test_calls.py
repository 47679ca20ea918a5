"""A call from the ring to the code, through the gate, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from agentdesk.clock import FixedClock
from agentdesk.errors import NotFound, Refused
from agentdesk.rules.call import Phase, Refusal, held_seconds
from agentdesk.rules.moves import Ending, Party
from agentdesk.rules.pack import Direction, Duty
from agentdesk.rules.presence import State
from agentdesk.services import calls, journal, presence, tickets
from agentdesk.services.calls import Missing
from agentdesk.services.office import Desk, Office
from agentdesk.services.tickets import TicketDraft
from tests.services.taking import NUMBER, answered, done, ended, say, talked


def test_a_call_goes_from_the_ring_to_its_code_and_the_agent_is_ready_again(office: Office, desk: Desk) -> None:
    call = ended(office, desk)
    assert presence.presence(office, desk).state is State.WRAP_UP
    closed = done(calls.wrap_up(office, desk, call.id, "solved", "已处理"))
    assert closed.call.phase is Phase.CLOSED
    assert (closed.call.code, closed.note) == ("solved", "已处理")
    assert presence.presence(office, desk).state is State.READY
    assert calls.current(office, desk) is None
    assert journal.verify(office).ok


def test_an_early_end_is_refused_with_what_is_owed_and_changes_nothing(office: Office, desk: Desk) -> None:
    call = answered(office, desk)
    before = calls.current(office, desk)
    refusal = calls.end(office, desk, call.id, Ending.COMPLETED)
    assert isinstance(refusal, Refusal)
    assert {Duty.GREETING, Duty.OWN_ID} <= {owed.duty for owed in refusal.owed}
    assert calls.current(office, desk) == before


def test_a_phrase_with_an_empty_slot_is_not_said(office: Office, desk: Desk) -> None:
    call = answered(office, desk)
    phrase = next(p for p in office.pack(desk.pack_id).phrases if "key_points" in p.slots)
    assert calls.say(office, desk, call.id, phrase.id, {}) == Missing(("key_points",))
    said = done(calls.say(office, desk, call.id, phrase.id, {"key_points": "\x1b[2J宽带"}))
    assert "[2J宽带" in said.call.said[-1].text
    assert "\x1b" not in said.call.said[-1].text


def test_hold_is_left_by_the_resume_line_only_and_its_time_is_kept(
    office: Office, desk: Desk, clock: FixedClock
) -> None:
    call = answered(office, desk)
    for stage in ("greeting", "identify"):
        say(office, desk, call.id, stage)
    assert isinstance(calls.hold(office, desk, call.id), Refusal)
    say(office, desk, call.id, "hold")
    done(calls.hold(office, desk, call.id))
    assert presence.presence(office, desk).state is State.ON_HOLD
    clock.advance(30)
    assert isinstance(calls.end(office, desk, call.id, Ending.COMPLETED), Refusal)
    back = say(office, desk, call.id, "resume")
    assert held_seconds(back.call, clock.now()) == 30
    assert presence.presence(office, desk).state is State.ON_CALL


def test_an_open_question_ends_in_a_promise(office: Office, desk: Desk, clock: FixedClock) -> None:
    call = answered(office, desk)
    talked(office, desk, call.id)
    done(calls.unanswered(office, desk, call.id, "能否合并账单"))
    assert isinstance(calls.end(office, desk, call.id, Ending.COMPLETED), Refusal)
    due = clock.now() + timedelta(hours=2)
    assert isinstance(calls.promise(office, desk, call.id, "", due, "能否合并账单"), Refusal)
    done(calls.promise(office, desk, call.id, NUMBER, due, "能否合并账单", "2001"))
    (promise,) = calls.promises(office, desk)
    assert (promise.contact, promise.due, promise.approved_by) == (NUMBER, due, "2001")
    done(calls.end(office, desk, call.id, Ending.COMPLETED))


def test_a_wrap_up_can_be_extended_and_wants_a_code_of_the_pack(office: Office, desk: Desk) -> None:
    call = ended(office, desk)
    assert done(calls.extend(office, desk, call.id, 30)).call.extended == 30
    assert isinstance(calls.wrap_up(office, desk, call.id, "no-such-code", "x"), Refusal)
    assert calls.current(office, desk) is not None


def test_a_save_that_is_repeated_changes_nothing(office: Office, desk: Desk) -> None:
    call = ended(office, desk)
    draft = TicketDraft("fault", "宽带夜间变慢", "", "林女士", NUMBER)
    saved = done(calls.wrap_up(office, desk, call.id, "ticket", "已建单", draft))
    before = journal.verify(office).entries
    assert done(calls.wrap_up(office, desk, call.id, "ticket", "已建单", draft)) == saved
    assert isinstance(calls.wrap_up(office, desk, call.id, "ticket", "另一份"), Refusal)
    assert len(tickets.open_tickets(office, desk)) == 1
    assert journal.verify(office).entries == before


def test_who_hung_up_first_is_on_record(office: Office, desk: Desk) -> None:
    call = answered(office, desk)
    talked(office, desk, call.id)
    calls.end(office, desk, call.id, Ending.COMPLETED, Party.AGENT)
    assert calls.show(office, call.id)["hung_up_first"] == Party.AGENT


@pytest.mark.parametrize("ending", [Ending.DROPPED, Ending.WRONG_NUMBER, Ending.ABUSIVE])
def test_a_call_may_end_otherwise_with_a_reason(office: Office, desk: Desk, ending: Ending) -> None:
    call = answered(office, desk)
    assert isinstance(calls.end(office, desk, call.id, ending), Refusal)
    assert done(calls.end(office, desk, call.id, ending, reason="线路断开")).call.phase is Phase.WRAP_UP


def test_a_missed_call_leaves_nothing_to_wrap_up(office: Office, desk: Desk) -> None:
    presence.go(office, desk, State.READY)
    call = calls.ring(office, NUMBER, "A11")
    calls.end(office, desk, call.id, Ending.MISSED, reason="无人接听")
    assert calls.current(office, desk) is None
    assert presence.presence(office, desk).state is State.READY


def test_a_ring_from_outside_wants_a_ready_agent(
    office: Office, desk: Desk, sign_in: Callable[[str, str], Desk]
) -> None:
    for seat, key in (("Z99", "ring.seat-unknown"), ("A12", "ring.nobody"), ("A11", "ring.not-ready")):
        with pytest.raises(Refused) as refused:
            calls.ring(office, NUMBER, seat)
        assert refused.value.key == key
    presence.go(office, desk, State.READY)
    calls.ring(office, NUMBER, "a11")
    with pytest.raises(Refused) as refused:
        calls.ring(office, NUMBER, "A11")
    assert refused.value.key == "ring.busy"


def test_an_agents_own_number_is_dialled_from_not_ready_and_gives_that_state_back(office: Office, desk: Desk) -> None:
    call = calls.ring(office, NUMBER, "A11", direction=Direction.OUTBOUND, by=desk)
    done(calls.answer(office, desk, call.id))
    done(calls.end(office, desk, call.id, Ending.DROPPED, reason="占线"))
    done(calls.wrap_up(office, desk, call.id, "no-contact", ""))
    assert presence.presence(office, desk).state is State.NOT_READY
    assert calls.show(office, call.id)["notes"] == []


@pytest.mark.parametrize(
    ("typed", "national", "ok", "hidden"),
    [
        ("01055500142", "010 5550 0142", True, False),
        ("+1 202 555 0142", "+1 202-555-0142", True, False),
        ("anonymous", "anonymous", False, True),
        ("7[/foo]", "7[/foo]", False, False),
    ],
)
def test_the_number_is_kept_as_parsed_or_as_typed(
    office: Office, desk: Desk, typed: str, national: str, ok: bool, hidden: bool
) -> None:
    presence.go(office, desk, State.READY)
    calls.ring(office, typed, "A11")
    call = calls.current(office, desk)
    assert call is not None
    assert (call.number.national, call.number.ok, call.number.hidden) == (national, ok, hidden)


def test_the_caller_card_knows_earlier_calls_and_open_tickets(office: Office, desk: Desk) -> None:
    for times in range(3):
        call = ended(office, desk, "01055500142")
        draft = TicketDraft("fault", f"第{times}次", "", "林女士", NUMBER) if times == 1 else None
        done(calls.wrap_up(office, desk, call.id, "solved", f"记录{times}", draft))
    ended(office, desk, "010 5550 0143")
    card = calls.caller_card(office, call.number)
    assert card.times == 3
    assert [past.note for past in card.calls] == ["记录2", "记录1", "记录0"]
    assert [ticket.subject for ticket in card.open_tickets] == ["第1次"]
    assert len(calls.recent(office, desk)) == 4


def test_flags_are_raised_for_the_final_note_only(office: Office, desk: Desk) -> None:
    call = ended(office, desk)
    assert calls.keep_note(office, desk, call.id, "怎么这么烦")
    assert calls.show(office, call.id)["flags"] == []
    note = "客户要求退费，我说我不知道。"
    done(calls.wrap_up(office, desk, call.id, "answered", note))
    record = calls.show(office, call.id)
    assert [n["text"] for n in record["notes"]] == ["怎么这么烦", note]
    assert record["flags"]
    for flag in record["flags"]:
        assert note[flag["start"] : flag["end"]] == flag["text"]
        assert flag["subject_id"] == record["notes"][-1]["id"]


def test_a_note_that_did_not_change_is_not_kept_twice(office: Office, desk: Desk) -> None:
    call = ended(office, desk)
    calls.keep_note(office, desk, call.id, "已处理")
    done(calls.wrap_up(office, desk, call.id, "solved", "已处理"))
    assert len(calls.show(office, call.id)["notes"]) == 1


def test_a_desk_that_died_comes_back_to_its_call(
    office: Office, desk: Desk, sign_in: Callable[[str, str], Desk], clock: FixedClock
) -> None:
    call = answered(office, desk)
    clock.advance(60)
    again = sign_in("1001", "A11")
    assert again == desk
    found = calls.current(office, again)
    assert found is not None
    assert found.id == call.id
    assert presence.presence(office, again).state is State.ON_CALL


def test_nobody_touches_another_desks_call(office: Office, desk: Desk, sign_in: Callable[[str, str], Desk]) -> None:
    call = answered(office, desk)
    with pytest.raises(Refused) as refused:
        calls.hold(office, sign_in("1002", "A12"), call.id)
    assert refused.value.key == "call.not-yours"


def test_unknown_calls_and_phrases_are_not_found(office: Office, desk: Desk) -> None:
    call = answered(office, desk)
    with pytest.raises(NotFound):
        calls.say(office, desk, call.id, "no-such-phrase", {})
    with pytest.raises(NotFound):
        calls.show(office, uuid4())


def test_a_clock_set_back_shortens_no_hold(office: Office, desk: Desk, clock: FixedClock) -> None:
    call = answered(office, desk)
    for stage in ("greeting", "identify", "hold"):
        say(office, desk, call.id, stage)
    done(calls.hold(office, desk, call.id))
    clock.advance(-3600)
    back = say(office, desk, call.id, "resume")
    assert held_seconds(back.call, clock.now()) == 0


HOSTILE = "[/foo] [bold]粗 \x1b[2J\x1b]52;c;eA==\x07 \u202e反 👩‍👩‍👧 é́́́́́́ \x00 {name}"


def test_hostile_text_is_kept_without_what_acts(office: Office, desk: Desk) -> None:
    call = ended(office, desk)
    calls.name_caller(office, desk, call.id, HOSTILE)
    draft = TicketDraft("fault", HOSTILE, HOSTILE * 1000, HOSTILE, HOSTILE)
    done(calls.wrap_up(office, desk, call.id, "solved", HOSTILE, draft))
    (line,) = tickets.open_tickets(office, desk)
    record = calls.show(office, call.id)
    for text in (record["caller_name"], record["note"], line.subject, line.customer):
        assert "[/foo] [bold]粗" in text
        assert "{name}" in text
        assert not set(text) & set("\x00\x07\x1b\u202e\u200d")
    assert journal.verify(office).ok


def test_a_text_beyond_the_limit_is_refused_and_a_long_one_is_kept(office: Office, desk: Desk) -> None:
    call = ended(office, desk)
    with pytest.raises(Refused) as refused:
        calls.wrap_up(office, desk, call.id, "solved", "长" * 200_001)
    assert refused.value.key == "text.too-long"
    assert len(done(calls.wrap_up(office, desk, call.id, "solved", "长" * 100_000)).note) == 100_000
