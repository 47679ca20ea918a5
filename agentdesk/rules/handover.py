"""The handover log (交接班日志): its fixed parts, what is owed before it is offered, and its life (HO-1 to HO-3, ID-1).

The outgoing agent enters the successor's ID and offers the log; the successor accepts it with the ID the outgoing agent
states. What there is to say afterwards is a remark: nothing in a log is ever rewritten (TKT-18).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Part(StrEnum):
    """The parts of a log, in the order they are written and read."""

    JOURNAL = "journal"
    """What happened on the shift."""
    HYGIENE = "hygiene"
    EQUIPMENT = "equipment"
    """Equipment and lines."""
    MATERIALS = "materials"
    """Information and materials."""
    MATTERS = "matters"
    """What is still open."""


WRITTEN = frozenset({Part.JOURNAL})
"""Parts that are put into words on every shift; in all others there may be nothing to report."""


def blank(parts: Mapping[Part, str]) -> tuple[Part, ...]:
    """The parts nothing is written in."""
    return tuple(part for part in Part if not parts.get(part, "").strip())


def unconfirmed(parts: Mapping[Part, str], nothing: Collection[Part]) -> tuple[Part, ...]:
    """What a log owes before it is offered: each part is in words, or said to have nothing to report (HO-1).

    That there is nothing is said, never taken from silence. Of `WRITTEN` parts it cannot be said.
    """
    return tuple(part for part in blank(parts) if part in WRITTEN or part not in nothing)


class Status(StrEnum):
    """How far a log has come."""

    OFFERED = "offered"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The successor took over and entered the ID the outgoing agent stated."""

    at: datetime
    by: str
    heard: str


@dataclass(frozen=True, slots=True)
class Remarked:
    """Either side or a lead added something."""

    at: datetime
    by: str
    text: str


Step = Accepted | Remarked


@dataclass(frozen=True, slots=True)
class Log:
    """A log as its steps left it, from the offer on."""

    from_id: str
    """The outgoing agent."""
    to_id: str
    """The successor."""
    status: Status = Status.OFFERED
    accepted_at: datetime | None = None


class Bar(StrEnum):
    """Why a step of a log cannot be made."""

    NOT_YOURS = "not-yours"
    ACCEPTED = "accepted"
    HEARD_WRONG = "heard-wrong"
    NOT_PARTY = "not-party"
    EMPTY = "empty"


def sees(log: Log, agent_id: str, *, lead: bool) -> bool:
    """Whether somebody reads a log, and may remark on it: its two agents and leads (SEC-1)."""
    return lead or agent_id in (log.from_id, log.to_id)


def step(log: Log, move: Step, *, lead: bool) -> Log | Bar:
    """The log after `move`, or what bars it. `lead`: whether who moves is one.

    Only the successor accepts, once, and with the outgoing agent's ID (ID-1).
    """
    match move:
        case Accepted():
            if move.by != log.to_id:
                return Bar.NOT_YOURS
            if log.status is Status.ACCEPTED:
                return Bar.ACCEPTED
            if move.heard != log.from_id:
                return Bar.HEARD_WRONG
            return replace(log, status=Status.ACCEPTED, accepted_at=move.at)
        case Remarked():
            if not sees(log, move.by, lead=lead):
                return Bar.NOT_PARTY
            return log if move.text.strip() else Bar.EMPTY
