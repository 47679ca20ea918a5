"""The list of flags and what is on record of the one that is marked. The steps taken on it are in `flags`."""

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content
from textual.widgets.option_list import Option

from agentdesk.locale import t
from agentdesk.rules.forbidden import Forbidden
from agentdesk.rules.identity import Role
from agentdesk.services import flags
from agentdesk.services.flags import PAGE, After, FlagLine, FlagView, Wanted
from agentdesk.services.office import Desk
from screens.browse import Browse
from screens.dialogs.flag_forms import ALL, ANY, LOUD, PENDING
from screens.draw import joined, plain
from screens.flag_lines import flag_detail, flag_line
from screens.symbols import symbols
from screens.work import desk_app, guarded


class FlagList(Browse[FlagLine, FlagView]):
    """The list of flags, those that want a verdict first, and what is on record of the one that is marked."""

    NAME = "flags"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.filter = {"which": PENDING if Role.LEAD in desk.roles else ALL, "severity": ANY, "agent": "", "since": ""}
        self.wanted = Wanted(pending=True if Role.LEAD in desk.roles else None)
        self._next: After | None = None

    @guarded
    async def on_mount(self) -> None:
        """Follow the clock: a line tells how long ago it was."""
        desk_app(self).tick.subscribe(self, self._tick)

    async def read_lines(self) -> Sequence[FlagLine]:
        """As many as are shown already, and a page at least."""
        limit = max(PAGE, len(self.lines))
        page = await desk_app(self).ask(flags.flags, self.desk, self.wanted, None, limit)
        self._next = page.next
        return page.lines

    async def read_more(self) -> None:
        """A page more, with the mark on the last line."""
        if self._next is not None and self.list.highlighted == len(self.lines) - 1:
            page = await desk_app(self).ask(flags.flags, self.desk, self.wanted, self._next)
            self.lines, self._next = [*self.lines, *page.lines], page.next
            self.list.add_options(self.options(page.lines))
            self.show_title()

    async def read_view(self, line: FlagLine) -> FlagView:
        """What is on record of a flag."""
        return await desk_app(self).ask(flags.flag, self.desk, line.id)

    def options(self, lines: Sequence[FlagLine]) -> list[Option]:
        """When, what, whose, how it stands."""
        now, cells = desk_app(self).now(), max(40, self.size.width - 4)
        agents = flags.sees_all(self.desk)
        return [Option(flag_line(line, now, cells, agents=agents), str(line.id)) for line in lines]

    def draw_title(self) -> Content:
        """What is shown of the flags, and how many they are."""
        count = t("flags.count-more" if self._next else "flags.count-one", count=len(self.lines))
        dot = f" {symbols().dot} "
        parts = [t(f"flags.filter.{self.filter['which']}"), *self._narrowing(), count]
        return joined(plain(f"{t('flags.title')}  "), plain(dot.join(parts), "not bold $foreground-muted"))

    def _narrowing(self) -> list[str]:
        severity = self.filter["severity"]
        named = {ANY: "", LOUD: t("flags.loud")}.get(severity)
        shown = t(f"flags.severity.{severity}") if named is None else named
        return [part for part in (shown, self.filter["agent"], self.filter["since"]) if part]

    def draw_view(self) -> Content:
        """The flag in its sentence, the agent's word, what the pack says, the verdict."""
        zone = desk_app(self).zone
        return flag_detail(self.view, self._phrase(), zone) if self.view else plain(t("flags.none"))

    def _phrase(self) -> Forbidden | None:
        """What the pack says today of the phrase of the flag shown."""
        office = desk_app(self).office
        if self.view is None or office is None:
            return None
        pack = office.library.packs.get(self.view.line.pack_id)
        return next((each for each in pack.forbidden if each.id == self.view.line.phrase), None) if pack else None

    def _tick(self, now: datetime) -> None:
        if now.second == 0:
            self.redraw()
