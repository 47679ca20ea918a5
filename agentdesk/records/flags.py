"""Tables of the flags: what was found or observed, and every step taken on it since."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, Text
from sqlmodel import Field

from agentdesk.records.base import Row


class FlagRow(Row, table=True):
    """A forbidden phrase found in what an agent wrote, or something a lead observed.

    The find is never changed; how far the flag has come is what its steps say, kept here too for the lists.
    """

    __tablename__ = "flag"
    __table_args__ = (
        Index("ix_flag_pending", "pending", "at", "id"),
        Index("ix_flag_agent", "agent_id", "pending", "at", "id"),
    )

    id: UUID = Field(primary_key=True)
    kind: str
    """`wording` or `observed`."""
    subject: str
    """What was written: `note`, `ticket`, `handover`, `practice`; of an observation `call` or `agent`."""
    subject_id: UUID | None
    """Key of the note, ticket, … ; None for an observation."""
    field: str
    """The field of it, e.g. `detail`."""
    call_id: UUID | None = Field(foreign_key="call.id", index=True)
    agent_id: str
    """Whose wording it is, or who was observed."""
    raised_by: str
    """The lead who observed it; empty for what was found in a text."""
    at: datetime
    pack_id: str
    pack_version: str
    pack_digest: str
    phrase: str
    """Id of the forbidden phrase in that pack, or the kind of observation."""
    start: int
    """First code point of the span in the field's text as it was saved."""
    end: int
    text: str = Field(sa_type=Text)
    """The span as it was written; of an observation the lead's words."""
    context: str = Field(sa_type=Text)
    """The sentence it stands in."""
    before: int
    """How many code points of the sentence stand before the span."""
    severity: str
    rule: str
    pending: bool
    """Whether a verdict is still to come."""
    status: str
    stance: str
    reason: str = Field(sa_type=Text)
    verdict: str
    remark: str = Field(sa_type=Text)
    judged_by: str
    judged_at: datetime | None
    taught: bool
    """Whether the pack has learned from it: it was made a counter-example."""
    version: int = 1


class FlagStepRow(Row, table=True):
    """One step of a flag's life, as `rules.flags` names it; never changed."""

    __tablename__ = "flag_step"

    flag_id: UUID = Field(primary_key=True, foreign_key="flag.id")
    seq: int = Field(primary_key=True)
    at: datetime
    by: str
    kind: str
    data: dict[str, Any] = Field(sa_type=JSON)
