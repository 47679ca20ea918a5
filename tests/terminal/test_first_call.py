"""The installed program in a real terminal: a call from a second process, held to its script, saved, found again."""

import json
import os
import re
import signal

import pytest

from agentdesk.locale import catalogue
from tests.terminal.conftest import Seat
from tests.terminal.tmux import Tmux

NOTE = {
    "zh_CN": "客户反映宽带昨晚起无法上网,已重启光猫。",
    "en": "Broadband down since last night, router restarted.",
}
SUBJECT = {"zh_CN": "宽带无法上网", "en": "Broadband down"}


def word(language: str, key: str) -> str:
    """A catalogue sentence up to its first slot, as a pattern."""
    return re.escape(catalogue(language)[key].split("{")[0].strip())


def signed_in(desk: Tmux, language: str, agent_id: str = "1001", seat: str = "A11") -> None:
    """Sign in through the sign-in screen, and wait until the desk says *not ready*."""
    desk.see(word(language, "sign-in.password"))
    desk.see("sample-1001")
    desk.type(agent_id)
    desk.press("Tab")
    desk.type(f"sample-{agent_id}")
    desk.press("Tab")
    desk.type(seat)
    desk.press("Enter")
    desk.see(f"{agent_id}.*{word(language, 'state.not-ready')}")


def sample(desk: Tmux, language: str) -> None:
    """Choose the sample centre on the Welcome screen."""
    desk.see(word(language, "welcome.sample"))
    desk.press("1")


def called(seat: Seat, desk: Tmux, language: str, number: str = "010 5550 0188") -> str:
    """Go ready, and let a second process ring; the call's id."""
    desk.press("F2")
    desk.see(word(language, "state.ready"))
    call_id = seat.run("ring", number, "--seat", "A11").strip()
    desk.see("010 5550 0188", timeout=3)
    return call_id


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 36)])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.timeout(180)
def test_a_call_from_ring_to_wrap_up(seat: Seat, language: str, columns: int, rows: int) -> None:
    desk = seat.desk(language, columns=columns, rows=rows)
    sample(desk, language)
    signed_in(desk, language)
    call_id = called(seat, desk, language)

    desk.presses = 0
    desk.press("F2")  # answer
    desk.see(word(language, "state.on-call"))
    before = desk.presses
    desk.press("F4")  # too early: refused, with the list of what is owed
    for rule in ("CALL-2", "ID-2", "CALL-5", "CALL-8"):
        desk.see(rule)
    desk.presses = before
    desk.press("F2", "F2")  # greeting, own ID
    desk.type(NOTE[language])  # the caret is in the note by itself
    desk.see(re.escape(NOTE[language][:10]))
    desk.press("F2", "F2", "F2", "F4")  # read back, anything else, closing; the caller has hung up
    desk.see(word(language, "state.wrap-up"))
    assert desk.presses <= 7
    standard = desk.presses + 1  # the wrap-up code is still to come

    desk.press("F8")
    desk.see(word(language, "ticket.subject"))
    desk.type(SUBJECT[language])
    desk.press("F2")
    desk.see(r"A11-\d{6}-\d{3}")
    desk.press("1")
    desk.see(word(language, "state.ready"))
    assert standard <= 8

    record = json.loads(seat.run("call", "show", call_id, "--json"))
    assert record["note"] == NOTE[language]
    assert record["tickets"][0]["detail"]
    assert [move["kind"] for move in record["moves"]].count("said") >= 4
    seat.run("verify")
    desk.press("C-q")

    again = seat.desk(language, columns=columns, rows=rows)
    signed_in(again, language)
    shown = again.see(re.escape(NOTE[language][:8]))
    assert re.search(r"A11-\d{6}-\d{3}", shown)


@pytest.mark.timeout(120)
def test_a_killed_desk_comes_back_to_its_call_note_and_caret(seat: Seat) -> None:
    desk = seat.desk("en")
    sample(desk, "en")
    signed_in(desk, "en")
    called(seat, desk, "en")
    desk.press("F2")
    desk.see(word("en", "state.on-call"))
    desk.press("F2", "F2")
    desk.type("first line second")
    desk.press("Left", "Left", "Left", "Left", "Left", "Left")
    desk.see("first line second")
    drafts = seat.folder / "data" / "drafts"
    desk.until(lambda: any("first line second" in file.read_text() for file in drafts.rglob("*") if file.is_file()))
    os.kill(desk.pid(), signal.SIGKILL)

    again = seat.desk("en")
    signed_in_again(again)
    again.see("first line second")
    again.type("X")
    again.see("first line Xsecond")
    seat.run("verify")


def signed_in_again(desk: Tmux) -> None:
    """Sign in at the seat whose desk was killed: the desk comes back to its call."""
    desk.see(word("en", "sign-in.password"))
    desk.see("sample-1001")
    desk.type("1001")
    desk.press("Tab")
    desk.type("sample-1001")
    desk.press("Tab")
    desk.type("A11")
    desk.press("Enter")
    desk.see(word("en", "state.on-call"))


def test_without_a_terminal_it_says_so(seat: Seat) -> None:
    assert seat.run(status=2) == ""
