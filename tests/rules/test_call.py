"""The call's state machine: what holds for every sequence of moves, and the cases the rule books name."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.rules.call import (
    EXCEPTIONS,
    Action,
    Call,
    CallRules,
    Phase,
    Refusal,
    Standing,
    Why,
    answered_late,
    check_end,
    check_hold,
    check_transfer,
    fold,
    held_seconds,
    hold_clock,
    obligations,
    rings,
    step,
    wrap_up_left,
)
from agentdesk.rules.moves import (
    Answered,
    Coded,
    Confirmed,
    Ended,
    Ending,
    Exchanged,
    Extended,
    Held,
    Move,
    Party,
    Promised,
    Purpose,
    Rang,
    Said,
    Side,
    Unanswered,
    decode,
    encode,
    kind_of,
)
from agentdesk.rules.pack import Binding, Direction, Duty, Timing

START = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
STRICT = CallRules(dict.fromkeys(Duty, Binding.BLOCKING), Timing(), frozenset({"solved", "ticket"}))
LENIENT = CallRules(dict.fromkeys(Duty, Binding.ADVISORY), Timing(), frozenset({"solved"}))


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def said(stage: str, moment: datetime = START) -> Said:
    return Said(
        moment,
        stage,
        stage,
        "…",
        states_id=stage == "identify",
        states_unit=stage == "unit",
        addresses=stage == "listen",
    )


def play(*moves: Move, rules: CallRules = STRICT) -> Call:
    call = Call()
    for move in moves:
        after = step(call, move, rules)
        assert isinstance(after, Call), after
        call = after
    return call


def settle(action: Action, stage: str, moment: datetime) -> Move | None:
    """The move an agent makes to settle an obligation by the way a refusal names."""
    match action:
        case Action.SAY:
            return said(stage, moment)
        case Action.CONFIRM:
            return Confirmed(moment, "宽带无法上网")
        case Action.PROMISE:
            return Promised(moment, "010 5550 0101", moment + timedelta(hours=2), "回复检修时间")
        case Action.EXCHANGE:
            return Exchanged(moment, Purpose.TRANSFER, Side.TWO, "1001", "1002")
        case _:
            return None


# ---- any sequence of moves ----------------------------------------------------------------------------------------

stages = st.sampled_from(
    ["greeting", "identify", "unit", "listen", "hold", "resume", "slow-answer", "silent", "anything-else", "closing"]
)
kinds = st.one_of(
    st.builds(Rang, at=st.just(START), direction=st.sampled_from(Direction)),
    st.just(Answered(START)),
    st.builds(said, stages),
    st.just(Held(START)),
    st.builds(Confirmed, at=st.just(START), text=st.sampled_from(["", "要点"])),
    st.just(Unanswered(START, "何时修好?")),
    st.builds(
        lambda c, h: Promised(START, c, START + timedelta(hours=h), "答复"),
        st.sampled_from(["", "1"]),
        st.integers(-1, 99),
    ),
    st.builds(
        Exchanged, st.just(START), st.sampled_from(Purpose), st.sampled_from(Side), st.just("1001"), st.just("1002")
    ),
    st.builds(Ended, st.just(START), st.sampled_from(Ending), st.sampled_from(Party), st.sampled_from(["", "原因"])),
    st.just(Extended(START, 30)),
    st.builds(Coded, at=st.just(START), code=st.sampled_from(["solved", "nonsense"])),
)


@st.composite
def timed(draw: st.DrawFn) -> list[Move]:
    """A sequence of moves, each some seconds after the one before; promises keep their distance."""
    moves: list[Move] = []
    now = START
    for move in draw(st.lists(kinds, max_size=30)):
        now += timedelta(seconds=draw(st.integers(0, 40)))
        moved: Move = replace(move, at=now)
        if isinstance(moved, Promised):
            moved = replace(moved, due=moved.due + (now - START))
        moves.append(moved)
    return moves


@st.composite
def likely(draw: st.DrawFn) -> list[Move]:
    """As `timed`, but opening as calls do, so that the deeper phases are reached often."""
    rest = draw(timed())
    opening: list[Move] = [Rang(START), Answered(START), said("greeting"), said("identify")]
    return [*opening[: draw(st.integers(0, len(opening)))], *rest]


@given(likely(), st.sampled_from([STRICT, LENIENT]))
def test_no_sequence_ends_a_normal_call_with_a_blocking_obligation_open(moves: list[Move], rules: CallRules) -> None:
    call = Call()
    for move in moves:
        after = step(call, move, rules)
        if isinstance(after, Call) and isinstance(move, Ended) and move.ending not in EXCEPTIONS:
            closing = replace(call, hung_up_first=move.first)
            gate = Action.TRANSFER if move.ending is Ending.TRANSFERRED else Action.END
            held_back = [
                owed.duty
                for owed in obligations(closing, move.at, rules)
                if owed.standing is Standing.OWED and owed.binding is Binding.BLOCKING
            ]
            early = {Duty.GREETING, Duty.OWN_ID, Duty.UNIT, Duty.RESUME}
            assert not [d for d in held_back if gate is Action.END or d in early]
            if gate is Action.TRANSFER and rules is STRICT:
                assert any(e.purpose is Purpose.TRANSFER and e.side is not Side.REFUSED for e in call.exchanges)
        if isinstance(after, Call) and isinstance(move, Ended) and move.ending in EXCEPTIONS:
            assert move.reason.strip()
        call = after if isinstance(after, Call) else call


@given(likely(), st.sampled_from([STRICT, LENIENT]))
def test_every_refusal_names_a_way_on_and_changes_nothing(moves: list[Move], rules: CallRules) -> None:
    call = Call()
    for move in moves:
        after = step(call, move, rules)
        if isinstance(after, Refusal):
            assert after.ways
            assert (after.why is Why.OWED) == bool(after.owed)
            assert all(owed.rule and owed.binding is Binding.BLOCKING for owed in after.owed)
        else:
            call = after


@given(likely())
def test_hold_time_sums_up(moves: list[Move]) -> None:
    call, total, since = Call(), 0.0, None
    for move in moves:
        after = step(call, move, STRICT)
        if isinstance(after, Refusal):
            continue
        if call.phase is not Phase.HOLDING and after.phase is Phase.HOLDING:
            since = move.at
        if call.phase is Phase.HOLDING and after.phase is not Phase.HOLDING:
            assert since is not None
            total += (move.at - since).total_seconds()
        call = after
    now = at(100_000)
    running = (now - since).total_seconds() if since and call.phase is Phase.HOLDING else 0.0
    assert held_seconds(call, now) == pytest.approx(total + running)


@given(likely())
def test_a_hold_is_left_only_by_its_resume_line_or_the_end_of_the_call(moves: list[Move]) -> None:
    call = Call()
    for move in moves:
        after = step(call, move, STRICT)
        if isinstance(after, Call):
            if call.phase is Phase.HOLDING and after.phase is not Phase.HOLDING:
                back = isinstance(move, Said) and move.stage == "resume"
                assert back or (isinstance(move, Ended) and move.ending in EXCEPTIONS)
            call = after


@given(likely())
def test_following_the_ways_of_each_refusal_ends_every_open_call(moves: list[Move]) -> None:
    call = Call()
    for move in moves:
        after = step(call, move, STRICT)
        call = after if isinstance(after, Call) else call
    if call.phase not in (Phase.TALKING, Phase.HOLDING):
        return
    now, first = at(5_000), Party.AGENT
    for _ in range(len(Duty) + 1):
        after = step(call, Ended(now, Ending.COMPLETED, first), STRICT)
        if isinstance(after, Call):
            break
        for owed in after.owed:
            if owed.way is Action.LET_CALLER_HANG_UP:
                first = Party.CALLER
            elif (way := settle(owed.way, owed.stage, now)) is not None:
                settled = step(call, way, STRICT)
                call = settled if isinstance(settled, Call) else call
    assert isinstance(after, Call)
    assert after.phase is Phase.WRAP_UP


@given(likely())
def test_recorded_moves_fold_to_the_same_call(moves: list[Move]) -> None:
    call, kept = Call(), []
    for move in moves:
        after = step(call, move, STRICT)
        if isinstance(after, Call):
            call = after
            kept.append((kind_of(move), move.at, json.loads(json.dumps(encode(move)))))
    assert fold(decode(*record) for record in kept) == call


# ---- the cases of the rule books -----------------------------------------------------------------------------------

TALKING = (Rang(START), Answered(at(4)), said("greeting"), said("identify"), said("listen"))


def duties(refusal: Refusal | None) -> list[Duty]:
    assert refusal is not None
    return [owed.duty for owed in refusal.owed]


def test_greeting_and_own_id_come_before_hold_transfer_and_end() -> None:
    call = play(Rang(START), Answered(at(4)))
    for refusal in (
        check_hold(call, at(5), STRICT),
        check_transfer(call, at(5), STRICT),
        check_end(call, Ended(at(5), Ending.COMPLETED), STRICT),
    ):
        assert {Duty.GREETING, Duty.OWN_ID} <= set(duties(refusal))


def test_an_outbound_call_owes_the_unit_and_not_the_own_id() -> None:
    call = play(Rang(START, Direction.OUTBOUND), Answered(at(4)))
    owed = duties(check_end(call, Ended(at(5), Ending.COMPLETED), STRICT))
    assert Duty.UNIT in owed
    assert Duty.OWN_ID not in owed


def test_hold_asks_first_and_the_asking_is_used_up() -> None:
    assert duties(check_hold(play(*TALKING), at(9), STRICT)) == [Duty.ASK_TO_WAIT]
    back = play(*TALKING, said("hold"), Held(at(10)), said("resume", at(70)))
    assert held_seconds(back, at(500)) == 60
    assert duties(check_hold(back, at(80), STRICT)) == [Duty.ASK_TO_WAIT]


def test_the_running_hold_counts_its_nudges() -> None:
    call = play(*TALKING, said("hold"), Held(at(10)))
    clock = hold_clock(call, at(10 + 95), STRICT.timing)
    assert clock is not None
    assert (clock.seconds, clock.nudges) == (95, 2)


@pytest.mark.parametrize(("seconds", "count", "late"), [(0, 1, False), (14.9, 3, False), (15, 4, True)])
def test_more_than_three_rings_are_late(seconds: float, count: int, late: bool) -> None:
    call = play(Rang(START))
    assert rings(call, at(seconds), Timing()) == count
    assert answered_late(call, at(seconds), Timing()) is late


def test_a_late_answer_owes_its_phrase_until_the_end() -> None:
    call = play(Rang(START), Answered(at(20)), *TALKING[2:])
    assert Duty.SLOW_ANSWER in duties(check_end(call, Ended(at(30), Ending.COMPLETED), STRICT))


def test_an_open_question_owes_a_contact_and_a_time_that_lies_ahead() -> None:
    call = play(*TALKING, Unanswered(at(20), "何时修好?"))
    assert Duty.PROMISE in duties(check_end(call, Ended(at(30), Ending.COMPLETED), STRICT))
    for contact, due in (("", at(90)), ("010 5550 0101", at(25))):
        assert isinstance(step(call, Promised(at(25), contact, due, "答复"), STRICT), Refusal)
    assert play(*TALKING, Unanswered(at(20), "?"), Promised(at(25), "010 5550 0101", at(90), "答复")).question == ""


def test_the_agent_hanging_up_first_is_told_to_wait() -> None:
    call = play(*TALKING, Confirmed(at(9), "要点"), said("anything-else"), said("closing"))
    refusal = check_end(call, Ended(at(30), Ending.COMPLETED, Party.AGENT), STRICT)
    assert duties(refusal) == [Duty.CALLER_FIRST]
    assert refusal is not None
    assert refusal.ways == (Action.LET_CALLER_HANG_UP,)
    assert isinstance(step(call, Ended(at(30), Ending.COMPLETED, Party.CALLER), STRICT), Call)


@pytest.mark.parametrize("ending", sorted(EXCEPTIONS - {Ending.MISSED}))
def test_exceptional_endings_want_a_reason(ending: Ending) -> None:
    call = play(Rang(START), Answered(at(4)), said("silent"))
    refusal = check_end(call, Ended(at(9), ending, reason="  "), STRICT)
    assert refusal is not None
    assert refusal.why is Why.REASON
    assert check_end(call, Ended(at(9), ending, reason="线路无声"), STRICT) is None


def test_a_silent_line_is_told_so_before_it_is_ended() -> None:
    call = play(Rang(START), Answered(at(4)))
    assert duties(check_end(call, Ended(at(9), Ending.SILENT, reason="无声"), STRICT)) == [Duty.SILENT_LINE]


@pytest.mark.parametrize("side", list(Side))
def test_only_a_refused_exchange_keeps_the_transfer_from_happening(side: Side) -> None:
    call = play(*TALKING, Exchanged(at(20), Purpose.TRANSFER, side, "1001", "1002"))
    refusal = check_transfer(call, at(21), STRICT)
    assert (refusal is None) is (side is not Side.REFUSED)


def test_a_consultation_is_no_leave_to_transfer() -> None:
    call = play(*TALKING, Exchanged(at(20), Purpose.CONSULT, Side.TWO, "1001", "1002"))
    assert duties(check_transfer(call, at(21), STRICT)) == [Duty.COUNTERPART_ID]


def test_a_call_nobody_answered_leaves_nothing_to_wrap_up() -> None:
    call = play(Rang(START), Ended(at(20), Ending.MISSED, reason="主叫放弃"))
    assert call.phase is Phase.CLOSED
    assert call.closed_at == at(20)


def test_the_wrap_up_counts_down_can_be_extended_and_wants_a_known_code() -> None:
    call = play(*TALKING, Ended(at(60), Ending.DROPPED, reason="断线"), Extended(at(80), 30))
    assert wrap_up_left(call, at(100), STRICT.timing) == 50
    assert isinstance(step(call, Coded(at(100), "nonsense"), STRICT), Refusal)
    assert play(*TALKING, Ended(at(60), Ending.DROPPED, reason="断线"), Coded(at(99), "solved")).phase is Phase.CLOSED
