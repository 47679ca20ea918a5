"""The footer: the keys of this moment, from the registry, in one line that never wraps or cuts a word."""

from typing import TYPE_CHECKING, NamedTuple, cast

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from screens.draw import joined, plain
from screens.keys import Key, of, short

if TYPE_CHECKING:
    from screens.pane import Common


class Entry(NamedTuple):
    """One key as it stands in the footer."""

    key: Key
    word: str
    enabled: bool
    node: DOMNode | None
    """Where its action runs; None where the key itself is pressed."""

    @property
    def cells(self) -> int:
        """Its width, with a blank on either side and one between key and word."""
        return cell_len(self.face) + cell_len(self.word) + 3

    @property
    def face(self) -> str:
        """The key as drawn; of keys that belong together, such as arrows, all."""
        return short(self.key.keys[0]) if self.key.bound else "".join(short(each) for each in self.key.keys)


def fitting(entries: list[Entry], cells: int) -> list[Entry]:
    """The entries that fit, the ones that matter most kept, in the order they were given in."""
    kept: list[Entry] = []
    for entry in sorted(entries, key=lambda e: e.key.rank):
        if sum(e.cells for e in kept) + entry.cells > cells:
            break
        kept.append(entry)
    return [entry for entry in entries if entry in kept]


class KeyBar(Widget):
    """Keys and their words; a click does what the key does."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._drawn: list[Entry] = []

    def on_mount(self) -> None:
        """Follow the focus and what is allowed at the moment."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _: Screen[object]) -> None:
        if self._fitting() != self._drawn:
            self.refresh()

    def entries(self) -> list[Entry]:
        """Every key with a place in the footer that can be pressed now, in the registry's order."""
        screen = cast("Common[object]", self.screen)
        active = screen.active_bindings
        found: list[Entry] = []
        for key in of(*screen.GROUPS, "app"):
            if not key.rank:
                continue
            bound = active.get(key.keys[0])
            if not key.bound:
                found.append(Entry(key, screen.key_label(key), True, None))
            elif bound is not None and bound.binding.description == key.id:
                found.append(Entry(key, screen.key_label(key), bound.enabled, bound.node))
        return found

    def _fitting(self) -> list[Entry]:
        return fitting(self.entries(), self.size.width)

    def render(self) -> Content:
        """One line: the key bold, its word plain, both dim where it is not allowed now."""
        self._drawn = self._fitting()
        return joined(*(self._entry(entry) for entry in self._drawn))

    def _entry(self, entry: Entry) -> Content:
        dim = "" if entry.enabled else " dim"
        return joined(
            plain(f" {entry.face} ", f"bold $primary{dim}"),
            plain(f"{entry.word} ", dim.strip()),
        )

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        left = 0
        for entry in self._drawn:
            if left <= event.x < left + entry.cells:
                self._press(entry)
                return
            left += entry.cells

    def _press(self, entry: Entry) -> None:
        if entry.node is None:
            self.app.simulate_key(entry.key.keys[0])
        elif entry.enabled:
            action = entry.key.action.replace("{key}", entry.key.keys[0])
            self.app.call_later(self.app.run_action, action, entry.node)
        else:
            self.app.bell()
