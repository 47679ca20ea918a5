"""The note of a call: kept while it goes on, and once for all, with its flags, at the wrap-up."""

from uuid import UUID

from agentdesk.records.work import FlagRow
from agentdesk.rules.call import Refusal
from agentdesk.rules.forbidden import Hit, Kind
from agentdesk.rules.moves import Coded
from agentdesk.services import wording
from agentdesk.services.call_work import OPEN, CallView, CallWork
from agentdesk.services.office import Desk, Office, line, lines
from agentdesk.services.ticket_work import TicketDraft, add_ticket, checked_draft


def keep_note(office: Office, desk: Desk, call_id: UUID, note: str) -> tuple[Hit, ...]:
    """Save the note in mid-call. The hits are for the agent to see; flags are made of the final note only."""
    text = lines(note)
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        work = CallWork(office, unit, call_id).belongs_to(desk)
        work.keep_note(text)
        pack = work.pack
    return wording.scan(pack, text)


def wrap_up(
    office: Office, desk: Desk, call_id: UUID, code: str, note: str, ticket: TicketDraft | None = None
) -> CallView | Refusal:
    """Close the call: code, final note, its flags, a ticket if one is asked for, and the agent's state of before."""
    text = lines(note)
    draft = checked_draft(office, desk, ticket) if ticket else None
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        work = CallWork(office, unit, call_id).belongs_to(desk)
        refusal = work.make(Coded(work.at, line(code)))
        if refusal is not None:
            return refusal
        note_id = work.keep_note(text)
        if note_id is not None:
            _raise_flags(work, note_id, text)
        if draft is not None:
            add_ticket(office, desk, unit, call_id, draft)
        return work.view


def _raise_flags(work: CallWork, note_id: UUID, text: str) -> None:
    """One open flag for every forbidden phrase in the agent's own wording (FORB-1 to FORB-6)."""
    for hit in wording.scan(work.pack, text):
        if hit.kind is Kind.VIOLATION:
            work.unit.add(
                FlagRow(
                    id=work.office.ids.new(), call_id=work.row.id, note_id=note_id, agent_id=work.row.agent_id,
                    at=work.at, phrase=hit.phrase, start=hit.start, end=hit.end, text=text[hit.start : hit.end],
                    severity=hit.severity, rule=hit.rule, status=OPEN,
                ),
                "flag.raised",
            )  # fmt: skip
