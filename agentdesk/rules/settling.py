"""Which of all that is found in a text is a wording: what overlaps, what is neutral, what sounds like one."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from agentdesk.rules.finder import Found
from agentdesk.rules.manner import Sound
from agentdesk.rules.wording import Forbidden

_WIDEST = 64
"""More signs than a neutral wording takes up in a text."""

FAR = "~"
"""Stands for the form where none was found by."""

_SPEECH = frozenset("“「『：")
"""Signs at which somebody's words begin."""


class Use(Enum):
    """What a form of a phrase is for."""

    FORM = auto()
    SAID = auto()
    ALLOWED = auto()


class Owner(NamedTuple):
    """Whose a form is, and what for; what is found goes by the number of its owner."""

    phrase: Forbidden
    use: Use
    form: str


class Owners:
    """All owners by their numbers. Frozen once made, so that any number of threads may share it."""

    def __init__(self, phrases: Sequence[Forbidden]) -> None:
        self.forms = tuple(_distinct(phrases))
        """Those whose forms are looked for; behind them come those of whole sentences."""
        far = {phrase.text: phrase for phrase in reversed(phrases) if phrase.far}
        self._far = {text: number for number, text in enumerate(far, len(self.forms))}
        self._every = (*self.forms, *(Owner(phrase, Use.FORM, FAR) for phrase in far.values()))
        self._neutral = bytes(owner.use is Use.ALLOWED for owner in self._every)

    def __getitem__(self, number: int) -> Owner:
        return self._every[number]

    @property
    def listens(self) -> bool:
        """Whether any phrase is looked for by how a sentence sounds."""
        return bool(self._far)

    def settled(self, text: str, found: Iterable[Found], sounds: Iterable[Sound]) -> list[Found]:
        """What counts of all that is found in a text, in order and without overlap.

        `sounds`: the sentences that say what a phrase says, in words that none of its forms knows.
        """
        neutral = self._neutral
        forms: set[Found] = set()
        allowed: set[Found] = set()
        for one in found:
            (allowed if neutral[one.owner] else forms).add(one)
        for sound in sounds:
            if sound.phrase in self._far and not any(one.start < sound.high and sound.low < one.end for one in forms):
                forms.add(Found(sound.start, sound.end, self._far[sound.phrase]))
        if forms and allowed:
            return _longest(self._not_allowed(forms, sorted(one for one in allowed if not _into_speech(text, one))))
        return _longest(forms)

    def joined(self, found: Iterable[Found]) -> list[Found]:
        """`found` with a phrase said twice in a row as one: 不行不行."""
        joined: list[Found] = []
        for one in found:
            last = joined[-1] if joined else None
            if last is not None and last.end == one.start and self._same(last, one):
                joined[-1] = Found(last.start, one.end, last.owner)
            else:
                joined.append(one)
        return joined

    def _not_allowed(self, forms: Iterable[Found], neutral: Sequence[Found]) -> Iterator[Found]:
        """Those of the forms that no neutral wording covers; `neutral` in order."""
        starts = [one.start for one in neutral]
        for one in forms:
            near = neutral[bisect_left(starts, one.start - _WIDEST) : bisect_left(starts, one.end)]
            if not any(_covers(allowed, one, same=self._same(allowed, one)) for allowed in near):
                yield one

    def _same(self, one: Found, other: Found) -> bool:
        """Whether two forms belong to the same phrase, in whichever pack."""
        return self[one.owner].phrase.text == self[other.owner].phrase.text


def _distinct(phrases: Sequence[Forbidden]) -> Iterator[Owner]:
    """Every form with its phrase and use; the same form of the same phrase in two packs counts once."""
    seen = set()
    for phrase in phrases:
        for use, form in _uses(phrase):
            if (phrase.text, use, form) not in seen:
                seen.add((phrase.text, use, form))
                yield Owner(phrase, use, form)


def _uses(phrase: Forbidden) -> Iterator[tuple[Use, str]]:
    if phrase.listed:
        yield Use.FORM, phrase.text
    for use, forms in ((Use.FORM, phrase.forms), (Use.SAID, phrase.said), (Use.ALLOWED, phrase.allowed)):
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
    for one in sorted(found, key=lambda f: (f.start, -f.end, f.owner)):
        if one.start >= end:
            chosen.append(one)
            end = one.end
        elif one.end - one.start > chosen[-1].end - chosen[-1].start:
            chosen[-1] = one
            end = one.end
    return chosen
