"""What kind of note a wording stands in: a drill, a letter, a recording, an owning up, told by words anywhere in it."""

from functools import cache
from typing import Any

from agentdesk.rules import fold, lexicon

Scene = tuple[str, ...]
"""The cues of a scene."""


class Scenery:
    """The telling words of a note, and where each stands first and last. They are looked for as they are written."""

    def __init__(self, text: str) -> None:
        words: dict[int, tuple[int, int]] = {}
        for start, end, number in _found(text):
            first, _ = words.get(number, (end, start))
            words[number] = (first, start)
        self._words = sorted(words.items())

    def around(self, start: int, end: int) -> Scene:
        """Which of the words stand before a wording, and which after it."""
        names = lexicon.SCENES
        before = [f"sb:{names[number]}" for number, (first, _) in self._words if first <= start]
        return (*before, *(f"sa:{names[number]}" for number, (_, last) in self._words if last >= end))


def _found(text: str) -> list[tuple[int, int, int]]:
    try:
        hits: list[tuple[int, int, int]] = _automaton().find_overlapping(text)
    except UnicodeEncodeError:  # half a surrogate pair, which no automaton reads
        return _found(fold.plain(text))
    return hits


@cache
def _automaton() -> Any:
    import daachorse  # noqa: PLC0415  a compiled library, only needed here

    return daachorse.CharwiseDoubleArrayAhoCorasick(list(lexicon.SCENES))
