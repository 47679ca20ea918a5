"""What it takes to open a ticket inside a unit of work: the form checked, the number given."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from agentdesk.errors import Refused
from agentdesk.phone import parse
from agentdesk.records.floor import AccountRow
from agentdesk.records.store import Unit
from agentdesk.records.work import TicketRow
from agentdesk.rules.flags import Passage
from agentdesk.rules.identity import LONGEST_ID
from agentdesk.rules.pack import Pack
from agentdesk.services.call_work import OPEN
from agentdesk.services.flag_work import SubjectKind, Writing, found_in
from agentdesk.services.office import Desk, Office, line, lines, required


@dataclass(frozen=True, slots=True)
class TicketDraft:
    """A ticket as the form has it."""

    type: str
    """Id of a ticket type of the pack."""
    subject: str
    detail: str
    customer: str
    contact: str
    promised_at: datetime | None = None
    """When the customer was promised an answer; aware."""
    handler: str = ""
    """Agent ID of who handles it; empty for oneself."""
    key: UUID | None = None
    """Made when the form is opened, so that saving it twice opens one ticket."""


_TAKEN = select(func.max(col(TicketRow.running))).where(
    TicketRow.seat == bindparam("seat"), TicketRow.day == bindparam("day")
)


def checked_draft(office: Office, desk: Desk, draft: TicketDraft) -> TicketDraft:
    """The draft, cleaned. Raises Refused for an unknown type, an empty subject, or a promised time that is over."""
    if draft.type not in {label.id for label in office.pack(desk.pack_id).ticket_types}:
        raise Refused("tickets.type-unknown", type=draft.type)
    if draft.promised_at is not None and draft.promised_at <= office.clock.now():
        raise Refused("tickets.promise-past")
    return replace(
        draft,
        subject=required(draft.subject, "tickets.subject-missing"),
        detail=lines(draft.detail),
        customer=line(draft.customer),
        contact=line(draft.contact),
        handler=line(draft.handler)[:LONGEST_ID],
    )


def add_ticket(office: Office, desk: Desk, unit: Unit, call_id: UUID | None, draft: TicketDraft) -> TicketRow:
    """Open a ticket of a checked draft. The agent asked first owns it, whoever handles it (TKT-14)."""
    handler = draft.handler or desk.agent_id
    if handler != desk.agent_id:
        active = unit.connection.execute(select(AccountRow.active).where(AccountRow.agent_id == handler)).scalar()
        if not active:
            raise Refused("tickets.handler-unknown", agent_id=handler)
    seat = desk.seat or desk.agent_id
    day = f"{unit.at.astimezone(ZoneInfo(desk.zone)):%y%m%d}"
    running = _next(unit, seat, day)
    return unit.add(
        TicketRow(
            id=draft.key or office.ids.new(), number=f"{seat}-{day}-{running:03d}", seat=seat, day=day,
            running=running, call_id=call_id, pack_id=desk.pack_id, type=draft.type, subject=draft.subject,
            detail=draft.detail, customer=draft.customer, contact=draft.contact,
            contact_e164=parse(draft.contact).e164, promised_at=draft.promised_at, first_asked=desk.agent_id,
            handler=handler, status=OPEN, opened_at=unit.at,
        ),
        "ticket.opened",
    )  # fmt: skip


def _next(unit: Unit, seat: str, day: str) -> int:
    """The next running number of a seat's day. One desk sits at a seat, so nobody else counts there."""
    return int(unit.connection.execute(_TAKEN, {"seat": seat, "day": day}).scalar() or 0) + 1


def written_in(pack: Pack, row: TicketRow) -> Writing:
    """What the agent wrote in a new ticket, with the violations in it."""
    found = found_in(pack, Passage("subject", row.subject), Passage("detail", row.detail))
    return Writing(SubjectKind.TICKET, row.id, row.first_asked, found, row.call_id)
