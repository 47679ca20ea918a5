"""A line of values to click, as far as they fit: a field's suggestions for the mouse."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from screens.draw import ELLIPSIS, joined, plain

GAP = "  "


class Picks(Widget):
    """Values in one line; a click on one picks it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Picks { height: 1; color: $secondary; }
    """

    class Picked(Message):
        """A value was clicked."""

        def __init__(self, picks: "Picks", value: str) -> None:
            super().__init__()
            self.picks = picks
            self.value = value

        @property
        def control(self) -> "Picks":
            """The line."""
            return self.picks

    def __init__(self, label: str, values: Sequence[str], *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._label = label
        self._values = tuple(values)

    def _fitting(self) -> list[tuple[int, str]]:
        """The values that fit, each with the cell it starts in."""
        found: list[tuple[int, str]] = []
        left = cell_len(self._label) + len(GAP)
        for value in self._values:
            if left + cell_len(value) + len(GAP) + 1 > self.size.width:
                break
            found.append((left, value))
            left += cell_len(value) + len(GAP)
        return found

    def render(self) -> Content:
        """The label, the values, and an ellipsis where some had no room."""
        shown = self._fitting()
        more = GAP + ELLIPSIS if len(shown) < len(self._values) else ""
        values = (joined(GAP, plain(value, "underline")) for _, value in shown)
        return joined(self._label, *values, more)

    def on_click(self, event: events.Click) -> None:
        """Pick the value under the mouse."""
        for left, value in self._fitting():
            if left <= event.x < left + cell_len(value):
                self.post_message(self.Picked(self, value))
