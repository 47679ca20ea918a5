"""The store: one unit of work a change, one reading a question.

A unit writes its rows and their journal entries in one transaction, or nothing at all.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session

from agentdesk.errors import NotFound, Refused, StoreUnavailable
from agentdesk.records.base import Row, values
from agentdesk.records.engine import WRITING, build
from agentdesk.records.journal import Actor, JournalHeadRow, JournalRow, chained

CHANNEL = "agentdesk"
"""The PostgreSQL channel on which every committed unit is told."""

_Row = TypeVar("_Row", bound=Row)


class Unit:
    """One unit of work. Rows added or changed go to the database, with their journal entries, when it ends."""

    def __init__(self, session: Session, actor: Actor, at: datetime) -> None:
        self.session = session
        self.actor = actor
        self.at = at
        self._added: list[tuple[Row, str]] = []
        self._changed: list[tuple[Row, str]] = []

    def add(self, row: _Row, action: str) -> _Row:
        """Keep a new row; `action` is what the journal calls it, e.g. `call.rang`."""
        self._added.append((row, action))
        return row

    def change(self, row: Row, action: str) -> None:
        """Keep what was changed in a row got from this unit. The first action of a unit names the row's change."""
        known = (*self._added, *self._changed)
        if not any(row is other for other, _ in known) and self.session.is_modified(row):
            row.version += 1  # type: ignore[attr-defined]
            self._changed.append((row, action))

    def get(self, kind: type[_Row], key: object) -> _Row:
        """A row to change, held until the unit ends. Raises NotFound."""
        # What is loaded already is held already, and may bear changes that reading it again would undo.
        row: _Row | None = self.session.identity_map.get(identity_key(kind, key))
        row = row or self.session.get(kind, key, with_for_update=True)
        if row is None:
            raise NotFound("store.not-found", kind=kind.__tablename__)
        return row

    def first(self, kind: type[_Row], *where: Any) -> _Row | None:
        """The first row that fits, to change, held until the unit ends; or None."""
        return self.session.execute(select(kind).where(*where).limit(1).with_for_update()).scalar_one_or_none()

    def finish(self) -> None:
        """Write everything: new rows in the order they were added, then changes, then the journal."""
        for row, _ in self._added:
            self.session.execute(insert(type(row).__table__), values(row))
        self.session.flush()
        changes = [(row, values(row), action) for row, action in (*self._added, *self._changed)]
        if not changes:
            return
        table = JournalHeadRow.__table__
        mine = table.c.session_id == self.actor.session_id
        head = self.session.execute(select(table.c.sequence, table.c.hash).where(mine).with_for_update()).first()
        entries = chained(self.actor, self.at, changes, None if head is None else (head[0], head[1]))
        self.session.execute(insert(JournalRow.__table__), entries)
        end = {"sequence": entries[-1]["sequence"], "hash": entries[-1]["hash"]}
        if head is None:
            self.session.execute(insert(table), {"session_id": self.actor.session_id, **end})
        else:
            self.session.execute(update(table).where(mine).values(end))


class Store:
    """An open database. Thread-safe; every unit and reading has a session of its own."""

    def __init__(self, url: str) -> None:
        with _faults():
            self.engine = build(url)
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
        with _faults(), Session(self._writing, expire_on_commit=False, autoflush=False) as session, session.begin():
            unit = Unit(session, actor, at)
            yield unit
            unit.finish()
            if self.postgresql:
                session.execute(text(f"SELECT pg_notify('{CHANNEL}', '')"))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for questions; all its answers are of one moment."""
        with _faults(), Session(self._reading, expire_on_commit=False, autoflush=False) as session:
            yield session

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


@contextmanager
def _faults() -> Iterator[None]:
    """Turn the database's errors into the desk's, without a customer's data in them."""
    try:
        yield
    except IntegrityError as fault:
        raise Refused("store.clash") from fault
    except DBAPIError as fault:
        raise StoreUnavailable(_key(str(fault.orig)), reason=str(fault.orig).split("\n")[0]) from fault
    except (SQLAlchemyError, OSError) as fault:
        raise StoreUnavailable("store.unavailable", reason=str(fault).split("\n")[0]) from fault


_KEYS: Mapping[str, str] = {
    "database is locked": "store.busy",
    "database or disk is full": "store.full",
    "readonly database": "store.readonly",
    "not a database": "store.foreign",
}


def _key(reason: str) -> str:
    return next((key for sign, key in _KEYS.items() if sign in reason), "store.unavailable")
