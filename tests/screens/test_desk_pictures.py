"""Pictures of the desk, to notice what no assertion names. Accept changed ones with `pytest --snapshot-update`."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from agentdesk.settings import Settings
from tests.screens.at_desk import BOTH, AtDesk, staged

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


async def ticket_flagged(desk: AtDesk) -> None:
    """The note it begins with has a flag in it already."""
    await ticket(desk)
    await desk.press("tab", "tab")


async def wrapping_up(desk: AtDesk) -> None:
    await noted(desk)
    await desk.press("f2", "f2", "f2", "f4")


@BOTH
@pytest.mark.parametrize(
    "scene", [not_ready, ringing_late, noted, refused, holding, ticket, ticket_flagged, wrapping_up]
)
def test_the_desk_looks_as_it_did(
    sample: Settings,
    snap_compare: Any,
    scene: Callable[[AtDesk], Awaitable[None]],
    size: tuple[int, int],
    language: str,
) -> None:
    app, play = staged(sample, language, scene)
    assert snap_compare(app, terminal_size=size, run_before=play)
