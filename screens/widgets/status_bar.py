"""The header of every screen: who, where, in which state since when, under which pack, at what time."""

from datetime import datetime

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
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


class StateClock(Widget):
    """The time in state, over the place the bar keeps for it: alone it is a few bytes a second on the line."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StateClock { position: absolute; height: 1; }
    """

    def render(self) -> Content:
        """As the bar would draw it."""
        return plain(time_in_state(self), state_style(self))


def time_in_state(node: Widget) -> str:
    """`12:34`; empty while nobody is signed in."""
    app = desk_app(node)
    return span((app.now() - app.presence.since).total_seconds()) if app.presence else ""


def state_style(node: Widget) -> str:
    """How the state and its time are drawn."""
    presence = desk_app(node).presence
    return f"bold {STYLES.get(presence.state, '')}".strip() if presence else ""


class StatusBar(Widget):
    """One line. Each second only the time in state is drawn again, so that an idle desk stays quiet."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StatusBar { dock: top; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._minute = ""

    def compose(self) -> ComposeResult:
        """The clock, once somebody is signed in."""
        if desk_app(self).presence is not None:
            yield StateClock()

    def on_mount(self) -> None:
        """Follow the clock and the agent's state."""
        app = desk_app(self)
        if app.practising:
            self.styles.margin = (1, 0, 0, 0)  # below the banner
        app.tick.subscribe(self, self._ticked)
        app.standing_changed.subscribe(self, lambda _: self._draw())

    def on_resize(self) -> None:
        """Find the clock's place anew."""
        self._draw()

    def _seen(self) -> bool:
        """Whether nothing but dialogs lies over this screen: drawing on a hidden one repaints all of the top one."""
        stack = self.app.screen_stack
        return self.screen in stack and all(above.is_modal for above in stack[stack.index(self.screen) + 1 :])

    def _ticked(self, now: datetime) -> None:
        if not self._seen():
            return
        clocks = self.query(StateClock)
        if self._wall() != self._minute or (clocks and clocks.first().size.width != cell_len(time_in_state(self))):
            self._draw()
        for clock in clocks:
            clock.refresh()

    def _draw(self) -> None:
        """Draw the whole line, and put the clock where the line keeps room for it."""
        self.refresh()
        left, state, _ = self._line()
        width = cell_len(time_in_state(self))
        end = left.cell_length + state.cell_length - cell_len(f" {symbols().bar} ")
        for clock in self.query(StateClock):
            clock.styles.width = width
            clock.styles.offset = (end - width, 0)
            clock.refresh()  # in the colour of the state, wherever it stands

    def _wall(self) -> str:
        app = desk_app(self)
        return wall(app.now(), app.zone)

    def render(self) -> Content:
        """Who and where │ state │ pack, language and time; the least important parts go where the line is short."""
        self._minute = self._wall()
        return joined(*self._line())

    def _line(self) -> tuple[Content, Content, Content]:
        state = self._state()
        room = self.size.width - state.cell_length
        right = self._parts(self._what(), room * 2 // 3)
        left = self._parts(self._who(), room - cell_len(right) - 1)
        # The state stands in the middle unless one side needs more.
        middle = max(cell_len(left), min(room // 2, room - cell_len(right)))
        return plain(pad(left, middle)), state, plain(" " * (room - middle - cell_len(right)) + right)

    def _who(self) -> list[str]:
        app = desk_app(self)
        if app.desk is None:
            return [t("app.name")]
        return [app.centre_name, app.desk.seat, f"{app.desk.agent_id} {app.desk.name}"]

    def _what(self) -> list[str]:
        app = desk_app(self)
        return [*([app.pack_name] if app.desk else []), t("status.language"), self._wall()]

    def _state(self) -> Content:
        presence = desk_app(self).presence
        if presence is None:
            return Content("")
        word = f"{symbols().states[presence.state]} {t(f'state.{presence.state}')}"
        bar = f" {symbols().bar} "
        drawn = plain(f"{word} {time_in_state(self)}", state_style(self))
        return joined(plain(bar, "dim"), self._alarms(bar), drawn, plain(bar, "dim"))

    def _alarms(self, bar: str) -> Content:
        """For a lead: how many flags want a verdict at once; for a successor: how many logs wait."""
        app = desk_app(self)
        parts = []
        if app.alarms:
            badge = plain(f"{symbols().blocking} {t('keys.app.flags')} {app.alarms}", "bold $flag")
            parts.append(joined(badge, plain(bar, "dim")))
        if app.handovers:
            badge = plain(f"{symbols().owed} {t('keys.app.handover')} {app.handovers}", "bold $owed")
            parts.append(joined(badge, plain(bar, "dim")))
        return joined(*parts)

    @staticmethod
    def _parts(parts: list[str], cells: int) -> str:
        """As many parts as fit, the first ones dropped first."""
        dot = f" {symbols().dot} "
        while len(parts) > 1 and cell_len(dot.join(parts)) > cells:
            parts = parts[1:]
        return cut(dot.join(parts), cells)
