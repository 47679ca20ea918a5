"""Forbidden phrases: what a pack forbids, and where an agent's wording holds it (FORB-1 to FORB-6)."""

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
    """One forbidden phrase of a pack (FORB-1, FORB-2), with what to say instead."""

    id: str
    text: str
    rule: str
    replacement: str
    severity: Severity = Severity.CONFIRM
    forms: tuple[str, ...] = ()
    """Further literal wordings that count as this phrase."""


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
