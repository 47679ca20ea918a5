"""The one gate for text on its way in: what a person typed is never markup, a command or a formula.

What terminals act upon (controls, escape sequences, bidi overrides) and what nobody can see goes; every word stays.
Screens clean once more on the way out, for rows that other programs wrote.
"""

import re
import unicodedata
from functools import cache

LIMIT = 200_000
"""The most characters one text may have; services refuse longer ones."""

MARKS = 4
"""The most combining marks on one character: more is drawn over the lines around it."""

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

_SIGNS = frozenset("·–—‘’“”…←↑→↓│■□▣▶▸△●○◇◎✓✗　、。《》「」『』【】！，：；？（）％＋－＝／～")
_SHORT = 200


def _ordinary(text: str) -> bool:
    """Whether a short text is of ASCII, Chinese characters and their signs alone: nothing there to clean.

    Told without the expressions below, which take 5 ms to compile: the first paint has such text only.
    """
    return len(text) <= _SHORT and all(" " <= c <= "~" or "\u4e00" <= c <= "\u9fff" or c in _SIGNS for c in text)


@cache
def _dropped() -> re.Pattern[str]:
    """What goes."""
    return re.compile(
        "["
        "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls; \t and \n stay, other line breaks became \n
        "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
        "\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
        "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\uffa0\U000e0000-\U000e0fff"  # invisible fillers
        "\ud800-\udfff\ufffe\uffff"  # what cannot be written as UTF-8 or is no character
        "]+"
    )


@cache
def _perhaps_mark() -> re.Pattern[str]:
    """All but Latin, Chinese, kana and Hangul, where no combining marks are: most text needs no closer look."""
    return re.compile("[^\x00-\u02ff\u2010-\u2027\u3000-\u3029\u3030-\u3098\u309b-\u9fff\uac00-\ud7a3\uff00-\uffef]")


_NUMBER_SHOWN = 4
_DIGIT = re.compile(r"\d")


def clean(text: str, *, lines: bool = False) -> str:
    """`text` in NFC without controls, bidi controls, invisible fillers and piled-up marks; blanks at its ends stay.

    With `lines`, line breaks (as `\\n`) and tabs stay; without, each becomes a blank. `clean(clean(x)) == clean(x)`.
    """
    if (text.isascii() and text.isprintable()) or _ordinary(text):
        return text
    text = unicodedata.normalize("NFC", _dropped().sub("", _BREAKS.sub("\n", text)))
    if not lines:
        text = text.replace("\n", " ").replace("\t", " ")
    return _thinned(text) if _perhaps_mark().search(text) else text


def _thinned(text: str) -> str:
    """`text` with at most MARKS marks on a character and none without a character to stand on."""
    kept: list[str] = []
    run = MARKS
    for char in text:
        if char < "\u0300" or not unicodedata.category(char).startswith("M"):
            run = MARKS if char in "\n\t" else 0
        elif run == MARKS:
            continue
        else:
            run += 1
        kept.append(char)
    return "".join(kept)


def mask_number(text: str) -> str:
    """A phone number with its middle digits as `*`: three and the last four stay, of a short one only the last two."""
    digits = len(_DIGIT.findall(text))
    head, tail = (3, _NUMBER_SHOWN) if digits > 2 * _NUMBER_SHOWN else (0, 2)
    seen = 0

    def masked(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return match[0] if seen <= head or seen > digits - tail else "*"

    return _DIGIT.sub(masked, text)
