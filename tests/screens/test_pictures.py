"""Pictures of the screens around the desk, both sizes, both languages, every theme. Look at a change before keeping it:
`pytest tests/screens/test_pictures.py --snapshot-update`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from agentdesk.errors import DeskError
from agentdesk.settings import Settings
from tests.screens.conftest import MakeApp
from tests.screens.driving import settled, sign_in

SMALL, WIDE = (80, 24), (120, 36)

Compare = Callable[..., bool]
Steps = Callable[[Pilot[Any]], Awaitable[None]]


def press(*keys: str) -> Steps:
    """Press keys once the store is open, and wait for what they start."""

    async def steps(pilot: Pilot[Any]) -> None:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)

    return steps


async def wrong_password(pilot: Pilot[Any]) -> None:
    await press(*"1001", "tab", *"wrong", "tab", *"A12", "enter")(pilot)


async def signed_in_quit(pilot: Pilot[Any]) -> None:
    await sign_in(pilot)
    await press("ctrl+q")(pilot)


async def signed_in_menu(pilot: Pilot[Any]) -> None:
    await sign_in(pilot)
    await press("f12")(pilot)


async def signed_in_palette(pilot: Pilot[Any]) -> None:
    await sign_in(pilot)
    await press("ctrl+p", "s")(pilot)


async def failed(pilot: Pilot[Any]) -> None:
    app = await settled(pilot)
    await app.fail(DeskError("signin.seat-taken", agent_id="[bold]1002[/foo]"))
    await pilot.pause()


@pytest.mark.parametrize(
    ("name", "language", "theme", "size", "steps"),
    [
        ("sign-in", "zh_CN", "desk-dark", SMALL, press()),
        ("sign-in", "en", "desk-light", WIDE, press()),
        ("sign-in-wrong", "zh_CN", "desk-light", SMALL, wrong_password),
        ("help", "zh_CN", "desk-contrast", SMALL, press("f1")),
        ("state-menu", "zh_CN", "desk-dark", SMALL, signed_in_menu),
        ("palette", "en", "desk-light", WIDE, signed_in_palette),
        ("quit", "en", "desk-practice", SMALL, signed_in_quit),
        ("error", "zh_CN", "desk-light", SMALL, failed),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_with_the_sample_centre(
    sample: Settings,
    make_app: MakeApp,
    snap_compare: Compare,
    name: str,
    language: str,
    theme: str,
    size: tuple[int, int],
    steps: Steps,
) -> None:
    app = make_app(replace(sample, language=language, theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=steps), name


@pytest.mark.parametrize(
    ("name", "language", "theme", "size", "keys"),
    [
        ("welcome", "zh_CN", "desk-dark", SMALL, []),
        ("welcome", "en", "desk-light", WIDE, []),
        ("set-up", "zh_CN", "desk-light", SMALL, ["2"]),
        ("set-up-missing", "en", "desk-contrast", WIDE, ["2", "f2"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_first_start(
    empty: Settings,
    make_app: MakeApp,
    snap_compare: Compare,
    name: str,
    language: str,
    theme: str,
    size: tuple[int, int],
    keys: list[str],
) -> None:
    app = make_app(replace(empty, language=language, theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=press(*keys)), name
