"""Handover logs (交接班日志): offered to the successor, accepted by them, remarked on, listed, read (HO-1 to HO-3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from agentdesk.errors import NotFound, Refused
from agentdesk.records.base import Source, pick
from agentdesk.records.floor import AccountRow
from agentdesk.records.handover import HandoverRow, HandoverStepRow
from agentdesk.records.store import Unit
from agentdesk.rules.flags import Passage, Word
from agentdesk.rules.handover import (
    WRITTEN,
    Accepted,
    Bar,
    Log,
    Part,
    Remarked,
    Status,
    Step,
    sees,
    step,
    unconfirmed,
)
from agentdesk.rules.identity import Role, check_id
from agentdesk.services.flag_work import SubjectKind, Writing, found_in, raise_flags
from agentdesk.services.office import Desk, Office, line, lines

LIST = 200
"""The most rows of a list."""

REMARK = "remark"
"""The field of a flag that was found in a remark; one found in a log names the part."""

_COLUMNS = ("id", "from_id", "from_seat", "to_id", "status", "offered_at", "accepted_at")


@dataclass(frozen=True, slots=True)
class LogDraft:
    """A log as its writer has it."""

    to_id: str
    """The successor's ID, as they stated it."""
    parts: Mapping[Part, str]
    nothing: frozenset[Part] = frozenset()
    """The parts that the agent says have nothing to report."""
    corrections: int = 0
    """How many forbidden phrases were put right while it was written."""
    key: UUID | None = None
    """Made when the form is opened, so that offering it twice offers one log."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """A log as a list shows it."""

    id: UUID
    from_id: str
    from_seat: str
    to_id: str
    status: str
    offered_at: datetime
    accepted_at: datetime | None


@dataclass(frozen=True, slots=True)
class LogView:
    """A log with everything on record of it."""

    line: LogLine
    names: Mapping[str, str]
    """Of everybody who had to do with it, by ID."""
    parts: Mapping[Part, str]
    """In their order; an empty one has nothing to report."""
    wrong: int
    """How often the successor entered another ID than the one stated."""
    steps: tuple[Step, ...] = field(default=())


class Unfilled(Refused):
    """Nothing was saved: in these parts nothing is written, and nobody said that there is nothing to report (HO-1)."""

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__("handover.unfilled", count=len(parts))
        self.parts = tuple(parts)


def offer(office: Office, desk: Desk, draft: LogDraft, *, words: Sequence[Word] = ()) -> LogView:
    """Hand a log to the successor, with flags on its wording; one whose `key` is there already is returned as it is.

    Raises Refused `exchange.…` for the successor's ID (ID-1) and `handover.journal-missing`, Unfilled for parts that
    are blank and not said to be, Unsettled where a violation wants the agent's word.
    """
    parts = {part: lines(draft.parts.get(part, "")).strip() for part in Part}
    checked = replace(draft, to_id=line(draft.to_id), parts=parts)
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        known = unit.first(HandoverRow, HandoverRow.id == checked.key) if checked.key else None
        if known is None:
            known = _add(office, desk, unit, checked, words)
        log_id = known.id
    return log(office, desk, log_id)


def _add(office: Office, desk: Desk, unit: Unit, draft: LogDraft, words: Sequence[Word]) -> HandoverRow:
    pack = office.pack(desk.pack_id)
    active = unit.connection.execute(select(AccountRow.active).where(AccountRow.agent_id == draft.to_id)).scalar()
    if (fault := check_id(draft.to_id, desk.agent_id, pack.id_format, active)) is not None:
        raise Refused(f"exchange.{fault}", agent_id=draft.to_id)
    if owed := unconfirmed(draft.parts, draft.nothing):
        raise Refused("handover.journal-missing") if WRITTEN.intersection(owed) else Unfilled(owed)
    columns: dict[str, Any] = {
        "id": draft.key or office.ids.new(), "from_id": desk.agent_id, "from_seat": desk.seat, "to_id": draft.to_id,
        "pack_id": pack.id, "status": Status.OFFERED, "wrong": 0, "corrections": draft.corrections,
        "offered_at": unit.at, "accepted_at": None, **{part.value: draft.parts[part] for part in Part},
    }  # fmt: skip
    row = unit.add(HandoverRow(**columns), "handover.offered")
    found = found_in(pack, *passages(draft.parts))
    raise_flags(office, unit, pack, (Writing(SubjectKind.HANDOVER, row.id, desk.agent_id, found),), words)
    return row


def passages(parts: Mapping[Part, str]) -> tuple[Passage, ...]:
    """The parts of a log as they are looked through; a word on one is on no other."""
    return tuple(Passage(part, parts[part], apart=True) for part in Part)


# ---- steps --------------------------------------------------------------------------------------------------------


def accept(office: Office, desk: Desk, log_id: UUID, heard_id: str) -> LogView:
    """Take over, with the ID the outgoing agent stated (ID-1).

    Raises Refused `handover.…`; another ID than theirs is `handover.heard-wrong` {wrong}, and is on record.
    """
    heard = line(heard_id)
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        row = _held(unit, desk, log_id)
        outcome = step(_log(row), move := Accepted(unit.at, desk.agent_id, heard), lead=Role.LEAD in desk.roles)
        if outcome is Bar.HEARD_WRONG:
            row.wrong += 1
            unit.change(row, "handover.heard-wrong")
        elif isinstance(outcome, Bar):
            raise Refused(f"handover.{outcome}")
        else:
            row.status, row.accepted_at = outcome.status, outcome.accepted_at
            unit.change(row, "handover.accepted")
            unit.add(_step_row(office, unit, log_id, move), "handover.accepted")
        wrong = row.wrong
    if outcome is Bar.HEARD_WRONG:
        raise Refused(f"handover.{outcome}", wrong=wrong)
    return log(office, desk, log_id)


def remark(
    office: Office, desk: Desk, log_id: UUID, text: str, *, key: UUID | None = None, words: Sequence[Word] = ()
) -> LogView:
    """Add to a log what there is to say about it; one whose `key` is there already is there.

    Raises Refused `handover.…`, Unsettled where a violation wants the writer's word.
    """
    said, pack = lines(text).strip(), office.pack(desk.pack_id)
    with office.store.unit(desk.actor, office.clock.now()) as unit:
        row = _held(unit, desk, log_id)
        move = Remarked(unit.at, desk.agent_id, said)
        outcome = step(_log(row), move, lead=Role.LEAD in desk.roles)
        if isinstance(outcome, Bar):
            raise Refused(f"handover.{outcome}")
        if key is None or unit.first(HandoverStepRow, HandoverStepRow.id == key) is None:
            added = unit.add(_step_row(office, unit, log_id, move, key), "handover.remarked")
            found = found_in(pack, Passage(REMARK, said))
            raise_flags(office, unit, pack, (Writing(SubjectKind.HANDOVER, added.id, desk.agent_id, found),), words)
    return log(office, desk, log_id)


def _held(unit: Unit, desk: Desk, log_id: UUID) -> HandoverRow:
    """The log, held. Raises NotFound, and Refused where this desk has no business with it (SEC-1)."""
    row = unit.first(HandoverRow, HandoverRow.id == log_id)
    if row is None:
        raise NotFound("handover.unknown")
    if not sees(_log(row), desk.agent_id, lead=Role.LEAD in desk.roles):
        raise Refused("accounts.not-allowed")
    return row


def _log(row: HandoverRow) -> Log:
    return Log(row.from_id, row.to_id, Status(row.status), row.accepted_at)


def _step_row(office: Office, unit: Unit, log_id: UUID, move: Step, key: UUID | None = None) -> HandoverStepRow:
    taken = select(func.count()).select_from(HandoverStepRow).where(HandoverStepRow.handover_id == log_id)
    seq = int(unit.connection.execute(taken).scalar_one()) + 1
    kind, text = ("remarked", move.text) if isinstance(move, Remarked) else ("accepted", move.heard)
    return HandoverStepRow(
        id=key or office.ids.new(), handover_id=log_id, seq=seq, at=move.at, by=move.by, kind=kind, text=text
    )


# ---- reading ------------------------------------------------------------------------------------------------------


def logs(office: Office, desk: Desk | None, limit: int = LIST) -> tuple[LogLine, ...]:
    """The logs this desk may read: those that wait for it first, then the rest, the newest of each first.

    An agent's are the logs they gave and were offered; a lead's are all. None is who reads the store itself.
    """
    with office.store.reading() as session:
        if desk is None:
            return _lines(session, limit)
        mine = col(HandoverRow.to_id) == desk.agent_id
        waiting = _lines(session, limit, mine, col(HandoverRow.status) == Status.OFFERED)
        if Role.LEAD in desk.roles:
            rest = _lines(session, limit)
        else:
            rest = _lines(session, limit, col(HandoverRow.from_id) == desk.agent_id)
            rest += _lines(session, limit, mine, col(HandoverRow.status) == Status.ACCEPTED)
    first = {each.id for each in waiting}
    others = sorted((each for each in rest if each.id not in first), key=lambda each: (each.offered_at, each.id))
    return (*waiting, *reversed(others))[:limit]


def _lines(session: Session, limit: int, *where: Any) -> tuple[LogLine, ...]:
    newest = pick(HandoverRow, *_COLUMNS).where(*where).order_by(
        col(HandoverRow.offered_at).desc(), col(HandoverRow.id).desc()
    )  # fmt: skip
    return tuple(LogLine(*row) for row in session.execute(newest.limit(limit)))


def waiting(office: Office, desk: Desk) -> int:
    """How many logs wait for this desk's agent to accept them."""
    mine = (col(HandoverRow.to_id) == desk.agent_id, col(HandoverRow.status) == Status.OFFERED)
    with office.store.reading() as session:
        return int(session.execute(select(func.count()).select_from(HandoverRow).where(*mine)).scalar_one())


def log(office: Office, desk: Desk | None, log_id: UUID) -> LogView:
    """One log. Raises NotFound, and Refused where it is between two others and this desk is no lead's (SEC-1)."""
    with office.store.reading() as session:
        row = session.get(HandoverRow, log_id)
        if row is None:
            raise NotFound("handover.unknown")
        if desk is not None and not sees(_log(row), desk.agent_id, lead=Role.LEAD in desk.roles):
            raise Refused("accounts.not-allowed")
        steps = _steps(session, log_id)
        ids = {row.from_id, row.to_id, *(each.by for each in steps)}
        people = session.execute(pick(AccountRow, "agent_id", "name").where(col(AccountRow.agent_id).in_(ids)))
        names = {each.agent_id: each.name for each in people}
        return LogView(
            LogLine(*(getattr(row, name) for name in _COLUMNS)), names,
            {part: getattr(row, part) for part in Part}, row.wrong, steps,
        )  # fmt: skip


def _steps(source: Source, log_id: UUID) -> tuple[Step, ...]:
    rows = source.execute(
        pick(HandoverStepRow, "kind", "at", "by", "text")
        .where(col(HandoverStepRow.handover_id) == log_id)
        .order_by(col(HandoverStepRow.seq))
    )
    return tuple(
        Remarked(at, by, text) if kind == "remarked" else Accepted(at, by, text) for kind, at, by, text in rows
    )
