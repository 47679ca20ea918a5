"""The desk by mouse alone: everything a key does can be clicked."""

from rich.cells import cell_len
from textual.widgets import Button

from agentdesk.rules.call import Phase
from agentdesk.settings import Settings
from screens.keys import find, short
from screens.widgets.key_bar import KeyBar
from screens.widgets.phrase_panel import PhrasePanel
from tests.screens.at_desk import AtDesk, at_desk


async def click(desk: AtDesk, selector: str, x: int = 1, y: int = 0, times: int = 1) -> None:
    await desk.pilot.click(selector, offset=(x, y), times=times)
    await desk.rest()


async def click_key(desk: AtDesk, key_id: str) -> None:
    """Click a key's word in the footer."""
    bar = desk.app.screen.query_one(KeyBar)
    shown = str(bar.render())
    await click(desk, "KeyBar", x=cell_len(shown[: shown.index(short(find("desk", key_id).keys[0]))]))


async def test_a_call_by_mouse(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await click_key(desk, "next")
        await desk.ring()
        for _ in range(3):
            await click_key(desk, "next")
        assert {"greeting", "identify"} <= desk.view.call.stages
        await click(desk, "#note", x=3, y=3)
        await desk.type("宽带慢，我不知道")
        await click(desk, "#flags", y=1)
        assert "不知道" not in desk.screen.note.text
        for _ in range(3):
            await click_key(desk, "next")
        await click_key(desk, "end")
        assert desk.phase() is Phase.WRAP_UP
        await click(desk, "#codes", y=2)
        assert desk.phase() is Phase.WRAP_UP, "one click marks"
        await click(desk, "#codes", y=2, times=2)
        assert desk.screen.view is None


async def test_a_stage_is_shown_by_a_click_and_said_by_two(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.ring()
        await desk.press("f2")
        await click(desk, "#rail", x=3, y=1)
        prompt = desk.screen.query_one(PhrasePanel).prompt
        assert prompt is not None
        assert prompt.stage == "identify"
        assert not desk.view.call.said
        await click(desk, "#rail", x=3, y=1, times=2)
        assert [said.stage for said in desk.view.call.said] == ["identify"]


async def test_a_dialog_is_filled_and_left_by_mouse(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await click_key(desk, "ticket")
        await desk.type("宽带慢")
        await click(desk, "#accept")
        assert not desk.app.screen.query(Button)
        assert "A11-261121-001" in desk.text("#flags")
