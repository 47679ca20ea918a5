"""Forbidden phrases: what a pack forbids, and where an agent's wording holds it (FORB-1 to FORB-6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agentdesk.rules.finder import Finder, Found, Rule
from agentdesk.rules.skeleton import parse


class Severity(StrEnum):
    """What a hit asks for, from mild to strict: a hint, a word on saving, the lead at once, a stop."""

    HINT = "hint"
    CONFIRM = "confirm"
    TELL = "tell"
    BLOCK = "block"


class Kind(StrEnum):
    """Whose words they are: the agent's own, or reported speech, which is no violation."""

    VIOLATION = "violation"
    REPORTED = "reported"


class Sense(StrEnum):
    """When the wording counts at all."""

    ANY = "any"
    """Wherever it stands."""
    SAID = "said"
    """Only as an utterance: quoted, after a verb of saying, or a clause of its own."""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """One forbidden phrase of a pack (FORB-1, FORB-2), with what to say instead.

    `forms` and `allowed` are skeletons (see `rules.skeleton`).
    """

    id: str
    text: str
    rule: str
    replacement: str
    severity: Severity = Severity.CONFIRM
    gloss: str = ""
    """The phrase in the other language, for whoever reads the list."""
    forms: tuple[str, ...] = ()
    """Further wordings that count as this phrase; `text` itself always counts."""
    allowed: tuple[str, ...] = ()
    """Wordings that hold the phrase's characters and are neutral: 神经病学."""
    sense: Sense = Sense.ANY
    slips: bool = True
    """Whether characters that read alike count as well: 神精病."""
    listed: bool = True
    """Whether `text` is a wording; false where it only names a class of wordings."""
    examples: tuple[str, ...] = ()
    """Notes in which the phrase is the agent's own."""
    counter_examples: tuple[str, ...] = ()
    """Notes in which it is not: neutral, or somebody else's words."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A forbidden phrase found: `start` and `end` are code points of the text as typed."""

    start: int
    end: int
    phrase: str
    kind: Kind
    severity: Severity
    replacement: str
    rule: str


class Matcher:
    """The compiled phrases of a pack; made by `compile`, shared by any number of threads."""

    def __init__(self, phrases: Sequence[Forbidden]) -> None:
        self._phrases = tuple(phrases)
        self._finder = Finder(
            [
                Rule(at, parse(form), phrase.slips)
                for at, phrase in enumerate(self._phrases)
                for form in ((phrase.text,) if phrase.listed else ()) + phrase.forms
            ]
        )

    def scan(self, text: str) -> tuple[Hit, ...]:
        """The hits in `text`, in order and without overlap; the longest wins."""
        hits: list[Hit] = []
        for found in _longest(self._finder.find(text)):
            phrase = self._phrases[found.owner]
            hits.append(
                Hit(
                    found.start, found.end, phrase.id, Kind.VIOLATION,
                    phrase.severity, phrase.replacement, phrase.rule,
                )
            )  # fmt: skip
        return tuple(hits)


def compile(phrases: Iterable[Forbidden]) -> Matcher:
    """The matcher of `phrases`; raises `SkeletonError` for a form that cannot be read."""
    return Matcher(tuple(phrases))


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
