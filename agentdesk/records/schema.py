"""The schema: made whole in an empty database, migrated in an older one, refused in a newer one.

Alembic is imported only when there is something to migrate; a database that is up to date costs one question.
"""

import sqlite3
from contextlib import closing
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, PrimaryKeyConstraint, String, Table, inspect, select, text

from agentdesk.errors import StoreUnavailable
from agentdesk.records import journal
from agentdesk.records.engine import WRITING, make_private, sqlite_file
from agentdesk.records.faults import told

REVISIONS = ("0001", "0002", "0003", "0004")
"""The scripts in `migrations/versions`, oldest first."""

HEAD = REVISIONS[-1]

_LOCK = 0x61676465736B
"""Key of the PostgreSQL advisory lock that one migration holds."""

_version = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32)),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, made as Alembic makes it."""


class Standing(StrEnum):
    """How a database's schema stands to this program's."""

    EMPTY = "empty"
    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"
    FOREIGN = "foreign"


def revision(connection: Connection) -> str:
    """The revision a database says it is at; empty where it says none."""
    if not inspect(connection).has_table(_version.name):
        return ""
    return connection.execute(select(_version.c.version_num)).scalar() or ""


def standing(connection: Connection) -> Standing:
    """How the schema of this database stands."""
    found = revision(connection)
    if found:
        if found == HEAD:
            return Standing.CURRENT
        return Standing.OLDER if found in REVISIONS else Standing.NEWER
    return Standing.FOREIGN if set(inspect(connection).get_table_names()) - {_version.name} else Standing.EMPTY


def prepare(engine: Engine, backups: Path, at: datetime) -> None:
    """Make the schema fit at the opening of a store. A PostgreSQL schema is made here but never migrated.

    Raises StoreUnavailable.
    """
    with told(), engine.connect() as connection:
        found = standing(connection)
    if found is Standing.CURRENT:
        return
    if found is Standing.OLDER and sqlite_file(engine) is None:
        raise StoreUnavailable("store.older")
    upgrade(engine, backups, at)


def upgrade(engine: Engine, backups: Path, at: datetime) -> bool:
    """Bring the schema to HEAD in one transaction, one program at a time. Returns whether there was anything to do.

    A backup of an SQLite file goes to `backups` first. Raises StoreUnavailable for a newer or a foreign database.
    """
    writing = engine.execution_options(**{WRITING: True})
    with told(), writing.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        match standing(connection):
            case Standing.NEWER:
                raise StoreUnavailable("store.newer")
            case Standing.FOREIGN:
                raise StoreUnavailable("store.foreign")
            case Standing.EMPTY:
                _create(connection)
            case Standing.OLDER:
                _back_up(engine, backups, at)
                migrate(connection)
            case Standing.CURRENT:
                return False
    return True


def _create(connection: Connection) -> None:
    """The schema in one go: what the migrations lead to (a test compares), without running them."""
    journal.JournalRow.metadata.create_all(connection)
    _version.create(connection, checkfirst=True)
    connection.execute(_version.insert(), {"version_num": HEAD})


def migrate(connection: Connection, target: str = HEAD) -> None:
    """Run the migrations up to `target` on that connection, in its transaction."""
    from alembic import command  # noqa: PLC0415 - 0.6 s that only a migration should cost
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "agentdesk.records:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _back_up(engine: Engine, backups: Path, at: datetime) -> None:
    file = sqlite_file(engine)
    if file is None:
        return
    target = backups / f"{file.stem}-{at:%Y%m%dT%H%M%S}.db"
    make_private(target)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
