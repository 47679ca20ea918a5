"""What can happen in a call, one frozen value a move; a call is the fold of its moves (`rules.call`).

Every move carries `at`, an aware UTC moment. `encode` and `decode` turn a move into plain JSON values and back, so
records keep the moves themselves and a call read back from the store is the call that was taken.
"""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, get_type_hints

from agentdesk.rules.pack import Direction


class Party(StrEnum):
    """Who hung up first (CALL-9)."""

    CALLER = "caller"
    AGENT = "agent"


class Ending(StrEnum):
    """How a call ended. All but COMPLETED and TRANSFERRED want a reason."""

    COMPLETED = "completed"
    TRANSFERRED = "transferred"
    DROPPED = "dropped"
    SILENT = "silent"
    WRONG_NUMBER = "wrong-number"
    ABUSIVE = "abusive"
    MISSED = "missed"


class Purpose(StrEnum):
    """The dealing between two agents that an ID exchange belongs to (ID-1)."""

    TRANSFER = "transfer"
    CONSULT = "consult"


class Side(StrEnum):
    """How far an ID exchange came."""

    TWO = "two-sided"
    ONE = "one-sided"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Rang:
    """The call reached the desk; an outbound call is dialled at this moment."""

    at: datetime
    direction: Direction = Direction.INBOUND


@dataclass(frozen=True, slots=True)
class Answered:
    """The line is open: the agent answered, or the dialled party did."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """The agent said a phrase; `text` is the wording with its slots filled.

    On hold, a phrase of the stage `resume` is the way back to the caller.
    """

    at: datetime
    stage: str
    phrase: str
    text: str
    states_id: bool = False
    """The wording holds the agent's own ID."""
    states_unit: bool = False
    """The wording names the agent's unit (ID-3)."""
    addresses: bool = False
    """The wording holds the caller's name (CALL-3)."""


@dataclass(frozen=True, slots=True)
class Held:
    """The caller waits on the line."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The caller confirmed the key points as read back (CALL-5)."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question stays open: from now on a contact number and a definite time of reply are owed (CALL-6)."""

    at: datetime
    question: str


@dataclass(frozen=True, slots=True)
class Promised:
    """A definite time of reply, told to the caller; settles the open question (CALL-6, CALL-12)."""

    at: datetime
    contact: str
    due: datetime
    what: str
    approved_by: str = ""
    """The superior's agent ID where the promise needed one's confirmation (CALL-12)."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """An ID exchange with another agent ended, one way or another (ID-1)."""

    at: datetime
    purpose: Purpose
    side: Side
    own_id: str
    other_id: str = ""
    outside: str = ""
    """Name and department of a counterpart who has no ID at this centre."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """The line closed."""

    at: datetime
    ending: Ending
    first: Party = Party.CALLER
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Extended:
    """More time for the wrap-up."""

    at: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class Coded:
    """The wrap-up code was chosen: the call's work is done."""

    at: datetime
    code: str


Move = Rang | Answered | Said | Held | Confirmed | Unanswered | Promised | Exchanged | Ended | Extended | Coded

_KINDS: dict[str, type[Move]] = {
    kind.__name__.lower(): kind
    for kind in (Rang, Answered, Said, Held, Confirmed, Unanswered, Promised, Exchanged, Ended, Extended, Coded)
}


def kind_of(move: Move) -> str:
    """The name a move is recorded under, e.g. `said`."""
    return type(move).__name__.lower()


def encode(move: Move) -> dict[str, Any]:
    """A move's fields as JSON values, without `at` and kind, which records keep in columns of their own."""
    plain = asdict(move)
    del plain["at"]
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in plain.items()}


_HINTS = {kind: get_type_hints(move) for kind, move in _KINDS.items()}


def decode(kind: str, at: datetime, plain: dict[str, Any]) -> Move:
    """The move that `encode` took apart. Raises KeyError for an unknown kind."""
    move = _KINDS[kind]
    hints = _HINTS[kind]
    values: dict[str, Any] = {"at": at}
    for field in fields(move):
        if field.name in plain:
            value, hint = plain[field.name], hints[field.name]
            if hint is datetime:
                value = datetime.fromisoformat(value)
            elif isinstance(hint, type) and issubclass(hint, StrEnum):
                value = hint(value)
            values[field.name] = value
    return move(**values)
