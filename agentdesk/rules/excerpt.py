"""The sentence and the clause around a place in a text, never longer than a reader wants."""

from collections.abc import Collection

LONGEST = 160
"""The most code points of an excerpt on either side of its place."""

_SENTENCE = frozenset("。！？!?；;\n")
_CLAUSE = _SENTENCE | frozenset('，,、：:“”"‘’「」『』()（）….')


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around `start` to `end` begins and ends, its last sign included."""
    first, last = _around(text, start, end, _SENTENCE)
    return first, last + (last < len(text) and text[last] in _SENTENCE and text[last] != "\n")


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause around `start` to `end` begins and ends, without the signs that part it."""
    return _around(text, start, end, _CLAUSE)


def _around(text: str, start: int, end: int, breaks: Collection[str]) -> tuple[int, int]:
    first, last = start, end
    while first > max(0, start - LONGEST) and text[first - 1] not in breaks:
        first -= 1
    while last < min(len(text), end + LONGEST) and text[last] not in breaks:
        last += 1
    while first < start and text[first].isspace():
        first += 1
    return first, last
