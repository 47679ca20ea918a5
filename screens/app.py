"""The app: paints first, opens the store after, and holds what every screen shares.

Until the first frame stands nothing but Textual and the standard library is imported; the services, and everything
under them, load on the working thread (`screens.work`) while the user reads.
"""

import asyncio
import gc
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, tzinfo
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from rich.text import Text
from textual import on, work
from textual.screen import Screen
from textual.signal import Signal

from agentdesk import locale
from agentdesk.clock import Clock, SystemClock
from agentdesk.locale import t
from agentdesk.machine import Machine, recall, remember
from agentdesk.settings import Settings
from screens.everywhere import Everywhere
from screens.keys import bindings
from screens.notices import StoreChanged, StoreLost
from screens.pane import Common
from screens.themes import THEMES, choices
from screens.work import Work, guarded

if TYPE_CHECKING:
    from agentdesk.ids import Ids
    from agentdesk.services.centre import CentreView
    from agentdesk.services.office import Desk, Office
    from agentdesk.services.presence import Presence
    from screens.watcher import Watcher

P = ParamSpec("P")
R = TypeVar("R")

HERE = Path(__file__).parent


class DeskApp(Everywhere, inherit_bindings=False):
    """One desk. `ask` is the way to the services; `desk` is None before sign-in."""

    BINDINGS = bindings("app")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - declared so by Textual
    ENABLE_COMMAND_PALETTE = False
    TITLE = "agentdesk"
    OPEN_AFTER = 0.05
    """Seconds from the first frame to the opening, in which the frame reaches the terminal undisturbed by imports."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None, ids: "Ids | None" = None) -> None:
        self.settings = settings
        # The sheet of the first screen is read with the app's, in one pass.
        super().__init__(css_path=[HERE / "app.tcss", HERE / ("welcome.tcss" if self._is_first() else "sign_in.tcss")])
        self.clock = clock or SystemClock()
        self._ids = ids
        self.wish: Settings | None = None
        """The settings to go on with once this app is left: live or practice."""
        self.machine = self._recalled()
        self.office: Office | None = None
        self.centre: CentreView | None = None
        self.desk: Desk | None = None
        self.presence: Presence | None = None
        self.pack_name = ""
        self.zone: tzinfo | None = None
        self.store_changed: Signal[None] = Signal(self, "store-changed")
        self.tick: Signal[datetime] = Signal(self, "tick")
        self.language_changed: Signal[str] = Signal(self, "language-changed")
        self.standing_changed: Signal[None] = Signal(self, "standing-changed")
        self.packs_changed: Signal[None] = Signal(self, "packs-changed")
        self.alarms = 0
        """Flags a lead is told of at once and has not judged."""
        self.handovers = 0
        """Handover logs that wait for this agent to accept them."""
        self._work = Work()
        self._opening: asyncio.Task[Office] | None = None
        self._watcher: Watcher | None = None
        locale.use(locale.preferred(settings.language or self.machine.language, os.environ))
        for theme in THEMES:
            self.register_theme(theme)
        # Practice is told by its colour: what is set for the live desk does not change it.
        wished = self.machine.theme if self.practising else settings.theme or self.machine.theme
        self.theme = wished if wished in {theme.name for theme in THEMES} else choices(practice=self.practising)[0].name

    # ---- the first moments ----------------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """Welcome where there is no store yet, sign-in everywhere else; only the one painted is imported."""
        if self._is_first():
            from screens.welcome import WelcomeScreen  # noqa: PLC0415

            return WelcomeScreen()
        from screens.sign_in import SignInScreen  # noqa: PLC0415

        return SignInScreen()

    def _is_first(self) -> bool:
        """Whether there is no store yet. A server's is looked at once it is open; practice goes by the live one too."""
        stores = (self.settings, self.settings.live)
        return not any(one and (one.database or (one.data_dir / "agentdesk.db").exists()) for one in stores)

    @property
    def practising(self) -> bool:
        """Whether this is practice, on a store of its own."""
        return self.settings.live is not None

    def _recalled(self) -> Machine:
        """What this machine remembers; of practice too, where it has no seat or language of its own yet."""
        here, live = recall(self.settings.data_dir), self.settings.live
        if live is None:
            return here
        there = recall(live.data_dir)
        return Machine(here.seat or there.seat, here.language or there.language, here.theme)

    def on_mount(self) -> None:
        """Start the clock, and the opening once the first frame stands."""
        self.set_interval(1.0, lambda: self.tick.publish(self.now()))
        self.call_after_refresh(gc.enable)
        self.call_after_refresh(self.set_timer, self.OPEN_AFTER, self.open_store)

    @work()
    @guarded
    async def open_store(self) -> None:
        """Open the store and load what comes after the sign-in."""
        await self.opened()
        from screens.welcome import WelcomeScreen  # noqa: PLC0415

        if self.centre is None and not any(isinstance(screen, WelcomeScreen) for screen in self.screen_stack):
            await self.push_screen(WelcomeScreen())
        await self._work.run(import_module, "screens.desk")
        # What is loaded now stays: the collector need not walk through it while somebody types.
        gc.freeze()

    async def opened(self) -> "Office":
        """The office, opened if it is not; a failed opening is tried again by whoever asks next."""
        if self._opening is None or (self._opening.done() and self.office is None):
            self._opening = asyncio.create_task(self._open())
        return await asyncio.shield(self._opening)

    async def _open(self) -> "Office":
        office = await self._work.run(_open_office, self.settings, self.clock, self._ids)
        self.office = office
        from screens.watcher import Watcher  # noqa: PLC0415

        self._watcher = Watcher(self, office)
        self._watcher.start()
        await self.learn_centre()
        return office

    async def learn_centre(self) -> None:
        """Read who we are; without a centre the Welcome screen asks."""
        from zoneinfo import ZoneInfo  # noqa: PLC0415 - the first paint does without

        assert self.office is not None
        self.centre = await self._work.run(_centre, self.office)
        self.zone = ZoneInfo(self.centre.zone) if self.centre else None
        self.standing_changed.publish(None)

    # ---- what screens use -----------------------------------------------------------------------------------------

    async def ask(self, use_case: "Callable[Concatenate[Office, P], R]", *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of a use case, run on the working thread after all that was asked for before it.

        A write that was started is never cancelled. Raises what the use case raises; under `guarded` that ends in
        the error dialog.
        """
        office = self.office or await self.opened()
        return await self._work.run(use_case, office, *args, **kwargs)

    async def look_up(self, job: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of a slow look-up that touches no store; nothing that is asked for waits for it."""
        return await self._work.aside(job, *args, **kwargs)

    def adopt(self, office: "Office") -> None:
        """Go on with the packs of `office`: they were taught something."""
        self.office = office
        self.packs_changed.publish(None)

    def now(self) -> datetime:
        """The moment, aware and in UTC."""
        return self.clock.now()

    @property
    def centre_name(self) -> str:
        """The centre's name, once it is known."""
        return self.centre.name if self.centre else ""

    def switch(self) -> None:
        """Leave for practice, or from practice back to the live desk, in the language in use. Nobody is signed in."""
        other = self.settings.live or self.settings.practising()
        self.wish = replace(other, language=locale.language())
        self.exit(0)

    async def signed_in(self, desk: "Desk") -> None:
        """Take the seat: the desk's screen from now on."""
        from agentdesk.services import presence  # noqa: PLC0415
        from screens.desk import DeskScreen  # noqa: PLC0415

        self.desk = desk
        self.remember(seat=desk.seat)
        self.presence = await self.ask(presence.presence, desk)
        self.alarms = await self.ask(_alarms, desk)
        self.handovers = await self.ask(_handovers, desk)
        self.pack_name = await self.ask(_pack_name, desk.pack_id)
        await self.push_screen(DeskScreen(desk))
        self.standing_changed.publish(None)

    async def to_sign_in(self) -> None:
        """Show the sign-in: go back to it where it lies below, else put it on top. Nobody is signed in then."""
        from screens.sign_in import SignInScreen  # noqa: PLC0415

        self.desk = self.presence = None
        self.alarms = self.handovers = 0
        if any(isinstance(screen, SignInScreen) for screen in self.screen_stack):
            while not isinstance(self.screen, SignInScreen):
                # Not awaited: a worker of the screen that goes may be the one that asks for it.
                self.pop_screen()
            self.screen.start_over()
        else:
            await self.push_screen(SignInScreen())
        self.standing_changed.publish(None)

    def state_changed(self, presence: "Presence") -> None:
        """Show another state of the agent in every header."""
        self.presence = presence
        self.standing_changed.publish(None)
        self.screen.refresh_bindings()

    def remember(self, **chosen: str) -> None:
        """Keep the last seat, language or theme of this machine for the next start."""
        self.machine = self.machine._replace(**chosen)
        remember(self.settings.data_dir, self.machine)

    async def speak(self, language: str) -> None:
        """Change the language at once, and for the next start."""
        self.remember(language=locale.use(language))
        if self.office is not None and self.desk is not None:
            self.pack_name = await self.ask(_pack_name, self.desk.pack_id)
        for screen in self.screen_stack:
            if isinstance(screen, Common):
                await screen.speak_again()
        self.language_changed.publish(locale.language())

    def dress(self, theme: str) -> None:
        """Change the theme at once, and for the next start."""
        self.theme = theme
        self.remember(theme=theme)

    async def fail(self, error: Exception) -> None:
        """The one end of errors: a dialog with what to do next; what nobody foresaw goes to the log as well."""
        from agentdesk.errors import DeskError  # noqa: PLC0415
        from screens.dialogs.error import ErrorDialog  # noqa: PLC0415
        from screens.log import record  # noqa: PLC0415

        if not isinstance(error, DeskError):
            record(self.settings.data_dir, error)
        await self.push_screen(ErrorDialog(error, self.zone))

    def _fatal_error(self) -> None:
        # Textual would print the failing frames with their locals: what customers said. Theirs is the only door to it.
        from screens.log import record  # noqa: PLC0415

        error = sys.exception()
        if isinstance(error, Exception):
            record(self.settings.data_dir, error)
        self.exit(1, 1, Text(t("app.crashed", file=self.settings.data_dir / "agentdesk.log")))

    # ---- notices --------------------------------------------------------------------------------------------------

    @on(StoreChanged)
    @guarded
    async def _store_changed(self) -> None:
        if self.desk is not None:
            from agentdesk.services import presence  # noqa: PLC0415

            self.alarms = await self.ask(_alarms, self.desk)
            self.handovers = await self.ask(_handovers, self.desk)
            self.state_changed(await self.ask(presence.presence, self.desk))
        self.store_changed.publish(None)

    @on(StoreLost)
    async def _store_lost(self, event: StoreLost) -> None:
        await self.fail(event.error)

    async def on_unmount(self) -> None:
        """Finish what was started."""
        if self._watcher is not None:
            self._watcher.stop()
        self._work.close()
        if self.office is not None:
            self.office.close()


def _open_office(settings: Settings, clock: Clock, ids: "Ids | None") -> "Office":
    from agentdesk.ids import SystemIds  # noqa: PLC0415
    from agentdesk.services import practice  # noqa: PLC0415
    from agentdesk.services.office import open_office  # noqa: PLC0415

    office = open_office(settings, clock=clock, ids=ids or SystemIds(clock))
    try:
        practice.bring_over(office)
    except BaseException:
        office.close()
        raise
    return office


def _centre(office: "Office") -> "CentreView | None":
    from agentdesk.services.centre import centre  # noqa: PLC0415

    return centre(office)


def _alarms(office: "Office", desk: "Desk") -> int:
    from agentdesk.services.flags import alarms  # noqa: PLC0415

    return alarms(office, desk)


def _handovers(office: "Office", desk: "Desk") -> int:
    from agentdesk.services.handover import waiting  # noqa: PLC0415

    return waiting(office, desk)


def _pack_name(office: "Office", pack_id: str) -> str:
    pack = office.pack(pack_id)
    return pack.name_en if locale.language() == "en" else pack.name_zh
