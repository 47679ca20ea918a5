"""Finding where a skeleton stands in a text, whoever says it and whatever it means there."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from agentdesk.rules import fold, views
from agentdesk.rules.placing import Rule, stands
from agentdesk.rules.views import View

_WORD = 6
_BESIDE = 128
"""How near to what is found a neutral wording's key is looked at, in signs: more than such a wording takes up."""

_NEAR = 12
"""How near to a sign that a view reads otherwise its keys are looked at."""

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


class _Entry(NamedTuple):
    """The rules that a key may lead to."""

    begins: frozenset[str] | None
    """The signs that a key must begin with as typed, where it is too short to be misspelt."""
    spelt: Mapping[str, tuple[Rule, ...]]
    """Those that are their key and nothing else and cannot be misspelt, by how they are written."""
    rules: tuple[Rule, ...]
    """All others."""


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
        self._forms = [entries.of(key, forms.get(key)) for key in every]
        self._neutral = [entries.of(key, neutral.get(key)) for key in every]
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(every) if every else None

    def find(self, text: str) -> list[Found]:
        """Every place of every skeleton, in no order, overlaps and all. What is neutral is found near the rest only."""
        if self._automaton is None:
            return []
        marked = fold.marked(text)
        coded = fold.unmarked(marked)
        hits = self._automaton.find_overlapping(coded)
        view = views.base(marked, coded) if hits else None
        found = list(_verified(text, view, hits, self._forms)) if view else []
        for low, piece, other in views.other(text, marked):
            found += (Found(one.start + low, one.end + low, one.owner) for one in self._seen(piece, other))
        if self._further is not None:
            found += self._further(text, marked, _free(found))
        if found and view:
            found += list(_verified(text, view, self._near(found, view, hits), self._neutral))
        return found

    def _near(self, found: Iterable[Found], view: View, hits: Iterable[_KeyHit]) -> Iterator[_KeyHit]:
        """The keys of neutral wordings that may touch anything found."""
        places = sorted(one.start for one in found)
        for hit in hits:
            if self._neutral[hit[2]] is not None:
                at = view.start(hit[0])
                if _any(places, at - _BESIDE, at + _BESIDE):
                    yield hit

    def _seen(self, text: str, view: View) -> Iterator[Found]:
        """What only a special view of the text shows: keys near the signs that it reads otherwise.

        A neutral wording is no slip and no cipher: only as typed does it take a hit back.
        """
        assert self._automaton is not None
        places = sorted(view.typed)
        hits = self._automaton.find_overlapping(view.coded)
        near = [hit for hit in hits if _any(places, hit[0] - _NEAR, hit[1] + _NEAR)]
        for one in _verified(text, view, near, self._forms):
            if not (view.latin and _a_word(text[one.start : one.end])):
                yield one


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
    return _Entry(begins, spelt, tuple(others))


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


def _verified(text: str, view: View, hits: Iterable[_KeyHit], entries: Sequence[_Entry | None]) -> Iterator[Found]:
    """What stands at those of the keys that are whole."""
    coded, plain = view.coded, fold.tables().plain
    backwards = ""
    for start, end, key in hits:
        entry = entries[key]
        if entry is None:
            continue
        begins, spelt, rules = entry
        if begins is not None and not view.typed:
            sign = text[view.start(start)]
            if sign not in begins and plain.get(ord(sign)) not in begins:
                continue
        if spelt:
            written = text[view.start(start) : view.end(end - 1)].translate(plain)
            # What is typed in one piece is one of them as it stands, or none.
            typed = len(written) == end - start and not view.typed
            for rule in spelt.get(written, ()) if typed else chain.from_iterable(spelt.values()):
                place = stands(text, view, rule, start, end)
                if place is not None:
                    yield Found(*place, rule.owner)
        for rule in rules:
            # What tells cheaply that a form cannot stand here goes first: nearly every key stands in none.
            skeleton = rule.skeleton
            rest, head = skeleton.rest, skeleton.head
            if rest is not None and rest.match(coded, start) is None:
                continue
            if head is not None:
                backwards = backwards or coded[::-1]
                if head.match(backwards, len(coded) - start) is None:
                    continue
            place = stands(text, view, rule, start, end)
            if place is not None:
                yield Found(*place, rule.owner)


def _a_word(piece: str) -> bool:
    """Whether a short piece of Latin letters is more likely a word than syllables: made is not 妈的."""
    return piece.isascii() and piece.isalpha() and len(piece) <= _WORD
