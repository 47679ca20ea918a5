"""What is typed at the desk is never lost: not to a kill, not to a change of language or size, not to a full disk."""

from pathlib import Path

import pytest
from textual.widgets import Input

from agentdesk import locale
from agentdesk.errors import StoreUnavailable
from agentdesk.rules.call import Phase
from agentdesk.services import drafts
from agentdesk.settings import Settings
from screens.drafting import SOON
from screens.widgets.phrase_panel import PhrasePanel
from tests.screens.at_desk import AtDesk, at_desk


async def written(desk: AtDesk) -> None:
    """Write now what the timer would write within the second."""
    await desk.screen.keeper.flush()


def test_a_change_is_written_within_the_second() -> None:
    assert SOON < 1


async def test_a_call_comes_back_with_note_caret_and_fields_after_a_kill(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.type("第一行\n第二行")
        await desk.press("up", "left")
        caret = desk.screen.note.cursor_location
        await desk.press("f8")
        await desk.type("半张工单")
        await written(desk)
        call_id = desk.view.id
    # The desk above went without signing out, as a killed one does: its session and its call are still open.
    async with at_desk(sample) as desk:
        assert desk.view.id == call_id
        assert desk.phase() is Phase.TALKING
        assert desk.screen.note.text == "第一行\n第二行"
        assert desk.screen.note.cursor_location == caret
        assert desk.focus == "note"
        await desk.press("f8")
        assert desk.app.screen.query_one("#subject", Input).value == "半张工单"


async def test_a_value_typed_for_a_slot_comes_back(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.ring()
        await desk.press("f2", "f2", "right", "f2")
        await desk.type("林")
        await written(desk)
    async with at_desk(sample) as desk:
        assert desk.screen.slots == {"caller": "林"}


async def test_a_draft_is_gone_once_the_call_is_saved(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.type("x")
        await written(desk)
        folder = Path(sample.data_dir) / "drafts"
        assert list(folder.glob("*.json"))
        await desk.press("f2", "f2", "f2", "f4", "1")
        assert not list(folder.glob("*.json"))


async def test_a_full_disk_is_said_in_one_line_and_keeps_the_text(
    sample: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreUnavailable("drafts.unwritable", folder="", reason="")

    async with at_desk(sample) as desk:
        await desk.talk()
        with monkeypatch.context() as patch:
            patch.setattr(drafts, "keep", full)
            await desk.type("还在")
            await written(desk)
        assert not desk.app.screen.is_modal, "nothing lies over the note"
        assert "草稿" in desk.text("#notice")
        assert desk.screen.note.text == "还在"
        await written(desk)
        assert not desk.screen.query_one("#notice").display


async def test_a_change_of_language_in_mid_call_keeps_everything(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.type("客户反映\n宽带慢")
        await desk.press("left")
        note, caret = desk.screen.note, desk.screen.note.cursor_location
        await desk.app.speak("en")
        await desk.rest()
        assert locale.language() == "en"
        assert desk.screen.note is note, "the editor is the same one, with its undo"
        assert (note.text, note.cursor_location, desk.focus) == ("客户反映\n宽带慢", caret, "note")
        assert desk.rows("#rail")[0] == "✓ Greeting"
        assert "Beijing" in desk.text("#number")
        panel = desk.screen.query_one(PhrasePanel)
        assert "Read back" in str(panel.border_title)
        assert "Let me repeat the key points: 客户反映" in desk.text("#wording"), "the gloss, for who reads no Chinese"
        await desk.press("f2")
        assert desk.view.call.confirmed is not None


async def test_a_terminal_that_shrinks_and_grows_loses_nothing(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.type("宽带慢")
        wide = desk.rows("#duties")
        await desk.pilot.resize_terminal(80, 24)
        await desk.rest()
        assert desk.screen.has_class("-narrow")
        assert desk.screen.note.text == "宽带慢"
        assert desk.rows("#duties") == [row for row in wide if row.startswith("□")], "what is open, and nothing else"
        assert desk.screen.note.size.height >= 6
        await desk.pilot.resize_terminal(120, 36)
        await desk.rest()
        assert desk.rows("#duties") == wide
