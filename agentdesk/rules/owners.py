"""Whose the forms are that are looked for, and what for."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from agentdesk.rules.finder import Found, Whose
from agentdesk.rules.wording import Forbidden

FAR = "~"
"""Stands for the form where none was found by."""


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
        self._every = (*self.forms, *(Owner(phrase, Use.FORM, FAR) for phrase in far.values()))

    def __getitem__(self, number: int) -> Owner:
        return self._every[number]

    @property
    def listens(self) -> bool:
        """Whether any phrase is looked for by how a sentence sounds."""
        return len(self._every) > len(self.forms)

    def whose(self) -> list[Whose]:
        """The same for the finder."""
        forms = [Whose(one.phrase.text, takes_back=one.use is Use.ALLOWED) for one in self.forms]
        return [*forms, *(Whose(one.phrase.text, far=True) for one in self._every[len(forms) :])]

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
