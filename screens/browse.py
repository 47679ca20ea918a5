"""A list, and what is on record of the line that is marked: what the flags and the handover logs have in common."""

import asyncio
from collections.abc import Sequence
from typing import ClassVar, Generic, Protocol, TypeVar
from uuid import UUID

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from agentdesk.services.office import Desk
from screens.pane import Pane
from screens.widgets.key_bar import KeyBar
from screens.widgets.status_bar import StatusBar
from screens.widgets.words import Words
from screens.work import desk_app, guarded


class Listed(Protocol):
    """A line of a list."""

    @property
    def id(self) -> UUID:
        """Of what is listed."""


LineT = TypeVar("LineT", bound=Listed)
ViewT = TypeVar("ViewT")


class Browse(Pane[None], Generic[LineT, ViewT]):
    """Title, list, detail. The keys act on the line that is marked."""

    NAME: ClassVar[str]
    """Begins the ids of its widgets."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.turn = asyncio.Lock()
        self.list = OptionList(id=f"{self.NAME}-list", classes="list")
        self.lines: list[LineT] = []
        self.view: ViewT | None = None
        self._viewed: UUID | None = None

    def body(self) -> ComposeResult:
        """Title, list, detail."""
        yield Words(id=f"{self.NAME}-title", classes="title")
        with Vertical(id=f"{self.NAME}-both"):
            yield self.list
            with VerticalScroll(id=f"{self.NAME}-detail", classes="detail"):
                yield Words(id=f"{self.NAME}-text")

    # ---- what a list says of itself -------------------------------------------------------------------------------

    async def read_lines(self) -> Sequence[LineT]:
        """The lines as the store has them."""
        raise NotImplementedError

    async def read_more(self) -> None:
        """The mark moved: read on where it stands at the end."""

    async def read_view(self, line: LineT) -> ViewT:
        """What is on record of a line."""
        raise NotImplementedError

    def options(self, lines: Sequence[LineT]) -> list[Option]:
        """Each line as it stands in the list, under the id of what is listed."""
        raise NotImplementedError

    def draw_title(self) -> Content:
        """What stands over the list."""
        raise NotImplementedError

    def draw_view(self) -> Content:
        """What is on record of the marked line, or that there is none."""
        raise NotImplementedError

    # ---- what is shown --------------------------------------------------------------------------------------------

    @guarded
    async def on_mount(self) -> None:
        """Read the list, and follow the store."""
        desk_app(self).store_changed.subscribe(self, lambda _: self.look_again())
        self.list.focus()
        await self.reread()

    @property
    def marked(self) -> LineT | None:
        """The line the keys act on."""
        at = self.list.highlighted
        return self.lines[at] if at is not None and at < len(self.lines) else None

    @work(group="sync", exclusive=True, exit_on_error=False)
    @guarded
    async def look_again(self) -> None:
        """Show what others changed."""
        async with self.turn:
            await self.reread(stay=True)

    async def reread(self, *, stay: bool = False) -> None:
        """Show the list as the store has it. The mark stays at its place, or with `stay` on its line."""
        before, place = self.marked, self.list.highlighted or 0
        self.lines = list(await self.read_lines())
        ids = [line.id for line in self.lines]
        if stay and before is not None and before.id in ids:
            place = ids.index(before.id)
        if [str(each) for each in ids] == [option.id for option in self.list.options]:
            self.redraw()
        else:
            self.list.clear_options().add_options(self.options(self.lines))
        self.list.highlighted = min(place, len(ids) - 1) if ids else None
        self.show_title()
        await self._read_marked()

    def redraw(self) -> None:
        """Draw the lines anew that look different now."""
        for at, option in enumerate(self.options(self.lines)):
            if option.prompt != self.list.get_option_at_index(at).prompt:
                self.list.replace_option_prompt_at_index(at, option.prompt)

    def show_title(self) -> None:
        """Draw the title."""
        self.query_one(f"#{self.NAME}-title", Words).say(self.draw_title())

    def show_view(self) -> None:
        """Draw the detail."""
        self.query_one(f"#{self.NAME}-text", Words).say(self.draw_view())
        self.refresh_bindings()

    async def _read_marked(self) -> None:
        line = self.marked
        self.view, self._viewed = (await self.read_view(line), line.id) if line else (None, None)
        self.show_view()

    @on(OptionList.OptionHighlighted, ".list")
    def _marked(self) -> None:
        self._follow_mark()

    @work(group="detail", exclusive=True, exit_on_error=False)
    @guarded
    async def _follow_mark(self) -> None:
        async with self.turn:  # while the list is read again, nothing is put at its end
            await self.read_more()
            if self.marked is None or self.marked.id != self._viewed:
                await self._read_marked()

    def on_resize(self, event: events.Resize) -> None:
        """Lines are measured in cells."""
        self.call_after_refresh(self.redraw)

    async def speak_again(self) -> None:
        """Draw everything in the language now in use."""
        self.redraw()
        self.show_title()
        self.show_view()
        for bar in (self.query_one(StatusBar), self.query_one(KeyBar)):
            bar.refresh()

    def action_back(self) -> None:
        """To the desk."""
        self.dismiss(None)
