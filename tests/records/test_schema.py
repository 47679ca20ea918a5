"""The schema is what the migrations lead to; older stores are migrated with a backup, newer and foreign refused."""

import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from agentdesk.clock import FixedClock
from agentdesk.errors import StoreUnavailable
from agentdesk.records import schema
from agentdesk.records.base import Row
from agentdesk.records.engine import WRITING, build
from agentdesk.services.office import open_store, upgrade
from agentdesk.settings import Settings


def shape(connection: Connection) -> dict[str, Any]:
    """Everything a database says about its tables."""
    seen = inspect(connection)
    return {
        table: {
            "columns": {c["name"]: (str(c["type"]), c["nullable"], c["default"]) for c in seen.get_columns(table)},
            "primary": seen.get_pk_constraint(table),
            "unique": sorted(seen.get_unique_constraints(table), key=lambda c: str(c["name"])),
            "foreign": sorted(seen.get_foreign_keys(table), key=lambda c: str(c["name"])),
            "indexes": sorted(str(index(plain)) for plain in seen.get_indexes(table)),
        }
        for table in sorted(seen.get_table_names())
    }


def index(seen: Any) -> dict[str, Any]:
    """An index as plain values."""
    return {**seen, "dialect_options": {name: str(value) for name, value in seen.get("dialect_options", {}).items()}}


def at_revision(engine: Engine, revision: str) -> None:
    """Bring an empty database to a revision by running the migrations."""
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        schema.migrate(connection, revision)


def key_of(do: Callable[[], object]) -> str:
    with pytest.raises(StoreUnavailable) as caught:
        do()
    return caught.value.key


def test_the_migrations_lead_to_the_tables(settings: Settings, clock: FixedClock, tmp_path: Path) -> None:
    made = open_store(settings, clock)
    with made.engine.connect() as connection:
        at_once = shape(connection)
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []
        if made.postgresql:
            Row.metadata.drop_all(connection)
            connection.execute(text("DROP TABLE alembic_version"))
            connection.commit()
    engine = made.engine if made.postgresql else build(f"sqlite:///{tmp_path / 'step-by-step.db'}")
    for revision in schema.REVISIONS:
        at_revision(engine, revision)
    with engine.connect() as connection:
        assert shape(connection) == at_once
    engine.dispose()
    made.close()


def test_the_revisions_named_are_the_scripts_there_are() -> None:
    config = Config()
    config.set_main_option("script_location", "agentdesk.records:migrations")
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(reversed([script.revision for script in scripts])) == schema.REVISIONS


@pytest.mark.parametrize("database", [""])
def test_an_older_file_is_backed_up_and_migrated_at_opening(settings: Settings, clock: FixedClock) -> None:
    engine = build(settings.url)
    at_revision(engine, schema.REVISIONS[0])
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO area VALUES ('0', 'A', 1)"))
    engine.dispose()
    store = open_store(settings, clock)
    with store.engine.connect() as connection:
        assert schema.standing(connection) is schema.Standing.CURRENT
        assert connection.execute(text("SELECT code FROM area")).scalars().all() == ["A"]
    store.close()
    (backup,) = (settings.data_dir / "backups").iterdir()
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with create_engine(f"sqlite:///{backup}").connect() as connection:
        assert schema.revision(connection) == schema.REVISIONS[0]
        assert connection.execute(text("SELECT code FROM area")).scalars().all() == ["A"]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_an_older_server_is_migrated_only_when_told(settings: Settings, clock: FixedClock) -> None:
    engine = build(settings.url)
    at_revision(engine, schema.REVISIONS[0])
    engine.dispose()
    assert key_of(lambda: open_store(settings, clock)) == "store.older"
    assert upgrade(settings, clock) is True
    assert upgrade(settings, clock) is False
    open_store(settings, clock).close()


def test_a_newer_store_is_refused(settings: Settings, clock: FixedClock) -> None:
    store = open_store(settings, clock)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    assert key_of(lambda: open_store(settings, clock)) == "store.newer"
    assert key_of(lambda: upgrade(settings, clock)) == "store.newer"


def test_a_foreign_database_is_refused_and_left_alone(settings: Settings, clock: FixedClock) -> None:
    engine = build(settings.url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE somebody_elses (id INTEGER)"))
    assert key_of(lambda: open_store(settings, clock)) == "store.foreign"
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["somebody_elses"]
    engine.dispose()


@pytest.mark.parametrize("database", [""])
def test_a_file_that_is_no_database_is_refused(settings: Settings, clock: FixedClock) -> None:
    settings.data_dir.mkdir(parents=True)
    file = settings.data_dir / "agentdesk.db"
    file.write_bytes(b"this is a letter, not a database\n" * 100)
    assert key_of(lambda: open_store(settings, clock)) == "store.foreign"
    assert file.read_bytes().startswith(b"this is a letter")


def test_two_desks_that_start_at_once_make_one_schema(settings: Settings, clock: FixedClock) -> None:
    with ThreadPoolExecutor(4) as threads:
        stores = list(threads.map(lambda _: open_store(settings, clock), range(4)))
    for store in stores:
        with store.engine.connect() as connection:
            assert schema.standing(connection) is schema.Standing.CURRENT
        store.close()


def test_a_server_that_is_not_there_is_told(clock: FixedClock, tmp_path: Path) -> None:
    gone = Settings(tmp_path, tmp_path / "config.toml", database=f"postgresql://x@/x?host={tmp_path}")
    assert key_of(lambda: open_store(gone, clock)) == "store.unavailable"


def test_opening_a_store_that_is_up_to_date_waits_for_no_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from agentdesk.clock import SystemClock;"
        "from agentdesk.services.office import open_store; from agentdesk.settings import Settings;"
        f"[open_store(Settings(Path({str(tmp_path)!r}), Path('x')), SystemClock()).close() for _ in range(2)];"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'alembic', 'mako', 'psycopg', 'textual'}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
