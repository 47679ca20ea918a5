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

_LINES = 2
"""The most lines of a replacement."""


class FlagStrip(Words):
    """Lines that are always there, so that the note does not move when the first flag comes."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "FlagStrip { height: 3; padding: 0 1; }"

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
            drawn = _flag(ahead, text, place, word, max(8, self.content_size.width), asking=asked is not None)
        self.say(drawn)


def _flag(flag: Flag, text: str, place: tuple[int, int], word: Word | None, cells: int, *, asking: bool) -> Content:
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
    # Folded here: a line of Chinese is one word to a wrapper that breaks at blanks.
    key = plain(f"{short(find('desk', 'fix').keys[0])} ", "bold $primary")
    instead = joined(key, plain(flag.hit.replacement)).fold(cells) if flag.hit.replacement else []
    beside = why.cell_length + 2 + said.cell_length <= cells
    lines = (joined(why, "  ", said), *instead[:_LINES]) if beside else (why, said, *instead[:1])
    return Content("\n").join(line.truncate(cells, ellipsis=True) for line in lines)


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
