"""Finding where skeletons stand in a text, whoever says it and whatever it means there."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from agentdesk.rules import fold, views
from agentdesk.rules.placing import AFTER, BEFORE, Rule, stands
from agentdesk.rules.views import View

_WORD = 6

_NEAR = 12
"""How near to a sign that a view reads otherwise its keys are looked at."""

_SLIPPING = 3
"""From this length on a key may hold a slip of the keyboard."""


class Found(NamedTuple):
    """A skeleton of `owner` stands at `start` to `end` of the text as typed."""

    start: int
    end: int
    owner: int


class Seen(NamedTuple):
    """What a piece of a text shows, overlaps and all, and how many signs before and after it were looked at."""

    found: tuple[Found, ...]
    before: int
    after: int


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
    """How many signs from where the key begins any of them looks at."""


class Finder:
    """All skeletons in one automaton. Frozen once made, so that any number of threads may share it."""

    def __init__(self, rules: Iterable[tuple[Rule, Sequence[str]]]) -> None:
        import daachorse  # noqa: PLC0415  a compiled library, only needed here

        owners: dict[str, tuple[Rule, ...]] = {}
        begins: dict[str, set[str]] = {}
        for rule, keys in rules:
            alone = (rule,)
            for key, coded in zip(keys, fold.coded_keys(keys), strict=True):
                others = owners.get(coded)
                if others is None:
                    owners[coded] = alone
                elif others[-1] is not rule:
                    owners[coded] = others + alone
                if len(coded) < _SLIPPING:
                    begins.setdefault(coded, set()).add(key[0])
        entries = _Entries(begins)
        self._entries = [entries.of(key, led) for key, led in owners.items()]
        self._short = max((len(key) for key in owners if not "a" <= key[0] <= "z"), default=0)
        self._long = max(views.WORDY, max(map(len, owners), default=0))
        self._far = max(self._long, max((max(entry[-2:]) for entry in self._entries), default=0))
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(owners)) if owners else None

    def find(self, text: str, marked: str) -> tuple[Found, ...]:
        """Every place of every skeleton, in no order, overlaps and all; `marked` as in `look`."""
        if self._automaton is None:
            return ()
        coded = fold.unmarked(marked)
        piece = _Sight(0, len(text))
        hits = self._automaton.find_overlapping(coded)
        if hits:
            view, backwards = views.base(marked, coded), coded[::-1]
            for start, end, entry in self._begun(text, view, hits):
                piece.found += _standing(text, view, backwards, start, end, entry)
        self._otherwise(text, marked, (0, len(text)), [piece])
        return tuple(piece.found)

    def far(self, text: str, marked: str) -> int:
        """How many signs beside a piece of a text may be looked at that are no noise."""
        return max(self._far, views.FAR) if views.odd(text, marked, 0, len(text)) else self._far

    def look(self, text: str, marked: str, bounds: Sequence[int]) -> list[Seen]:
        """What each piece of a text shows; they stand between `bounds`, outside of which is only what is looked at.

        `marked`: the text as `fold.marked` makes it.
        """
        pieces = [_Sight(*bound) for bound in pairwise(bounds)]
        if self._automaton is not None:
            self._as_typed(text, marked, bounds, pieces)
            self._otherwise(text, marked, bounds, pieces)
        return [Seen(tuple(piece.found), piece.before, piece.after) for piece in pieces]

    def _as_typed(self, text: str, marked: str, bounds: Sequence[int], pieces: Sequence["_Sight"]) -> None:
        """What stands at those of the keys that are whole."""
        assert self._automaton is not None
        coded = fold.unmarked(marked)
        view = views.base(marked, coded)
        cuts = [at - gone for at, gone in zip(bounds, _noise(marked, bounds), strict=True)]
        lows, highs = cuts[1:], cuts[:-1]
        first, last = cuts[0], cuts[-1]
        begin, signs = view.start, len(coded)
        backwards = coded[::-1]
        hits = self._automaton.find_overlapping(coded[first : last + self._long])
        for start, end, entry in self._begun(text, view, hits, first):
            if start < last:
                at = bisect_right(cuts, start) - 1
                lows[at] = min(lows[at], start - entry.before)
                highs[at] = max(highs[at], start + entry.after)
                pieces[at].found += _standing(text, view, backwards, start, end, entry)
        for piece, cut, low, high in zip(pieces, cuts[1:], lows, highs, strict=True):
            piece.looked(begin(max(0, low)) - BEFORE, view.end(min(high, signs) - 1) + AFTER)
            piece.looked(piece.start, view.end(min(cut + self._short, signs) - 1))

    def _begun(
        self, text: str, view: View, hits: Iterable[tuple[int, int, int]], first: int = 0
    ) -> Iterator[tuple[int, int, _Entry]]:
        """Those of the keys found from `first` on that begin as theirs may: where each stands, and its entry."""
        entries, plain = self._entries, fold.tables().plain
        for start, end, number in hits:
            entry = entries[number]
            begins = entry.begins
            if begins is not None:
                sign = text[view.start(first + start)]
                if sign not in begins and plain.get(ord(sign)) not in begins:
                    continue
            yield first + start, first + end, entry

    def _otherwise(self, text: str, marked: str, bounds: Sequence[int], pieces: Sequence["_Sight"]) -> None:
        """What only special views show: at keys near the signs that they read otherwise.

        A neutral wording is no slip and no cipher: only as typed does it take a hit back.
        """
        assert self._automaton is not None
        if not views.odd(text, marked, bounds[0], bounds[-1]):
            return
        for piece in pieces:
            if views.odd(text, marked, piece.start, piece.end):
                piece.looked(*views.reach(marked, piece.start, piece.end, self._long))
        for low, high, view in views.other(text, marked, bounds[0], bounds[-1]):
            stretch, backwards = text[low:high], view.coded[::-1]
            owners = [pieces[bisect_right(bounds, low + view.start(at)) - 1] for at in view.about]
            for piece in dict.fromkeys(owners):
                piece.looked(*views.reach(marked, piece.start, piece.end))
            for start, end, number in self._automaton.find_overlapping(view.coded):
                near = owners[bisect_left(view.about, start - _NEAR) : bisect_left(view.about, end + _NEAR)]
                if not near:
                    continue
                for one in _standing(stretch, view, backwards, start, end, self._entries[number]):
                    if not (view.latin and _a_word(stretch[one.start : one.end])):
                        place = Found(low + one.start, low + one.end, one.owner)
                        for piece in dict.fromkeys(near):
                            piece.found.append(place)


class _Sight:
    """What is seen of a piece while it is looked at."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.found: list[Found] = []
        self.before = self.after = 0

    def looked(self, low: int, high: int) -> None:
        """All from `low` to `high` was looked at."""
        self.before = max(self.before, self.start - low)
        self.after = max(self.after, high - self.end)


def _noise(marked: str, bounds: Sequence[int]) -> Iterator[int]:
    """How much noise stands before each of the bounds."""
    return accumulate(marked.count(fold.NOISE, *piece) for piece in pairwise((0, *bounds)))


class _Entries:
    """The entries of a finder while it is made; keys that lead to the same rules share theirs."""

    def __init__(self, begins: Mapping[str, set[str]]) -> None:
        self._begins = begins
        self._made: dict[tuple[Rule, ...], _Entry] = {}

    def of(self, key: str, rules: tuple[Rule, ...]) -> _Entry:
        """The entry of a key."""
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


def _standing(text: str, view: View, backwards: str, start: int, end: int, entry: _Entry) -> Iterator[Found]:
    """What stands at a key, `start` to `end` of the coded text; `backwards` is that mirrored."""
    coded = view.coded
    if entry.spelt:
        written = text[view.start(start) : view.end(end - 1)].translate(fold.tables().plain)
        # What is typed in one piece is one of them as it stands, or none.
        typed = len(written) == end - start and not view.typed
        for rule in entry.spelt.get(written, ()) if typed else chain.from_iterable(entry.spelt.values()):
            if rule.neutral and view.typed:
                continue
            place = stands(text, view, rule, start, end)
            if place is not None:
                yield Found(*place, rule.owner)
    for rule in entry.rules:
        # What tells cheaply that a form cannot stand here goes first: nearly every key stands in none.
        skeleton = rule.skeleton
        rest, head = skeleton.rest, skeleton.head
        if rule.neutral and view.typed:
            continue
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
