"""The installed program in a real terminal: practice from its option, an answer flagged and handed in, and back."""

import hashlib
import json
import os
import re
import signal

import pytest

from tests.terminal.conftest import Seat
from tests.terminal.test_first_call import sample, signed_in, word
from tests.terminal.tmux import Tmux

BANNER = re.escape("练习 · 不是真实来电")


def chosen(desk: Tmux, command: str) -> None:
    """Take a command from the palette."""
    desk.press("C-p")
    desk.see(word("zh_CN", "palette.title"))
    desk.type(command)
    desk.press("Enter")


@pytest.mark.timeout(120)
def test_practice_answers_are_flagged_and_nothing_live_is_touched(seat: Seat) -> None:
    live = seat.folder / "data" / "agentdesk.db"
    first = seat.desk("zh_CN")
    sample(first, "zh_CN")
    first.see("sample-1001")
    first.press("C-q")
    first.ended()
    before = hashlib.sha256(live.read_bytes()).hexdigest()

    desk = seat.desk("zh_CN", options=("--practice",))
    desk.see(BANNER)
    signed_in(desk, "zh_CN")
    chosen(desk, "drill")
    desk.see(word("zh_CN", "drill.say"))
    desk.type("你好,急什么")
    desk.see("FORB-2")
    desk.press("F2")
    desk.see(word("zh_CN", "flags.ask"))
    desk.press("F11")
    desk.see(word("zh_CN", "drill.grade.forbidden"))
    desk.see(BANNER)
    (flag,) = map(json.loads, seat.run("--practice", "flags", "list", "--json").splitlines())
    assert (flag["subject"], flag["stance"]) == ("practice", "callers")
    assert seat.run("flags", "list", "--json") == ""
    seat.run("--practice", "verify")
    assert hashlib.sha256(live.read_bytes()).hexdigest() == before
    assert str(seat.folder / "data" / "practice" / "agentdesk.db") in seat.run("locate")


@pytest.mark.timeout(120)
def test_one_key_leads_to_practice_and_back(seat: Seat) -> None:
    desk = seat.desk("zh_CN")
    sample(desk, "zh_CN")
    desk.see("sample-1001")
    desk.press("F3")
    desk.see(BANNER)
    desk.see("sample-1001")
    desk.press("C-o")
    desk.unseen(BANNER)
    signed_in(desk, "zh_CN")


@pytest.mark.timeout(120)
def test_a_half_written_answer_comes_back_after_a_kill(seat: Seat) -> None:
    drafts = seat.folder / "data" / "practice" / "drafts"
    desk = seat.desk("zh_CN", options=("--practice",))
    sample(desk, "zh_CN")
    signed_in(desk, "zh_CN")
    chosen(desk, "drill")
    desk.see(word("zh_CN", "drill.say"))
    desk.type("您好,我是铁")
    desk.until(lambda: any("我是铁" in path.read_text(encoding="utf-8") for path in drafts.glob("*.json")))
    os.kill(desk.pid(), signal.SIGKILL)
    again = seat.desk("zh_CN", options=("--practice",))
    signed_in(again, "zh_CN")
    chosen(again, "drill")
    again.see("您好,我是铁")
