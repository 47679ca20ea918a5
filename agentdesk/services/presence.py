"""The state of an agent, and the changes an agent asks for."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from agentdesk.errors import NotFound, Refused
from agentdesk.records.floor import DeskSessionRow
from agentdesk.rules.presence import NEEDS_REASON, State, may_ask
from agentdesk.services.office import Desk, Office, line


@dataclass(frozen=True, slots=True)
class Presence:
    """What an agent is doing, since when, and why."""

    state: State
    since: datetime
    reason: str


def presence(office: Office, desk: Desk) -> Presence:
    """The state of this desk's agent."""
    with office.store.reading() as session:
        row = session.exec(
            select(DeskSessionRow.state, DeskSessionRow.since, DeskSessionRow.reason).where(
                DeskSessionRow.id == desk.session_id
            )
        ).first()
    if row is None:
        raise NotFound("store.not-found", kind="desk_session")
    state, since, reason = row
    return Presence(State(state), since, reason)


def go(office: Office, desk: Desk, state: State, reason: str = "") -> Presence:
    """Change the agent's state. Raises Refused when it is not theirs to choose now, or wants a reason (SH-4)."""
    why = line(reason)
    if state in NEEDS_REASON and not why:
        raise Refused("presence.reason")
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        row = unit.get(DeskSessionRow, desk.session_id)
        if not may_ask(State(row.state), state):
            raise Refused("presence.not-now")
        if (row.state, row.reason) != (state, why):
            row.state, row.reason, row.since = state, why, unit.at
            unit.change(row, "presence.changed")
        return Presence(State(row.state), row.since, row.reason)
