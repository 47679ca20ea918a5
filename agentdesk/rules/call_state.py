"""A call as its moves left it: frozen state, the fold that makes it, and the clocks that are read off it.

Nothing here judges a move; `rules.call` does, before a move is recorded.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from agentdesk.rules.moves import (
    Answered,
    Coded,
    Confirmed,
    Ended,
    Ending,
    Exchanged,
    Extended,
    Held,
    Move,
    Party,
    Promised,
    Rang,
    Said,
    Unanswered,
)
from agentdesk.rules.pack import Direction, Timing


class Phase(StrEnum):
    """Where a call stands."""

    NEW = "new"
    RINGING = "ringing"
    TALKING = "talking"
    HOLDING = "holding"
    WRAP_UP = "wrap-up"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Hold:
    """One stretch of waiting; `stop` is None while it lasts."""

    start: datetime
    stop: datetime | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A call as its moves left it."""

    phase: Phase = Phase.NEW
    direction: Direction = Direction.INBOUND
    rang_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    closed_at: datetime | None = None
    said: tuple[Said, ...] = ()
    holds: tuple[Hold, ...] = ()
    asked_to_wait: bool = False
    """An ask-to-wait phrase was said that no hold has used yet."""
    confirmed: Confirmed | None = None
    question: str = ""
    """The question that waits for a promise."""
    promises: tuple[Promised, ...] = ()
    exchanges: tuple[Exchanged, ...] = ()
    ending: Ending | None = None
    hung_up_first: Party | None = None
    reason: str = ""
    extended: int = 0
    """Seconds of wrap-up added."""
    code: str = ""
    stages: frozenset[str] = field(default_factory=frozenset)
    """Stages of which a phrase was said."""


def rings(call: Call, now: datetime, timing: Timing) -> int:
    """Rings heard so far, the first one counted at once (CALL-1)."""
    if call.rang_at is None:
        return 0
    until = call.answered_at or call.ended_at or now
    return 1 + max(0, int((until - call.rang_at).total_seconds() / timing.ring_seconds))


def answered_late(call: Call, now: datetime, timing: Timing) -> bool:
    """Whether the line rang more than the pack's rings (CALL-1; B0 ch. 1 phone etiquette)."""
    return call.direction is Direction.INBOUND and rings(call, now, timing) > timing.rings


def held_seconds(call: Call, now: datetime) -> float:
    """Seconds on hold over the whole call."""
    return sum(((hold.stop or now) - hold.start).total_seconds() for hold in call.holds)


@dataclass(frozen=True, slots=True)
class HoldClock:
    """The running hold: seconds since it began and how many nudges it has earned (CALL-7)."""

    seconds: float
    nudges: int


def hold_clock(call: Call, now: datetime, timing: Timing) -> HoldClock | None:
    """The hold that runs now, or None."""
    if call.phase is not Phase.HOLDING:
        return None
    seconds = (now - call.holds[-1].start).total_seconds()
    return HoldClock(seconds, int(seconds // timing.hold_nudge_seconds))


def wrap_up_left(call: Call, now: datetime, timing: Timing) -> float | None:
    """Seconds of wrap-up left, negative when over; None outside the wrap-up."""
    if call.phase is not Phase.WRAP_UP or call.ended_at is None:
        return None
    return timing.wrap_up_seconds + call.extended - (now - call.ended_at).total_seconds()


def fold(moves: Iterable[Move]) -> Call:
    """The call that recorded moves make up. They were let through once and are not judged again."""
    call = Call()
    for move in moves:
        call = moved(call, move)
    return call


def moved(call: Call, move: Move) -> Call:
    """The call after a move that was let through."""
    match move:
        case Rang():
            return replace(call, phase=Phase.RINGING, direction=move.direction, rang_at=move.at)
        case Answered():
            return replace(call, phase=Phase.TALKING, answered_at=move.at)
        case Said():
            return _said(call, move)
        case Held():
            return replace(call, phase=Phase.HOLDING, holds=(*call.holds, Hold(move.at)), asked_to_wait=False)
        case Confirmed():
            return replace(call, confirmed=move)
        case Unanswered():
            return replace(call, question=move.question)
        case Promised():
            return replace(call, question="", promises=(*call.promises, move))
        case Exchanged():
            return replace(call, exchanges=(*call.exchanges, move))
        case Ended():
            return replace(
                _off_hold(call, move.at),
                # A call nobody answered leaves nothing to wrap up.
                phase=Phase.CLOSED if call.phase is Phase.RINGING else Phase.WRAP_UP,
                ended_at=move.at,
                closed_at=move.at if call.phase is Phase.RINGING else None,
                ending=move.ending,
                hung_up_first=move.first,
                reason=move.reason,
            )
        case Extended():
            return replace(call, extended=call.extended + move.seconds)
        case Coded():
            return replace(call, phase=Phase.CLOSED, code=move.code, closed_at=move.at)


def _off_hold(call: Call, at: datetime) -> Call:
    if call.phase is not Phase.HOLDING:
        return call
    return replace(call, phase=Phase.TALKING, holds=(*call.holds[:-1], replace(call.holds[-1], stop=at)))


def _said(call: Call, move: Said) -> Call:
    back = _off_hold(call, move.at) if move.stage == "resume" else call
    return replace(
        back,
        said=(*back.said, move),
        stages=back.stages | {move.stage},
        asked_to_wait=back.asked_to_wait or move.stage == "hold",
    )
