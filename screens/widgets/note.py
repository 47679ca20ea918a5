"""The note: a real editor whose forbidden phrases are underlined as they are typed (FORB-1 to FORB-6)."""

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from rich.text import Text
from textual import events, on, work
from textual.binding import Binding
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Location

from agentdesk.rules.forbidden import Hit, Kind
from agentdesk.text import clean

Scan = Callable[[str], Sequence[Hit]]
"""What finds forbidden phrases in a text: `Matcher.scan` of the pack."""

LIVE = 4_000
"""Up to so many characters the note is scanned in the frame of the key; beyond, in a thread once typing rests."""

REST_SECONDS = 0.15

KEPT = 512
"""The most drawn lines that are kept."""

Mark = tuple[int, int | None, bool]
"""What is underlined in a row: from column, to column (None: its end), and whether the words are reported."""

EDITING = {
    key: binding.action
    for binding in TextArea.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}
"""What the editor's own keys do."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A hit and where it stands in the note."""

    hit: Hit
    start: Location
    end: Location

    @property
    def reported(self) -> bool:
        """Somebody else's words: shown, but no violation."""
        return self.hit.kind is Kind.REPORTED


class Note(TextArea):
    """An editor with undo, soft wrap and live flags. What comes in by key, paste or draft is cleaned first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"note--flag", "note--reported"}
    """
    | Class | Description |
    | :- | :- |
    | `note--flag` | A forbidden phrase in the agent's own wording. |
    | `note--reported` | One in words that are somebody else's. |
    """

    DEFAULT_CSS = """
    Note {
        & .note--flag { color: $flag; text-style: underline; }
        & .note--reported { color: $flag-reported; text-style: underline italic; }
    }
    """

    @dataclass
    class Flagged(Message):
        """Posted when the flags of the note, or the one at the caret, are others than before."""

        note: "Note"
        flags: tuple[Flag, ...]

        @property
        def control(self) -> "Note":
            """The note that holds them."""
            return self.note

    def __init__(
        self, *, id: str | None = None, scan: Scan | None = None, placeholder: str = "", text: str = ""
    ) -> None:
        super().__init__(
            clean(text, lines=True),
            id=id,
            placeholder=clean(placeholder),
            tab_behavior="focus",
            highlight_cursor_line=False,
        )
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self._scan: Scan = scan or (lambda text: ())
        self._scanned = ""
        self._flags: tuple[Flag, ...] = ()
        self._rows: dict[int, tuple[Mark, ...]] = {}
        self._drawn: dict[tuple[object, ...], Strip] = {}

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags of the text as last scanned, in its order."""
        return self._flags

    @property
    def flag_ahead(self) -> Flag | None:
        """The violation the caret is in or comes to next, from the top again after the last one."""
        own = [flag for flag in self._flags if not flag.reported]
        caret = self.cursor_location
        return next((flag for flag in own if flag.end >= caret), own[0] if own else None)

    def watch_for(self, scan: Scan) -> None:
        """Look for that pack's phrases from now on."""
        self._scan = scan
        self._look(self.text)

    def open_at(self, text: str, caret: Location) -> None:
        """Show another text with its caret, as a draft or a call brings it back. Its undo history begins here."""
        if text != self.text:
            self.load_text(text)
        self.move_cursor(caret)

    def replace_flag(self) -> Flag | None:
        """Put the approved wording in the place of the violation ahead, as one step of undo; the flag, if any."""
        if self.text != self._scanned:
            self._look(self.text)
        flag = self.flag_ahead
        if flag is None or not flag.hit.replacement:
            return None
        self.history.checkpoint()
        result = self.replace(flag.hit.replacement, flag.start, flag.end, maintain_selection_offset=False)
        self.history.checkpoint()
        self.move_cursor(result.end_location)
        return flag

    def put(self, text: str) -> None:
        """Insert `text` at the caret, over what is selected, as one step of undo."""
        self.history.checkpoint()
        result = self.replace(text, *self.selection, maintain_selection_offset=False)
        self.history.checkpoint()
        self.move_cursor(result.end_location)

    def edit(self, edit: Edit) -> EditResult:
        """Every change that is no undo comes through here, and is cleaned here."""
        edit.text = clean(edit.text, lines=True)
        result = super().edit(edit)
        text = self.text
        if len(text) <= LIVE:
            # In the same breath, before the editor draws: the lines it keeps are the flagged ones.
            self._take(text, self._scan(text), drawn=False)
        return result

    def load_text(self, text: str) -> None:
        """Load a text, cleaned."""
        super().load_text(clean(text, lines=True))

    def get_line(self, line_index: int) -> Text:
        """A line with its flags underlined."""
        line = super().get_line(line_index)
        for start, end, reported in self._rows.get(line_index, ()):
            line.stylize(
                self.get_component_rich_style("note--reported" if reported else "note--flag", partial=True), start, end
            )
        return line

    async def on_key(self, event: events.Key) -> None:
        """Editing keys act here, among the characters typed before and after, and not once they reached the app."""
        action = EDITING.get(event.key)
        if action is not None and await self.app.run_action(action, self):
            event.stop()
            event.prevent_default()

    def render_line(self, y: int) -> Strip:
        """A line on the screen. One without the caret is drawn once: the editor would draw all of them at every key."""
        key = self._resting(y)
        if key is None:
            return super().render_line(y)
        strip = self._drawn.get(key)
        if strip is None:
            if len(self._drawn) >= KEPT:
                self._drawn.clear()
            strip = self._drawn[key] = super().render_line(y)
        return strip

    def _resting(self, y: int) -> tuple[object, ...] | None:
        """What the drawing of a line depends on, where neither caret nor selection is in it; else None."""
        y += self.scroll_offset.y
        if not self.selection.is_empty or y >= self.wrapped_document.height:
            return None
        row, column = self.wrapped_document.offset_to_location(Offset(0, y))
        if row == self.cursor_location[0]:
            return None
        return self.document.get_line(row), column, self._rows.get(row, ()), self.size.width

    def notify_style_update(self) -> None:
        """Other colours: every line is drawn anew."""
        self._drawn.clear()
        super().notify_style_update()

    @on(TextArea.Changed)
    def _text_changed(self) -> None:
        text = self.text
        if text == self._scanned:
            return
        if len(text) <= LIVE:  # an undo, a redo or another text
            self._look(text)
        else:
            self._look_later(text)

    @on(TextArea.SelectionChanged)
    def _caret_moved(self) -> None:
        if self._flags:
            self.post_message(self.Flagged(self, self._flags))

    @work(group="scan", exclusive=True, exit_on_error=False)
    async def _look_later(self, text: str) -> None:
        """Scan a long text off the key path, once typing rests; a newer text cancels this."""
        await asyncio.sleep(REST_SECONDS)
        hits = await asyncio.to_thread(self._scan, text)
        if text == self.text:
            self._take(text, hits)

    def _look(self, text: str) -> None:
        self._take(text, self._scan(text))

    def _take(self, text: str, hits: Sequence[Hit], *, drawn: bool = True) -> None:
        self._scanned = text
        flags = _placed(text, hits)
        if flags == self._flags:
            return
        self._flags = flags
        rows = _by_row(flags)
        if rows != self._rows:
            self._rows = rows
            if drawn:
                self.notify_style_update()  # drops the lines that were drawn without these flags
            self.refresh()
        self.post_message(self.Flagged(self, flags))


def _placed(text: str, hits: Sequence[Hit]) -> tuple[Flag, ...]:
    """The hits with the rows and columns of their ends."""
    if not hits:
        return ()
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def place(offset: int) -> Location:
        row = bisect_right(starts, offset) - 1
        return row, offset - starts[row]

    return tuple(Flag(hit, place(hit.start), place(hit.end)) for hit in hits)


def _by_row(flags: Sequence[Flag]) -> dict[int, tuple[Mark, ...]]:
    """For each row what to underline."""
    rows: dict[int, tuple[Mark, ...]] = {}
    for flag in flags:
        for row in range(flag.start[0], flag.end[0] + 1):
            start = flag.start[1] if row == flag.start[0] else 0
            end = flag.end[1] if row == flag.end[0] else None
            rows[row] = (*rows.get(row, ()), (start, end, flag.reported))
    return rows
