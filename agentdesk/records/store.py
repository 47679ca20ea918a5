"""The store: one unit of work a change, one reading a question.

A unit writes its rows and their journal entries in one transaction, or nothing at all.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from types import SimpleNamespace
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, text, update
from sqlmodel import Session

from agentdesk.errors import NotFound
from agentdesk.records.base import Row, adding, by_key, changing, key, primary_of, table_name, values
from agentdesk.records.engine import WRITING, build
from agentdesk.records.faults import told
from agentdesk.records.journal import Actor, Change, JournalHeadRow, JournalRow, chained

CHANNEL = "agentdesk"
"""The PostgreSQL channel on which every committed unit is told."""

_HEAD = JournalHeadRow.__table__.c

_MOVE_HEAD = (
    update(JournalHeadRow.__table__)
    .where(
        _HEAD.session_id == bindparam("mine"),
        _HEAD.sequence == bindparam("was_sequence"),
        _HEAD.hash == bindparam("was_hash"),
    )
    .values(sequence=bindparam("sequence"), hash=bindparam("hash"))
)

_NOTIFY = text(f"SELECT pg_notify('{CHANNEL}', '')")

_Row = TypeVar("_Row", bound=Row)


class Unit:
    """One unit of work. Rows added or changed go to the database, with their journal entries, when it ends."""

    def __init__(self, connection: Connection, actor: Actor, at: datetime, head: tuple[int, str] | None) -> None:
        self.connection = connection
        self.actor = actor
        self.at = at
        self.head = head
        """Where the actor's chain ends, as far as this desk knows; another program may have gone on with it."""
        self._held: dict[tuple[type[Row], str], tuple[Row, dict[str, Any]]] = {}
        """Rows read to be changed, by table and key, and the columns they were read with."""
        self._added: list[tuple[Row, str]] = []
        self._put: list[Change] = []
        self._actions: dict[int, str] = {}
        """What the journal calls the change of a held row, by the row's identity."""

    def add(self, row: _Row, action: str) -> _Row:
        """Keep a new row; `action` is what the journal calls it, e.g. `call.rang`."""
        self._added.append((row, action))
        return row

    def put(self, kind: type[Row], columns: dict[str, Any], action: str) -> None:
        """Keep a new row given as all its columns, after those added: where rows are many, objects cost the most."""
        self._put.append((kind, columns, action))

    def change(self, row: Row, action: str) -> None:
        """Keep what was changed in a row got from this unit. The first action of a unit names the row's change."""
        if not any(row is known for known, _ in (*self._held.values(), *self._added)):
            raise ValueError("a row of another unit")
        self._actions.setdefault(id(row), action)

    def get(self, kind: type[_Row], row_key: object) -> _Row:
        """A row to change, held until the unit ends. Raises NotFound."""
        known = self._held.get((kind, str(row_key)))
        if known is not None:
            return cast(_Row, known[0])
        found = self.connection.execute(by_key(kind), {"key": row_key}).mappings().first()
        if found is None:
            raise NotFound("store.not-found", kind=table_name(kind))
        return self._hold(kind, found)

    def first(self, kind: type[_Row], *where: Any) -> _Row | None:
        """The first row that fits, to change, held until the unit ends; or None."""
        fitting = select(kind.__table__).where(*where).limit(1).with_for_update()
        found = self.connection.execute(fitting).mappings().first()
        return None if found is None else self._hold(kind, found)

    def _hold(self, kind: type[_Row], columns: Mapping[Any, Any]) -> _Row:
        known = self._held.get((kind, name := key(columns, primary_of(kind))))
        if known is not None:
            return cast(_Row, known[0])
        # A held row is its columns and nothing else: a mapped object costs as much as the statement that reads it.
        row = cast(_Row, SimpleNamespace(**columns))
        self._held[kind, name] = row, dict(columns)
        return row

    def finish(self) -> None:
        """Write everything: new rows in the order they were added, then changes, then the journal."""
        changes: list[Change] = [(type(row), values(row), action) for row, action in self._added] + self._put
        for kind, group in groupby(changes, itemgetter(0)):
            self.connection.execute(adding(kind), [columns for _, columns, _ in group])
        for (kind, _), (row, before) in self._held.items():
            action = self._actions.get(id(row))
            if action is not None and (columns := self._rewrite(kind, vars(row), before)) is not None:
                changes.append((kind, columns, action))
        if changes:
            self._journal(changes)

    def _rewrite(self, kind: type[Row], held: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any] | None:
        """Write the columns of a held row that were changed; returns the row as it is now, None if nothing was."""
        columns = dict(held)
        changed = {name: value for name, value in columns.items() if value != before[name]}
        if not changed:
            return None
        columns["version"] = changed["version"] = before["version"] + 1
        here = {f"key_{name}": before[name] for name in primary_of(kind)}
        self.connection.execute(changing(kind, frozenset(changed)), changed | here)
        return columns

    def _journal(self, changes: list[Change]) -> None:
        """Append to the chain of the acting desk session, whose head is held from here to the end."""
        if self.head is None or not self._append(changes):
            found = self.connection.execute(by_key(JournalHeadRow), {"key": self.actor.session_id}).first()
            self.head = None if found is None else (found.sequence, found.hash)
            self._append(changes)

    def _append(self, changes: list[Change]) -> bool:
        """Append after `head`; False, and nothing written, where the chain has gone on since."""
        entries = chained(self.actor, self.at, changes, self.head)
        mine, last = self.actor.session_id, entries[-1]
        end = {"sequence": last["sequence"], "hash": last["hash"]}
        if self.head is None:
            self.connection.execute(adding(JournalHeadRow), {"session_id": mine, **end})
        else:
            was = {"mine": mine, "was_sequence": self.head[0], "was_hash": self.head[1]}
            if self.connection.execute(_MOVE_HEAD, was | end).rowcount != 1:
                return False
        self.connection.execute(adding(JournalRow), entries)
        self.head = last["sequence"], last["hash"]
        return True


class Store:
    """An open database. Thread-safe; every unit and reading has a session of its own."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        with told():
            self.engine = build(url, read_only=read_only)
        self._heads: dict[UUID, tuple[int, str]] = {}
        """Where the chains written through this store ended when they were last written."""
        self._writing = self.engine.execution_options(**{WRITING: True})
        one_moment = {"isolation_level": "REPEATABLE READ"} if self.postgresql else {}
        self._reading = self.engine.execution_options(**one_moment)

    @property
    def postgresql(self) -> bool:
        """Whether this is a server that several machines share."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def unit(self, actor: Actor, at: datetime) -> Iterator[Unit]:
        """A unit of work by `actor` at the moment `at`. An exception inside undoes all of it."""
        with told(), self._writing.begin() as connection:
            unit = Unit(connection, actor, at, self._heads.get(actor.session_id))
            yield unit
            unit.finish()
            if self.postgresql:
                connection.execute(_NOTIFY)
        if unit.head is not None:
            self._heads[actor.session_id] = unit.head

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for questions; all its answers are of one moment."""
        with told(), Session(self._reading, expire_on_commit=False, autoflush=False) as session:
            yield session

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()
