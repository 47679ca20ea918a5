"""The note of a call: kept while it goes on, and once for all, with its flags, at the wrap-up."""

from collections.abc import Sequence
from uuid import UUID

from agentdesk.rules.call import Phase, Refusal
from agentdesk.rules.flags import Passage, Word
from agentdesk.rules.forbidden import Hit
from agentdesk.rules.moves import Coded
from agentdesk.services import wording
from agentdesk.services.call_work import CallView, CallWork
from agentdesk.services.flag_work import SubjectKind, Writing, found_in, raise_flags
from agentdesk.services.office import Desk, Office, line, lines
from agentdesk.services.ticket_work import TicketDraft, add_ticket, checked_draft, written_in


def keep_note(office: Office, desk: Desk, call_id: UUID, note: str) -> tuple[Hit, ...]:
    """Save the note in mid-call. The hits are for the agent to see; flags are made of the final note only."""
    text = lines(note)
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        work = CallWork(office, unit, call_id).belongs_to(desk)
        work.keep_note(text)
        pack = work.pack
    return wording.scan(pack, text)


def wrap_up(
    office: Office,
    desk: Desk,
    call_id: UUID,
    code: str,
    note: str,
    ticket: TicketDraft | None = None,
    *,
    words: Sequence[Word] = (),
    corrections: int = 0,
) -> CallView | Refusal:
    """Close the call: code, final note, its flags, a ticket if one is asked for, and the agent's state of before.

    Saving the same again, as after a lost answer of the store, changes nothing and is no refusal.
    `words` are what the agent says about violations in it; `corrections` how many they put right before saving. Raises
    Unsettled, and saves nothing, where a violation still wants a word.
    """
    text = lines(note)
    draft = checked_draft(office, desk, ticket) if ticket else None
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        work = CallWork(office, unit, call_id).belongs_to(desk)
        if work.call.phase is Phase.CLOSED and (work.row.code, work.row.note) == (line(code), text):
            return work.view
        refusal = work.make(Coded(work.at, line(code)))
        if refusal is not None:
            return refusal
        work.row.corrections += corrections
        writings = []
        if (note_id := work.keep_note(text)) is not None:
            found = found_in(work.pack, Passage("note", text))
            writings.append(Writing(SubjectKind.NOTE, note_id, work.row.agent_id, found, call_id))
        if draft is not None:
            writings.append(written_in(work.pack, add_ticket(office, desk, unit, call_id, draft)))
        raise_flags(office, unit, work.pack, writings, words)
        return work.view
