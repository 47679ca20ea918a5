"""Where a form stands around one of its keys, if it is spelt and bounded as it asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agentdesk.rules import fold
from agentdesk.rules.grammar import FILLERS, PARTICLES
from agentdesk.rules.skeleton import Skeleton
from agentdesk.rules.views import View

_STRAY_BREAK = 4
"""From this length on a phrase is itself with one comma too many."""

_STUMP = 2
"""But not with fewer signs than this on either side of it: 后面等着,去年."""

_COLONS = frozenset(":：")
"""A wording does not run over a speaker's mark: 我：刚才说过."""

_FILLER_SIGNS = "".join(FILLERS)

_TYPED = fold.NOISE
"""Stands for a sign that a view reads for what was typed: there is no slip in it."""

_SPREAD = 0.6
"""A phrase with a sign between this share of its characters, or with a stop wherever it is parted, was spread out on
purpose: 不。知。道, no. can. do."""

_RETRIES = 3
"""How many shorter matches are tried where the longest is misspelt: 「急什么」 before 「机器」."""

_LONGEST = 256
"""A wording takes up no more signs of a text, with whatever stands between its own."""

_PARTICLES = 16
"""So many final particles may belong to it."""

BEFORE, AFTER = 2, _PARTICLES + 2
"""How many signs beside a wording tell where it begins and ends."""

_SUMMING_UP = frozenset((
    "这种", "这样", "这话", "这句", "这类", "的话", "的口", "的态", "的语", "的说", "回过", "三个", "两个", "四个",
    "二字", "三字", "就挂", "就走", "给我", "之类",
))  # fmt: skip
"""How a sentence goes on after words that it quotes without marks."""


@dataclass(frozen=True, eq=False)
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

    @property
    def unmistakable(self) -> bool:
        """Whether the skeleton is its key and nothing else, and no slip of the keyboard may stand in it."""
        exact = self.skeleton.exact
        return bool(exact) and not (self.slips and self.skeleton.slips(len(exact)))


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


def stands(text: str, view: View, rule: Rule, start: int, end: int) -> tuple[int, int] | None:
    """Where the rule's skeleton stands around the key at `start` to `end`, in the text as typed."""
    skeleton = rule.skeleton
    if skeleton.whole:
        first, last = view.start(start), view.end(end - 1)
        if text[first:last] == skeleton.exact and not (skeleton.opens or skeleton.closes or _latin(text, first)):
            return first, _with_particles(text, last)
        return _placed(text, view, rule, start, end, ())
    if skeleton.opens and skeleton.at == 0 and not _edge(text, view.start(start) - 1):
        return None
    low, high = max(0, start - skeleton.before), start + skeleton.longest
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
    skeleton = rule.skeleton
    first, last = view.start(start), view.end(end - 1)
    stop = _with_particles(text, last)
    if last - first > _LONGEST or (skeleton.opens and not _edge(text, first - 1)):
        return None
    if skeleton.closes and not _edge(text, stop):
        return None
    if last - first == end - start:
        signs = text[first:last]
        # Where nothing stands between its signs, what is written with the form's own signs is spelt right.
        own = not (rule.strict and spans) and not signs.strip(skeleton.alphabet)
    else:
        signs, own = "".join([text[view.start(k)] for k in range(start, end)]), False
    if not own and not _spelt(signs, view, rule, start, spans):
        return None
    if not _whole(text, view, rule, start, end, spans):
        return None
    return first, stop


def _with_particles(text: str, last: int) -> int:
    """The end of the final particles that follow at `last`."""
    most = min(len(text), last + _PARTICLES)
    while last < most and text[last] in PARTICLES:
        last += 1
    return last


def _edge(text: str, at: int) -> bool:
    """Whether a clause may end at that place: the text ends there, or a sign, a space or 这种口气 stands there."""
    return not 0 <= at < len(text) or fold.is_noise(text[at]) or text[at : at + 2] in _SUMMING_UP


def _spelt(signs: str, view: View, rule: Rule, start: int, spans: Sequence[_Span]) -> bool:
    """Whether the signs of a match are those of the form, give or take a slip to one that reads alike."""
    signs = fold.plain(signs)
    if view.typed:
        signs = "".join([_TYPED if k in view.typed else sign for k, sign in enumerate(signs, start)])
    own, at = [], 0
    for span in spans:
        low, high = max(span.start - start, at), span.end - start
        if high > low:
            if rule.strict and span.sign != "…" and signs[low:high].strip(_FILLER_SIGNS):
                return False
            own.append(signs[at:low])
            at = high
    own.append(signs[at:])
    written = "".join(own)
    slips = len(set(written).difference(rule.skeleton.alphabet, _TYPED))
    return slips == 0 or (rule.slips and slips <= rule.skeleton.slips(len(written)))


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
    if spread >= _SPREAD * (end - start - 1) or breaks == spread > 1:
        return True
    return rule.slips and breaks == 1 and not torn and end - start >= _STRAY_BREAK and not spans


def _cut(text: str, at: int, near: int, far: int) -> bool:
    """Whether the Latin word at `at` goes on at `near`, or over a hyphen at `far`: SB-200, rush-hour."""
    if not (_latin(text, at) and 0 <= near < len(text)):
        return False
    return _latin(text, near) or (text[near] in "-_" and 0 <= far < len(text) and _latin(text, far))


def _latin(text: str, at: int) -> bool:
    sign = text[at]
    if "㐀" <= sign <= "鿿":
        return False
    sign = fold.tables().plain.get(ord(sign), sign)
    return sign.isascii() and sign.isalnum()
