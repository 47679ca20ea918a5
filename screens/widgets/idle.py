"""Between calls: what the next key does, the promises that come due, today's calls. Nothing here wants typing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from agentdesk.locale import t
from agentdesk.rules.presence import State
from screens.draw import joined, pad, plain
from screens.keys import find, short
from screens.symbols import symbols
from screens.widgets.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: when, what, who."""

    at: datetime
    what: str
    who: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Resting:
    """Everything the page shows."""

    state: State
    promises: Sequence[Line] = ()
    tickets: Sequence[Line] = ()
    calls: Sequence[Line] = ()


class Idle(VerticalScroll):
    """The calm page. It has the focus, so that it can be scrolled."""

    DEFAULT_CSS = """
    Idle {
        padding: 1 2;
        & > #headline { text-style: bold; padding: 0 0 1 0; }
        & > .list { padding: 0 0 1 0; }
    }
    """

    def compose(self) -> ComposeResult:
        """A headline and three lists."""
        yield Words(id="headline")
        for name in ("promises", "tickets", "calls"):
            yield Words(id=f"idle-{name}", classes="list")

    def show(self, resting: Resting, zone: tzinfo | None, now: datetime) -> None:
        """Show the page as of now."""
        self.query_one("#headline", Words).say(_headline(resting.state))
        cells = max(40, min(96, self.size.width - 4))
        for name in ("promises", "tickets", "calls"):
            found: Sequence[Line] = getattr(resting, name)
            part = self.query_one(f"#idle-{name}", Words)
            part.display = bool(found) or name == "calls"
            part.say(_list(name, found, zone, now, cells))


def _headline(state: State) -> Content:
    key = short(find("desk", "next").keys[0])
    glyph = symbols().states[state]
    return joined(
        plain(f"{glyph} {t(f'idle.{state}')}  ", "bold"),
        plain(f"{key} ", "bold $primary"),
        plain(t(f"idle.{state}-next")),
    )


def _list(name: str, found: Sequence[Line], zone: tzinfo | None, now: datetime, cells: int) -> Content:
    title = plain(t(f"idle.{name}", count=len(found)), "$foreground-muted")
    lines = [_line(line, zone, now, cells) for line in found] or [plain(t(f"idle.{name}-none"), "$foreground-muted")]
    return Content("\n").join((title, *lines))


def _line(line: Line, zone: tzinfo | None, now: datetime, cells: int) -> Content:
    local, today = line.at.astimezone(zone), now.astimezone(zone).date()
    at = f"{local:%H:%M}" if local.date() == today else f"{local:%m-%d %H:%M}"
    glyph = symbols().error if line.late else symbols().open
    style = "bold $clock-breach" if line.late else ""
    return joined(
        plain(f"{glyph} {pad(at, 12)}", style),
        plain(pad(line.what, cells - 34)),
        plain(f" {line.who}", "$foreground-muted"),
    )
