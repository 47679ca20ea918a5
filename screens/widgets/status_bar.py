"""The header of every screen: who, where, in which state since when, under which pack, at what time."""

from datetime import datetime

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from agentdesk.locale import t
from screens.draw import cut, joined, pad, plain, span, wall
from screens.symbols import symbols
from screens.work import desk_app

STYLES = {
    "ready": "$clock-ok",
    "ringing": "$owed",
    "on-call": "$primary",
    "on-hold": "$owed",
    "wrap-up": "$primary",
}
"""Colours of the states that want an eye; all others are drawn like the rest."""


class StatusBar(Widget):
    """One line. Each second only the time in state is drawn again, so that an idle desk stays quiet."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StatusBar { dock: top; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._clock = Region()
        self._minute = ""

    def on_mount(self) -> None:
        """Follow the clock and the agent's state."""
        app = desk_app(self)
        app.tick.subscribe(self, self._ticked)
        app.standing_changed.subscribe(self, lambda _: self.refresh())

    def _seen(self) -> bool:
        """Whether nothing but dialogs lies over this screen: drawing on a hidden one repaints all of the top one."""
        stack = self.app.screen_stack
        return self.screen in stack and all(above.is_modal for above in stack[stack.index(self.screen) + 1 :])

    def _ticked(self, now: datetime) -> None:
        if not self._seen():
            return
        if self._wall() != self._minute or cell_len(self._span()) != self._clock.width:
            self.refresh()
        elif self._clock.width:
            self.refresh(self._clock)

    def _wall(self) -> str:
        app = desk_app(self)
        return wall(app.now(), app.zone)

    def _span(self) -> str:
        app = desk_app(self)
        return span((app.now() - app.presence.since).total_seconds()) if app.presence else ""

    def render(self) -> Content:
        """Who and where │ state │ pack, language and time; the least important parts go where the line is short."""
        self._minute = self._wall()
        state = self._state()
        room = self.size.width - cell_len(state.plain)
        right = self._parts(self._what(), room * 2 // 3)
        left = self._parts(self._who(), room - cell_len(right) - 1)
        # The state stands in the middle unless one side needs more.
        middle = max(cell_len(left), min(room // 2, room - cell_len(right)))
        left, right = pad(left, middle), " " * (room - middle - cell_len(right)) + right
        self._place_clock(cell_len(left), state.plain)
        return joined(left, state, right)

    def _who(self) -> list[str]:
        app = desk_app(self)
        if app.desk is None:
            return [t("app.name")]
        return [app.centre_name, app.desk.seat, f"{app.desk.agent_id} {app.desk.name}"]

    def _what(self) -> list[str]:
        app = desk_app(self)
        return [*([app.pack_name] if app.desk else []), t("status.language"), self._minute]

    def _state(self) -> Content:
        presence = desk_app(self).presence
        if presence is None:
            return Content("")
        word = f"{symbols().states[presence.state]} {t(f'state.{presence.state}')}"
        bar = f" {symbols().bar} "
        style = f"bold {STYLES.get(presence.state, '')}".strip()
        return joined(plain(bar, "dim"), self._alarms(bar), plain(f"{word} {self._span()}", style), plain(bar, "dim"))

    def _alarms(self, bar: str) -> Content:
        """For a lead: how many flags want a verdict at once."""
        alarms = desk_app(self).alarms
        if not alarms:
            return Content("")
        badge = f"{symbols().blocking} {t('keys.app.flags')} {alarms}"
        return joined(plain(badge, "bold $flag"), plain(bar, "dim"))

    def _place_clock(self, left: int, state: str) -> None:
        """Where the time in state stands, for drawing it alone."""
        width = cell_len(self._span())
        end = left + cell_len(state) - cell_len(f" {symbols().bar} ")
        self._clock = Region(end - width, 0, width, 1) if width else Region()

    @staticmethod
    def _parts(parts: list[str], cells: int) -> str:
        """As many parts as fit, the first ones dropped first."""
        dot = f" {symbols().dot} "
        while len(parts) > 1 and cell_len(dot.join(parts)) > cells:
            parts = parts[1:]
        return cut(dot.join(parts), cells)
