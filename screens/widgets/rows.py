"""Rows of drawn text of which only those that changed are painted again: the rail, what is owed, codes, lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it stands for, empty for a row that cannot be picked, and how it is drawn."""

    id: str
    content: Content


class Rows(Widget):
    """Rows as high as there are. A row that no longer fits is cut with an ellipsis."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--marked"}
    """
    | Class | Description |
    | :- | :- |
    | `rows--marked` | The row that enter picks. |
    """
    DEFAULT_CSS = """
    Rows { height: auto; & .rows--marked { background: $panel; } }
    Rows:focus .rows--marked { background: $primary 30%; }
    """

    def __init__(self, *rows: Row, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: tuple[Row, ...] = rows
        self._marked = ""

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    @property
    def marked(self) -> str:
        """The id of the marked row; empty for none."""
        return self._marked

    def show(self, rows: Iterable[Row], marked: str = "") -> None:
        """Show these rows with that one marked; paints what is other than before, and nothing else."""
        before, was = self._rows, self._marked
        self._rows, self._marked = tuple(rows), marked
        if len(before) != len(self._rows):
            self.refresh(layout=True)
            return
        for y, (old, new) in enumerate(zip(before, self._rows, strict=True)):
            marking = (old.id == was) != (new.id == marked)
            if marking or not old.content.is_same(new.content):
                self._refresh_row(y)

    def _refresh_row(self, y: int) -> None:
        self.refresh(Region(self.gutter.left, self.gutter.top + y, self.content_size.width, 1))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line a row."""
        return len(self._rows)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the widest row."""
        return max((row.content.cell_length for row in self._rows), default=0)

    def render_line(self, y: int) -> Strip:
        """One row."""
        width = self.content_size.width
        if not 0 <= y < len(self._rows):
            return Strip.blank(width, self.visual_style.rich_style)
        row = self._rows[y]
        style = self.visual_style
        if row.id and row.id == self._marked:
            style = self.get_visual_style("rows--marked")
        content = row.content.truncate(width, ellipsis=True)
        strip = Strip(content.render_segments(style), content.cell_length)
        return strip.adjust_cell_length(width, style.rich_style)


class PickRows(Rows, can_focus=True):
    """Rows one can walk through: arrows move the mark, enter and a click pick."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the turn of anything else, so that what is pressed right after finds the mark moved.
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("enter", "pick", show=False, priority=True),
    ]

    class Picked(Message):
        """Posted when a row was picked."""

        def __init__(self, rows: "PickRows", row: str) -> None:
            super().__init__()
            self.rows = rows
            self.row = row

        @property
        def control(self) -> "PickRows":
            """The rows it belongs to."""
            return self.rows

    class Marked(Message):
        """Posted when the user moved the mark."""

        def __init__(self, rows: "PickRows", row: str) -> None:
            super().__init__()
            self.rows = rows
            self.row = row

        @property
        def control(self) -> "PickRows":
            """The rows it belongs to."""
            return self.rows

    def action_move(self, by: int) -> None:
        """Mark the next row that can be picked in that direction."""
        ids = [row.id for row in self.rows if row.id]
        if not ids:
            return
        at = ids.index(self.marked) + by if self.marked in ids else (0 if by > 0 else len(ids) - 1)
        self._mark(ids[max(0, min(at, len(ids) - 1))])

    def action_pick(self) -> None:
        """Pick the marked row."""
        if self.marked:
            self.post_message(self.Picked(self, self.marked))

    def on_click(self, event: events.Click) -> None:
        """A click marks, and a second one on the same row picks."""
        at = event.y - self.gutter.top
        if 0 <= at < len(self.rows) and (row := self.rows[at].id):
            if row == self.marked and event.chain > 1:
                self.action_pick()
            else:
                self._mark(row)

    def _mark(self, row: str) -> None:
        if row != self.marked:
            self.show(self.rows, row)
            self.post_message(self.Marked(self, row))
