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


def moved(found: Iterable[Found], by: int) -> Iterator[Found]:
    """The same so many signs further on."""
    return (Found(start + by, end + by, owner) for start, end, owner in found)


class Seen(NamedTuple):
    """What a piece of a text shows, overlaps and all, and how many signs before and after it were looked at."""

    found: tuple[Found, ...]
    before: int
    after: int


class _Lead(NamedTuple):
    """A rule that a key may lead to, and the signs of which one stands before the key and after it, as in
    `Skeleton.beside`."""

    before: str
    after: str
    rule: Rule


class _Key(NamedTuple):
    """A key, and the rules that it may lead to."""

    begins: frozenset[str] | None
    """The signs one of which it must begin with as typed, where it is too short to be misspelt."""
    follows: str
    """The signs of which one must follow it; none where that may be any."""
    spelt: Mapping[str, tuple[Rule, ...]]
    """Those that are their key and nothing else and cannot be misspelt, by how they are written."""
    every: tuple[_Lead, ...]
    """All others."""
    strict: tuple[_Lead, ...]
    """Those of them that take no hits back."""
    before: int
    """How many signs before the key any of them looks at."""
    after: int
    """How many signs from where the key begins any of them looks at."""


class Finder:
    """All skeletons in one automaton. Any number of threads may share it: what a key leads to is worked out when it is
    first met, and alike in each of them.
    """

    def __init__(self, rules: Iterable[tuple[Rule, Sequence[str]]]) -> None:
        import daachorse  # noqa: PLC0415  a compiled library, only needed here

        owners: dict[str, tuple[Rule, ...]] = {}
        begins: dict[str, set[str]] = {}
        far = 0
        for rule, keys in rules:
            alone = (rule,)
            far = max(far, rule.skeleton.before, rule.skeleton.longest)
            for key, coded in zip(keys, fold.coded_keys(keys), strict=True):
                others = owners.get(coded)
                if others is None:
                    owners[coded] = alone
                elif others[-1] is not rule:
                    owners[coded] = others + alone
                if len(coded) < _SLIPPING:
                    begins.setdefault(coded, set()).update(fold.spellings(key[0]))
        self._owners, self._begins = owners, begins
        self._keys = tuple(owners)
        self._met: list[_Key | None] = [None] * len(owners)
        """Those that were met in a text; most never are."""
        self._short = max((len(key) for key in owners if not "a" <= key[0] <= "z"), default=0)
        self._long = max(views.WORDY, max(map(len, owners), default=0))
        self._far = max(self._long, far)
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(owners)) if owners else None

    def _meet(self, number: int) -> "_Key":
        """A key by its number, when it is first met."""
        key = self._keys[number]
        begins = frozenset(self._begins[key]) if key in self._begins else None
        made = self._met[number] = _key(key, begins, self._owners[key])
        return made

    def find(self, text: str, marked: str, parts: Sequence[int] = ()) -> tuple[Found, ...]:
        """Every place of every skeleton, in no order, overlaps and all; `marked` as in `look`.

        `parts`: where those begin and end that are texts of their own, with a line break in `marked` between them.
        """
        found: list[Found] = []
        if self._automaton is None:
            return ()
        coded = fold.unmarked(marked)
        hits = self._automaton.find_overlapping(coded)
        if hits:
            view, backwards = views.base(marked, coded), coded[::-1]
            for start, end, key in self._begun(text, view, hits):
                found += _standing(text, view, backwards, start, end, key)
        for low, high in views.odds(text, marked, parts or (0, len(text))):
            piece = _Sight(0, high - low)
            self._otherwise(text[low:high], marked[low:high], (0, high - low), [piece])
            found += moved(piece.found, low)
        return tuple(found)

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
        for start, end, key in self._begun(text, view, hits, first):
            if start < last:
                at = bisect_right(cuts, start) - 1
                lows[at] = min(lows[at], start - key.before)
                highs[at] = max(highs[at], start + key.after)
                pieces[at].found += _standing(text, view, backwards, start, end, key)
        for piece, cut, low, high in zip(pieces, cuts[1:], lows, highs, strict=True):
            piece.looked(begin(max(0, low)) - BEFORE, view.end(min(high, signs) - 1) + AFTER)
            piece.looked(piece.start, view.end(min(cut + self._short, signs) - 1))

    def _begun(
        self, text: str, view: View, hits: Iterable[tuple[int, int, int]], first: int = 0
    ) -> Iterator[tuple[int, int, _Key]]:
        """Those of the keys found from `first` on that begin as they may, and where each stands."""
        met, meet, coded, lengths = self._met, self._meet, view.coded, view.lengths
        for start, end, number in hits:
            at, to = first + start, first + end
            key = met[number] or meet(number)
            begins, follows = key.begins, key.follows
            if follows and coded[to : to + 1] not in follows:
                continue
            if begins is None or text[at + bisect_right(lengths, at)] in begins:
                yield at, to, key

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
                near = owners[_near(view, start, end)]
                if not near:
                    continue
                key = self._met[number] or self._meet(number)
                for one in _standing(stretch, view, backwards, start, end, key):
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


def _key(key: str, begins: frozenset[str] | None, rules: Sequence[Rule]) -> _Key:
    spelt: dict[str, tuple[Rule, ...]] = {}
    leads: list[_Lead] = []
    for rule in rules:
        if rule.unmistakable:
            spelt[rule.skeleton.exact] = (*spelt.get(rule.skeleton.exact, ()), rule)
        else:
            leads.append(_Lead(*rule.skeleton.beside, rule))
    # How far beyond a key in Latin letters is looked is not foreseen, where a text is read in pieces.
    free = spelt or "a" <= key[0] <= "z" or not all(lead.after for lead in leads)
    follows = "" if free else "".join(sorted(set().union(*(lead.after for lead in leads))))
    before = max(rule.skeleton.before for rule in rules)
    after = max(rule.skeleton.longest for rule in rules)
    strict = tuple(lead for lead in leads if not lead.rule.neutral)
    return _Key(begins, follows, spelt, tuple(leads), strict, before, after)


def _standing(text: str, view: View, backwards: str, start: int, end: int, key: _Key) -> list[Found]:
    """What stands at a key, `start` to `end` of the coded text; `backwards` is that mirrored."""
    coded = view.coded
    led = list(_spelt(text, view, start, end, key)) if key.spelt else []
    sign, next_sign = coded[max(0, start - 1) : start], coded[end : end + 1]
    for before, after, rule in key.strict if view.typed else key.every:
        # What tells cheaply that a form cannot stand here goes first: nearly every key stands in none.
        if (not after or next_sign in after) and (not before or sign in before):
            rest, head = rule.skeleton.rest, rule.skeleton.head
            if (rest is None or rest.match(coded, start)) and (
                head is None or head.match(backwards, len(coded) - start)
            ):
                led.append(rule)
    if not led:
        return []
    places = [(stands(text, view, rule, start, end), rule.owner) for rule in led]
    return [Found(*place, owner) for place, owner in places if place is not None]


def _spelt(text: str, view: View, start: int, end: int, key: _Key) -> Iterator[Rule]:
    """Those of the rules of a key that are spelt as it is typed and nothing else."""
    written = fold.plain(text[view.start(start) : view.end(end - 1)])
    # What is typed in one piece is one of them as it stands, or none.
    typed = len(written) == end - start and not view.typed
    for rule in key.spelt.get(written, ()) if typed else chain.from_iterable(key.spelt.values()):
        if not (rule.neutral and view.typed):
            yield rule


def _near(view: View, start: int, end: int) -> slice:
    """Which of the signs that a view is for are near `start` to `end` of its coded text."""
    return slice(bisect_left(view.about, start - _NEAR), bisect_left(view.about, end + _NEAR))


def _a_word(piece: str) -> bool:
    """Whether a short piece of Latin letters is more likely a word than syllables: made is not 妈的."""
    return piece.isascii() and piece.isalpha() and len(piece) <= _WORD
