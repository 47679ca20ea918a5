"""Pictures of the desk, to notice what no assertion names. Accept changed ones with `pytest --snapshot-update`."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from agentdesk import locale
from agentdesk.clock import FixedClock
from agentdesk.services import accounts
from agentdesk.settings import Settings
from screens.app import DeskApp
from tests.conftest import START
from tests.screens.at_desk import AtDesk
from tests.screens.driving import settled

NOTE = "客户反映宽带昨晚起很慢，已重启光猫。我不知道什么时候修好，要求上门检查。"


async def not_ready(desk: AtDesk) -> None:
    pass


async def ringing_late(desk: AtDesk) -> None:
    await desk.ready()
    await desk.ring()
    await desk.pass_time(18)


async def noted(desk: AtDesk) -> None:
    await desk.talk()
    await desk.type(NOTE)
    desk.screen.show_read_back()


async def refused(desk: AtDesk) -> None:
    await noted(desk)
    await desk.press("f4")


async def holding(desk: AtDesk) -> None:
    await desk.talk()
    await desk.press("f3", "f2", "f3")
    await desk.pass_time(50)


async def ticket(desk: AtDesk) -> None:
    await noted(desk)
    await desk.press("f8")
    await desk.type("宽带夜间变慢")
    desk.screen.show_read_back()


async def wrapping_up(desk: AtDesk) -> None:
    await noted(desk)
    await desk.press("f2", "f2", "f2", "f4")


@pytest.mark.parametrize(("size", "language"), [((80, 24), "zh_CN"), ((120, 36), "en")], ids=["80-zh", "120-en"])
@pytest.mark.parametrize("scene", [not_ready, ringing_late, noted, refused, holding, ticket, wrapping_up])
def test_the_desk_looks_as_it_did(
    sample: Settings,
    snap_compare: Any,
    scene: Callable[[AtDesk], Awaitable[None]],
    size: tuple[int, int],
    language: str,
) -> None:
    clock = FixedClock(START)
    app = DeskApp(sample, clock=clock)
    locale.use(language)

    async def play(pilot: Pilot[Any]) -> None:
        await settled(pilot)
        await app.signed_in(await app.ask(accounts.sign_in, "1001", "sample-1001", "A11"))
        desk = AtDesk(app, pilot, clock)
        await desk.rest()
        await scene(desk)
        await desk.rest()

    assert snap_compare(app, terminal_size=size, run_before=play)
