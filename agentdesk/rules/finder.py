"""Finding where a skeleton stands in a text, whoever says it and whatever it means there."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from agentdesk.rules import fold, views
from agentdesk.rules.grammar import PARTICLES
from agentdesk.rules.memory import Memory
from agentdesk.rules.placing import Rule, stands
from agentdesk.rules.views import Reading, View

_WORD = 6
_BESIDE = 128
"""How near to what is found a neutral wording's key is looked at, in signs: more than such a wording takes up."""

_NEAR = 12
"""How near to a sign that a view reads otherwise its keys are looked at."""

_EDGE = 2
"""How many signs beside a match tell where it ends."""

_PARTICLES = 16
"""More final particles than this are read anew each time."""

_REMEMBERED = 4096
"""How many places around a key are remembered: more than a long note has."""

_STRETCHES = 256
"""How many stretches read otherwise are remembered."""

_SLIPPING = 3
"""From this length on a key may hold a slip of the keyboard."""


class Found(NamedTuple):
    """A skeleton of `owner` stands at `start` to `end` of the text as typed."""

    start: int
    end: int
    owner: int


Further = Callable[[str, str, Callable[[int, int], bool]], Iterable[Found]]
"""What else is found in a text, given with its marked form and with what tells where no skeleton stands."""

_KeyHit = tuple[int, int, int]
"""Where a key begins and ends in a coded text, and its number."""


_Near = tuple[int, int, bool, bool, str]
"""The number of a key, where it begins in all that its rules look at, whether that is where the text begins and ends,
and all that they look at."""


class _Entry(NamedTuple):
    """The rules that a key may lead to."""

    begins: frozenset[str] | None
    """The signs that a key must begin with as typed, where it is too short to be misspelt."""
    spelt: Mapping[str, tuple[Rule, ...]]
    """Those that are their key and nothing else and cannot be misspelt, by how they are written."""
    rules: tuple[Rule, ...]
    """All others."""
    before: int
    """How many signs before the key any of them looks at."""
    after: int
    """How many signs from the key's end on any of them looks at."""


class Finder:
    """All skeletons in one automaton. Frozen once made, so that any number of threads may share it."""

    def __init__(self, rules: Iterable[tuple[Rule, Sequence[str]]], further: Further | None = None) -> None:
        import daachorse  # noqa: PLC0415  a compiled library, only needed here

        self._further = further
        forms: dict[str, tuple[Rule, ...]] = {}
        neutral: dict[str, tuple[Rule, ...]] = {}
        begins: dict[str, set[str]] = {}
        for rule, keys in rules:
            owners, alone = neutral if rule.neutral else forms, (rule,)
            for key, coded in zip(keys, fold.coded_keys(keys), strict=True):
                others = owners.get(coded)
                if others is None:
                    owners[coded] = alone
                elif others[-1] is not rule:
                    owners[coded] = others + alone
                if len(coded) < _SLIPPING:
                    begins.setdefault(coded, set()).add(key[0])
        every = list(dict.fromkeys(chain(forms, neutral)))
        entries = _Entries(begins)
        self._forms = _Index([entries.of(key, forms.get(key)) for key in every])
        self._neutral = _Index([entries.of(key, neutral.get(key)) for key in every])
        self._known: Memory[tuple[Reading, str], tuple[Found, ...]] = Memory(_STRETCHES)
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(every) if every else None

    def find(self, text: str) -> list[Found]:
        """Every place of every skeleton, in no order, overlaps and all. What is neutral is found near the rest only."""
        if self._automaton is None:
            return []
        marked = fold.marked(text)
        coded = fold.unmarked(marked)
        hits = self._automaton.find_overlapping(coded)
        view = views.base(marked, coded) if hits else None
        found = list(self._forms.read(text, view, hits)) if view else []
        for low, high, reading in views.other(text, marked):
            found += _moved(self._otherwise(text[low:high], marked[low:high], reading), low)
        if self._further is not None:
            found += self._further(text, marked, _free(found))
        if found and view:
            found += self._neutral.read(text, view, self._near(found, view, hits))
        return found

    def _near(self, found: Iterable[Found], view: View, hits: Iterable[_KeyHit]) -> Iterator[_KeyHit]:
        """The keys of neutral wordings that may touch anything found."""
        places = sorted(one.start for one in found)
        for hit in hits:
            if self._neutral.entries[hit[2]] is not None:
                at = view.start(hit[0])
                if _any(places, at - _BESIDE, at + _BESIDE):
                    yield hit

    def _otherwise(self, text: str, marked: str, reading: Reading) -> tuple[Found, ...]:
        """What a stretch shows when it is read otherwise."""
        known = self._known.get((reading, text))
        if known is None:
            view = reading(text, marked)
            known = tuple(self._seen(text, view)) if view else ()
            self._known.put((reading, text), known)
        return known

    def _seen(self, text: str, view: View) -> Iterator[Found]:
        """What only a special view shows: keys near the signs that it reads otherwise.

        A neutral wording is no slip and no cipher: only as typed does it take a hit back.
        """
        assert self._automaton is not None
        places = sorted(view.typed)
        hits = self._automaton.find_overlapping(view.coded)
        near = [hit for hit in hits if _any(places, hit[0] - _NEAR, hit[1] + _NEAR)]
        for one in self._forms.read_anew(text, view, near):
            if not (view.latin and _a_word(text[one.start : one.end])):
                yield one


class _Index:
    """The entries of the keys, by their numbers.

    A note is scanned at every key while it is typed: around most keys nothing has changed since it was last read, and
    all that a rule looks at lies within its reach of the key.
    """

    def __init__(self, entries: Sequence[_Entry | None]) -> None:
        self.entries = entries
        self._known: Memory[_Near, tuple[Found, ...]] = Memory(_REMEMBERED)

    def read(self, text: str, view: View, hits: Iterable[_KeyHit]) -> Iterator[Found]:
        """What stands at those of the keys that are whole, in the text as typed."""
        entries, known, plain = self.entries, self._known, fold.tables().plain
        begin, finish = view.start, view.end
        last, signs = len(text), len(view.coded)
        backwards = view.coded[::-1]
        for hit in hits:
            start, end, number = hit
            entry = entries[number]
            if entry is None:
                continue
            begins, _, _, before, after = entry
            at = begin(start)
            if begins is not None and text[at] not in begins and plain.get(ord(text[at])) not in begins:
                continue
            low = (begin(start - before) if start > before else 0) - _EDGE if before else at - _EDGE
            high = finish(end + after - 1) if end + after < signs else last
            stop = high + _PARTICLES
            while high < last and high < stop and text[high] in PARTICLES:
                high += 1
            around = text[low if low > 0 else 0 : high + _EDGE]
            near = (number, at - low, low <= 0, high + _EDGE >= last, around)
            found = known.get(near)
            if found is None:
                found = tuple(_moved(_standing(text, view, backwards, hit, entry), -at))
                if high < stop:
                    known.put(near, found)
            if found:
                yield from _moved(found, at)

    def read_anew(self, text: str, view: View, hits: Iterable[_KeyHit]) -> Iterator[Found]:
        """The same in a view of another kind, of which nothing is remembered."""
        backwards = view.coded[::-1]
        for hit in hits:
            entry = self.entries[hit[2]]
            if entry is not None:
                yield from _standing(text, view, backwards, hit, entry)


class _Entries:
    """The entries of a finder while it is made; keys that lead to the same rules share theirs."""

    def __init__(self, begins: Mapping[str, set[str]]) -> None:
        self._begins = begins
        self._made: dict[tuple[Rule, ...], _Entry] = {}

    def of(self, key: str, rules: tuple[Rule, ...] | None) -> _Entry | None:
        """The entry of a key; None where it leads to nothing."""
        if rules is None:
            return None
        if len(key) < _SLIPPING:
            return _entry(rules, frozenset(self._begins[key]))
        if rules not in self._made:
            self._made[rules] = _entry(rules, None)
        return self._made[rules]


def _entry(rules: tuple[Rule, ...], begins: frozenset[str] | None) -> _Entry:
    spelt: dict[str, tuple[Rule, ...]] = {}
    others = []
    for rule in rules:
        if rule.unmistakable:
            spelt[rule.skeleton.exact] = (*spelt.get(rule.skeleton.exact, ()), rule)
        else:
            others.append(rule)
    before = max(rule.skeleton.before for rule in rules)
    after = max(rule.skeleton.longest for rule in rules)
    return _Entry(begins, spelt, tuple(others), before, after)


def _moved(found: Iterable[Found], by: int) -> Iterator[Found]:
    """The same so many signs further on."""
    return (Found(one.start + by, one.end + by, one.owner) for one in found)


def _free(found: Iterable[Found]) -> Callable[[int, int], bool]:
    """Whether nothing was found between two places of a text."""
    places = sorted(found)
    starts = [one.start for one in places]

    def free(low: int, high: int) -> bool:
        near = places[bisect_left(starts, low - _BESIDE) : bisect_left(starts, high)]
        return all(one.end <= low for one in near)

    return free


def _any(places: Sequence[int], low: int, high: int) -> bool:
    """Whether any of the sorted places is at least `low` and less than `high`."""
    return bisect_left(places, low) < bisect_left(places, high)


def _standing(text: str, view: View, backwards: str, hit: _KeyHit, entry: _Entry) -> Iterator[Found]:
    """What stands at a key; `backwards` is the coded text mirrored."""
    start, end, _ = hit
    coded = view.coded
    if entry.spelt:
        written = text[view.start(start) : view.end(end - 1)].translate(fold.tables().plain)
        # What is typed in one piece is one of them as it stands, or none.
        typed = len(written) == end - start and not view.typed
        for rule in entry.spelt.get(written, ()) if typed else chain.from_iterable(entry.spelt.values()):
            place = stands(text, view, rule, start, end)
            if place is not None:
                yield Found(*place, rule.owner)
    for rule in entry.rules:
        # What tells cheaply that a form cannot stand here goes first: nearly every key stands in none.
        skeleton = rule.skeleton
        rest, head = skeleton.rest, skeleton.head
        if rest is not None and rest.match(coded, start) is None:
            continue
        if head is not None and head.match(backwards, len(coded) - start) is None:
            continue
        place = stands(text, view, rule, start, end)
        if place is not None:
            yield Found(*place, rule.owner)


def _a_word(piece: str) -> bool:
    """Whether a short piece of Latin letters is more likely a word than syllables: made is not 妈的."""
    return piece.isascii() and piece.isalpha() and len(piece) <= _WORD
