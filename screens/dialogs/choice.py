"""A list to choose from, with a search line where it is long: phrases, palette, state, language, theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from agentdesk.locale import t
from agentdesk.text import clean
from screens.draw import joined, pad, plain
from screens.keys import bindings
from screens.pane import Dialog
from screens.symbols import symbols
from screens.turns import settled
from screens.widgets.field import Field

COLUMN = 24
"""Labels up to this many cells are made equally wide, so that the details stand in a column."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list. `search` holds further words it is found by; `now` marks what holds already."""

    id: str
    label: str
    detail: str = ""
    search: str = ""
    now: bool = False

    def matches(self, words: Sequence[str]) -> bool:
        """Whether every word occurs somewhere in it."""
        text = f"{self.label} {self.detail} {self.search}".casefold()
        return all(word in text for word in words)


class ChoiceDialog(Dialog[str | None]):
    """Answers with the id of the line chosen, None when the user goes away."""

    GROUPS = ("choice",)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("choice"),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], *, searchable: bool = False, hint: str = "") -> None:
        super().__init__(title)
        self._choices = choices
        self._searchable = searchable
        self._hint = hint

    def box(self) -> ComposeResult:
        """The search line, the list, and what stands there when nothing matches."""
        if self._searchable:
            yield Field(id="search", placeholder=self._hint or t("dialog.search"))
        yield OptionList(*self._options(""), id="choices")
        yield Static(plain(t("dialog.nothing")), id="nothing", classes="next")

    def on_mount(self) -> None:
        """Start in the search line, or on what holds now."""
        self.query_one("#nothing").display = False
        options = self.query_one(OptionList)
        options.highlighted = next((at for at, choice in enumerate(self._choices) if choice.now), 0)
        self.query_one("#search" if self._searchable else "#choices").focus()

    def _options(self, text: str) -> list[Option]:
        words = text.casefold().split()
        longest = max((cell_len(clean(choice.label)) for choice in self._choices), default=0)
        width = longest if longest <= COLUMN else 0
        found = [choice for choice in self._choices if choice.matches(words)]
        # What is found by its name goes before what is found by its explanation.
        found.sort(key=lambda choice: not all(word in choice.label.casefold() for word in words))
        return [Option(self._line(choice, width), choice.id) for choice in found]

    @staticmethod
    def _line(choice: Choice, width: int) -> Content:
        mark = symbols().now if choice.now else " "
        detail = plain(f"  {choice.detail}", "$secondary") if choice.detail else ""
        return joined(f"{mark} {pad(choice.label, width) if width else choice.label}", detail)

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        options = self.query_one(OptionList)
        found = self._options(event.value)
        options.clear_options().add_options(found)
        options.highlighted = 0 if found else None
        self.query_one("#nothing").display = not found

    def action_move(self, by: int) -> None:
        """Go through the list, also from the search line."""
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    @on(Input.Submitted)
    async def action_accept(self) -> None:
        """Choose the line that is marked."""
        await settled(self)
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
