"""How a scan reads a text: sign for sign with its places kept, and otherwise where it was written in other signs.

The other readings (syllables in Latin letters, digits for letters, masks for a sign) are made of the stretches around
such signs only, so that a long note with one SIM in it is not read twice.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from agentdesk.rules import fold

FAR = 176
"""How many signs around one that is read otherwise belong to its stretch: what is found by it lies nearer, whether or
not the stretch begins within a word."""
FARTHEST = 600
"""The same with all the noise between them."""
WORDY = 64
"""A run of more Latin letters than this is a sentence in a language that is written so, and holds no syllables."""

_PICTURES = ("\U0001f300", "\U0001faff")
_LETTERS = re.compile("[a-z]+")
_RUN = re.compile(f"([a-z](?:{fold.NOISE}*+[a-z])*)(?:{fold.NOISE}*+[1-5])?")
"""Latin letters in a marked text, with or without something between them, and the tone of the last."""
_LEET = dict(zip("013457", "oieast", strict=True))
"""Digits that stand for a letter: m0ron."""
_LEETED = re.compile(f"[{''.join(_LEET)}](?={fold.NOISE}*+[a-z])")
"""Such a digit before a letter."""
_MASK = re.compile(f"[{''.join(sign for sign in fold.MASKS if sign < _PICTURES[0])}{'-'.join(_PICTURES)}]")
"""A masking sign, or what may be one: to tell the pictures apart takes long for each sign of a text."""
_HANZI = "㐀-鿿\ue000-\uf8ff"
_LONE = re.compile(f"[a-z](?:(?<=[{_HANZI}].)(?![a-z0-9])|(?<![a-z0-9].)(?=[{_HANZI}]))")
"""In a marked text a letter that may stand for the character it begins: 智z."""
_CAPITALS = "XMN"
_BETWEEN = re.compile(f"(?<=[{_HANZI}])[a-z](?=[{_HANZI}])")
"""Of the capitals only these stand for a character, and only in the middle of others."""
_SIGNS = {"!": "i", "$": "s", "@": "a"}
_SIGNED = re.compile(r"[!$@](?<=[a-z].)(?:(?<=\$)\$*+(?![a-z0-9])|[!$@]*+(?=[a-z]))", re.IGNORECASE)
"""Signs that stand for letters: b!tch, a$$."""
_LONGEST = 24
"""No row of syllables has more letters."""


@dataclass(frozen=True, slots=True)
class View:
    """A coded text: `start(k)` and `end(k)` bound, in the text as typed, what became the k-th sign of `coded`."""

    coded: str
    lengths: Sequence[int]
    """How many signs stand before each piece of noise: so many pieces before a sign, so much later it was typed."""
    ends: Mapping[int, int] = field(default_factory=dict)
    """Where what is read as one sign ends, if it is more than one, by where it begins."""
    typed: frozenset[int] = frozenset()
    """The signs that are read otherwise."""
    about: tuple[int, ...] = ()
    """Those of them that this view is for, in order; it holds all that may be found by them."""
    latin: bool = False
    """Whether they are syllables typed in Latin letters."""

    def start(self, at: int) -> int:
        """Where what became the sign at that place of `coded` begins."""
        return at + bisect_right(self.lengths, at)

    def end(self, at: int) -> int:
        """Where it ends."""
        place = at + bisect_right(self.lengths, at)
        return self.ends.get(place, place + 1)


class _Otherwise(NamedTuple):
    """What is typed at `start` to `end` of a text is read as `sign`."""

    start: int
    end: int
    sign: str


def base(marked: str, coded: str) -> View:
    """The view of a text, from its marked and its coded form. Places are looked up, for few are asked for."""
    return View(coded, tuple(accumulate(map(len, marked.split(fold.NOISE)))))


def odds(text: str, marked: str, bounds: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Those of the parts of a text, which stand between `bounds`, that hold anything odd."""
    places = chain(_starts(_LETTERS, marked), _masking(text, 0, len(text)))
    for part in sorted({bisect_right(bounds, at) for at in places}):
        yield bounds[part - 1], bounds[part]


def odd(text: str, marked: str, low: int, high: int) -> bool:
    """Whether anything between two places of a text may be read otherwise than sign for sign."""
    return _LETTERS.search(marked, low, high) is not None or next(_masking(text, low, high), None) is not None


def other(text: str, marked: str, low: int, high: int) -> Iterator[tuple[int, int, View]]:
    """The stretches around all between `low` and `high` that is read otherwise, and how each reads."""
    for kind, readings in enumerate((list(_syllabic(marked)), list(_leet(text, marked)), list(_masks(text, marked)))):
        starts = [one.start for one in readings]
        for first, last in _groups(readings[bisect_left(starts, low) : bisect_left(starts, high)]):
            begin, finish = reach(marked, first, last)
            least = bisect_left(starts, begin)
            inside = readings[least : bisect_left(starts, finish)]
            about = slice(bisect_left(starts, first) - least, bisect_left(starts, last) - least)
            yield begin, finish, _read(marked[begin:finish], begin, inside, about, latin=kind == 0)


def reach(marked: str, low: int, high: int, most: int = FAR) -> tuple[int, int]:
    """Where a stretch of a text begins and ends that has so many signs before `low` and after `high`."""
    first, last = low, high
    while first > 0 and low - first < FARTHEST and (missing := most - _signs(marked, first, low)) > 0:
        first = max(0, first - missing)
    while last < len(marked) and last - high < FARTHEST and (missing := most - _signs(marked, high, last)) > 0:
        last = min(len(marked), last + missing)
    return first, last


def _signs(marked: str, low: int, high: int) -> int:
    """How many signs stand there that are no noise."""
    return high - low - marked.count(fold.NOISE, low, high)


def _groups(readings: Iterable[_Otherwise]) -> Iterator[tuple[int, int]]:
    """Where those begin and end that stand near one another."""
    first = last = -1
    for one in readings:
        if last < 0 or one.start - last > FAR:
            if last >= 0:
                yield first, last
            first = one.start
        last = one.end
    if last >= 0:
        yield first, last


def _read(marked: str, begin: int, readings: Iterable[_Otherwise], about: slice, *, latin: bool) -> View:
    """The view of a stretch that begins at `begin`, with some of its signs read otherwise."""
    signs = list(marked)
    ends: dict[int, int] = {}
    for start, end, sign in readings:
        at, stop = start - begin, min(end - begin, len(signs))
        signs[at:stop] = [sign, *fold.NOISE * (stop - at - 1)]
        ends[at] = stop
    read = "".join(signs)
    view = base(read, fold.unmarked(read))
    typed = []
    noise = done = 0
    for at in ends:
        noise += read.count(fold.NOISE, done, at)
        typed.append(at - noise)
        done = at
    return replace(view, ends=ends, typed=frozenset(typed), about=tuple(typed[about]), latin=latin)


def _masks(text: str, marked: str) -> Iterator[_Otherwise]:
    """Runs of masking signs, each read as one, and letters that stand for a character each."""
    first = last = -1
    for at in sorted((*_masking(text, 0, len(text)), *_lone(text, marked))):
        if first < 0 or marked[last:at].strip(fold.NOISE):
            if first >= 0:
                yield _Otherwise(first, last, fold.MASK)
            first = at
        last = at + 1
    if first >= 0:
        yield _Otherwise(first, last, fold.MASK)


def _masking(text: str, low: int, high: int) -> Iterator[int]:
    """Where masking signs stand."""
    return (found.start() for found in _MASK.finditer(text, low, high) if found[0] in fold.MASKS)


def _lone(text: str, marked: str) -> Iterator[int]:
    """The letters that may stand for a character each: A栋 holds none, 他X的 does."""
    for at in _starts(_LONE, marked):
        if text[at].islower() or (text[at] in _CAPITALS and _BETWEEN.match(marked, at)):
            yield at


def _leet(text: str, marked: str) -> Iterator[_Otherwise]:
    """Digits and signs among letters, read as letters."""
    read = [(at, _SIGNS[text[at]]) for found in _SIGNED.finditer(text) for at in range(*found.span())]
    among = marked
    for at, letter in read:
        among = among[:at] + letter + among[at + 1 :]
    read += [(at, _LEET[among[at]]) for at in _starts(_LEETED, among) if "a" <= _before(among, at) <= "z"]
    return (_Otherwise(at, at + 1, letter) for at, letter in sorted(read))


def _starts(signs: re.Pattern[str], text: str) -> Iterator[int]:
    return (found.start() for found in signs.finditer(text))


def _before(marked: str, at: int) -> str:
    """The last sign before `at` that is no noise; none at the beginning."""
    at -= 1
    while at > 0 and marked[at] == fold.NOISE:
        at -= 1
    return marked[at] if at >= 0 else ""


def _syllabic(marked: str) -> Iterator[_Otherwise]:
    """Syllables in Latin letters, read as what they stand for: of a run of letters as a whole, or of its words."""
    for run in _RUN.finditer(marked):
        low, high = run.span(1)
        if _signs(marked, low, high) > WORDY:
            continue
        rows = list(_spelt(marked, low, high))
        if rows:
            yield from (*rows[:-1], rows[-1]._replace(end=run.end()))
        elif fold.NOISE in marked[low:high]:
            for word in _LETTERS.finditer(marked, low, high):
                yield from _spelt(marked, *word.span())


def _spelt(marked: str, low: int, high: int) -> Iterator[_Otherwise]:
    """The syllables of some letters with or without noise among them; none when they are no row of syllables."""
    parts = _syllables(marked[low:high].replace(fold.NOISE, ""))
    if not parts:
        return
    places = [at for at in range(low, high) if marked[at] != fold.NOISE]
    done = 0
    for part in parts:
        first, done = done, done + len(part)
        yield _Otherwise(places[first], places[done - 1] + 1, fold.tables().syllables[part])


@lru_cache(maxsize=4096)
def _syllables(letters: str) -> tuple[str, ...]:
    """`letters` cut into syllables, longest first, or nothing when they are no row of syllables."""
    known = fold.tables().syllables
    if len(letters) > _LONGEST or len(letters) < 2:
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for size in range(min(6, end), 0, -1):
            before = best[end - size]
            part = letters[end - size : end]
            if before is not None and part in known and (best[end] is None or len(before) + 1 < len(best[end] or ())):
                best[end] = (*before, part)
    return best[-1] or ()
