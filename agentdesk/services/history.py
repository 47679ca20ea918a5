"""What is known of callers and calls that were: the caller card, lists, promises, and one call with all its record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from agentdesk.errors import NotFound
from agentdesk.phone import Number
from agentdesk.records.base import Row, pick, values
from agentdesk.records.flags import FlagRow
from agentdesk.records.work import (
    CallRow,
    ExchangeRow,
    MoveRow,
    NoteRow,
    PromiseRow,
    TicketRow,
)
from agentdesk.rules.call import fold, held_seconds
from agentdesk.rules.identity import Role
from agentdesk.services.call_work import OPEN, moves_of
from agentdesk.services.office import Desk, Office
from agentdesk.services.tickets import TicketLine, tickets_about

_CARD, _RECENT = 5, 50
"""The most calls on a caller card and in the list of recent calls."""

_EXCERPT = 200
"""The most characters of a note in a list."""


@dataclass(frozen=True, slots=True)
class PastCall:
    """A call as a list shows it; `note` is cut short."""

    id: UUID
    rang_at: datetime
    number: Number
    caller_name: str
    direction: str
    agent_id: str
    phase: str
    code: str
    note: str


@dataclass(frozen=True, slots=True)
class CallerCard:
    """What is on record of a caller; empty for a hidden number."""

    calls: tuple[PastCall, ...] = ()
    """The newest calls, the newest first; the one that is going on among them."""
    times: int = 0
    """How often this number called or was called, the call that is going on counted."""
    open_tickets: tuple[TicketLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise that is open."""

    id: UUID
    call_id: UUID
    contact: str
    due: datetime
    what: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class FloorCall:
    """A call of any seat, in a word."""

    id: UUID
    rang_at: datetime
    agent_id: str
    number: str
    """The number as written nationally; screens mask it."""


def caller_card(office: Office, number: Number) -> CallerCard:
    """What is on record of a number."""
    if number.hidden:
        return CallerCard()
    # A number that could not be parsed is known by how it was written.
    same = CallRow.number_e164 == number.e164 if number.ok else CallRow.number_raw == number.raw
    with office.store.reading() as session:
        times = session.execute(select(func.count()).select_from(CallRow).where(same)).scalar_one()
        tickets = tickets_about(session, number.e164) if number.ok else ()
        return CallerCard(_past(session, _CARD, same), int(times), tickets)


def recent(office: Office, desk: Desk) -> tuple[PastCall, ...]:
    """This agent's newest calls, the newest first."""
    with office.store.reading() as session:
        return _past(session, _RECENT, CallRow.agent_id == desk.agent_id)


def _past(session: Session, most: int, *where: Any) -> tuple[PastCall, ...]:
    columns = pick(
        CallRow, "id", "rang_at", "number_raw", "number_e164", "number_national", "hidden", "caller_name", "direction",
        "agent_id", "phase", "code",
    ).add_columns(func.substr(CallRow.note, 1, _EXCERPT))  # fmt: skip
    newest = columns.where(*where).order_by(col(CallRow.rang_at).desc(), col(CallRow.id).desc()).limit(most)
    return tuple(
        PastCall(call_id, rang_at, Number(raw, e164, national, bool(e164), hidden), *rest)
        for call_id, rang_at, raw, e164, national, hidden, *rest in session.execute(newest)
    )


def floor_calls(office: Office, desk: Desk, most: int = 20) -> tuple[FloorCall, ...]:
    """The newest calls of all seats, for a lead who heard one of them."""
    desk.require(Role.LEAD)
    newest = pick(CallRow, "id", "rang_at", "agent_id", "number_national").order_by(
        col(CallRow.rang_at).desc(), col(CallRow.id).desc()
    )
    with office.store.reading() as session:
        return tuple(FloorCall(*row) for row in session.execute(newest.limit(most)))


def promises(office: Office, desk: Desk) -> tuple[PromiseLine, ...]:
    """This agent's open promises, the next due first."""
    columns = pick(PromiseRow, "id", "call_id", "contact", "due", "what", "approved_by")
    mine = columns.where(col(PromiseRow.agent_id) == desk.agent_id, col(PromiseRow.status) == OPEN)
    with office.store.reading() as session:
        return tuple(PromiseLine(*row) for row in session.execute(mine.order_by(col(PromiseRow.due))))


def show(office: Office, call_id: UUID) -> dict[str, Any]:
    """Everything on record of a call, as JSON values. Raises NotFound."""
    with office.store.reading() as session:
        row = session.get(CallRow, call_id)
        if row is None:
            raise NotFound("call.unknown", call_id=call_id)
        call = fold(moves_of(session, call_id))
        record = _plain(values(row))
        record["held_seconds"] = held_seconds(call, office.clock.now())
        record["ending"] = call.ending
        record["hung_up_first"] = call.hung_up_first
        moves = session.exec(select(MoveRow).where(MoveRow.call_id == call_id).order_by(col(MoveRow.seq))).all()
        record["moves"] = [{"seq": m.seq, "at": m.at.isoformat(), "kind": m.kind, **m.data} for m in moves]
        lists: tuple[tuple[str, type[Row]], ...] = (
            ("notes", NoteRow), ("flags", FlagRow), ("promises", PromiseRow), ("exchanges", ExchangeRow),
            ("tickets", TicketRow),
        )  # fmt: skip
        for name, kind in lists:
            record[name] = _list(session, kind, call_id)
    return record


def _list(session: Session, kind: type[Row], call_id: UUID) -> list[dict[str, Any]]:
    table = kind.__table__
    rows = session.execute(table.select().where(table.c.call_id == call_id).order_by(table.c.id)).mappings()
    return [_plain({name: value for name, value in row.items() if name != "call_id"}) for row in rows]


def _plain(columns: dict[str, Any]) -> dict[str, Any]:
    """Columns as JSON values."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, UUID) else value
        for name, value in columns.items()
    }
