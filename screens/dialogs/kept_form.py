"""A form of a call: what is typed is kept with the call's draft, and a time that is typed is shown as it is meant."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, tzinfo

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Select, Static, TextArea

from agentdesk.errors import Refused
from agentdesk.locale import t
from agentdesk.rules import when
from screens.dialogs.form import FormDialog
from screens.draw import plain
from screens.symbols import symbols
from screens.widgets.form import Ask, Form


class KeptForm(FormDialog[bool]):
    """Hands every change to `keep`. `time` is the field that holds a moment, where there is one."""

    def __init__(
        self,
        title: str,
        asks: tuple[Ask, ...],
        submit: Callable[[Mapping[str, str]], Awaitable[bool]],
        keep: Callable[[Mapping[str, str]], None],
        *,
        time: str,
        now: Callable[[], datetime],
        zone: tzinfo,
        accept: str,
        text: str = "",
        beside: Mapping[str, str],
    ) -> None:
        super().__init__(title, asks, submit, accept=accept, text=text, beside=beside)
        self._keep = keep
        self._time = time
        self._now = now
        self._zone = zone

    def box(self) -> ComposeResult:
        """The form, and below it the moment that was typed."""
        for widget in super().box():
            if widget.id == "refused":
                yield Static(id="meant", classes="error-line")
            yield widget

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    def _changed(self) -> None:
        self.keep()
        typed = self.query_one(Form).values()[self._time]
        moment = when.parse(typed, self._now(), self._zone)
        line = self.query_one("#meant", Static)
        line.set_class(bool(typed), "-shown")
        line.update(plain(self._meaning(moment), "bold $foreground" if moment else "$foreground-muted"))

    def keep(self) -> None:
        """Have what stands in the form kept."""
        self._keep(self.query_one(Form).values() | dict(self.further()))

    def further(self) -> Mapping[str, str]:
        """What else is kept."""
        return {}

    def _meaning(self, moment: datetime | None) -> str:
        if moment is None:
            return t("when.unread")
        return f"{symbols().prompt} {moment.astimezone(self._zone):%Y-%m-%d %H:%M}"


def read_time(typed: str, now: datetime, zone: tzinfo) -> datetime:
    """The moment typed into a field. Raises Refused `when.unread` where it is none to come."""
    moment = when.parse(typed, now, zone)
    if moment is None:
        raise Refused("when.unread")
    return moment
