"""Engines: how a database is opened so that what was answered for is on disk and errors show no customer's data."""

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

WRITING = "agentdesk_writing"
"""Execution option of connections that begin a write; SQLite takes its write lock at once for these."""

_BUSY_MS = 10_000
_PAUSE_MS = 10


def build(url: str, *, read_only: bool = False) -> Engine:
    """An engine for that URL. Makes the file of an SQLite database, readable to its owner alone.

    With `read_only` it can only be asked: the database itself refuses every write, and no file is made.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return _postgresql(parsed, read_only=read_only)
    return _read_only_sqlite(parsed) if read_only else _sqlite(parsed)


def sqlite_file(engine: Engine) -> Path | None:
    """The file of an SQLite engine, None for another database."""
    return Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None


def make_private(path: Path) -> None:
    """Make the file `path`, and directories it needs, for the owner alone; leave what is there already."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _sqlite(url: URL) -> Engine:
    make_private(Path(url.database or ""))
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _opened(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        _write_ahead(cursor)
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _read_only_sqlite(url: URL) -> Engine:
    place = f"{Path(url.database or '').absolute().as_uri()}?mode=ro"

    def opened() -> sqlite3.Connection:
        wait = _BUSY_MS / 1000
        return sqlite3.connect(place, uri=True, timeout=wait, check_same_thread=False, isolation_level=None)

    engine = create_engine(url, hide_parameters=True, creator=opened)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Turn the write-ahead log on. SQLite does not wait by itself where another program is just doing the same."""
    for _ in range(_BUSY_MS // _PAUSE_MS):
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
        time.sleep(_PAUSE_MS / 1000)
    cursor.execute("PRAGMA journal_mode = WAL")


def _postgresql(url: URL, *, read_only: bool) -> Engine:
    # A generic plan does not see the values and may walk a whole index for one row.
    options = "-c plan_cache_mode=force_custom_plan"
    if read_only:
        options += " -c default_transaction_read_only=on"
    return create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=4,
        connect_args={"options": options, "connect_timeout": 5},
    )
