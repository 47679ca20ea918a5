"""Whatever is altered, taken out or slipped in behind the desk's back, the check of the journal finds it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, select, text
from sqlmodel import Session

from agentdesk.records.base import Row
from agentdesk.records.journal import (
    JOURNALED,
    Fault,
    JournalHeadRow,
    JournalRow,
    Verification,
    canonical,
    entry_hash,
)
from agentdesk.services import journal
from agentdesk.services.office import Office
from agentdesk.services.sample import plant_sample

KINDS: tuple[type[Row], ...] = (*JOURNALED, JournalRow, JournalHeadRow)
TABLES = tuple(kind.__table__ for kind in KINDS)

PROPERTY = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@pytest.fixture
def lived(bare: Office) -> Office:
    """An office with some past in it."""
    plant_sample(bare)
    return bare


def free_hand(connection: Connection) -> None:
    """Take the database's own guards away for this transaction: a forger would."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))


def other(value: Any) -> Any:
    """A value like the given one, and yet another."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1000
        case datetime():
            return value + timedelta(microseconds=1)
        case UUID():
            return uuid4()
        case list():
            return [*value, "admin"]
        case dict():
            return {**value, "x": 1}
        case str():
            return f"{value} "
    return None


def faults(connection: Connection) -> list[Fault]:
    return list(Verification().faults(Session(bind=connection)))


def here(table: Table, row: Any) -> list[Any]:
    return [column == row[column.key] for column in table.primary_key.columns]


def test_an_untouched_store_has_no_fault(lived: Office) -> None:
    report = journal.verify(lived)
    assert report.ok
    assert report.entries > 100
    assert report.chains > 5


@PROPERTY
@given(data=st.data())
def test_any_altered_value_is_found(lived: Office, data: st.DataObject) -> None:
    with lived.store.engine.connect() as connection:
        free_hand(connection)
        table = data.draw(st.sampled_from(TABLES), "table")
        rows = connection.execute(select(table)).mappings().all()
        if not rows:
            return
        row = data.draw(st.sampled_from(rows), "row")
        column = data.draw(st.sampled_from([c for c in table.columns if other(row[c.key]) is not None]), "column")
        connection.execute(table.update().where(*here(table, row)).values({column.key: other(row[column.key])}))
        assert faults(connection)
        connection.rollback()


@PROPERTY
@given(data=st.data())
def test_anything_taken_out_is_found(lived: Office, data: st.DataObject) -> None:
    with lived.store.engine.connect() as connection:
        free_hand(connection)
        table = data.draw(st.sampled_from(TABLES), "table")
        rows = connection.execute(select(table)).mappings().all()
        if not rows:
            return
        row = data.draw(st.sampled_from(rows), "row")
        connection.execute(table.delete().where(*here(table, row)))
        assert faults(connection)
        connection.rollback()


@PROPERTY
@given(data=st.data())
def test_anything_slipped_in_is_found(lived: Office, data: st.DataObject) -> None:
    with lived.store.engine.connect() as connection:
        free_hand(connection)
        table = data.draw(st.sampled_from([t for t in TABLES if t.name not in ("desk_session", "journal_head")]))
        rows = connection.execute(select(table)).mappings().all()
        if not rows:
            return
        row = dict(data.draw(st.sampled_from(rows), "row"))
        unique = {c.key for u in table.constraints for c in getattr(u, "columns", ())} | {"id", "seq", "sequence"}
        changed = {k: other(v) if k in unique and other(v) is not None else v for k, v in row.items()}
        connection.execute(table.insert(), changed)
        assert faults(connection)
        connection.rollback()


@PROPERTY
@given(data=st.data())
def test_an_entry_forged_with_a_right_hash_breaks_the_chain(lived: Office, data: st.DataObject) -> None:
    with lived.store.engine.connect() as connection:
        free_hand(connection)
        table: Table = JournalRow.__table__
        row = dict(data.draw(st.sampled_from(connection.execute(select(table)).mappings().all()), "row"))
        name = data.draw(st.sampled_from(["actor", "seat", "action", "at", "digest", "version"]), "field")
        forged = {**row, name: other(row[name])}
        forged["hash"] = entry_hash(forged)
        connection.execute(table.update().where(*here(table, row)).values(forged))
        found = faults(connection)
        assert found
        follows = f"{row['session_id']}/{row['sequence'] + 1}"
        assert any(fault.kind in ("chain-broken", "chain-cut") for fault in found)
        assert found[0].entry.startswith(str(row["session_id"]))
        assert found[0].kind == "chain-cut" or found[0].entry == follows
        connection.rollback()


def test_the_first_bad_entry_is_named(lived: Office) -> None:
    table: Table = JournalRow.__table__
    with lived.store.engine.begin() as connection:
        row = connection.execute(select(table).where(table.c.sequence == 2).limit(1)).mappings().one()
        connection.execute(table.update().where(*here(table, row)).values(actor="7777"))
    (fault,) = journal.verify(lived).faults
    assert fault.kind == "entry-altered"
    assert fault.entry == f"{row['session_id']}/2"
    assert fault.row == f"{row['entity']}/{row['entity_id']}"


def test_a_row_put_back_to_an_earlier_state_is_found(lived: Office) -> None:
    with lived.store.engine.begin() as connection:
        connection.execute(text("UPDATE call SET phase = 'ringing', version = 1 WHERE seat = 'A11'"))
    assert {fault.kind for fault in journal.verify(lived).faults} == {"row-altered"}


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.booleans(), st.none())))
def test_the_same_values_are_the_same_bytes(value: dict[str, Any]) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))


def test_a_value_with_no_place_in_a_record_is_an_error() -> None:
    with pytest.raises(TypeError):
        canonical({"x": object()})
