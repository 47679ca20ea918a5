"""Who is on the line: number, place and carrier, name, how often they called, and what is open for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from agentdesk.locale import t
from agentdesk.phone import Number
from agentdesk.text import mask_number
from screens.draw import cut, joined, pad, plain
from screens.symbols import symbols
from screens.widgets.field import Field
from screens.widgets.words import Words


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier call or an open ticket, in words."""

    at: datetime
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Everything the card shows."""

    number: Number
    where: str = ""
    """Place and carrier, in the desk's language."""
    outbound: bool = False
    live: bool = True
    """While the call lasts the number is shown; afterwards masked (SEC-4)."""
    times: int = 0
    """How often they called, this call counted; 0 while it is not known."""
    earlier: Sequence[Past] = ()
    tickets: Sequence[Past] = ()


def shown_number(number: Number, *, live: bool = True) -> str:
    """A number as a screen shows it: in words when hidden, marked when nobody could read it."""
    if number.hidden:
        return t("caller.hidden")
    text = number.national if live else mask_number(number.national)
    return text if number.ok else t("caller.unread", number=text)


class CallerCard(Vertical):
    """The card; the name is a field of its own."""

    DEFAULT_CSS = """
    CallerCard {
        height: auto; padding: 0 1;
        & > .name { height: 1; }
        & > .name > Words { width: auto; padding: 0 1 0 0; color: $text-muted; }
        & > .name > Field { width: 1fr; background: $panel; }
        & > #history { padding: 1 0 0 0; }
        &.-ringing > #number, &.-ringing > .name { display: none; }
    }
    """

    @dataclass
    class Named(Message):
        """Posted when the name of the caller was typed."""

        card: "CallerCard"
        name: str

        @property
        def control(self) -> "CallerCard":
            """The card."""
            return self.card

    def compose(self) -> ComposeResult:
        """Number, name, history."""
        yield Words(id="number")
        with Horizontal(classes="name"):
            yield Words(id="name-label")
            yield Field(id="caller-name")
        yield Words(id="history")

    def show(self, caller: Caller, zone: tzinfo | None, *, compact: bool, cells: int) -> None:
        """Show a caller `cells` wide; `compact` in two lines."""
        self.query_one("#name-label", Words).say(plain(t("caller.name")))
        self.query_one("#number", Words).say(_compact(caller, cells) if compact else _number(caller, cells))
        history = self.query_one("#history", Words)
        history.display = not compact and bool(caller.earlier or caller.tickets)
        if history.display:
            history.say(_history(caller, zone, cells))

    def show_name(self, name: str) -> None:
        """Put the name that is on record into the field, unless it is being typed."""
        field = self.query_one("#caller-name", Field)
        if not field.has_focus and field.value != name:
            with field.prevent(Input.Changed):
                field.value = name

    @on(Input.Changed, "#caller-name")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()

    @on(Input.Blurred, "#caller-name")
    @on(Input.Submitted, "#caller-name")
    def _named(self, event: Input.Blurred | Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Named(self, event.value.strip()))


def _times(caller: Caller) -> str:
    if caller.times == 0:
        return ""
    return t("caller.times", count=caller.times) if caller.times > 1 else t("caller.first")


def _number(caller: Caller, cells: int) -> Content:
    title = t("caller.outbound") if caller.outbound else t("caller.inbound")
    times = _times(caller)
    lines = [
        joined(plain(pad(title, max(4, cells - 14)), "$foreground-muted"), plain(times, "bold")),
        plain(cut(shown_number(caller.number, live=caller.live), cells), "bold"),
    ]
    if caller.where:
        lines.append(plain(cut(caller.where, cells), "$foreground-muted"))
    return Content("\n").join(lines)


def _compact(caller: Caller, cells: int) -> Content:
    dot = f" {symbols().dot} "
    number = shown_number(caller.number, live=caller.live)
    open_tickets = t("caller.open", count=len(caller.tickets)) if caller.tickets else ""
    rest = dot.join(part for part in (_times(caller), open_tickets, caller.where) if part)
    return joined(plain(number, "bold"), plain(f"  {cut(rest, max(4, cells - len(number) - 2))}", "$foreground-muted"))


def _history(caller: Caller, zone: tzinfo | None, cells: int) -> Content:
    lines: list[Content] = []
    for title, pasts in (("caller.tickets", caller.tickets), ("caller.earlier", caller.earlier)):
        if pasts:
            lines.append(plain(t(title), "$foreground-muted"))
            lines += [_past(past, zone, cells) for past in pasts]
    return Content("\n").join(lines)


def _past(past: Past, zone: tzinfo | None, cells: int) -> Content:
    day = f"{past.at.astimezone(zone):%m-%d}"
    return joined(
        plain(f"{day} ", "$foreground-muted"),
        plain(pad(past.text, max(4, cells - 7 - len(past.by)))),
        plain(f" {past.by}", "$foreground-muted"),
    )
