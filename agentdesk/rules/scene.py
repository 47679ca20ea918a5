"""What kind of note a wording stands in: a drill, a letter, a recording, an owning up, told by words anywhere in it.

And in what company: where a note holds one wording that counts, what looks like a second one seldom is.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from agentdesk.rules import fold, lexicon
from agentdesk.rules.context import Wording

Scene = tuple[str, ...]
"""The cues of a scene."""

Word = tuple[int, int, int]
"""Where a telling word begins and ends in a text, and its number."""

_FAR = 300
"""A wording so many signs away is no company: it belongs to another note of the same day."""
_MANY = 3
"""So many other wordings are a crowd."""
_LONGER = 4
"""A greater difference of length says no more."""

_BEFORE = tuple(f"sb:{word}" for word in lexicon.SCENES)
_AFTER = tuple(f"sa:{word}" for word in lexicon.SCENES)


class Scenery:
    """The telling words of a note, and where each stands first and last."""

    def __init__(self, words: Iterable[Word], wordings: Sequence[Wording]) -> None:
        self._wordings = wordings
        places: dict[int, tuple[int, int]] = {}
        for start, end, number in words:
            first, _ = places.get(number, (end, start))
            places[number] = (first, start)
        self._words = sorted(places.items())

    def around(self, at: int) -> Scene:
        """Which of the words stand before the wording of that number and which after it, and its company."""
        wording = self._wordings[at]
        before = [_BEFORE[number] for number, (first, _) in self._words if first <= wording.start]
        after = [_AFTER[number] for number, (_, last) in self._words if last >= wording.end]
        return (*before, *after, *self._company(at))

    def _company(self, at: int) -> Scene:
        """How many other wordings stand near, and how much longer the longest of them is."""
        one = self._wordings[at]
        others = [
            other.end - other.start
            for other in (*self._wordings[max(0, at - _MANY) : at], *self._wordings[at + 1 : at + 1 + _MANY])
            if one.start - other.end <= _FAR and other.start - one.end <= _FAR
        ]
        if not others:
            return ("o:0",)
        longer = max(others) - (one.end - one.start)
        kind = "longer" if longer > 0 else "shorter"
        return (f"o:{min(_MANY, len(others))}", f"o:{kind}", f"o:d{max(-_LONGER, min(_LONGER, longer))}")


def words(text: str) -> list[Word]:
    """The telling words of a text. They are looked for as they are written."""
    try:
        hits: list[Word] = _automaton().find_overlapping(text)
    except UnicodeEncodeError:  # half a surrogate pair, which no automaton reads
        return words(fold.plain(text))
    return hits


@cache
def _automaton() -> Any:
    import daachorse  # noqa: PLC0415  a compiled library, only needed here

    return daachorse.CharwiseDoubleArrayAhoCorasick(list(lexicon.SCENES))
