"""Tables of the work: calls and their moves, notes, promises, ID exchanges, tickets."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, Text, UniqueConstraint
from sqlmodel import Field

from agentdesk.records.base import Row


class CallRow(Row, table=True):
    """A call's header; the call itself is the fold of its moves."""

    __tablename__ = "call"
    __table_args__ = (
        Index("ix_call_number", "number_e164", "rang_at"),
        Index("ix_call_seat", "seat", "phase"),
        Index("ix_call_agent", "agent_id", "rang_at"),
        Index("ix_call_came", "rang_at", "id"),
    )

    id: UUID = Field(primary_key=True)
    number_raw: str
    number_e164: str
    number_national: str
    hidden: bool
    direction: str
    seat: str
    agent_id: str
    session_id: UUID = Field(foreign_key="desk_session.id")
    """The desk session the call came to."""
    pack_id: str
    pack_version: str
    pack_digest: str
    caller_name: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    """The newest note; the notes before it are in `note`."""
    phase: str
    rang_at: datetime
    ended_at: datetime | None
    code: str
    corrections: int = 0
    """How many forbidden phrases the agent put right before saving: they count for them."""
    version: int = 1


class MoveRow(Row, table=True):
    """One move of a call, as `rules.moves.encode` writes it; never changed."""

    __tablename__ = "call_move"

    call_id: UUID = Field(primary_key=True, foreign_key="call.id")
    seq: int = Field(primary_key=True)
    at: datetime
    kind: str
    data: dict[str, Any] = Field(sa_type=JSON)


class NoteRow(Row, table=True):
    """A note as it was saved; a correction is a new note."""

    __tablename__ = "note"

    id: UUID = Field(primary_key=True)
    call_id: UUID = Field(foreign_key="call.id", index=True)
    text: str = Field(sa_type=Text)
    agent_id: str
    at: datetime


class PromiseRow(Row, table=True):
    """A time told to a caller."""

    __tablename__ = "promise"
    __table_args__ = (Index("ix_promise_agent", "agent_id", "status", "due"),)

    id: UUID = Field(primary_key=True)
    call_id: UUID = Field(foreign_key="call.id", index=True)
    agent_id: str
    contact: str
    due: datetime
    what: str = Field(sa_type=Text)
    approved_by: str
    status: str
    at: datetime
    version: int = 1


class ExchangeRow(Row, table=True):
    """An ID exchange between two agents (ID-1), from the asking to its settlement."""

    __tablename__ = "exchange"
    __table_args__ = (Index("ix_exchange_asked", "to_id", "status"),)

    id: UUID = Field(primary_key=True)
    call_id: UUID = Field(foreign_key="call.id", index=True)
    purpose: str
    from_id: str
    from_seat: str
    to_id: str
    status: str
    reason: str
    outside: str
    """Name and department of a counterpart without an ID at this centre."""
    wrong: int
    """How often the counterpart entered another ID than the one stated."""
    asked_at: datetime
    settled_at: datetime | None
    version: int = 1


class TicketRow(Row, table=True):
    """A ticket (工单)."""

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("seat", "day", "running"),
        Index("ix_ticket_contact", "contact_e164", "status"),
        Index("ix_ticket_open", "status", "opened_at"),
    )

    id: UUID = Field(primary_key=True)
    number: str
    seat: str
    day: str
    """The centre's local date, YYMMDD."""
    running: int
    call_id: UUID | None = Field(foreign_key="call.id", index=True)
    pack_id: str
    type: str
    subject: str = Field(sa_type=Text)
    detail: str = Field(sa_type=Text)
    customer: str = Field(sa_type=Text)
    contact: str
    contact_e164: str
    """The contact number as far as it could be parsed; empty otherwise."""
    promised_at: datetime | None
    first_asked: str
    """The agent asked first, who owns it whoever handles it (TKT-14)."""
    handler: str
    status: str
    opened_at: datetime
    version: int = 1
