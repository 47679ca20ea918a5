"""Whether anybody changed the store: a question cheap enough to be asked four times a second.

SQLite counts the commits of other connections; PostgreSQL tells them on a channel. Used from one thread at a time.
"""

import sqlite3
from typing import Protocol

from sqlalchemy import Engine

from agentdesk.errors import StoreUnavailable
from agentdesk.records.engine import sqlite_file
from agentdesk.records.store import CHANNEL, Store


class Watch(Protocol):
    """Says whether something was committed since it was last asked."""

    def changed(self) -> bool:
        """Whether something was committed since the last call; True the first time. Raises StoreUnavailable."""
        ...

    def close(self) -> None:
        """Stop watching."""
        ...


def watch(store: Store) -> Watch:
    """The watch that fits this store."""
    return _Listener(store.engine) if store.postgresql else _Counter(store.engine)


class _Counter:
    """SQLite: `PRAGMA data_version` on a connection that never writes."""

    def __init__(self, engine: Engine) -> None:
        self._connection = sqlite3.connect(sqlite_file(engine) or "", check_same_thread=False)
        self._connection.execute("PRAGMA query_only = ON")
        self._seen = -1

    def changed(self) -> bool:
        """Whether another connection committed."""
        try:
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        except sqlite3.Error as fault:
            raise StoreUnavailable("store.unavailable", reason=fault) from fault
        before, self._seen = self._seen, version
        return bool(before != version)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class _Listener:
    """PostgreSQL: LISTEN. What was told while the line was down is lost, so a new line always counts as a change."""

    def __init__(self, engine: Engine) -> None:
        import psycopg  # noqa: PLC0415 - 0.3 s that only a desk on PostgreSQL should wait for

        self._psycopg = psycopg
        self._url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection: psycopg.Connection | None = None

    def changed(self) -> bool:
        """Whether anybody committed, or the line was lost and found."""
        if self._connection is not None:
            try:
                return len(list(self._connection.notifies(timeout=0))) > 0
            except self._psycopg.Error:
                self.close()  # a server that restarted is there again in a moment; one that is gone is told below
        try:
            self._connection = self._psycopg.connect(self._url, autocommit=True, connect_timeout=5)
            self._connection.execute(f"LISTEN {CHANNEL}")
        except self._psycopg.Error as fault:
            self.close()
            raise StoreUnavailable("store.unavailable", reason=str(fault).split("\n", maxsplit=1)[0]) from fault
        return True

    def close(self) -> None:
        """Close the line."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
