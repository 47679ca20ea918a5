"""Reading texts: the wordings in each, and the words that tell what kind of text it is."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from agentdesk.rules import fold, scene
from agentdesk.rules.finder import Finder, Found
from agentdesk.rules.scene import Word

Shown = tuple[list[Found], list[Word]]
"""The wordings in a text, in order and without overlap, and if there are any the words that tell its kind."""


def read(finder: Finder, text: str) -> Shown:
    """What a text shows."""
    text = _seamless(text)
    found = finder.find(text)
    return found, scene.words(text) if found else []


def read_each(finder: Finder, texts: Sequence[str]) -> Iterator[tuple[int, Shown]]:
    """What each of many texts shows, by its number, if it shows anything; they are looked at as one."""
    whole = fold.SEAM.join(texts)
    if whole.count(fold.SEAM) >= len(texts):
        texts = list(map(_seamless, texts))
        whole = fold.SEAM.join(texts)
    starts = list(accumulate((len(each) + 1 for each in texts), initial=0))
    for at, found in groupby(finder.find(whole), lambda one: bisect_right(starts, one.start) - 1):
        yield at, ([one.moved(-starts[at]) for one in found], scene.words(texts[at]))


def _seamless(text: str) -> str:
    """`text` with a blank for what parts texts that are looked at as one."""
    return text.replace(fold.SEAM, " ")
