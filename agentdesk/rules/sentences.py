"""Where the sentences of a text stand, and the pieces that a scan reads it in."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from agentdesk.rules import fold

LONGEST = 160
"""A sentence of more signs is none."""
_SHORTEST = 3
_LONG = 200
"""A piece of more signs is cut further: where the last sentence ends before so many, or else after so many."""
_STOPS = "。!?\n"
_MARKS = ';“”"「」『』:'
_CLOSERS = "”」』"
_COMMAS = ",、"


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text stand: a quotation is one of its own, and so is what leads to it."""
    low = 0
    for high in (*ends_of(text), len(text)):
        if high - low >= _SHORTEST:
            yield low, high
        low = high + 1


def is_sentence(low: int, high: int) -> bool:
    """Whether what stands between two ends is neither too short nor too long to be one."""
    return _SHORTEST <= high - low <= LONGEST


def ends_of(text: str) -> list[int]:
    """Where a sentence ends: at a sign that is no part of it."""
    return [found.start() for found in _signs().ends.finditer(text)]


def pieces_of(text: str) -> list[int]:
    """Where the pieces of a text begin, and where the last one ends; each begins where a sentence does, if it can.

    What stands in one piece moves no other, for a note is read anew at every key.
    """
    bounds = [0]
    for found in _signs().stops.finditer(text):
        bounds.append(found.end())
    if bounds[-1] < len(text) or len(bounds) == 1:
        bounds.append(len(text))
    if max(high - low for low, high in pairwise(bounds)) <= _LONG:
        return bounds
    return [0, *(end for low, high in pairwise(bounds) for end in _cut(text, low, high))]


def commas() -> frozenset[str]:
    """The signs at which a clause ends and a sentence goes on."""
    return _signs().commas


def _cut(text: str, low: int, high: int) -> Iterator[int]:
    """Where the parts of a piece end, if it is too long."""
    while high - low > _LONG:
        ends = [found.end() for found in _signs().ends.finditer(text, low, low + _LONG)]
        low = ends[-1] if ends else low + _LONG
        yield low
    yield high


class _Signs(NamedTuple):
    """Signs in whatever width they are typed."""

    ends: re.Pattern[str]
    """What ends a sentence: a full stop of English stands between a word and a blank."""
    stops: re.Pattern[str]
    """What ends a sentence and all that led to it, with the marks that close it."""
    commas: frozenset[str]


@cache
def _signs() -> _Signs:
    plain = fold.tables().plain
    wide: dict[str, set[str]] = {sign: {sign} for sign in _STOPS + _MARKS + _COMMAS + "."}
    for point, sign in plain.items():
        if sign in wide:
            wide[sign].add(chr(point))

    def every(signs: str) -> str:
        return re.escape("".join(sorted(frozenset().union(*map(wide.__getitem__, signs)))))

    dots = every(".")
    dot = f"(?:(?<![{dots}])|(?<=[^\\W_][{dots}])(?=\\s))"
    ends = re.compile(f"[{every(_STOPS + _MARKS)}{dots}]{dot}")
    stops = re.compile(f"[{every(_STOPS)}{dots}]{dot}[{every(_STOPS + _CLOSERS)}]*+")
    return _Signs(ends, stops, frozenset().union(*map(wide.__getitem__, _COMMAS)))
