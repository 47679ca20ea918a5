"""The list of flags and what is on record of the one that is marked. The steps taken on it are in `flags`."""

import asyncio
from datetime import datetime

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from agentdesk.locale import t
from agentdesk.rules.forbidden import Forbidden
from agentdesk.rules.identity import Role
from agentdesk.services import flags
from agentdesk.services.flags import PAGE, After, FlagLine, FlagView, Wanted
from agentdesk.services.office import Desk
from screens.dialogs.flag_forms import ALL, ANY, LOUD, PENDING
from screens.draw import joined, plain
from screens.flag_lines import flag_detail, flag_line
from screens.pane import Pane
from screens.symbols import symbols
from screens.widgets.key_bar import KeyBar
from screens.widgets.status_bar import StatusBar
from screens.widgets.words import Words
from screens.work import desk_app, guarded


class FlagList(Pane[None]):
    """The list of flags, those that want a verdict first, and what is on record of the one that is marked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.turn = asyncio.Lock()
        self.filter = {"which": PENDING if Role.LEAD in desk.roles else ALL, "severity": ANY, "agent": "", "since": ""}
        self.wanted = Wanted(pending=True if Role.LEAD in desk.roles else None)
        self._list = OptionList(id="flags-list")
        self._lines: list[FlagLine] = []
        self._next: After | None = None
        self._view: FlagView | None = None

    def body(self) -> ComposeResult:
        """Title, list, detail."""
        yield Words(id="flags-title")
        with Vertical(id="flags-both"):
            yield self._list
            with VerticalScroll(id="flags-detail"):
                yield Words(id="flags-text")

    @guarded
    async def on_mount(self) -> None:
        """Read the first page, and follow the store and the clock."""
        app = desk_app(self)
        app.store_changed.subscribe(self, lambda _: self._look_again())
        app.tick.subscribe(self, self._tick)
        self._list.focus()
        await self.reread()

    # ---- what is shown --------------------------------------------------------------------------------------------

    @property
    def marked(self) -> FlagLine | None:
        """The flag the keys act on."""
        at = self._list.highlighted
        return self._lines[at] if at is not None and at < len(self._lines) else None

    @work(group="sync", exclusive=True, exit_on_error=False)
    @guarded
    async def _look_again(self) -> None:
        async with self.turn:
            await self.reread(stay=True)

    async def reread(self, *, stay: bool = False) -> None:
        """Show the list as the store has it. The mark stays on its place, or with `stay` on its flag."""
        before, place = self.marked, self._list.highlighted or 0
        limit = max(PAGE, len(self._lines))
        page = await desk_app(self).ask(flags.flags, self.desk, self.wanted, None, limit)
        self._lines, self._next = list(page.lines), page.next
        ids = [line.id for line in self._lines]
        if stay and before is not None and before.id in ids:
            place = ids.index(before.id)
        self._show_list(min(place, len(ids) - 1) if ids else None)
        await self._read_marked()

    def _show_list(self, place: int | None) -> None:
        ids = [str(line.id) for line in self._lines]
        if ids == [option.id for option in self._list.options]:
            self._redraw()
        else:
            self._list.clear_options().add_options(self._options(self._lines))
        self._list.highlighted = place
        self._show_title()

    def _options(self, lines: list[FlagLine]) -> list[Option]:
        now, cells = desk_app(self).now(), max(40, self.size.width - 4)
        agents = flags.sees_all(self.desk)
        return [Option(flag_line(line, now, cells, agents=agents), str(line.id)) for line in lines]

    def _redraw(self) -> None:
        for at, option in enumerate(self._options(self._lines)):
            if option.prompt != self._list.get_option_at_index(at).prompt:
                self._list.replace_option_prompt_at_index(at, option.prompt)

    def _show_title(self) -> None:
        count = t("flags.count-more" if self._next else "flags.count-one", count=len(self._lines))
        dot = f" {symbols().dot} "
        parts = [t(f"flags.filter.{self.filter['which']}"), *self._narrowing(), count]
        title = joined(plain(f"{t('flags.title')}  "), plain(dot.join(parts), "not bold $foreground-muted"))
        self.query_one("#flags-title", Words).say(title)

    def _narrowing(self) -> list[str]:
        severity = self.filter["severity"]
        named = {ANY: "", LOUD: t("flags.loud")}.get(severity)
        shown = t(f"flags.severity.{severity}") if named is None else named
        return [part for part in (shown, self.filter["agent"], self.filter["since"]) if part]

    async def _read_marked(self) -> None:
        line = self.marked
        self._view = await desk_app(self).ask(flags.flag, self.desk, line.id) if line else None
        self._show_detail()

    def _show_detail(self) -> None:
        zone = desk_app(self).zone
        drawn = flag_detail(self._view, self._phrase(), zone) if self._view else plain(t("flags.none"))
        self.query_one("#flags-text", Words).say(drawn)
        self.refresh_bindings()

    def _phrase(self) -> Forbidden | None:
        """What the pack says today of the phrase of the flag shown."""
        office = desk_app(self).office
        if self._view is None or office is None:
            return None
        pack = office.library.packs.get(self._view.line.pack_id)
        return next((each for each in pack.forbidden if each.id == self._view.line.phrase), None) if pack else None

    @on(OptionList.OptionHighlighted, "#flags-list")
    def _marked(self) -> None:
        self._follow_mark()

    @work(group="detail", exclusive=True, exit_on_error=False)
    @guarded
    async def _follow_mark(self) -> None:
        async with self.turn:  # while the list is read again, nothing is put at its end
            if self._next is not None and self._list.highlighted == len(self._lines) - 1:
                page = await desk_app(self).ask(flags.flags, self.desk, self.wanted, self._next)
                self._lines, self._next = [*self._lines, *page.lines], page.next
                self._list.add_options(self._options(list(page.lines)))
                self._show_title()
            if self.marked is None or self._view is None or self.marked.id != self._view.line.id:
                await self._read_marked()

    def _tick(self, now: datetime) -> None:
        if now.second == 0:
            self._redraw()

    def on_resize(self, event: events.Resize) -> None:
        """Lines are measured in cells."""
        self.call_after_refresh(self._redraw)

    async def speak_again(self) -> None:
        """Draw everything in the language now in use."""
        self._redraw()
        self._show_title()
        self._show_detail()
        for bar in (self.query_one(StatusBar), self.query_one(KeyBar)):
            bar.refresh()
