"""The table of practice answers; it is written to in practice stores alone."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Index, Text
from sqlmodel import Field

from agentdesk.records.base import Row


class PracticeAnswerRow(Row, table=True):
    """What an agent said in a situation of a pack, and its mark; never changed."""

    __tablename__ = "practice_answer"
    __table_args__ = (
        Index("ix_practice_answer_agent", "agent_id", "pack_id", "at", "id"),
        Index("ix_practice_answer_newest", "at", "id"),
    )

    id: UUID = Field(primary_key=True)
    agent_id: str
    at: datetime
    pack_id: str
    pack_version: str
    pack_digest: str
    phrase: str
    """Id of the phrase asked for."""
    stage: str
    wanted: str = Field(sa_type=Text)
    """The phrase as that version of the pack wrote it, slots and all."""
    text: str = Field(sa_type=Text)
    grade: str
    missing: list[str] = Field(sa_type=JSON)
    """The clauses that were not said."""
    corrections: int
    """How many forbidden phrases the agent put right before handing in: they count for them."""
