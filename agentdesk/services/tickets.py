"""Tickets (工单): opened from a call or without one, listed, read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, or_, select

from agentdesk.errors import NotFound
from agentdesk.records.base import pick
from agentdesk.records.work import CallRow, TicketRow
from agentdesk.rules.flags import Word
from agentdesk.services.call_work import OPEN, CallWork
from agentdesk.services.flag_work import raise_flags
from agentdesk.services.office import Desk, Office, line
from agentdesk.services.ticket_work import TicketDraft, add_ticket, checked_draft, written_in

__all__ = ["TicketDraft", "TicketLine", "TicketView", "open_ticket", "open_tickets", "ticket", "tickets_about"]


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket as a list shows it."""

    number: str
    type: str
    subject: str
    customer: str
    status: str
    handler: str
    opened_at: datetime
    promised_at: datetime | None


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket with everything in it."""

    id: UUID
    number: str
    type: str
    subject: str
    detail: str
    customer: str
    contact: str
    status: str
    first_asked: str
    """The agent asked first, who owns it (TKT-14)."""
    handler: str
    opened_at: datetime
    promised_at: datetime | None
    call_id: UUID | None
    pack_id: str


_LIST = 200
"""The most rows of a list."""


def open_ticket(
    office: Office, desk: Desk, call_id: UUID | None, draft: TicketDraft, *, words: Sequence[Word] = ()
) -> TicketView:
    """Open a ticket, with flags on its wording; one whose `key` is there already is returned as it is.

    `words` are what the agent says about violations in it. Raises Refused for faults of the form, Unsettled where a
    violation still wants a word.
    """
    checked = checked_draft(office, desk, draft)
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        if call_id is not None:
            CallWork(office, unit, call_id).belongs_to(desk)
        known = unit.first(TicketRow, TicketRow.id == checked.key) if checked.key else None
        if known is not None:
            return _view(known)
        row, pack = add_ticket(office, desk, unit, call_id, checked), office.pack(desk.pack_id)
        raise_flags(office, unit, pack, (written_in(pack, row),), words)
        return _view(row)


def open_tickets(office: Office, desk: Desk) -> tuple[TicketLine, ...]:
    """The open tickets this agent handles or was asked first for, the newest first."""
    mine = or_(TicketRow.handler == desk.agent_id, TicketRow.first_asked == desk.agent_id)
    with office.store.reading() as session:
        return _lines(session, TicketRow.status == OPEN, mine)


def tickets_about(session: Session, e164: str) -> tuple[TicketLine, ...]:
    """The open tickets of a number: those that name it as contact and those of its calls."""
    calls = select(CallRow.id).where(CallRow.number_e164 == e164)
    about = or_(TicketRow.contact_e164 == e164, col(TicketRow.call_id).in_(calls))
    return _lines(session, TicketRow.status == OPEN, about)


def ticket(office: Office, number: str) -> TicketView:
    """The ticket of that number. Raises NotFound."""
    with office.store.reading() as session:
        row = session.exec(select(TicketRow).where(TicketRow.number == line(number).upper())).first()
    if row is None:
        raise NotFound("tickets.unknown", number=line(number))
    return _view(row)


def _lines(session: Session, *where: Any) -> tuple[TicketLine, ...]:
    columns = pick(
        TicketRow, "number", "type", "subject", "customer", "status", "handler", "opened_at", "promised_at"
    ).where(*where)  # fmt: skip
    newest = columns.order_by(col(TicketRow.opened_at).desc(), col(TicketRow.id).desc()).limit(_LIST)
    return tuple(TicketLine(*row) for row in session.execute(newest))


def _view(row: TicketRow) -> TicketView:
    return TicketView(
        row.id, row.number, row.type, row.subject, row.detail, row.customer, row.contact, row.status, row.first_asked,
        row.handler, row.opened_at, row.promised_at, row.call_id, row.pack_id,
    )  # fmt: skip
