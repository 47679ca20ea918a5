"""The installed program in a real terminal: flagged wording replaced, answered for, judged, learned from."""

import json
import re

import pytest

from tests.terminal.conftest import Seat
from tests.terminal.test_first_call import called, sample, signed_in, word
from tests.terminal.tmux import Tmux

FLAGGED = "客户催单,我说急什么。"
NEUTRAL = "当时在开户我说你听着合同条款细则。"


def noted(seat: Seat, desk: Tmux, note: str) -> str:
    """A call with that note, up to the next key after it; the call's id."""
    call_id = called(seat, desk, "zh_CN")
    desk.press("F2")
    desk.see(word("zh_CN", "state.on-call"))
    desk.press("F2", "F2")
    desk.type(note)
    desk.see(re.escape(note[:8]))
    return call_id


def coded(desk: Tmux) -> None:
    """Say what is owed, let the caller hang up, choose the first code."""
    desk.press("F2", "F2", "F2", "F4")
    desk.see(word("zh_CN", "state.wrap-up"))
    desk.press("1")


@pytest.mark.timeout(120)
def test_flag_replacement_saved_clean(seat: Seat) -> None:
    desk = seat.desk("zh_CN", columns=80, rows=24)
    sample(desk, "zh_CN")
    signed_in(desk, "zh_CN")
    call_id = noted(seat, desk, FLAGGED)
    desk.see("FORB-2")
    desk.press("F7")
    desk.unseen("FORB-2")
    coded(desk)
    desk.see(word("zh_CN", "state.ready"))
    record = json.loads(seat.run("call", "show", call_id, "--json"))
    assert record["flags"] == []
    assert "急什么" not in record["note"]
    assert record["corrections"] == 1
    seat.run("verify")


@pytest.mark.timeout(120)
def test_callers_words_then_the_leads_verdict_then_a_counter_example(seat: Seat) -> None:
    desk = seat.desk("zh_CN", columns=120, rows=36)
    sample(desk, "zh_CN")
    signed_in(desk, "zh_CN")
    noted(seat, desk, NEUTRAL)
    desk.see("FORB-2")
    coded(desk)
    desk.see(word("zh_CN", "flags.ask"))  # nothing is saved before the agent's word
    desk.press("F11")
    desk.see(word("zh_CN", "state.ready"))
    desk.press("C-q")
    desk.see(word("zh_CN", "app.leave-yes"))
    desk.press("Enter")

    lead = seat.desk("zh_CN", columns=120, rows=36)
    signed_in(lead, "zh_CN", "2001", "A12")
    lead.press("C-p")
    lead.see(word("zh_CN", "palette.title"))
    lead.type("flags")
    lead.press("Enter")
    lead.see(word("zh_CN", "flags.step.spoken"))
    lead.see(word("zh_CN", "flags.stance.callers"))
    assert "你听着" in seat.run("flags", "replay", "--phrase", "ni-ting-zhe")
    lead.press("e")
    lead.see(word("zh_CN", "flags.none"))
    (line,) = map(json.loads, seat.run("flags", "list", "--json").splitlines())
    assert (line["stance"], line["verdict"], line["taught"]) == ("callers", "dismissed", True)
    assert seat.run("flags", "replay", "--phrase", "ni-ting-zhe") == ""
    seat.run("packs", "check", str(seat.folder / "data" / "own-packs"))
    seat.run("verify")
