"""The keys of a form: strings of which one stands in every match, to be looked for first.

The best stretch of a form is told by tallies, without making the strings of the others: there are thousands of forms.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from itertools import product
from math import inf
from typing import NamedTuple

from agentdesk.rules import fold
from agentdesk.rules.grammar import Choice, Letters, Row, Slot, longest
from agentdesk.rules.usual import usual

_MOST_KEYS = 300

_MET = 0.3
"""What it costs to meet a short key that does not begin as it is typed, in parts of what it costs to read on there."""
_KEPT = 3e-7
"""What it costs to keep a key."""


class _Tally(NamedTuple):
    """How often the strings of a stretch stand in a note, told without making them: as many shares of all its signs.

    Short ones count by how they are typed and read, long ones as they are read.
    """

    many: int = 1
    empty: int = 1
    """How many of the strings are nothing."""
    lone: float = 0.0
    """Those of one sign, as they are read; and with the first sign as it is typed:"""
    lone_typed: float = 0.0
    pair: float = 0.0
    """Those of two."""
    pair_typed: float = 0.0
    long: float = 0.0
    """All others."""

    @property
    def cost(self) -> float:
        """What it costs to look for them all."""
        if self.empty:
            return inf
        typed = self.lone_typed + self.pair_typed
        return _MET * (self.lone + self.pair) + typed + self.long + _KEPT * self.many

    def then(self, other: "_Tally") -> "_Tally":
        """Of either string with one of the other after it."""
        every = other.lone + other.pair + other.long
        return _Tally(
            self.many * other.many,
            self.empty * other.empty,
            self.empty * other.lone + self.lone * other.empty,
            self.empty * other.lone_typed + self.lone_typed * other.empty,
            self.empty * other.pair + self.pair * other.empty + self.lone * other.lone,
            self.empty * other.pair_typed + self.pair_typed * other.empty + self.lone_typed * other.lone,
            self.empty * other.long
            + self.long * (other.empty + every)
            + self.lone * (other.pair + other.long)
            + self.pair * every,
        )

    def either(self, other: "_Tally") -> "_Tally":
        """Of the strings of both together."""
        return _Tally(
            self.many + other.many,
            self.empty + other.empty,
            self.lone + other.lone,
            self.lone_typed + other.lone_typed,
            self.pair + other.pair,
            self.pair_typed + other.pair_typed,
            self.long + other.long,
        )


@dataclass(frozen=True, slots=True)
class Keys:
    """Strings of which one stands in every match of a row."""

    strings: list[str]
    before: int = 0
    """The most signs before them."""
    at: int | None = None
    """The node they begin with, if it is one."""
    to: int = 0
    """The node before which they end."""
    cost: float = inf
    """What it costs to look for them."""


def keys_of(row: Row) -> Keys:
    """The best required stretch of `row`: every string it can be, and the most signs before it."""
    tallies = [_tally((node,)) for node in row]
    best, stretch = Keys([]), (0, 0)
    before = 0
    for start, node in enumerate(row):
        total = _Tally()
        for end in range(start, len(row)):
            part = tallies[end]
            if part is None or total.many * part.many > _MOST_KEYS:
                break
            total = total.then(part)
            if total.cost < best.cost:
                best, stretch = Keys([], before, start, end + 1, total.cost), (start, end + 1)
        if isinstance(node, Choice) and tallies[start] is None:
            inner = _inner_keys(node, before)
            if inner.cost < best.cost:
                best, stretch = inner, (0, 0)
        before += longest((node,))
    return replace(best, strings=_strings(row[slice(*stretch)])) if stretch[1] else best


def _inner_keys(node: Choice, before: int) -> Keys:
    """The best keys of each row of a choice, if every row has some."""
    inner = [keys_of(row) for row in node.rows]
    if not all(keys.strings for keys in inner):
        return Keys([])
    strings = [text for keys in inner for text in keys.strings]
    return Keys(strings, before + max(keys.before for keys in inner), cost=sum(keys.cost for keys in inner))


def _tally(row: Row) -> _Tally | None:
    """What the strings are like that a stretch can be, or None when there is a slot in it or they are too many."""
    total = _Tally()
    for node in row:
        match node:
            case Letters(text):
                part: _Tally | None = _tallied((text,))
            case Choice():
                part = _choice(node)
            case Slot(sign):
                part = _tallied((fold.MASK,)) if sign == "*" else None
        if part is None:
            return None
        total = total.then(part)
    return total if total.many <= _MOST_KEYS else None


@lru_cache(maxsize=256)
def _choice(choice: Choice) -> _Tally | None:
    """The tally of a choice; the word classes are asked for again and again."""
    words = list(map(_word, choice.rows))
    if None not in words:
        return _tallied(words)  # type: ignore[arg-type]
    tallies = list(map(_tally, choice.rows))
    return None if None in tallies else reduce(_Tally.either, tallies)  # type: ignore[arg-type]


def _word(row: Row) -> str | None:
    """The letters of an alternative that is nothing else; none for an empty one."""
    match row:
        case ():
            return ""
        case (Letters(text),):
            return text
    return None


def _tallied(words: Iterable[str]) -> _Tally:
    """The tally of some words; those that are alike without their signs are one: (no one|noone)."""
    every = set(words)
    often = usual().often
    lone = lone_typed = pair = pair_typed = long = 0.0
    for word in filter(None, every):
        read, typed = often(word)
        if len(word) == 1:
            lone += read
            lone_typed += typed
        elif len(word) == 2:
            pair += read
            pair_typed += typed
        else:
            long += read
    return _Tally(len(every), int("" in every), lone, lone_typed, pair, pair_typed, long)


def _strings(row: Row) -> list[str]:
    """Every string that a stretch without slots can be."""
    parts: list[list[str]] = []
    for node in row:
        match node:
            case Letters(text):
                parts.append([text])
            case Choice(rows):
                parts.append([text for inner in rows for text in _strings(inner)])
            case Slot():
                parts.append([fold.MASK])
    return list(dict.fromkeys(map("".join, product(*parts))))
