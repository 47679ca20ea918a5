"""What this call owes: every obligation with glyph, word, rule and the key that settles it, the open ones first."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from agentdesk.locale import t
from agentdesk.rules.call import Action, Owed, Standing
from agentdesk.rules.pack import Binding
from screens.draw import joined, pad, plain
from screens.keys import for_action, short
from screens.symbols import symbols
from screens.widgets.rows import Row, Rows


class OwedList(Rows):
    """A row an obligation; `compact` shows only the open ones."""

    DEFAULT_CSS = "OwedList { padding: 0 1; }"

    def show_owed(self, owed: Sequence[Owed], *, compact: bool, cells: int) -> None:
        """The obligations, already ordered, drawn that many cells wide."""
        shown = [one for one in owed if not compact or one.standing is Standing.OWED]
        self.show(Row(one.duty, owed_line(one, cells)) for one in shown)


def owed_line(one: Owed, cells: int) -> Content:
    """One obligation: glyph, word, and on the right its rule and, while it is open, the key that settles it."""
    glyphs = symbols()
    is_open = one.standing is Standing.OWED
    key = way_key(one.way) if is_open else ""
    right = f"{one.rule:<7} {key:>3}"
    name = t(f"duty.{one.duty}")
    if is_open and one.binding is not Binding.BLOCKING:
        name = f"{name} {t('owed.advisory')}"
    glyph = {Standing.OWED: glyphs.owed, Standing.SETTLED: glyphs.said, Standing.LATER: glyphs.open}[one.standing]
    style = {Standing.OWED: "$owed", Standing.SETTLED: "$said", Standing.LATER: "$foreground-muted"}[one.standing]
    strong = is_open and one.binding is Binding.BLOCKING
    return joined(
        plain(f"{glyph} ", f"bold {style}" if strong else style),
        plain(pad(name, max(4, cells - cell_len(right) - 3)), "bold" if strong else "$foreground-muted"),
        plain(f" {one.rule:<7} ", "$foreground-muted"),
        plain(f"{key:>3}", "bold $primary"),
    )


def way_key(way: Action) -> str:
    """The key of the way that settles an obligation, as the footer shows it."""
    return short(for_action(way).keys[0])
