"""The keys of a form: strings of which one stands in every match, to be looked for by the automaton.

The best stretch of a form is told by tallies, without making the strings of the others: there are thousands of forms.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from itertools import product
from math import inf

from agentdesk.rules import fold
from agentdesk.rules.grammar import Choice, Letters, Row, Slot, longest

_MOST_KEYS = 300
_COMMON = frozenset(
    "了户我客一已说他后不上的来十电到是要在话问时三号人机用有回为没同发个下单理她费复分点两给次工天通打元查录"
    "二对月事里完信成卡记以生明件先系过可线班方开求家能提接换办新午四音程按会由手核并前意么台码示大自五这再内"
    "位照补业流份重退小长道老周就经员短情常网备收送日把表让步传实条去当诉看其账听清百子门余六留写面服师店加还"
    "第本反知动请出张等行期改存带主装务统字句约登档好口解外转证正联名确间中现和附认钟八着段讲九议结待管告报关"
    "都功代归地你吗呢啊也什怎样别快想得跟"
)
"""The characters most frequent in call notes: a key of them alone would be looked at in vain."""


@dataclass(frozen=True, slots=True)
class _Tally:
    """What the strings of a stretch are like, told without making them: how many, and how telling the least is.

    A common character counts little, a Latin letter some more than half, and a lone syllable less than two.
    """

    count: int = 1
    empty: bool = True
    """Whether the stretch may be nothing."""
    lone: float = inf
    """How telling the least of the single signs is."""
    long: float = inf
    """How telling the least of the longer strings is."""

    @property
    def rank(self) -> tuple[float, int]:
        """How good they are as keys: by the least telling one, then by their number."""
        return (0.0 if self.empty else min(self.lone / 2, self.long), -self.count)

    def then(self, other: "_Tally") -> "_Tally":
        """Of either string with one of the other after it."""
        both = min(self.lone, self.long) + min(other.lone, other.long)
        lone, long = inf, both
        if other.empty:
            lone, long = self.lone, min(long, self.long)
        if self.empty:
            lone, long = min(lone, other.lone), min(long, other.long)
        return _Tally(self.count * other.count, self.empty and other.empty, lone, long)

    def either(self, other: "_Tally") -> "_Tally":
        """Of the strings of both together."""
        return _Tally(
            self.count + other.count, self.empty or other.empty, min(self.lone, other.lone), min(self.long, other.long)
        )


@dataclass(frozen=True, slots=True)
class Keys:
    """Strings of which one stands in every match of a row."""

    strings: list[str]
    before: int = 0
    """The most signs before them."""
    at: int | None = None
    """The node they begin with, if it is one."""
    rank: tuple[float, int] = (0.0, 0)


def keys_of(row: Row) -> Keys:
    """The best required stretch of `row`: every string it can be, and the most signs before it."""
    tallies = [_tally((node,)) for node in row]
    best, stretch = Keys([]), (0, 0)
    before = 0
    for start, node in enumerate(row):
        total = _Tally()
        for end in range(start, len(row)):
            part = tallies[end]
            if part is None or total.count * part.count > _MOST_KEYS:
                break
            total = total.then(part)
            if total.rank > best.rank:
                best, stretch = Keys([], before, start, total.rank), (start, end + 1)
        if isinstance(node, Choice) and tallies[start] is None:
            inner = _inner_keys(node, before)
            if inner.rank > best.rank:
                best, stretch = inner, (0, 0)
        before += longest((node,))
    return replace(best, strings=_strings(row[slice(*stretch)])) if stretch[1] else best


def _inner_keys(node: Choice, before: int) -> Keys:
    """The best keys of each row of a choice, if every row has some."""
    inner = [keys_of(row) for row in node.rows]
    if not all(keys.strings for keys in inner):
        return Keys([])
    strings = [text for keys in inner for text in keys.strings]
    rank = (min(keys.rank[0] for keys in inner), -len(strings))
    return Keys(strings, before + max(keys.before for keys in inner), None, rank)


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
    return total if total.count <= _MOST_KEYS else None


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
    lone = long = inf
    for word in every:
        weight = len(word) - 0.7 * len(_COMMON.intersection(word))
        if word.isascii():
            weight -= 0.4 * len(word)
        if len(word) > 1:
            long = min(long, weight)
        elif word:
            lone = min(lone, weight)
    return _Tally(len(every), "" in every, lone, long)


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
