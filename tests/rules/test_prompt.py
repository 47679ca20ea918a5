"""What the desk puts before the agent in each turn of a call."""

from datetime import UTC, datetime, timedelta

from agentdesk import packs
from agentdesk.rules import prompt
from agentdesk.rules.call import Call, CallRules, Standing, fold, obligations
from agentdesk.rules.moves import Answered, Confirmed, Held, Move, Rang, Said, Unanswered
from agentdesk.rules.pack import Binding, Direction

PACK = packs.Library.load().packs["telecom-1000"]
START = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
ANSWERED = (Rang(START), Answered(START))


def said(stage: str, *, states_id: bool = False) -> Said:
    return Said(START, stage, stage, stage, states_id=states_id)


def call(*moves: Move) -> Call:
    return fold(moves or ANSWERED)


def hand(*moves: Move, noted: bool = False) -> str:
    return prompt.at_hand(call(*ANSWERED, *moves), PACK, START, noted=noted)


OPENING = (said("greeting"), said("identify", states_id=True))


def test_the_stages_come_one_after_the_other() -> None:
    assert hand() == "greeting"
    assert hand(said("greeting")) == "identify"
    assert hand(*OPENING) == "listen"
    assert hand(*OPENING, noted=True) == "read-back"
    assert hand(*OPENING, said("listen")) == "read-back"
    read = (*OPENING, Confirmed(START, "x"))
    assert hand(*read) == "anything-else"
    assert hand(*read, said("anything-else")) == "closing"
    assert hand(*read, said("anything-else"), said("closing")) == ""


def test_a_stage_taken_out_of_order_is_not_asked_for_again() -> None:
    assert hand(said("anything-else"), *OPENING, Confirmed(START, "x")) == "closing"


def test_a_greeting_that_states_the_id_settles_the_identification() -> None:
    assert hand(said("greeting", states_id=True)) == "listen"


def test_a_late_answer_is_apologised_for_right_after_the_greeting() -> None:
    late = (Rang(START), Answered(START + timedelta(seconds=60)))
    stages = [step.stage for step in prompt.steps(call(*late), PACK, START)]
    assert stages[:3] == ["greeting", "slow-answer", "identify"]
    assert prompt.at_hand(call(*late, said("greeting")), PACK, START, noted=False) == "slow-answer"


def test_an_open_question_asks_for_its_promise_after_the_read_back() -> None:
    moves = (*OPENING, Unanswered(START, "when?"), Confirmed(START, "x"))
    assert hand(*moves, noted=True) == "callback"


def test_on_hold_only_the_resume_line_leads_on() -> None:
    assert hand(*OPENING, said("hold"), Held(START)) == "resume"


def test_the_caller_has_the_word_once_the_opening_is_said() -> None:
    assert not prompt.opened(call(*ANSWERED, said("greeting")), PACK, START)
    assert prompt.opened(call(*ANSWERED, *OPENING), PACK, START)


def test_an_outbound_call_goes_its_own_way() -> None:
    outbound = call(Rang(START, Direction.OUTBOUND), Answered(START), said("greeting"))
    assert prompt.at_hand(outbound, PACK, START, noted=False) == "unit"


def test_wording_shows_what_is_filled_and_what_is_not() -> None:
    phrase = next(p for p in PACK.phrases if p.stage == "identify")
    assert "agent_id" in prompt.missing(phrase, {})
    pieces = prompt.wording(phrase, {"agent_id": "1001"})
    assert ("1001", "agent_id") in pieces
    assert ("", "agent_id") in prompt.wording(phrase, {"agent_id": " "})


def test_what_is_owed_comes_with_the_most_urgent_first() -> None:
    owed = prompt.ordered(obligations(call(*ANSWERED, said("greeting")), START, CallRules.of(PACK)))
    standings = [(one.standing, one.binding) for one in owed]
    assert standings[0] == (Standing.OWED, Binding.BLOCKING)
    assert standings.index((Standing.OWED, Binding.ADVISORY)) < standings.index((Standing.LATER, Binding.BLOCKING))
    assert standings[-1][0] is Standing.SETTLED
