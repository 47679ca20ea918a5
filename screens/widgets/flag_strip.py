"""Under the note: the forbidden phrase at the caret, why it is one, and what to say instead."""

from collections.abc import Sequence

from textual.content import Content

from agentdesk.locale import t
from agentdesk.rules.flags import Word
from agentdesk.rules.forbidden import Severity
from screens.draw import cut, joined, plain
from screens.keys import find, short
from screens.symbols import symbols
from screens.widgets.note import Flag
from screens.widgets.words import Words


class FlagStrip(Words):
    """Lines that are always there, so that the note does not move when the first flag comes."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "FlagStrip { height: 4; padding: 0 1; }"

    def on_click(self) -> None:
        """Replace the phrase that is shown."""
        self.app.call_later(self.app.run_action, "screen.fix")

    def show(
        self,
        flags: Sequence[Flag],
        ahead: Flag | None,
        text: str,
        word: Word | None = None,
        asked: tuple[int, int] | None = None,
    ) -> None:
        """The flags of the note; `ahead` is the one the keys act on, `text` its wording, `word` what was said of it.

        `asked`: a save waits for the word on it, as the first of two numbers of so many.
        """
        own = [flag for flag in flags if not flag.reported]
        if ahead is None:
            reported = len(flags) - len(own)
            drawn = plain(t("note.reported", count=reported), "$flag-reported") if reported else Content("")
        else:
            place = asked or (own.index(ahead) + 1, len(own))
            cells, rows = max(8, self.content_size.width), max(3, self.content_size.height)
            drawn = _flag(ahead, text, place, word, (cells, rows), asking=asked is not None)
        self.say(drawn)


def _flag(
    flag: Flag, text: str, place: tuple[int, int], word: Word | None, size: tuple[int, int], *, asking: bool
) -> Content:
    """A flag in so many cells and rows: what it is, what can be said of it, what to write instead."""
    cells, rows = size
    glyphs = symbols()
    at, of = place
    ask = plain(f"{t('flags.ask', at=at, of=of)} " if asking else "", "bold $owed")
    rule = flag.hit.rule if asking else f"{t('note.forbidden')} {flag.hit.rule}"
    which = f"  {at}/{of}" if of > 1 and not asking else ""
    why = joined(
        ask,
        plain(f"{glyphs.error} {cut(text, cells // 2 - ask.cell_length // 2)}", "bold $flag"),
        plain(f"  {rule}{which}", "$foreground-muted"),
    )
    said = _keys(flag, asking=asking) if word is None else _word(word)
    beside = why.cell_length + 2 + said.cell_length <= cells
    above = [joined(why, "  ", said)] if beside else [why, said]
    lines = (*above, *_instead(flag.hit.replacement, cells, max(1, rows - len(above))))
    return Content("\n").join(line.truncate(cells, ellipsis=True) for line in lines)


def _instead(replacement: str, cells: int, rows: int) -> list[Content]:
    """What to say instead, in at most so many rows."""
    if not replacement:
        return []
    key = plain(f"{short(find('desk', 'fix').keys[0])} ", "bold $primary")
    # Folded here: a line of Chinese is one word to a wrapper that breaks at blanks.
    lines = joined(key, plain(replacement)).fold(cells)
    cut_off = (
        [joined(lines[rows - 1].truncate(cells - 1), symbols().more)] if len(lines) > rows else lines[rows - 1 : rows]
    )
    return [*lines[: rows - 1], *cut_off]


def _keys(flag: Flag, *, asking: bool) -> Content:
    """What the agent can say about it."""
    names = [("callers", "keys.desk.callers"), ("needed", "keys.desk.needed")]
    if asking and flag.hit.severity is not Severity.BLOCK:
        names.insert(0, ("next", "next.keep"))
    return Content("  ").join(
        joined(plain(f"{short(find('desk', name).keys[0])} ", "bold $primary"), plain(t(label)))
        for name, label in names
    )


def _word(word: Word) -> Content:
    """What the agent said about it."""
    further = f" {symbols().dot} {word.reason}" if word.reason else ""
    return plain(f"{symbols().said} {t(f'flags.stance.{word.stance}')}{further}", "$said")
