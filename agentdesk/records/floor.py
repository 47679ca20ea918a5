"""Tables of the floor: the centre, its areas and seats, accounts, and who sits where.

`version` counts the changes of a row; the journal says what each of them was. Moments are aware and in UTC.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Index, text
from sqlmodel import Field

from agentdesk.records.base import Row


class CentreRow(Row, table=True):
    """The one centre of this store."""

    __tablename__ = "centre"

    id: UUID = Field(primary_key=True)
    name: str
    pack_id: str
    zone: str
    """IANA name of the centre's time zone."""
    sample: bool
    created_at: datetime
    version: int = 1


class AreaRow(Row, table=True):
    """A part of the floor."""

    __tablename__ = "area"

    id: UUID = Field(primary_key=True)
    code: str = Field(unique=True)
    version: int = 1


class SeatRow(Row, table=True):
    """A place on the floor."""

    __tablename__ = "seat"

    id: UUID = Field(primary_key=True)
    code: str = Field(unique=True)
    area_id: UUID = Field(foreign_key="area.id")
    version: int = 1


class AccountRow(Row, table=True):
    """An agent, known to callers and colleagues by `agent_id`, which is never given to anybody else."""

    __tablename__ = "account"

    id: UUID = Field(primary_key=True)
    agent_id: str = Field(unique=True)
    name: str
    password_hash: str
    roles: list[str] = Field(sa_type=JSON)
    active: bool
    created_at: datetime
    version: int = 1


class LockoutRow(Row, table=True):
    """Wrong passwords in a row for an ID as typed; kept for unknown IDs too, so that a lock tells nothing."""

    __tablename__ = "lockout"

    agent_id: str = Field(primary_key=True)
    failures: int
    locked_until: datetime | None
    version: int = 1


class DeskSessionRow(Row, table=True):
    """One sign-in at one seat, or one visit through a headless door; the chain of its journal bears its id."""

    __tablename__ = "desk_session"
    __table_args__ = (
        Index(
            "uq_desk_session_open_seat",
            "seat",
            unique=True,
            sqlite_where=text("kind = 'desk' AND closed_at IS NULL"),
            postgresql_where=text("kind = 'desk' AND closed_at IS NULL"),
        ),
        Index(
            "uq_desk_session_open_agent",
            "agent_id",
            unique=True,
            sqlite_where=text("kind = 'desk' AND closed_at IS NULL"),
            postgresql_where=text("kind = 'desk' AND closed_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    kind: str
    """`desk` or `door`."""
    agent_id: str
    seat: str
    opened_at: datetime
    closed_at: datetime | None
    state: str
    since: datetime
    reason: str
    before: str
    """The state that a call interrupted."""
    version: int = 1
