"""What a forbidden phrase is, and what is found of it."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Forbidden:
    """One forbidden phrase of a pack (FORB-1, FORB-2), with what to say instead.

    `forms` and `allowed` are skeletons (see `rules.grammar`).
    """

    id: str
    text: str
    rule: str
    replacement: str
    severity: Severity = Severity.CONFIRM
    gloss: str = ""
    """The phrase in the other language, for whoever reads the list."""
    forms: tuple[str, ...] = ()
    """Further wordings that count as this phrase."""
    said: tuple[str, ...] = ()
    """Wordings that count only as an utterance: quoted, after a verb of saying, or a clause of their own."""
    allowed: tuple[str, ...] = ()
    """Wordings that hold the phrase's characters and are neutral: 神经病学."""
    listed: bool = True
    """Whether `text` counts by itself; false where it names a class of wordings, or stands among `said`."""
    slips: bool = True
    """Whether characters that read alike count as well: 神精病."""
    far: bool = False
    """Whether sentences count that say the same in words of their own. It takes labelled notes to learn that: the
    phrases that ship have them."""
    act: bool = False
    """Whether it is something done, not said: it counts when the agent is the one who does it (FORB-4)."""
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


@dataclass(frozen=True, slots=True)
class Failure:
    """An entry that does not hold: `note` was to be found as the agent's wording (`wanted`), or not to be."""

    phrase: str
    note: str
    wanted: bool
