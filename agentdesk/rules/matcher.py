"""Which of the wordings found in a note count, and as what."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from agentdesk.rules.finder import Finder, Found, Rule
from agentdesk.rules.fold import Page
from agentdesk.rules.skeleton import parse
from agentdesk.rules.speaker import Reading, Voice, doer, may_introduce, read
from agentdesk.rules.wording import Forbidden, Hit, Kind

_WIDEST = 64
"""More signs than a neutral wording takes up in a text."""

_EDGES = frozenset("，,。.！!？?；;：:、—…-~ \t\n\r\u3000“”\"「」『』（）()【】[]'‘’")
"""Signs at which a clause or a quotation begins or ends."""


_SPEECH = frozenset("“「『：")
"""Signs at which somebody's words begin."""


class _Use(Enum):
    """What a form of a phrase is for."""

    FORM = auto()
    SAID = auto()
    ALLOWED = auto()


class Matcher:
    """The compiled phrases of a pack; made by `compile`, shared by any number of threads."""

    def __init__(self, phrases: Sequence[Forbidden]) -> None:
        self._phrases = tuple(phrases)
        uses = list(_distinct(self._phrases))
        self._owners = [(at, use) for at, use, _ in uses]
        self._finder = Finder(
            [
                Rule(owner, skeleton, self._phrases[at].slips and use is not _Use.ALLOWED, use is not _Use.FORM)
                for owner, (at, use, form) in enumerate(uses)
                for skeleton in parse(form)
            ]
        )

    def scan(self, text: str) -> tuple[Hit, ...]:
        """The hits in `text`, in order and without overlap; the longest wins."""
        page = Page(text)
        found = self._finder.find(page)
        if not found:
            return ()
        readings: dict[tuple[int, int], Reading] = {}
        counted = [one for one in self._not_allowed(text, found) if self._counts(page, one, readings)]
        hits: list[Hit] = []
        for one in self._joined(_longest(counted)):
            phrase = self._phrases[self._owners[one.owner][0]]
            kind = self._kind(page, one, phrase, readings, hits)
            if kind is not None:
                hits.append(Hit(one.start, one.end, phrase.id, kind, phrase.severity, phrase.replacement, phrase.rule))
        return tuple(hits)

    def _joined(self, found: Iterable[Found]) -> list[Found]:
        """`found` with a phrase said twice in a row as one: 不行不行."""
        joined: list[Found] = []
        for one in found:
            last = joined[-1] if joined else None
            if last is not None and last.end == one.start and self._same(last.owner, self._owners[one.owner][0]):
                joined[-1] = Found(last.start, one.end, last.owner)
            else:
                joined.append(one)
        return joined

    def _not_allowed(self, text: str, found: Iterable[Found]) -> list[Found]:
        """`found` without what a neutral wording covers, and without the neutral wordings."""
        every = sorted(set(found))
        neutral = [one for one in every if self._owners[one.owner][1] is _Use.ALLOWED and not _into_speech(text, one)]
        kept = []
        for one in every:
            at, use = self._owners[one.owner]
            if use is not _Use.ALLOWED and not any(
                _covers(allowed, one, same=self._same(allowed.owner, at)) for allowed in _near(neutral, one)
            ):
                kept.append(one)
        return kept

    def _same(self, owner: int, at: int) -> bool:
        """Whether a form belongs to the phrase at `at`, in whichever pack."""
        return self._phrases[self._owners[owner][0]].text == self._phrases[at].text

    def _counts(self, page: Page, one: Found, readings: dict[tuple[int, int], Reading]) -> bool:
        """Whether a wording that must be said was said."""
        if self._owners[one.owner][1] is not _Use.SAID:
            return True
        text = page.text
        if _alone(text, one):
            return True
        if one.start and text[one.start - 1] not in _EDGES and not may_introduce(text[one.start - 1]):
            return False
        reading = _reading(page, one, readings)
        return reading.placed and (reading.voice is Voice.OTHER or not _runs_on(text, one))

    def _kind(
        self,
        page: Page,
        one: Found,
        phrase: Forbidden,
        readings: dict[tuple[int, int], Reading],
        before: Sequence[Hit],
    ) -> Kind | None:
        """Whose wording it is, or None for one that is only mentioned."""
        reading = _reading(page, one, readings)
        if reading.voice is Voice.MENTION:
            return None
        if phrase.act:
            return Kind.VIOLATION if doer(page, one.start) is Voice.AGENT else Kind.REPORTED
        if reading.bare and before and _goes_on(page.text, before[-1], one):
            return before[-1].kind
        return Kind.REPORTED if reading.voice is Voice.OTHER else Kind.VIOLATION


def _distinct(phrases: Sequence[Forbidden]) -> Iterator[tuple[int, _Use, str]]:
    """Every form with its phrase and use; the same form of the same phrase in two packs counts once."""
    seen = set()
    for at, phrase in enumerate(phrases):
        for use, form in _uses(phrase):
            if (phrase.text, use, form) not in seen:
                seen.add((phrase.text, use, form))
                yield at, use, form


def _uses(phrase: Forbidden) -> Iterator[tuple[_Use, str]]:
    if phrase.listed:
        yield _Use.FORM, phrase.text
    for use, forms in ((_Use.FORM, phrase.forms), (_Use.SAID, phrase.said), (_Use.ALLOWED, phrase.allowed)):
        for form in forms:
            yield use, form


def _near(neutral: Sequence[Found], one: Found) -> Sequence[Found]:
    """Those of the sorted `neutral` that can touch `one`."""
    low = bisect_left(neutral, one.start - _WIDEST, key=lambda allowed: allowed.start)
    high = bisect_left(neutral, one.end, key=lambda allowed: allowed.start)
    return neutral[low:high]


def _covers(allowed: Found, one: Found, *, same: bool) -> bool:
    """Whether a neutral wording takes a hit back: any that holds it, or its own phrase's that overlaps it."""
    if allowed.start <= one.start and one.end <= allowed.end:
        return True
    return (
        same
        and allowed.start < one.end
        and one.start < allowed.end
        and not (one.start <= allowed.start and allowed.end <= one.end)
    )


def _reading(page: Page, one: Found, readings: dict[tuple[int, int], Reading]) -> Reading:
    span = (one.start, one.end)
    if span not in readings:
        readings[span] = read(page, *span)
    return readings[span]


def _alone(text: str, one: Found) -> bool:
    """Whether the wording is a clause of its own."""
    return (one.start == 0 or text[one.start - 1] in _EDGES) and (one.end == len(text) or text[one.end] in _EDGES)


def _runs_on(text: str, one: Found) -> bool:
    """Whether the wording is in the middle of a quoted clause."""
    return one.start > 0 and text[one.start - 1] not in _EDGES and _quoted_open(text, one.start)


def _into_speech(text: str, one: Found) -> bool:
    """Whether a neutral wording runs into somebody's words, so that it is none: 回他“还不明白."""
    return not _SPEECH.isdisjoint(text[one.start : one.end])


def _quoted_open(text: str, start: int) -> bool:
    low = max(0, start - 12)
    return any(mark in text[low:start] for mark in "“「『")


def _goes_on(text: str, before: Hit, one: Found) -> bool:
    """Whether a wording without a speaker goes on from the hit before it."""
    between = text[before.end : one.start]
    return len(between) <= 12 and before.kind is Kind.REPORTED and not any(sign in between for sign in "。\n我")


def _longest(found: Iterable[Found]) -> list[Found]:
    """`found` without overlaps: the longest first, then the leftmost, in the order of the text."""
    chosen: list[Found] = []
    end = -1
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if one.start >= end:
            chosen.append(one)
            end = one.end
        elif one.end - one.start > chosen[-1].end - chosen[-1].start:
            chosen[-1] = one
            end = one.end
    return chosen
