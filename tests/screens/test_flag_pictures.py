"""Pictures of the flags' screen and of the dry run. Accept changed ones with `pytest --snapshot-update`."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from agentdesk.services import accounts
from agentdesk.settings import Settings
from tests.screens.at_desk import BOTH, AtDesk, staged
from tests.screens.test_flags import LOUD, MILD, noted, notice

LONG = (
    "客户为五元短信费来过三次，每次都要求把详单全部打印出来。我当时态度不好，说了句您想怎样，客户随即投诉。"
    "事后已致歉，详单按规定分三次打印，客户接受，另送一个月短信包作补偿，下周由值班经理回访一次。"
)


async def listed(desk: AtDesk) -> None:
    pass


async def marked_last(desk: AtDesk) -> None:
    await desk.press("down", "down")


async def upheld(desk: AtDesk) -> None:
    await desk.press("u")


async def filtered(desk: AtDesk) -> None:
    await desk.press("f")


async def observed(desk: AtDesk) -> None:
    await desk.press("o")


async def tried(desk: AtDesk) -> None:
    await desk.press("r")
    await desk.type("你听着")
    await desk.press("f2")


@BOTH
@pytest.mark.parametrize("scene", [listed, marked_last, upheld, filtered, observed, tried])
def test_the_flags_look_as_they_did(
    sample: Settings,
    snap_compare: Any,
    scene: Callable[[AtDesk], Awaitable[None]],
    size: tuple[int, int],
    language: str,
) -> None:
    async def flags(desk: AtDesk) -> None:
        other = await desk.app.ask(accounts.sign_in, "1001", "sample-1001", "A11")
        for note in (LOUD, MILD, LONG):
            await desk.app.ask(noted, other, note)
        await notice(desk)
        await desk.app.run_action("app.flags")
        await desk.rest()
        await scene(desk)

    app, play = staged(sample, language, flags, "2001", "B21")
    assert snap_compare(app, terminal_size=size, run_before=play)
