"""A form: labelled fields in rows, each with room for what is wrong with it. Nothing typed is lost to an error."""

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from agentdesk.locale import t
from screens.draw import plain
from screens.symbols import symbols
from screens.widgets.field import Field


class Ask(NamedTuple):
    """One field of a form. Labels, hints and options are text as the user reads it."""

    id: str
    label: str
    value: str = ""
    secret: bool = False
    required: bool = True
    hint: str = ""
    """Shown in the empty field."""
    suggestions: tuple[str, ...] = ()
    """Values offered while typing."""
    options: tuple[tuple[str, str], ...] = ()
    """The only values there are, each with its text: the field is a list to choose from."""
    lines: bool = False
    """A field of several lines."""
    heading: str = ""
    """Stands above the field, where a new part of the form begins."""


class Form(Widget):
    """Rows of fields. Enter goes to the next one and submits from the last."""

    DEFAULT_CSS = """
    Form {
        layout: grid; grid-size: 2; grid-columns: 14 1fr; grid-rows: auto; height: auto;
        & > .wide { column-span: 2; }
        & > .heading { text-style: bold; padding: 1 0 0 0; }
        & > .error { color: $error; }
    }
    """

    # Before the field's turn, so that keys typed faster than messages travel still reach the next field.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", show=False, priority=True)]

    class Submitted(Message):
        """Enter was pressed in the last field."""

        def __init__(self, form: "Form") -> None:
            super().__init__()
            self.form = form

        @property
        def control(self) -> "Form":
            """The form."""
            return self.form

    def __init__(self, *asks: Ask, id: str | None = None) -> None:
        super().__init__(id=id)
        self._asks = asks

    def compose(self) -> ComposeResult:
        """A label and a field each; the line for what is wrong comes when something is."""
        for at, ask in enumerate(self._asks):
            if ask.heading:
                yield Static(plain(ask.heading), classes="heading wide")
            yield Static(plain(ask.label), classes="label")
            # Every other field is tinted, so that rows without a gap between them stay apart.
            yield self._field(ask).set_class(at % 2 == 1, "-alternate")

    @staticmethod
    def _field(ask: Ask) -> Widget:
        if ask.options:
            from textual.widgets import Select  # noqa: PLC0415 - the sign-in, painted first, has none

            options = [(plain(text), value) for value, text in ask.options]
            first = ask.value or ask.options[0][0]
            return Select(options, value=first, allow_blank=False, compact=True, id=ask.id)
        if ask.lines:
            from screens.widgets.lines import Lines  # noqa: PLC0415

            return Lines(ask.value, id=ask.id)
        return Field(ask.value, id=ask.id, password=ask.secret, placeholder=ask.hint, suggestions=ask.suggestions)

    def values(self) -> dict[str, str]:
        """What stands in the fields now; blanks at the ends are dropped, but not of secrets."""
        return {ask.id: self._value(ask) for ask in self._asks}

    def _value(self, ask: Ask) -> str:
        field = self.query_one(f"#{ask.id}")
        text = str(getattr(field, "text" if ask.lines else "value"))
        return text if ask.secret else text.strip()

    def fill(self, values: Mapping[str, str]) -> None:
        """Put values into fields."""
        for name, value in values.items():
            self.query_one(f"#{name}", Input).value = value

    def focus_field(self, name: str) -> None:
        """Put the cursor there."""
        self.query_one(f"#{name}").focus()

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say under each field what is wrong with it, clear the others, and go to the first that is wrong."""
        self.query(".error").remove()
        for ask in self._asks:
            if text := errors.get(ask.id, ""):
                line = Static(plain(f"{symbols().error} {text}"), classes="error")
                self.mount(Static(classes="error"), line, after=f"#{ask.id}")
        first = next((ask.id for ask in self._asks if ask.id in errors), None)
        if first:
            self.focus_field(first)

    def complete(self) -> bool:
        """Whether every required field is filled; shows what is missing."""
        values = self.values()
        missing = {ask.id: t("form.missing") for ask in self._asks if ask.required and not values[ask.id]}
        self.show_errors(missing)
        return not missing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter goes on from one-line fields; lists and long texts have a use of their own for it."""
        return isinstance(self.screen.focused, Field) if action == "go_on" else True

    def action_go_on(self) -> None:
        """To the next field, or on from the last one."""
        names = [ask.id for ask in self._asks]
        focused = self.screen.focused
        at = names.index(focused.id or "") if focused else 0
        if at + 1 < len(names):
            self.focus_field(names[at + 1])
        else:
            self.post_message(self.Submitted(self))
