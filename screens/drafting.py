"""Drafts: what is typed is on disk within the second, without a key ever waiting for the disk."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from textual.timer import Timer
from textual.widget import Widget

from agentdesk.errors import DeskError
from agentdesk.services import drafts
from agentdesk.services.drafts import Draft
from agentdesk.services.office import Desk
from screens.work import desk_app

if TYPE_CHECKING:
    from screens.app import DeskApp

SOON = 0.4
"""Seconds from a change to its writing. Changes in between are written with it, so typing cannot put it off."""


class Keeper:
    """Keeps the draft of one call at a time. `lost` is told when the disk refused, and again when it did not."""

    def __init__(self, screen: Widget, desk: Desk, draw_up: Callable[[], Draft], lost: Callable[[bool], None]) -> None:
        self._screen = screen
        self._desk = desk
        self._draw_up = draw_up
        self._lost = lost
        self._call: UUID | None = None
        self._timer: Timer | None = None
        self._kept: Draft | None = None

    async def begin(self, call_id: UUID) -> Draft | None:
        """Keep drafts of that call from now on; returns the one that is there."""
        self._stop()
        self._kept = await self._app.ask(drafts.recall, self._desk, call_id)
        self._call = call_id
        return self._kept

    def touch(self) -> None:
        """Something was typed."""
        if self._call is not None and self._timer is None:
            self._timer = self._screen.set_timer(SOON, self._due)

    async def flush(self) -> None:
        """Write now what is not written yet."""
        self._stop()
        call_id, draft = self._call, self._draw_up()
        if call_id is None or draft == self._kept:
            return
        try:
            await self._app.ask(drafts.keep, self._desk, call_id, draft)
        except DeskError:
            self._lost(True)
            return
        if self._call == call_id:
            self._kept = draft
        self._lost(False)

    async def end(self) -> None:
        """The call is saved: forget its draft."""
        self._stop()
        if self._call is not None:
            call_id, self._call, self._kept = self._call, None, None
            await self._app.ask(drafts.drop, self._desk, call_id)

    @property
    def _app(self) -> "DeskApp":
        return desk_app(self._screen)

    def _due(self) -> None:
        self._timer = None
        self._screen.run_worker(self.flush(), group="draft", exit_on_error=False)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
