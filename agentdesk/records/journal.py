"""The journal: append-only, one hash chain per desk session, with the digest of every row as it was left.

An entry is written in the transaction of the change it speaks of (see `store.Unit`). `faults` reads the whole journal
and every row, so an altered row is found as well as an altered entry. Who rewrites a chain from some entry to its end,
with its head and the rows, is found only against a head that was written down elsewhere.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Field, Session

from agentdesk.records.base import Row, key, primary_of, table_name
from agentdesk.records.flags import FlagRow, FlagStepRow
from agentdesk.records.floor import AccountRow, AreaRow, CentreRow, DeskSessionRow, LockoutRow, SeatRow
from agentdesk.records.handover import HandoverRow, HandoverStepRow
from agentdesk.records.practice import PracticeAnswerRow
from agentdesk.records.work import (
    CallRow,
    ExchangeRow,
    MoveRow,
    NoteRow,
    PromiseRow,
    TicketRow,
)

JOURNALED: tuple[type[Row], ...] = (
    CentreRow, AreaRow, SeatRow, AccountRow, LockoutRow, DeskSessionRow,
    CallRow, MoveRow, NoteRow, FlagRow, FlagStepRow, PromiseRow, ExchangeRow, TicketRow,
    HandoverRow, HandoverStepRow,
    PracticeAnswerRow,
)  # fmt: skip
"""Every table whose changes are journaled: all but the journal's own."""

_START = "0" * 64
"""What the first entry of a chain names as the hash before it."""


class JournalRow(Row, table=True):
    """One change: who, where, when, what, the row after it, and the entry before it."""

    __tablename__ = "journal"

    session_id: UUID = Field(primary_key=True, foreign_key="desk_session.id")
    sequence: int = Field(primary_key=True)
    at: datetime
    actor: str
    seat: str
    action: str
    entity: str
    entity_id: str
    version: int
    """Which change of that row this is, from 1."""
    digest: str
    previous: str
    hash: str


class JournalHeadRow(Row, table=True):
    """Where a chain ends, so that a cut tail shows; locked while an entry is appended."""

    __tablename__ = "journal_head"

    session_id: UUID = Field(primary_key=True, foreign_key="desk_session.id")
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something: the desk session whose chain it goes to, the agent, the seat."""

    session_id: UUID
    agent_id: str
    seat: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something the journal does not bear out. `entry` is `session/sequence`, `row` is `table/key`."""

    kind: str
    entry: str
    row: str


def canonical(value: Mapping[str, Any]) -> bytes:
    """A mapping as one fixed run of bytes: sorted keys, no blanks, moments in UTC."""
    return _ENCODER.encode(value).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a record")


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def digest(columns: Mapping[str, Any]) -> str:
    """The SHA-256 of a row's columns."""
    return sha256(canonical(columns)).hexdigest()


def entry_hash(entry: Mapping[str, Any]) -> str:
    """The hash of an entry over all its fields but the hash itself."""
    return digest({name: value for name, value in entry.items() if name != "hash"})


Change = tuple[type[Row], dict[str, Any], str]
"""A change of a row: its table, its columns as they are now, and what the journal calls the change."""


def chained(
    actor: Actor, at: datetime, changes: Iterable[Change], head: tuple[int, str] | None
) -> list[dict[str, Any]]:
    """The entries for `changes`, continuing a chain that ends in `head`."""
    sequence, previous = head or (0, _START)
    entries = []
    for kind, columns, action in changes:
        sequence += 1
        entry: dict[str, Any] = {
            "session_id": actor.session_id,
            "sequence": sequence,
            "at": at,
            "actor": actor.agent_id,
            "seat": actor.seat,
            "action": action,
            "entity": table_name(kind),
            "entity_id": key(columns, primary_of(kind)),
            "version": columns.get("version", 1),
            "digest": digest(columns),
            "previous": previous,
        }
        previous = entry["hash"] = entry_hash(entry)
        entries.append(entry)
    return entries


# ---- checking -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Known:
    """What the journal says about one row: its newest version and digest, and how many versions it has."""

    version: int
    digest: str
    entry: str
    count: int


class Verification:
    """One reading of the whole journal against all rows. `faults` come in the order they are met."""

    def __init__(self) -> None:
        self.entries = 0
        self.chains = 0
        self._rows: dict[tuple[str, str], _Known] = {}

    def faults(self, session: Session) -> Iterator[Fault]:
        """Everything that does not hold, the first bad entry of a chain first."""
        yield from self._chains(session)
        for row in JOURNALED:
            yield from self._table(session, row)
        for (entity, entity_id), known in self._rows.items():
            yield Fault("row-gone", known.entry, f"{entity}/{entity_id}")

    def _chains(self, session: Session) -> Iterator[Fault]:
        table = JournalRow.__table__
        heads = {
            head.session_id: (head.sequence, head.hash) for head in session.execute(select(JournalHeadRow.__table__))
        }
        rows = session.execute(
            select(table).order_by(table.c.session_id, table.c.sequence).execution_options(yield_per=1000)
        )
        chain: UUID | None = None
        end = (0, _START)
        for row in map(dict, rows.mappings()):
            if row["session_id"] != chain:
                yield from self._ended(chain, end, heads)
                chain, end = row["session_id"], (0, _START)
                self.chains += 1
            self.entries += 1
            yield from self._entry(row, end)
            end = (row["sequence"], row["hash"])
        yield from self._ended(chain, end, heads)
        for left in heads:
            yield Fault("chain-gone", str(left), "")

    def _entry(self, row: Mapping[str, Any], end: tuple[int, str]) -> Iterator[Fault]:
        where, what = f"{row['session_id']}/{row['sequence']}", f"{row['entity']}/{row['entity_id']}"
        if row["sequence"] != end[0] + 1:
            yield Fault("entry-missing", where, what)
        elif row["previous"] != end[1]:
            yield Fault("chain-broken", where, what)
        if entry_hash(row) != row["hash"]:
            yield Fault("entry-altered", where, what)
        name = (row["entity"], row["entity_id"])
        known = self._rows.setdefault(name, _Known(0, "", where, 0))
        known.count += 1
        if row["version"] > known.version:
            known.version, known.digest, known.entry = row["version"], row["digest"], where

    def _ended(self, chain: UUID | None, end: tuple[int, str], heads: dict[UUID, tuple[int, str]]) -> Iterator[Fault]:
        if chain is not None and heads.pop(chain, None) != end:
            yield Fault("chain-cut", f"{chain}/{end[0]}", "")

    def _table(self, session: Session, row: type[Row]) -> Iterator[Fault]:
        table, entity, primary = row.__table__, table_name(row), primary_of(row)
        for columns in map(dict, session.execute(select(table).execution_options(yield_per=1000)).mappings()):
            name = key(columns, primary)
            known = self._rows.pop((entity, name), None)
            where = f"{entity}/{name}"
            if known is None:
                yield Fault("row-unknown", "", where)
            elif known.digest != digest(columns):
                yield Fault("row-altered", known.entry, where)
            elif known.count != known.version:
                yield Fault("version-missing", known.entry, where)
