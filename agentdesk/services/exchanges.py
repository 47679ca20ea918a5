"""ID exchanges (ID-1): each agent states their own ID and enters the other's; two-sided, one-sided or refused."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from agentdesk.errors import NotFound, Refused
from agentdesk.records.base import Source
from agentdesk.records.floor import AccountRow, DeskSessionRow
from agentdesk.records.store import Unit
from agentdesk.records.work import CallRow, ExchangeRow
from agentdesk.rules.call import Phase
from agentdesk.rules.identity import check_id
from agentdesk.rules.moves import Exchanged, Purpose, Side
from agentdesk.services.call_work import CallWork
from agentdesk.services.office import DESK, Desk, Office, line, required

ASKED = "asked"
"""Status of an exchange that waits for the counterpart; a settled one has the value of a `Side`."""

_LIVE = (Phase.TALKING, Phase.HOLDING)


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """An ID exchange as both sides see it. `status` is `asked`, `two-sided`, `one-sided` or `refused`."""

    id: UUID
    call_id: UUID
    purpose: Purpose
    from_id: str
    from_seat: str
    to_id: str
    status: str
    reason: str
    outside: str
    """Name and department of a counterpart without an ID at this centre."""
    wrong: int
    """How often the counterpart entered another ID than the one stated."""
    reachable: bool
    """Whether the counterpart is signed in, so that their desk asks them."""


def ask(office: Office, desk: Desk, call_id: UUID, purpose: Purpose, other_id: str) -> ExchangeView:
    """State one's own ID and enter the counterpart's; their desk asks them for the ID they heard.

    Asking the same again returns the exchange that waits. Raises Refused: `exchange.malformed`, `.own`, `.unknown`,
    `.inactive`, `.no-call`.
    """
    other = line(other_id)
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        work = _live(office, unit, call_id).belongs_to(desk)
        active = unit.connection.execute(select(AccountRow.active).where(AccountRow.agent_id == other)).scalar()
        fault = check_id(other, desk.agent_id, work.pack.id_format, active)
        if fault is not None:
            raise Refused(f"exchange.{fault}", agent_id=other)
        waiting = unit.first(
            ExchangeRow,
            ExchangeRow.call_id == call_id,
            ExchangeRow.status == ASKED,
            ExchangeRow.purpose == purpose,
            ExchangeRow.to_id == other,
        )
        row = waiting or unit.add(_row(office, desk, unit, call_id, purpose, to_id=other), "exchange.asked")
        return _view(unit.connection, row)


def pending(office: Office, desk: Desk) -> ExchangeView | None:
    """The exchange this desk is asked to answer, the oldest first; None when there is none or its call is over."""
    with office.store.reading() as session:
        row = session.exec(
            select(ExchangeRow)
            .join(CallRow, col(CallRow.id) == ExchangeRow.call_id)
            .where(ExchangeRow.to_id == desk.agent_id, ExchangeRow.status == ASKED, col(CallRow.phase).in_(_LIVE))
            .order_by(col(ExchangeRow.id))
        ).first()
        return None if row is None else _view(session, row)


def answer(office: Office, desk: Desk, exchange_id: UUID, heard_id: str) -> ExchangeView:
    """Enter the ID one heard. Raises Refused `exchange.heard-wrong` {wrong} for another one, which is on record."""
    heard = line(heard_id)
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        row, work = _asked_of(office, desk, unit, exchange_id)
        if heard == row.from_id:
            _settle(unit, row, work, Side.TWO)
            return _view(unit.connection, row)
        row.wrong += 1
        unit.change(row, "exchange.heard-wrong")
    raise Refused("exchange.heard-wrong", wrong=row.wrong)


def refuse(office: Office, desk: Desk, exchange_id: UUID, reason: str) -> ExchangeView:
    """Refuse the dealing, with a reason."""
    why = required(reason, "exchange.reason")
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        row, work = _asked_of(office, desk, unit, exchange_id)
        row.reason = why
        _settle(unit, row, work, Side.REFUSED)
        return _view(unit.connection, row)


def settle_one_sided(
    office: Office,
    desk: Desk,
    exchange_id: UUID | None,
    *,
    call_id: UUID,
    purpose: Purpose,
    outside: str = "",
    reason: str,
) -> ExchangeView:
    """Record an exchange that only one side could state: an outside department, or a counterpart who does not answer.

    `exchange_id` is the one that waits; None for an outside counterpart, whose name and department `outside` gives.
    """
    why, whom = required(reason, "exchange.reason"), line(outside)
    if exchange_id is None and not whom:
        raise Refused("exchange.outside")
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        work = _live(office, unit, call_id).belongs_to(desk)
        if exchange_id is None:
            row = unit.add(_row(office, desk, unit, call_id, purpose, to_id=""), "exchange.one-sided")
        else:
            row = unit.get(ExchangeRow, exchange_id)
            if row.call_id != call_id or row.status != ASKED:
                raise Refused("exchange.settled")
        row.outside, row.reason = whom, why
        _settle(unit, row, work, Side.ONE)
        return _view(unit.connection, row)


def watch(office: Office, desk: Desk, exchange_id: UUID) -> ExchangeView:
    """How an exchange of this desk stands. Raises NotFound."""
    with office.store.reading() as session:
        row = session.get(ExchangeRow, exchange_id)
        if row is None or desk.agent_id not in (row.from_id, row.to_id):
            raise NotFound("store.not-found", kind="exchange")
        return _view(session, row)


def _live(office: Office, unit: Unit, call_id: UUID) -> CallWork:
    work = CallWork(office, unit, call_id)
    if work.call.phase not in _LIVE:
        raise Refused("exchange.no-call")
    return work


def _asked_of(office: Office, desk: Desk, unit: Unit, exchange_id: UUID) -> tuple[ExchangeRow, CallWork]:
    """The exchange that this desk is asked to answer, with its call. Raises Refused when that is over."""
    call_id = unit.connection.execute(select(ExchangeRow.call_id).where(ExchangeRow.id == exchange_id)).scalar()
    if call_id is None:
        raise NotFound("store.not-found", kind="exchange")
    # The call is held first, as the asking desk does, so that the two never wait for each other.
    work = _live(office, unit, call_id)
    row = unit.get(ExchangeRow, exchange_id)
    if row.to_id != desk.agent_id:
        raise Refused("exchange.not-yours")
    if row.status != ASKED:
        raise Refused("exchange.settled")
    return row, work


def _row(office: Office, desk: Desk, unit: Unit, call_id: UUID, purpose: Purpose, *, to_id: str) -> ExchangeRow:
    return ExchangeRow(
        id=office.ids.new(), call_id=call_id, purpose=purpose, from_id=desk.agent_id, from_seat=desk.seat, to_id=to_id,
        status=ASKED, reason="", outside="", wrong=0, asked_at=unit.at, settled_at=None,
    )  # fmt: skip


def _settle(unit: Unit, row: ExchangeRow, work: CallWork, side: Side) -> None:
    """Close an exchange; the call remembers it as a move."""
    row.status, row.settled_at = side, unit.at
    unit.change(row, f"exchange.{side}")
    move = Exchanged(work.at, Purpose(row.purpose), side, row.from_id, row.to_id, row.outside, row.reason)
    if work.make(move) is not None:
        raise Refused("exchange.no-call")


def _view(source: Source, row: ExchangeRow) -> ExchangeView:
    seat = source.execute(
        select(DeskSessionRow.seat).where(
            DeskSessionRow.agent_id == row.to_id, DeskSessionRow.kind == DESK, col(DeskSessionRow.closed_at).is_(None)
        )
    ).scalar()
    return ExchangeView(
        row.id, row.call_id, Purpose(row.purpose), row.from_id, row.from_seat, row.to_id, row.status, row.reason,
        row.outside, row.wrong, reachable=bool(row.to_id) and seat is not None,
    )  # fmt: skip
