"""A call as use cases hold it: read from its moves, shown as a view, changed by one more move."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from agentdesk.errors import Refused
from agentdesk.phone import Number
from agentdesk.records.base import Source, pick
from agentdesk.records.floor import DeskSessionRow
from agentdesk.records.store import Unit
from agentdesk.records.work import CallRow, MoveRow, NoteRow, PromiseRow
from agentdesk.rules.call import Call, CallRules, Phase, Refusal, fold, step
from agentdesk.rules.moves import Move, Promised, decode, encode, kind_of
from agentdesk.rules.pack import Pack
from agentdesk.rules.presence import State, during
from agentdesk.services.office import Desk, Office

OPEN = "open"
"""Status of a promise, flag or ticket that nobody has settled."""


@dataclass(frozen=True, slots=True)
class CallView:
    """A call with everything a screen shows of it."""

    id: UUID
    number: Number
    call: Call
    pack_id: str
    pack_version: str
    pack_digest: str
    seat: str
    agent_id: str
    caller_name: str
    note: str


_MOVES = pick(MoveRow, "kind", "at", "data").where(col(MoveRow.call_id) == bindparam("call")).order_by(col(MoveRow.seq))


def moves_of(source: Source, call_id: UUID) -> tuple[Move, ...]:
    """A call's moves in order."""
    return tuple(decode(kind, at, data) for kind, at, data in source.execute(_MOVES, {"call": call_id}))


def number_of(row: CallRow) -> Number:
    """The caller's number as the call came with it."""
    return Number(row.number_raw, row.number_e164, row.number_national, ok=bool(row.number_e164), hidden=row.hidden)


def view_of(row: CallRow, call: Call) -> CallView:
    """What a screen shows of a call."""
    return CallView(
        row.id, number_of(row), call, row.pack_id, row.pack_version, row.pack_digest, row.seat, row.agent_id,
        row.caller_name, row.note,
    )  # fmt: skip


class CallWork:
    """A call held for change until the unit ends. `make` lets it go one move on."""

    def __init__(self, office: Office, unit: Unit, call_id: UUID) -> None:
        self.office = office
        self.unit = unit
        self.row = unit.get(CallRow, call_id)
        self.pack: Pack = office.pack(self.row.pack_id)
        self._begin(moves_of(unit.connection, call_id))

    @classmethod
    def fresh(cls, office: Office, unit: Unit, row: CallRow) -> "CallWork":
        """A call that begins in this unit; `row` is added already."""
        work = cls.__new__(cls)
        work.office, work.unit, work.row, work.pack = office, unit, row, office.pack(row.pack_id)
        work._begin(())
        return work

    def _begin(self, moves: tuple[Move, ...]) -> None:
        self.call = fold(moves)
        self.rules = CallRules.of(self.pack)
        self._seq = len(moves)
        # A clock that was set back must not let a hold or a wrap-up end before it began.
        self.at = max(self.unit.at, moves[-1].at) if moves else self.unit.at

    def belongs_to(self, desk: Desk) -> "CallWork":
        """This call, if it is that desk's. Raises Refused."""
        if self.row.session_id != desk.session_id:
            raise Refused("call.not-yours")
        return self

    @property
    def view(self) -> CallView:
        """The call as it stands in this unit."""
        return view_of(self.row, self.call)

    def make(self, move: Move) -> Refusal | None:
        """Let the call go on by `move`, with what hangs on it; or say why not, and change nothing."""
        outcome = step(self.call, move, self.rules)
        if isinstance(outcome, Refusal):
            return outcome
        before, self.call = self.call.phase, outcome
        self._seq += 1
        kind = kind_of(move)
        columns = {"call_id": self.row.id, "seq": self._seq, "at": move.at, "kind": kind, "data": encode(move)}
        self.unit.put(MoveRow, columns, f"call.{kind}")
        if isinstance(move, Promised):
            self._keep_promise(move)
        if outcome.phase is not before:
            self._follow(outcome)
        return None

    def _follow(self, call: Call) -> None:
        """The header and the agent's state follow a call that came into another phase."""
        self.row.phase, self.row.ended_at, self.row.code = call.phase, call.ended_at, call.code
        self.unit.change(self.row, "call.phase")
        desk = self.unit.get(DeskSessionRow, self.row.session_id)
        if call.phase is Phase.RINGING:
            desk.before = desk.state
        desk.state, desk.since, desk.reason = during(call.phase, State(desk.before)), self.at, ""
        self.unit.change(desk, "presence.followed")

    def _keep_promise(self, move: Promised) -> None:
        self.unit.add(
            PromiseRow(
                id=self.office.ids.new(), call_id=self.row.id, agent_id=self.row.agent_id, contact=move.contact,
                due=move.due, what=move.what, approved_by=move.approved_by, status=OPEN, at=move.at,
            ),
            "promise.made",
        )  # fmt: skip

    def keep_note(self, text: str) -> UUID | None:
        """Append the note as it stands now; returns its id, None where there is nothing to keep."""
        if text == self.row.note:
            newest = select(NoteRow.id).where(NoteRow.call_id == self.row.id).order_by(col(NoteRow.id).desc()).limit(1)
            return self.unit.connection.execute(newest).scalar_one_or_none() if text else None
        note = NoteRow(
            id=self.office.ids.new(), call_id=self.row.id, text=text, agent_id=self.unit.actor.agent_id, at=self.at
        )
        self.unit.add(note, "note.kept")
        self.row.note = text
        self.unit.change(self.row, "call.noted")
        return note.id


def moved(office: Office, desk: Desk, call_id: UUID, move: Callable[[datetime], Move]) -> CallView | Refusal:
    """One move of a call by its own desk, in a unit of its own."""
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        work = CallWork(office, unit, call_id).belongs_to(desk)
        return work.make(move(work.at)) or work.view
