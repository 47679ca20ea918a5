"""Under the note: the forbidden phrase at the caret, why it is one, and what to say instead."""

from collections.abc import Sequence

from textual.content import Content

from agentdesk.locale import t
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

    def show(self, flags: Sequence[Flag], ahead: Flag | None, text: str) -> None:
        """The flags of the note; `ahead` is the one that the key replaces, `text` its wording in the note."""
        own = [flag for flag in flags if not flag.reported]
        if ahead is None:
            reported = len(flags) - len(own)
            drawn = plain(t("note.reported", count=reported), "$flag-reported") if reported else Content("")
        else:
            drawn = _flag(ahead, text, own.index(ahead) + 1, len(own), max(8, self.content_size.width))
        self.say(drawn)


def _flag(flag: Flag, text: str, at: int, of: int, cells: int) -> Content:
    glyphs = symbols()
    which = f"  {at}/{of}" if of > 1 else ""
    why = joined(
        plain(f"{glyphs.error} ", "bold $flag"),
        plain(f"{cut(text, cells // 2)}", "bold $flag"),
        plain(f"  {t('note.forbidden')} {flag.hit.rule}{which}", "$foreground-muted"),
    )
    if not flag.hit.replacement:
        return why
    key = plain(f"{short(find('desk', 'fix').keys[0])} ", "bold $primary")
    # Folded here: a line of Chinese is one word to a wrapper that breaks at blanks.
    instead = joined(key, plain(flag.hit.replacement)).fold(cells)
    return Content("\n").join((why, *instead[:_LINES]))
