"""Calls: from the ring to the end of the line. The gate is `rules.call.step`; a refusal comes back as a value."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from agentdesk.errors import NotFound, Refused
from agentdesk.phone import parse
from agentdesk.records.floor import CentreRow, DeskSessionRow, SeatRow
from agentdesk.records.store import Unit
from agentdesk.records.work import CallRow
from agentdesk.rules import script
from agentdesk.rules.call import Phase, Refusal, fold
from agentdesk.rules.identity import LONGEST_ID
from agentdesk.rules.moves import (
    Answered,
    Confirmed,
    Ended,
    Ending,
    Extended,
    Held,
    Party,
    Promised,
    Rang,
    Unanswered,
)
from agentdesk.rules.pack import Direction, Pack
from agentdesk.rules.presence import State
from agentdesk.services.call_work import CallView, CallWork, moved, moves_of, view_of
from agentdesk.services.history import CallerCard, PastCall, PromiseLine, caller_card, promises, recent, show
from agentdesk.services.notes import keep_note, wrap_up
from agentdesk.services.office import DESK, Desk, Office, door, line, lines

__all__ = [
    "CallView",
    "CallerCard",
    "Missing",
    "PastCall",
    "PromiseLine",
    "answer",
    "caller_card",
    "confirm",
    "current",
    "end",
    "extend",
    "hold",
    "keep_note",
    "name_caller",
    "promise",
    "promises",
    "recent",
    "ring",
    "say",
    "show",
    "slots",
    "unanswered",
    "wrap_up",
]

Outcome = CallView | Refusal


@dataclass(frozen=True, slots=True)
class Missing:
    """The phrase was not said: these slots of it want a value."""

    slots: tuple[str, ...]


# ---- the ring -----------------------------------------------------------------------------------------------------


def ring(
    office: Office, number: str, seat: str, *, direction: Direction = Direction.INBOUND, by: Desk | None = None
) -> CallView:
    """Let a call reach a seat. `by` is the desk whose agent typed the number; None for a ring from outside.

    Raises Refused: `ring.seat-unknown`, `ring.nobody`, `ring.busy`, `ring.not-ready`.
    """
    code, dialled = line(seat).upper(), parse(number)
    writing: AbstractContextManager[Unit] = (
        door(office) if by is None else office.store.unit(by.actor, office.clock.now())
    )
    with writing as unit:
        sitting = _sitting(unit, code)
        _refuse_unready(State(sitting.state), by)
        pack = _pack_of_centre(office, unit)
        row = CallRow(
            id=office.ids.new(), number_raw=dialled.raw, number_e164=dialled.e164, number_national=dialled.national,
            hidden=dialled.hidden, direction=direction, seat=code, agent_id=sitting.agent_id, session_id=sitting.id,
            pack_id=pack.id, pack_version=pack.version, pack_digest=pack.digest, caller_name="", note="",
            phase=Phase.NEW, rang_at=unit.at, ended_at=None, code="",
        )  # fmt: skip
        unit.add(row, "call.came")
        work = CallWork.fresh(office, unit, row)
        work.make(Rang(unit.at, direction))
        return work.view


def _sitting(unit: Unit, seat: str) -> DeskSessionRow:
    """The desk session open at a seat, held until the unit ends. Raises Refused."""
    row = unit.first(
        DeskSessionRow,
        DeskSessionRow.seat == seat,
        DeskSessionRow.kind == DESK,
        col(DeskSessionRow.closed_at).is_(None),
    )
    if row is None:
        known = unit.first(SeatRow, SeatRow.code == seat) is not None
        raise Refused("ring.nobody" if known else "ring.seat-unknown", seat=seat)
    return row


def _refuse_unready(state: State, by: Desk | None) -> None:
    if state in (State.RINGING, State.ON_CALL, State.ON_HOLD, State.WRAP_UP):
        raise Refused("ring.busy")
    if state is not State.READY and not (by is not None and state is State.NOT_READY):
        raise Refused("ring.not-ready")


def _pack_of_centre(office: Office, unit: Unit) -> Pack:
    pack_id = unit.connection.execute(select(CentreRow.pack_id)).scalar()
    if pack_id is None:
        raise NotFound("centre.missing")
    return office.pack(pack_id)


def current(office: Office, desk: Desk) -> CallView | None:
    """The call of this desk that is not closed: also how a desk comes back to its call after a kill."""
    with office.store.reading() as session:
        row = session.exec(
            select(CallRow)
            .where(CallRow.session_id == desk.session_id, CallRow.phase != Phase.CLOSED)
            .order_by(col(CallRow.rang_at).desc())
        ).first()
        return None if row is None else view_of(row, fold(moves_of(session, row.id)))


# ---- the talk -----------------------------------------------------------------------------------------------------


def answer(office: Office, desk: Desk, call_id: UUID) -> Outcome:
    """Open the line."""
    return moved(office, desk, call_id, Answered)


def say(office: Office, desk: Desk, call_id: UUID, phrase_id: str, values: Mapping[str, str]) -> Outcome | Missing:
    """Tick a phrase as said. `values` fills the slots the desk cannot; on hold, a `resume` phrase leads back."""
    typed = {slot: line(value) for slot, value in values.items()}
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        work = CallWork(office, unit, call_id).belongs_to(desk)
        phrase = work.pack.phrase(phrase_id)
        if phrase is None:
            raise NotFound("call.phrase-missing", phrase=phrase_id)
        said = script.say(
            phrase,
            _known(desk, work.pack, work.row.caller_name, work.at) | typed,
            agent_id=desk.agent_id,
            unit=work.pack.unit,
            caller_name=work.row.caller_name,
            at=work.at,
        )
        if isinstance(said, tuple):
            return Missing(said)
        return work.make(said) or work.view


def slots(office: Office, desk: Desk, view: CallView) -> dict[str, str]:
    """The slots the desk fills by itself in this call at this moment: ID, names, unit, greeting of the day."""
    return _known(desk, office.pack(view.pack_id), view.caller_name, office.clock.now())


def _known(desk: Desk, pack: Pack, caller_name: str, at: datetime) -> dict[str, str]:
    local = at.astimezone(ZoneInfo(desk.zone)).time()
    return script.known(pack, agent_id=desk.agent_id, agent_name=desk.name, caller_name=caller_name, local=local)


def hold(office: Office, desk: Desk, call_id: UUID) -> Outcome:
    """Put the caller on hold (CALL-7)."""
    return moved(office, desk, call_id, Held)


def confirm(office: Office, desk: Desk, call_id: UUID, text: str) -> Outcome:
    """The caller confirmed the key points as read back (CALL-5)."""
    return moved(office, desk, call_id, lambda at: Confirmed(at, lines(text)))


def unanswered(office: Office, desk: Desk, call_id: UUID, question: str) -> Outcome:
    """A question stays open: a promise is owed from now on (CALL-6)."""
    return moved(office, desk, call_id, lambda at: Unanswered(at, lines(question)))


def promise(
    office: Office, desk: Desk, call_id: UUID, contact: str, due: datetime, what: str, approved_by: str = ""
) -> Outcome:
    """Promise a reply at a definite time (CALL-6, CALL-12). `due` is aware."""
    approver = line(approved_by)[:LONGEST_ID]
    return moved(office, desk, call_id, lambda at: Promised(at, line(contact), due, lines(what), approver))


def extend(office: Office, desk: Desk, call_id: UUID, seconds: int) -> Outcome:
    """Add seconds to the wrap-up."""
    return moved(office, desk, call_id, lambda at: Extended(at, seconds))


def end(
    office: Office,
    desk: Desk,
    call_id: UUID,
    ending: Ending,
    first: Party = Party.CALLER,
    reason: str = "",
) -> Outcome:
    """Close the line. Ending.TRANSFERRED is the transfer (ID-1); the exceptional endings want a reason."""
    return moved(office, desk, call_id, lambda at: Ended(at, ending, first, line(reason)))


def name_caller(office: Office, desk: Desk, call_id: UUID, name: str) -> CallView:
    """Write down the caller's name or title (CALL-3)."""
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        work = CallWork(office, unit, call_id).belongs_to(desk)
        work.row.caller_name = line(name)
        unit.change(work.row, "call.named")
        return work.view
