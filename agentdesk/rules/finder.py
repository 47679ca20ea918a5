"""Finding where a skeleton stands in a text, whoever says it and whatever it means there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agentdesk.rules import fold
from agentdesk.rules.fold import View
from agentdesk.rules.skeleton import PARTICLES, Skeleton

_STRAY_BREAK = 5
"""From this length on a phrase is itself with one comma too many."""

_SPREAD = 0.6
"""A phrase with a sign between this share of its characters was spread out on purpose."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One skeleton of an owner. `slips`: whether characters read alike may stand in for one another."""

    owner: int
    skeleton: Skeleton
    slips: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A skeleton of `owner` stands at `start` to `end` of the text as typed."""

    start: int
    end: int
    owner: int


class Finder:
    """All skeletons in one automaton. Frozen once made, so that any number of threads may share it."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        import daachorse  # noqa: PLC0415  a compiled library, only needed here

        by_key: dict[str, list[Rule]] = {}
        for rule in rules:
            for key in rule.skeleton.keys:
                by_key.setdefault(key, []).append(rule)
        self._rules = tuple(tuple(dict.fromkeys(owners)) for owners in by_key.values())
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(by_key)) if by_key else None

    def find(self, text: str) -> list[Found]:
        """Every place of every skeleton, in no order, overlaps and all."""
        if self._automaton is None:
            return []
        folded = fold.coded(text)
        hits = self._automaton.find_overlapping(folded)
        found: list[Found] = []
        base: View | None = None
        if hits:
            base = fold.view(text, folded)
            found += self._verified(text, base, hits)
        if _LATIN.search(folded):
            typed = fold.pinyin_view(base or fold.view(text, folded))
            if typed is not None:
                found += self._verified(text, typed, self._automaton.find_overlapping(typed.coded))
        masked = fold.masked_view(text)
        if masked is not None:
            found += self._verified(text, masked, self._automaton.find_overlapping(masked.coded))
        return found

    def _verified(self, text: str, view: View, hits: Sequence[tuple[int, int, int]]) -> Iterator[Found]:
        for start, end, key in hits:
            for rule in self._rules[key]:
                place = _stands(text, view, rule, start, end)
                if place is not None:
                    yield Found(*place, rule.owner)


_LATIN = fold.TOKEN


def _stands(text: str, view: View, rule: Rule, start: int, end: int) -> tuple[int, int] | None:
    """Where the rule's skeleton stands around the key at `start` to `end`, in the text as typed."""
    if rule.skeleton.literal:
        spans: list[tuple[int, int]] = []
    else:
        pattern = rule.skeleton.pattern
        low = max(0, start - rule.skeleton.before)
        match = pattern.search(view.coded, low)
        while match is not None and match.end() < end and match.start() < start:
            match = pattern.search(view.coded, match.start() + 1)
        if match is None or match.start() > start or match.end() < end:
            return None
        start, end = match.span()
        spans = [match.span(group) for group in range(1, pattern.groups + 1) if match.start(group) >= 0]
    if not (_spelt(text, view, rule, start, end, spans) and _whole(text, view, start, end, spans)):
        return None
    first, last = view.starts[start], view.ends[end - 1]
    while last < len(text) and text[last] in PARTICLES:
        last += 1
    if (rule.skeleton.opens and not _edge(text, first - 1)) or (rule.skeleton.closes and not _edge(text, last)):
        return None
    return first, last


def _edge(text: str, at: int) -> bool:
    """Whether a clause may end at that place: the text ends there, or a sign or a space stands there."""
    return not 0 <= at < len(text) or text[at] in fold.tables().noise


def _spelt(text: str, view: View, rule: Rule, start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the characters are those of the form, give or take a slip to one that reads alike."""
    table, alphabet = fold.tables().plain, rule.skeleton.alphabet
    free = {k for low, high in spans for k in range(low, high)} if spans else ()
    slips = length = 0
    for k in range(start, end):
        if k in free:
            continue
        length += 1
        sign = text[view.starts[k]]
        if k not in view.typed and table.get(ord(sign), sign) not in alphabet and sign not in fold.MASKS:
            slips += 1
    return slips == 0 or (rule.slips and length >= 3 and slips <= max(1, length // 3))


def _whole(text: str, view: View, start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing breaks the match: no clause ends in it but at a break, no Latin word is cut."""
    first, last = view.starts[start], view.ends[end - 1]
    if _latin(text, first) and first > 0 and _latin(text, first - 1):
        return False
    if _latin(text, last - 1) and last < len(text) and _latin(text, last):
        return False
    if last - first == end - start:
        return True
    breaks = spread = 0
    for k in range(start + 1, end):
        low, high = view.ends[k - 1], view.starts[k]
        if low == high:
            continue
        spread += 1
        if not fold.CLAUSE_SIGNS.isdisjoint(text[low:high]) and not any(a <= k <= b for a, b in spans):
            breaks += 1
    return breaks == 0 or spread >= _SPREAD * (end - start - 1) or (breaks == 1 and end - start >= _STRAY_BREAK)


def _latin(text: str, at: int) -> bool:
    return text[at].isascii() and text[at].isalnum()
