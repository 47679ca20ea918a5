"""Finding where a skeleton stands in a text, whoever says it and whatever it means there."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agentdesk.rules import fold, views
from agentdesk.rules.skeleton import FILLERS, PARTICLES, Skeleton
from agentdesk.rules.views import View

_STRAY_BREAK = 4
"""From this length on a phrase is itself with one comma too many."""

_STUMP = 2
"""But not with fewer signs than this on either side of it: 后面等着,去年."""

_COLONS = frozenset(":：")
"""A wording does not run over a speaker's mark: 我：刚才说过."""

_FILLER_SIGNS = frozenset("".join(FILLERS))

_SPREAD = 0.6
"""A phrase with a sign between this share of its characters was spread out on purpose."""


@dataclass(frozen=True)
class Rule:
    """One skeleton of an owner.

    `slips`: whether characters that read alike may stand in for one another; `strict`: not even in fillers.
    """

    owner: int
    skeleton: Skeleton
    slips: bool = True
    strict: bool = False

    @property
    def neutral(self) -> bool:
        """Whether the skeleton takes hits back: it stands in one clause, as it is written."""
        return self.strict and not self.slips


class _Span(NamedTuple):
    """A slot of a match, in the coded text."""

    start: int
    end: int
    sign: str

    def opens_at(self, at: int, *, strict: bool) -> bool:
        """Whether a clause may end before the sign at `at`: at either end of a gap, anywhere in a break."""
        if strict and self.sign == "~":
            return False
        return at in (self.start, self.end) or (self.sign != "…" and self.start < at < self.end)


class Found(NamedTuple):
    """A skeleton of `owner` stands at `start` to `end` of the text as typed."""

    start: int
    end: int
    owner: int


class Finder:
    """All skeletons in one automaton. Frozen once made, so that any number of threads may share it."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        import daachorse  # noqa: PLC0415  a compiled library, only needed here

        by_key: dict[str, dict[int, Rule]] = {}
        typed: dict[str, set[str]] = {}
        for at, rule in enumerate(rules):
            for key in rule.skeleton.keys:
                coded = fold.coded_key(key)
                by_key.setdefault(coded, {})[at] = rule
                typed.setdefault(coded, set()).add(key)
        self._rules = tuple(tuple(owners.values()) for owners in by_key.values())
        self._typed = tuple(
            frozenset(key[0] for key in typed[coded]) if len(coded) < _SLIPPING else None for coded in by_key
        )
        self._neutral = frozenset(rule.owner for rule in rules if rule.neutral)
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(by_key)) if by_key else None

    def find(self, text: str) -> list[Found]:
        """Every place of every skeleton, in no order, overlaps and all."""
        if self._automaton is None:
            return []
        marked = fold.marked(text)
        coded = fold.unmarked(marked)
        hits = self._automaton.find_overlapping(coded)
        found = list(self._verified(text, views.base(marked, coded), hits)) if hits else []
        for low, piece, view in views.other(text, marked):
            found += (Found(one.start + low, one.end + low, one.owner) for one in self._seen(piece, view))
        return found

    def _seen(self, text: str, view: View) -> Iterator[Found]:
        """What only a special view of the text shows: keys near the signs that it reads otherwise."""
        assert self._automaton is not None
        places = sorted(view.typed)
        hits = [
            (start, end, key)
            for start, end, key in self._automaton.find_overlapping(view.coded)
            if bisect_left(places, start - _NEAR) < bisect_left(places, end + _NEAR)
        ]
        for one in self._verified(text, view, hits):
            # A neutral wording is no slip and no cipher: only as typed does it take a hit back.
            if one.owner not in self._neutral and not (view.latin and _a_word(text[one.start : one.end])):
                yield one

    def _verified(self, text: str, view: View, hits: Sequence[tuple[int, int, int]]) -> Iterator[Found]:
        coded, plain = view.coded, fold.tables().plain
        for start, end, key in hits:
            typed = self._typed[key]
            if typed is not None and not view.typed:
                sign = text[view.start(start)]
                if plain.get(ord(sign), sign) not in typed:
                    continue
            for rule in self._rules[key]:
                # What tells cheaply that a form cannot stand here goes first: nearly every key stands in none.
                skeleton = rule.skeleton
                ahead, rest = skeleton.ahead, skeleton.rest
                if ahead:
                    low = start - skeleton.before
                    if coded.find(ahead, low if low > 0 else 0, start) < 0:
                        continue
                if rest is not None and rest.match(coded, start) is None:
                    continue
                place = _stands(text, view, rule, start, end)
                if place is not None:
                    yield Found(*place, rule.owner)


_SUMMING_UP = frozenset(
    [
        "这种",
        "这样",
        "这话",
        "这句",
        "这类",
        "的话",
        "的口",
        "的态",
        "的语",
        "的说",
        "回过",
        "三个",
        "两个",
        "四个",
        "二字",
        "三字",
        "就挂",
        "就走",
        "给我",
        "之类",
    ]
)
"""How a sentence goes on after words that it quotes without marks."""

_WORD = 6
_RETRIES = 3
"""How many shorter matches are tried where the longest is misspelt: 「急什么」 before 「机器」."""

_NEAR = 12
"""How near to a sign that a view reads otherwise its keys are looked at."""

_SLIPPING = 3
"""From this length on a key may hold a slip of the keyboard."""


def _stands(text: str, view: View, rule: Rule, start: int, end: int) -> tuple[int, int] | None:
    """Where the rule's skeleton stands around the key at `start` to `end`, in the text as typed."""
    skeleton = rule.skeleton
    if skeleton.exact:
        first, last = view.start(start), view.end(end - 1)
        if text[first:last] in skeleton.keys and not (skeleton.opens or skeleton.closes or _latin(text, first)):
            return first, _with_particles(text, last)
        return _placed(text, view, rule, start, end, ())
    low, high = max(0, start - skeleton.before), end + skeleton.longest
    while (match := skeleton.pattern.search(view.coded, low, high)) is not None and match.start() <= start:
        low = match.start() + 1
        for _ in range(_RETRIES):
            if match is None or match.end() < end:
                break
            spans = [_Span(*match.span(at), sign) for at, sign in enumerate(skeleton.slots, 1) if match.start(at) >= 0]
            first = max([span.end for span in spans if span.start == match.start()], default=match.start())
            place = _placed(text, view, rule, first, match.end(), spans)
            if place is not None:
                return place
            match = skeleton.pattern.match(view.coded, match.start(), match.end() - 1)
    return None


def _placed(text: str, view: View, rule: Rule, start: int, end: int, spans: Sequence[_Span]) -> tuple[int, int] | None:
    """Where a match stands in the text as typed, if it is spelt and bounded as its skeleton asks."""
    first, last = view.start(start), view.end(end - 1)
    # Where nothing stands between its signs, what is written with the form's own signs is spelt right.
    solid = last - first == end - start and not (rule.strict and spans)
    if not (solid and rule.skeleton.alphabet.issuperset(fold.plain(text[first:last]))) and not _spelt(
        text, view, rule, start, end, spans
    ):
        return None
    if not _whole(text, view, rule, start, end, spans):
        return None
    last = _with_particles(text, last)
    skeleton = rule.skeleton
    if (skeleton.opens and not _edge(text, first - 1)) or (skeleton.closes and not _edge(text, last)):
        return None
    return first, last


def _a_word(piece: str) -> bool:
    """Whether a short piece of Latin letters is more likely a word than syllables: made is not 妈的."""
    return piece.isascii() and piece.isalpha() and len(piece) <= _WORD


def _with_particles(text: str, last: int) -> int:
    """The end of the final particles that follow at `last`."""
    while last < len(text) and text[last] in PARTICLES:
        last += 1
    return last


def _edge(text: str, at: int) -> bool:
    """Whether a clause may end at that place: the text ends there, or a sign, a space or 这种口气 stands there."""
    return not 0 <= at < len(text) or text[at] in fold.tables().noise or text[at : at + 2] in _SUMMING_UP


def _spelt(text: str, view: View, rule: Rule, start: int, end: int, spans: Sequence[_Span]) -> bool:
    """Whether the characters are those of the form, give or take a slip to one that reads alike."""
    plain, alphabet = fold.tables().plain, rule.skeleton.alphabet
    slips = length = 0
    slipped: set[str] = set()
    free = {k: span.sign for span in spans for k in range(span.start, span.end)}
    for k in range(start, end):
        if free.get(k) == "…":
            continue
        sign = text[view.start(k)]
        sign = plain.get(ord(sign), sign)
        if k in free:
            if rule.strict and sign not in _FILLER_SIGNS:
                return False
            continue
        length += 1
        if sign not in alphabet and k not in view.typed and sign not in slipped:
            slipped.add(sign)
            slips += 1
    if slips == 0 or not rule.slips:
        return slips == 0
    skeleton = rule.skeleton
    if not skeleton.literal:
        return slips <= length // 5
    least = 2 if skeleton.opens and skeleton.closes else 3
    return slips <= (max(1, length // 3) if length >= least else 0)


def _whole(text: str, view: View, rule: Rule, start: int, end: int, spans: Sequence[_Span]) -> bool:
    """Whether nothing breaks the match: no clause ends in it but at a break, no Latin word is cut."""
    first, last = view.start(start), view.end(end - 1)
    if _cut(text, first, first - 1, first - 2) or _cut(text, last - 1, last, last + 1):
        return False
    if last - first == end - start:
        return True
    breaks = spread = 0
    torn = False
    for k in range(start + 1, end):
        low, high = view.end(k - 1), view.start(k)
        if low == high:
            continue
        spread += 1
        if not _COLONS.isdisjoint(text[low:high]):
            return False
        if not fold.CLAUSE_SIGNS.isdisjoint(text[low:high]) and not any(
            span.opens_at(k, strict=rule.strict) for span in spans
        ):
            breaks += 1
            torn = torn or k - start < _STUMP or end - k < _STUMP
    if breaks == 0:
        return True
    if rule.neutral:
        return False
    if spread >= _SPREAD * (end - start - 1):
        return True
    return rule.slips and breaks == 1 and not torn and end - start >= _STRAY_BREAK and not spans


def _cut(text: str, at: int, near: int, far: int) -> bool:
    """Whether the Latin word at `at` goes on at `near`, or over a hyphen to a number at `far`: SB-200."""
    if not (_latin(text, at) and 0 <= near < len(text)):
        return False
    return _latin(text, near) or (text[near] in "-_" and 0 <= far < len(text) and text[far].isdecimal())


def _latin(text: str, at: int) -> bool:
    sign = text[at]
    if "㐀" <= sign <= "鿿":
        return False
    sign = fold.tables().plain.get(ord(sign), sign)
    return sign.isascii() and sign.isalnum()
