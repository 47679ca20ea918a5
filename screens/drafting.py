"""Drafts: what is typed is on disk within the second, without a key ever waiting for the disk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.widget import Widget

from agentdesk.errors import DeskError
from agentdesk.services import drafts
from agentdesk.services.drafts import Draft, Piece
from agentdesk.services.office import Desk
from screens.work import desk_app

if TYPE_CHECKING:
    from screens.app import DeskApp

SOON = 0.4
"""Seconds from a change to its writing. Changes in between are written with it, so typing cannot put it off."""


class Keeper:
    """Keeps the draft of one piece at a time. `lost` is told when the disk refused, and again when it did not."""

    def __init__(self, screen: Widget, desk: Desk, draw_up: Callable[[], Draft], lost: Callable[[bool], None]) -> None:
        self._screen = screen
        self._desk = desk
        self._draw_up = draw_up
        self._lost = lost
        self._piece: Piece | None = None
        self._timer: Timer | None = None
        self._kept: Draft | None = None

    async def begin(self, piece: Piece) -> Draft | None:
        """Keep drafts of that from now on; returns the one that is there."""
        self._stop()
        self._kept = await self._app.ask(drafts.recall, self._desk, piece)
        self._piece = piece
        return self._kept

    def touch(self) -> None:
        """Something was typed."""
        if self._piece is not None and self._timer is None:
            self._timer = self._screen.set_timer(SOON, self._due)

    async def flush(self) -> None:
        """Write now what is not written yet."""
        self._stop()
        piece, draft = self._piece, self._draw_up()
        if piece is None or draft == self._kept:
            return
        try:
            await self._app.ask(drafts.keep, self._desk, piece, draft)
        except DeskError:
            self._lost(True)
            return
        if self._piece == piece:
            self._kept = draft
        self._lost(False)

    async def end(self) -> None:
        """It is saved: forget its draft."""
        self._stop()
        if self._piece is not None:
            piece, self._piece, self._kept = self._piece, None, None
            await self._app.ask(drafts.drop, self._desk, piece)

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
