"""A pack: one regime's phrases, obligations, forbidden phrases, ticket types and settings, as values.

`agentdesk.packs` reads these from TOML; the field names here are the keys there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from agentdesk.rules.forbidden import Forbidden

SLOT = re.compile(r"\{([a-z_]+)\}")
"""A slot in a phrase, which the desk or the agent fills in.

The desk knows `{agent_id}`, `{name}` (the agent's own name), `{unit}`, `{caller}` (the caller's name), `{greeting}` (of
the day) and `{key_points}` (the read-back); any other slot, such as `{place}`, asks the agent for its value.
"""


class Direction(StrEnum):
    """Who called whom."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class Binding(StrEnum):
    """How hard a pack holds its agents to an obligation."""

    BLOCKING = "blocking"
    ADVISORY = "advisory"
    OFF = "off"


class Duty(StrEnum):
    """What can be owed in a call. `rules.call.DUTIES` says what each gates and which rule it holds."""

    GREETING = "greeting"
    OWN_ID = "own-id"
    UNIT = "unit"
    SLOW_ANSWER = "slow-answer"
    ADDRESS = "address"
    ASK_TO_WAIT = "ask-to-wait"
    RESUME = "resume"
    READ_BACK = "read-back"
    PROMISE = "promise"
    ANYTHING_ELSE = "anything-else"
    CLOSING = "closing"
    CALLER_FIRST = "caller-first"
    SILENT_LINE = "silent-line"
    COUNTERPART_ID = "counterpart-id"
    WRAP_UP_CODE = "wrap-up-code"


STAGES = (
    "greeting", "identify", "unit", "slow-answer", "listen", "hold", "resume", "apology", "silent", "unclear",
    "redirect", "suggestion", "praise", "rude", "fault", "fee", "read-back", "callback", "anything-else", "closing",
    "appointment", "entry", "before-work", "during-work", "after-work", "leaving",
)  # fmt: skip
"""Every stage a phrase may stand in, in the order of a call; the visit's stages come last."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a phrase or rule stands: the rule book's file and its article."""

    file: str
    article: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a pack, to the letter of its source."""

    id: str
    stage: str
    text: str
    gloss: str
    """`text` in the other language of the desk: English for a Chinese phrase, Chinese for an English one."""
    rule: str
    source: Source
    situation: str = ""
    """When it is said, within its stage; empty for the stage's ordinary phrase."""
    situation_gloss: str = ""
    """`situation` in the other language of the desk."""
    binds: bool = False
    """Whether the wording itself is mandatory, not only the stage."""
    printed: str = ""
    """What the book prints, where a slot stands for its placeholder or the file is damaged there."""
    direction: Direction | None = None
    """Inbound or outbound only; None for both."""
    borrowed: bool = False
    """Filled in from `scripts/base` because the book is silent about the stage."""

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots of `text`, each once, in order."""
        return tuple(dict.fromkeys(SLOT.findall(self.text)))


@dataclass(frozen=True, slots=True)
class Label:
    """A coded choice (wrap-up code, ticket type) with its names."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds and counts of a pack's call."""

    rings: int = 3
    ring_seconds: float = 5.0
    hold_nudge_seconds: int = 45
    wrap_up_seconds: int = 60


@dataclass(frozen=True, slots=True)
class Pack:
    """One regime. `digest` is the SHA-256 of its files, so that a call can say what it ran under."""

    id: str
    version: str
    digest: str
    name_zh: str
    name_en: str
    language: str
    unit: str
    """What an agent calls the company at the phone; fills `{unit}`."""
    id_format: str
    """Regular expression an agent ID of this regime matches in full."""
    timing: Timing
    rail: tuple[str, ...]
    """The stages of an inbound call in order, as the desk lists them."""
    rail_outbound: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    obligations: Mapping[Duty, Binding]
    wrap_up_codes: tuple[Label, ...]
    ticket_types: tuple[Label, ...]
    forbidden: tuple[Forbidden, ...]

    def phrase(self, phrase_id: str) -> Phrase | None:
        """The phrase of that id, if the pack has it."""
        return next((phrase for phrase in self.phrases if phrase.id == phrase_id), None)

    def at(self, stage: str, direction: Direction = Direction.INBOUND) -> tuple[Phrase, ...]:
        """The phrases of a stage for calls of that direction, the ordinary ones first."""
        fitting = [p for p in self.phrases if p.stage == stage and p.direction in (None, direction)]
        return tuple(sorted(fitting, key=lambda p: (p.direction is None, p.situation != "")))


def filled(text: str, values: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """`text` with its slots filled from `values`, and the slots that stayed empty.

    A blank value counts as missing: a phrase with an unfilled slot cannot be ticked as said.
    """
    missing = tuple(s for s in dict.fromkeys(SLOT.findall(text)) if not values.get(s, "").strip())
    return SLOT.sub(lambda m: values.get(m[1], "").strip() or m[0], text), missing
