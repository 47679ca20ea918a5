"""The installed program in a real terminal: a log written and offered at one desk, taken over at another."""

import json
import os
import re
import signal

import pytest

from tests.terminal.conftest import Seat
from tests.terminal.test_first_call import sample, signed_in, word
from tests.terminal.tmux import Tmux

JOURNAL = {"zh_CN": "上午接线三十二通,林女士待回电。", "en": "Thirty-two calls, Ms Lin wants a callback."}
FLAGGED = {"zh_CN": "二号线杂音。我说急什么。", "en": "Line 2 crackles. I told him to shut up."}


def logs(desk: Tmux, language: str) -> None:
    """The list of logs, by the palette."""
    desk.press("C-p")
    desk.see(word(language, "palette.title"))
    desk.type("handover")
    desk.press("Enter")
    desk.see(word(language, "keys.handover.write"))


@pytest.mark.parametrize(("language", "columns", "rows"), [("zh_CN", 80, 24), ("en", 120, 36)])
@pytest.mark.timeout(180)
def test_a_log_is_offered_at_one_desk_and_taken_over_at_another(
    seat: Seat, language: str, columns: int, rows: int
) -> None:
    giver = seat.desk(language, columns=columns, rows=rows)
    sample(giver, language)
    signed_in(giver, language)
    taker = seat.desk(language, columns=columns, rows=rows)
    signed_in(taker, language, "1002", "A12")

    logs(giver, language)
    giver.press("n")
    giver.see(word(language, "handover.write-title"))
    giver.type("1002")
    giver.press("Tab")
    giver.type(JOURNAL[language])
    giver.press("Tab", "Tab")
    giver.type(FLAGGED[language])
    giver.see("FORB-")
    giver.press("F7")
    giver.unseen("FORB-")
    giver.press("F2")
    giver.see(word(language, "handover.nothing-yes"))
    giver.press("Enter")
    giver.see(f"{word(language, 'handover.status.offered')}.*1001.*1002")

    taker.see(f"{word(language, 'keys.app.handover')} 1")
    logs(taker, language)
    shown = taker.see(re.escape(JOURNAL[language][:8]))
    assert "1001" not in shown
    taker.press("a")
    taker.see(word(language, "handover.accept-text"))
    taker.type("1001")
    taker.press("Enter")
    taker.see(f"{word(language, 'handover.status.accepted')}.*1001.*1002")
    giver.see(f"{word(language, 'handover.status.accepted')}.*1001.*1002")

    (line,) = map(json.loads, seat.run("handover", "list", "--json").splitlines())
    assert (line["from_id"], line["to_id"], line["status"]) == ("1001", "1002", "accepted")
    record = json.loads(seat.run("handover", "show", line["id"], "--json"))
    assert record["parts"]["journal"] == JOURNAL[language]
    assert "急什么" not in record["parts"]["equipment"]
    assert "shut up" not in record["parts"]["equipment"]
    assert seat.run("flags", "list") == ""
    seat.run("verify")


@pytest.mark.timeout(120)
def test_a_killed_desk_comes_back_to_the_log(seat: Seat) -> None:
    desk = seat.desk("en")
    sample(desk, "en")
    signed_in(desk, "en")
    logs(desk, "en")
    desk.press("n")
    desk.see(word("en", "handover.write-title"))
    desk.press("Tab")
    desk.type("thirty calls second")
    desk.press("Left", "Left", "Left", "Left", "Left", "Left")
    drafts = seat.folder / "data" / "drafts"
    desk.until(lambda: any("thirty calls second" in file.read_text() for file in drafts.glob("*.json")))
    os.kill(desk.pid(), signal.SIGKILL)

    again = seat.desk("en")
    signed_in(again, "en")
    logs(again, "en")
    again.press("n")
    again.see("thirty calls second")
    again.type("X")
    again.see("thirty calls Xsecond")
