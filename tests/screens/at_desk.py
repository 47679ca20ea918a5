"""Driving the desk in tests: a signed-in agent, a caller, keys and typed text, and what the screen says of it."""

import html
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from agentdesk import locale
from agentdesk.clock import FixedClock
from agentdesk.rules.call import Phase
from agentdesk.rules.presence import State
from agentdesk.services import accounts, calls, presence
from agentdesk.services.calls import CallView
from agentdesk.settings import Settings
from screens.app import DeskApp
from screens.desk import DeskScreen
from tests.conftest import START
from tests.screens.driving import settled

CALLER = "01055500101"

_PIECE = re.compile(r'<text [^>]*? y="([0-9.]+)"[^>]*>(.*?)</text>', re.DOTALL)


def drawn(app: DeskApp) -> str:
    """What stands on the screen, line by line, as the terminal gets it."""
    lines: dict[float, list[str]] = {}
    for y, text in _PIECE.findall(app.export_screenshot()):
        lines.setdefault(float(y), []).append(html.unescape(text))
    return "\n".join("".join(lines[y]) for y in sorted(lines)).replace("\u00a0", " ")


@dataclass
class AtDesk:
    """One agent at a desk."""

    app: DeskApp
    pilot: Pilot[Any]
    clock: FixedClock

    @property
    def screen(self) -> DeskScreen:
        """The desk's screen, also where a dialog lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, DeskScreen))

    @property
    def view(self) -> CallView:
        """The call that is going on."""
        assert self.screen.view is not None
        return self.screen.view

    def phase(self) -> Phase:
        """The phase of the call; CLOSED where there is none."""
        return self.screen.phase

    @property
    def focus(self) -> str:
        """The id of what has the focus."""
        return (self.app.focused.id or "") if self.app.focused else ""

    async def rest(self) -> None:
        """Let everything under way come to its end."""
        await settled(self.pilot)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each as fast as the desk takes them."""
        await self.pilot.press(*keys)
        await self.rest()

    async def type(self, text: str) -> None:
        """Type text, whatever its characters."""
        for character in text:
            self.app.post_message(events.Key("enter" if character == "\n" else character, character))
        await self.rest()

    async def paste(self, text: str) -> None:
        """Paste into what has the focus."""
        self.app.post_message(events.Paste(text))
        await self.rest()

    async def look(self) -> None:
        """Let the desk notice what others wrote to the store."""
        self.app.store_changed.publish(None)
        await self.rest()

    async def pass_time(self, seconds: float) -> None:
        """Let seconds go by, and the clocks tick once."""
        self.app.tick.publish(self.clock.advance(seconds))
        await self.rest()

    async def ready(self) -> None:
        """Go ready."""
        assert self.app.desk is not None
        await self.app.ask(presence.go, self.app.desk, State.READY)
        await self.look()

    async def ring(self, number: str = CALLER) -> CallView:
        """A call comes from outside."""
        assert self.app.desk is not None
        view = await self.app.ask(calls.ring, number, self.app.desk.seat)
        await self.look()
        return view

    async def talk(self) -> None:
        """A call that was answered and opened: the caller has the word."""
        await self.ready()
        await self.ring()
        await self.press("f2", "f2", "f2")

    def text(self, selector: str) -> str:
        """What a part of the screen shows."""
        return str(self.app.screen.query_one(selector, Static).content)

    def rows(self, selector: str) -> list[str]:
        """The rows of a list, without the blanks between their parts."""
        from screens.widgets.rows import Rows

        found = self.screen.query_one(selector, Rows)
        return [" ".join(row.content.plain.split()) for row in found.rows] if found.display else []


BOTH = pytest.mark.parametrize(("size", "language"), [((80, 24), "zh_CN"), ((120, 36), "en")], ids=["80-zh", "120-en"])
"""Small in Chinese and wide in English: what every picture is taken in."""


def staged(
    settings: Settings,
    language: str,
    scene: Callable[[AtDesk], Awaitable[None]],
    agent_id: str = "1001",
    seat: str = "A11",
) -> tuple[DeskApp, Callable[[Pilot[Any]], Awaitable[None]]]:
    """An app, and what to play in it before its picture is taken: somebody signs in, then the scene."""
    clock = FixedClock(START)
    app = DeskApp(settings, clock=clock)
    locale.use(language)

    async def play(pilot: Pilot[Any]) -> None:
        await settled(pilot)
        await app.signed_in(await app.ask(accounts.sign_in, agent_id, f"sample-{agent_id}", seat))
        desk = AtDesk(app, pilot, clock)
        await desk.rest()
        await scene(desk)
        await desk.rest()

    return app, play


@asynccontextmanager
async def at_desk(
    settings: Settings,
    *,
    agent_id: str = "1001",
    seat: str = "A11",
    size: tuple[int, int] = (120, 36),
    language: str = "zh_CN",
    clock: FixedClock | None = None,
) -> AsyncIterator[AtDesk]:
    """An agent signed in, not ready, at the sample centre."""
    clock = clock or FixedClock(START)
    app = DeskApp(settings, clock=clock)
    locale.use(language)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        desk = await app.ask(accounts.sign_in, agent_id, f"sample-{agent_id}", seat)
        await app.signed_in(desk)
        found = AtDesk(app, pilot, clock)
        await found.rest()
        yield found
