"""Tables of the handover: the logs as they were offered, and every step since."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field

from agentdesk.records.base import Row


class HandoverRow(Row, table=True):
    """A handover log (交接班日志). Its parts are never changed; of an empty one was said: nothing to report."""

    __tablename__ = "handover"
    __table_args__ = (
        Index("ix_handover_from", "from_id", "offered_at", "id"),
        Index("ix_handover_to", "to_id", "status", "offered_at", "id"),
        Index("ix_handover_offered", "offered_at", "id"),
    )

    id: UUID = Field(primary_key=True)
    from_id: str
    from_seat: str
    to_id: str
    pack_id: str
    """The pack its wording was looked through with."""
    journal: str = Field(sa_type=Text)
    hygiene: str = Field(sa_type=Text)
    equipment: str = Field(sa_type=Text)
    materials: str = Field(sa_type=Text)
    matters: str = Field(sa_type=Text)
    status: str
    wrong: int
    """How often the successor entered another ID than the one stated."""
    corrections: int
    """How many forbidden phrases the agent put right before offering it."""
    offered_at: datetime
    accepted_at: datetime | None
    version: int = 1


class HandoverStepRow(Row, table=True):
    """One step of a log's life, as `rules.handover` names it; never changed."""

    __tablename__ = "handover_step"
    __table_args__ = (UniqueConstraint("handover_id", "seq"),)

    id: UUID = Field(primary_key=True)
    handover_id: UUID = Field(foreign_key="handover.id")
    seq: int
    at: datetime
    by: str
    kind: str
    text: str = Field(sa_type=Text)
    """Of a remark, what it says."""
