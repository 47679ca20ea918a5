"""Which of the wordings found in a note count, and as what."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto

from agentdesk.rules.composed import composed
from agentdesk.rules.context import Wording
from agentdesk.rules.finder import Finder, Found
from agentdesk.rules.manner import Manner, Sound, manner
from agentdesk.rules.pieces import Pieces
from agentdesk.rules.placing import Rule
from agentdesk.rules.scene import Scenery
from agentdesk.rules.skeleton import parse
from agentdesk.rules.speaker import Voice, after, model
from agentdesk.rules.wording import Forbidden, Hit, Kind, Severity

_WIDEST = 64
"""More signs than a neutral wording takes up in a text."""

BREATH = 2
COMMAS = frozenset(",，、 ")
"""How far two wordings may stand apart, and what may stand between them, to be one utterance."""

FAR = "~"
"""Stands for the form where none was found by."""

_SPEECH = frozenset("“「『：")
"""Signs at which somebody's words begin."""


class _Use(Enum):
    """What a form of a phrase is for."""

    FORM = auto()
    SAID = auto()
    ALLOWED = auto()


class Matcher:
    """The compiled phrases of a pack; made by `compile`, shared by any number of threads."""

    def __init__(self, phrases: Sequence[Forbidden], turns: Manner | None = None) -> None:
        """`turns`: other turns of phrase than those that ship, for whoever learns them."""
        self._phrases = tuple(phrases)
        self._speaker = model()
        uses = list(_distinct(self._phrases))
        self._owners = [(at, use) for at, use, _ in uses]
        self._forms = [form for _, _, form in uses]
        self._far: dict[str, int] = {}
        for at, phrase in enumerate(self._phrases):
            if phrase.far and phrase.text not in self._far:
                self._far[phrase.text] = len(self._owners)
                self._owners.append((at, _Use.FORM))
                self._forms.append(FAR)
        # Read here, in whatever thread compiles, and not by the first scan of the screen's.
        turns = turns or (manner() if self._far else None)
        rules = (
            (Rule(owner, skeleton, self._phrases[at].slips and use is not _Use.ALLOWED, use is not _Use.FORM), keys)
            for owner, (at, use, form) in enumerate(uses)
            for skeleton, keys in parse(form)
        )
        self._pieces = Pieces(Finder(rules), turns, self._settled)

    def scan(self, text: str, *, spoken: bool = False) -> tuple[Hit, ...]:
        """The hits in `text`, in order and without overlap; the longest wins.

        `spoken`: it is no note but what the agent says to the caller.
        """
        whole = composed(text)
        if whole is None:
            return tuple(self._hits(text, spoken=spoken))
        return tuple(_placed(hit, *whole.span(hit.start, hit.end)) for hit in self._hits(whole.text, spoken=spoken))

    def _hits(self, text: str, *, spoken: bool) -> list[Hit]:
        hits: list[Hit] = []
        places, words = self._pieces.read(text)
        if not places:
            return hits
        found = list(self._worded(places))
        end, voice = -1, Voice.NOBODY
        scenery = Scenery(words, [wording for wording, _ in found])
        for at, (wording, phrase) in enumerate(found):
            scene = scenery.around(at)
            before = after(text, end, voice, wording.start) if end >= 0 else ""
            end, voice = wording.end, self._speaker.read(text, wording, before, scene, spoken=spoken)
            if voice is not Voice.NOBODY:
                hit = _hit(wording, phrase, voice)
                if hits and _one_breath(text, hits[-1], hit):
                    hits[-1] = _together(hits[-1], hit)
                else:
                    hits.append(hit)
        return hits

    def wordings(self, text: str) -> Iterator[tuple[Wording, Forbidden]]:
        """Every forbidden wording in a note, whoever says it and whatever it means there, in order."""
        return self._worded(self._pieces.read(text)[0])

    def _worded(self, found: Iterable[Found]) -> Iterator[tuple[Wording, Forbidden]]:
        for one in self._joined(found):
            at, use = self._owners[one.owner]
            phrase = self._phrases[at]
            yield Wording(one.start, one.end, phrase.text, self._forms[one.owner], use is _Use.SAID, phrase.act), phrase

    def _settled(self, text: str, found: Iterable[Found], sounds: Iterable[Sound]) -> list[Found]:
        """What counts of all that is found in a text, in order and without overlap.

        `sounds`: the sentences that say what a phrase says, in words that none of its forms knows.
        """
        every = set(found)
        forms = [one for one in every if self._owners[one.owner][1] is not _Use.ALLOWED]
        for sound in sounds:
            if sound.phrase in self._far and not any(one.start < sound.high and sound.low < one.end for one in forms):
                every.add(Found(sound.start, sound.end, self._far[sound.phrase]))
        return _longest(self._not_allowed(text, every))

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
        every = sorted(found)
        neutral = [one for one in every if self._owners[one.owner][1] is _Use.ALLOWED]
        if not neutral:
            return every
        neutral = [one for one in neutral if not _into_speech(text, one)]
        starts = [one.start for one in neutral]
        kept = []
        for one in every:
            at, use = self._owners[one.owner]
            near = neutral[bisect_left(starts, one.start - _WIDEST) : bisect_left(starts, one.end)]
            if use is not _Use.ALLOWED and not any(
                _covers(allowed, one, same=self._same(allowed.owner, at)) for allowed in near
            ):
                kept.append(one)
        return kept

    def _same(self, owner: int, at: int) -> bool:
        """Whether a form belongs to the phrase at `at`, in whichever pack."""
        return self._phrases[self._owners[owner][0]].text == self._phrases[at].text


def _hit(wording: Wording, phrase: Forbidden, voice: Voice) -> Hit:
    kind = Kind.VIOLATION if voice is Voice.AGENT else Kind.REPORTED
    return Hit(
        wording.start, wording.end, phrase.id, kind, phrase.severity, phrase.replacement, phrase.rule
    )  # fmt: skip


def _one_breath(text: str, before: Hit, hit: Hit) -> bool:
    """Whether two hits are one utterance, with no more than a comma between: 急也没用,急什么."""
    between = text[before.end : hit.start]
    return before.kind is hit.kind and len(between) <= BREATH and COMMAS.issuperset(between)


def _together(one: Hit, other: Hit) -> Hit:
    """Two hits of one utterance as one: the graver names it, or else the longer."""
    ladder = list(Severity)
    main = max(one, other, key=lambda hit: (ladder.index(hit.severity), hit.end - hit.start))
    return _placed(main, one.start, other.end)


def _placed(hit: Hit, start: int, end: int) -> Hit:
    return replace(hit, start=start, end=end)


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


def _into_speech(text: str, one: Found) -> bool:
    """Whether a neutral wording runs into somebody's words, so that it is none: 回他“还不明白."""
    return not _SPEECH.isdisjoint(text[one.start : one.end])


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
