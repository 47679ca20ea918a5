"""How a scan reads a text: sign for sign with its places kept, and otherwise where it was written in other signs.

The other readings (syllables in Latin letters, digits for letters, masks for a sign) are made of the stretches around
such signs only, so that a long note with one SIM in it is not read twice.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from agentdesk.rules import fold

_STRETCH = 150
"""How many signs of a text around one that is read otherwise belong to its reading; no form is longer."""

_LETTERS = re.compile("([a-z]+)[1-5]?")
_RUN = re.compile(f"[a-z](?:{fold.NOISE}*+[a-z])*")
"""Latin letters in a marked text, with or without something between them."""
_LEET = dict(zip("013457", "oieast", strict=True))
"""Digits that stand for a letter: m0ron."""
_LEETED = re.compile(f"[a-z]{fold.NOISE}*+[{''.join(_LEET)}](?={fold.NOISE}*+[a-z])")
_MASK = re.compile(f"[{''.join(fold.MASKS)}]")
_HANZI = "㐀-鿿\ue000-\uf8ff"
_LONE = re.compile(f"(?<=[{_HANZI}])[a-z](?![a-z0-9])|(?<![a-z0-9])[a-z](?=[{_HANZI}])")
"""In a marked text a letter that may stand for the character it begins: 智z."""
_CAPITALS = "XMN"
_BETWEEN = re.compile(f"(?<=[{_HANZI}])[a-z](?=[{_HANZI}])")
"""Of the capitals only these stand for a character, and only in the middle of others."""
_SIGNS = {"!": "i", "$": "s", "@": "a"}
_SIGNED = re.compile(r"(?<=[a-z])(?:[!$@]+(?=[a-z])|\$+(?![a-z0-9]))", re.IGNORECASE)
"""Signs that stand for letters: b!tch, a$$."""
_LONGEST = 24
"""No row of syllables has more letters."""


@dataclass(frozen=True, slots=True)
class View:
    """A coded text: `start(k)` and `end(k)` bound, in the text as typed, what became the k-th sign of `coded`."""

    coded: str
    start: Callable[[int], int]
    end: Callable[[int], int]
    typed: frozenset[int] = frozenset()
    """The signs that stand for a syllable typed in Latin letters, or for a mask: what this view is for."""
    latin: bool = False
    """Whether those are syllables."""


def base(marked: str, coded: str) -> View:
    """The view of a text, from its marked and its coded form. Places are looked up, for few are asked for."""
    lengths = tuple(accumulate(map(len, marked.split(fold.NOISE))))

    def start(at: int) -> int:
        return at + bisect_right(lengths, at)

    def end(at: int) -> int:
        return at + bisect_right(lengths, at) + 1

    return View(coded, start, end)


def _placed(signs: Sequence[str], starts: list[int], ends: list[int], typed: Iterable[int], **kind: bool) -> View:
    return View("".join(signs), starts.__getitem__, ends.__getitem__, frozenset(typed), **kind)


Reading = Callable[[str, str], View | None]
"""How a stretch is read otherwise, given as typed and marked; None where there is nothing to read so."""


def other(text: str, marked: str) -> Iterator[tuple[int, int, Reading]]:
    """The stretches of a text that may be read otherwise than sign for sign, and how."""
    if _RUN.search(marked) is None and _MASK.search(text) is None:
        return
    runs = list(_RUN.finditer(marked))
    masks = [found.start() for found in _MASK.finditer(text)]
    places: dict[Reading, list[int]] = {
        _pinyin: [run.start() for run in runs if _hides(run[0])],
        _leet: sorted([*_ends(_LEETED, marked), *_ends(_SIGNED, text)]) if runs else [],
        _masked: sorted([*masks, *_lone(text, marked)]) if runs else masks,
    }
    for reading, at in places.items():
        for low, high in _stretches(marked, at):
            yield low, high, reading


def _ends(signs: re.Pattern[str], text: str) -> Iterator[int]:
    return (found.end() for found in signs.finditer(text))


def _lone(text: str, marked: str) -> Iterator[int]:
    """The letters that may stand for a character each: A栋 holds none, 他X的 does."""
    for found in _LONE.finditer(marked):
        at = found.start()
        if text[at].islower() or (text[at] in _CAPITALS and _BETWEEN.match(marked, at)):
            yield at


def _stretches(marked: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches around `places`, which are in order; those that touch are one, and none begins within a word."""
    low, high = 0, -1
    for at in places:
        if at - _STRETCH > high:
            if high >= 0:
                yield low, high
            low = _word(marked, max(0, at - _STRETCH))
        high = at + _STRETCH
    if high >= 0:
        yield low, high


def _word(marked: str, at: int) -> int:
    """Where the Latin word begins that goes on at `at`, unless it is longer than any that is looked at."""
    low = at
    while low > 0 and at - low < _LONGEST and "a" <= marked[low - 1] <= "z":
        low -= 1
    return low


def _hides(run: str) -> bool:
    """Whether a run of letters reads as syllables, as a whole or in one of its words."""
    words = run.split(fold.NOISE)
    return bool(_syllables("".join(words))) or any(map(_syllables, words))


def _masked(text: str, marked: str) -> View:
    """The view of `text` with each run of masking signs kept as one sign, and a letter for a character as one too."""
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    letters = set(_lone(text, marked))
    for i, (typed, sign) in enumerate(zip(text, marked, strict=True)):
        if typed in fold.MASKS or i in letters:
            sign = fold.MASK  # noqa: PLW2901
        if sign == fold.NOISE:
            continue
        if sign == fold.MASK and signs and signs[-1] == fold.MASK:
            ends[-1] = i + 1
            continue
        signs.append(sign)
        starts.append(i)
        ends.append(i + 1)
    return _placed(signs, starts, ends, (k for k, sign in enumerate(signs) if sign == fold.MASK))


def _pinyin(_: str, marked: str) -> View | None:
    """The view of a stretch with syllables typed in Latin letters read as what they stand for, or None without any."""
    coded, places = _listed(marked)
    runs = list(_typed_runs(coded, places))
    if not runs:
        return None
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    typed: list[int] = []
    done = 0

    def keep(high: int) -> None:
        signs.append(coded[done:high])
        starts.extend(places[done:high])
        ends.extend(place + 1 for place in places[done:high])

    for first, end, parts in runs:
        keep(first)
        at = first
        for part in parts:
            typed.append(len(starts))
            signs.append(fold.tables().syllables[part])
            starts.append(places[at])
            at += len(part)
            ends.append(places[at - 1] + 1)
        ends[-1] = places[end - 1] + 1
        done = end
    keep(len(coded))
    return _placed(signs, starts, ends, typed, latin=True)


def _listed(marked: str) -> tuple[str, list[int]]:
    """The coded form of a stretch, and where each of its signs stands."""
    return fold.unmarked(marked), [place for place, sign in enumerate(marked) if sign != fold.NOISE]


def _typed_runs(coded: str, places: Sequence[int]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where a coded text holds rows of syllables, and which: a run of letters as a whole, or each word of it."""
    for run in _LETTERS.finditer(coded):
        low, high = run.span(1)
        if parts := _syllables(run[1]):
            yield low, run.end(), parts
            continue
        first = low
        for cut in [*(k for k in range(low + 1, high) if places[k] != places[k - 1] + 1), high]:
            if parts := _syllables(coded[first:cut]):
                yield first, cut, parts
            first = cut


def _leet(text: str, marked: str) -> View | None:
    """The view of a stretch with digits and signs among letters read as letters, or None without any."""
    read = list(marked)
    for run in _SIGNED.finditer(text):
        for at in range(*run.span()):
            read[at] = _SIGNS[text[at]]
    coded, places = _listed("".join(read))
    ends = (run.end(1) for run in _LETTERS.finditer(coded))
    digits = {at for at in ends if coded[at : at + 1] in _LEET and "a" <= coded[at + 1 : at + 2] <= "z"}
    typed = digits | {k for k, place in enumerate(places) if marked[place] == fold.NOISE}
    if not typed:
        return None
    signs = [_LEET[sign] if k in digits else sign for k, sign in enumerate(coded)]
    return _placed(signs, places, [place + 1 for place in places], typed)


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
