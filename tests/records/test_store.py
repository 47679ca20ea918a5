"""A unit of work is kept whole or not at all, one at a time on a row, and its faults show no customer's data."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
import sqlmodel
from sqlalchemy import func, select, text

from agentdesk.errors import NotFound, Refused, StoreUnavailable
from agentdesk.records.floor import AreaRow, DeskSessionRow, LockoutRow
from agentdesk.records.journal import Actor, JournalRow
from agentdesk.records.store import Unit
from agentdesk.rules.presence import State
from agentdesk.services import journal, presence
from agentdesk.services.office import Desk, Office, door, open_store

SECRET = "010 5550 0199"


def count(office: Office, kind: Any) -> int:
    with office.store.reading() as session:
        return int(session.execute(select(func.count()).select_from(kind.__table__)).scalar_one())


def add_lockout(office: Office, agent_id: str = "1001") -> None:
    with door(office) as unit:
        unit.add(LockoutRow(agent_id=agent_id, failures=0, locked_until=None), "test.added")


def test_a_unit_that_fails_leaves_nothing(bare: Office) -> None:
    def fail() -> None:
        with door(bare) as unit:
            unit.add(AreaRow(id=bare.ids.new(), code="A"), "area.added")
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        fail()
    assert [count(bare, kind) for kind in (AreaRow, DeskSessionRow, JournalRow)] == [0, 0, 0]


def test_every_row_of_a_unit_has_its_entry_and_a_unit_without_changes_has_none(bare: Office) -> None:
    add_lockout(bare)
    assert count(bare, JournalRow) == 2
    with bare.store.reading() as session:
        chain = session.exec(sqlmodel.select(DeskSessionRow.id)).one()
    with bare.store.unit(Actor(chain, "", ""), bare.clock.now()) as unit:
        row = unit.get(LockoutRow, "1001")
        row.failures = 0
        unit.change(row, "test.unchanged")
    assert count(bare, JournalRow) == 2


def test_a_row_is_read_once_and_changed_once_in_a_unit(bare: Office) -> None:
    add_lockout(bare)
    with door(bare) as unit:
        row = unit.get(LockoutRow, "1001")
        row.failures = 1
        unit.change(row, "test.first")
        again = unit.first(LockoutRow, LockoutRow.agent_id == "1001")
        assert again is row
        row.failures = 2
        unit.change(row, "test.second")
    with bare.store.reading() as session:
        kept = session.get(LockoutRow, "1001")
        assert kept is not None
        assert (kept.failures, kept.version) == (2, 2)
        actions = session.exec(sqlmodel.select(JournalRow.action).where(JournalRow.entity == "lockout")).all()
    assert sorted(actions) == ["test.added", "test.first"]


def test_a_row_of_another_unit_is_an_error_of_the_program(bare: Office) -> None:
    add_lockout(bare)
    with door(bare) as unit:
        strange = unit.get(LockoutRow, "1001")

    def misuse(unit: Unit) -> None:
        unit.change(strange, "test.misused")

    with door(bare) as unit, pytest.raises(ValueError, match="another unit"):
        misuse(unit)


def test_what_is_not_there_is_not_found(bare: Office) -> None:
    with pytest.raises(NotFound), door(bare) as unit:
        unit.get(LockoutRow, "7777")


def test_two_rows_of_one_key_clash(bare: Office) -> None:
    add_lockout(bare)
    with pytest.raises(Refused) as clash:
        add_lockout(bare)
    assert clash.value.key == "store.clash"


def test_no_update_is_lost_between_desks(bare: Office) -> None:
    add_lockout(bare)

    def raise_by_one(_: int) -> None:
        with door(bare) as unit:
            row = unit.get(LockoutRow, "1001")
            row.failures += 1
            unit.change(row, "test.raised")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(raise_by_one, range(40)))
    with bare.store.reading() as session:
        kept = session.get(LockoutRow, "1001")
        assert kept is not None
        assert (kept.failures, kept.version) == (40, 41)


def test_two_programs_may_go_on_with_one_chain(office: Office, desk: Desk) -> None:
    other = replace(office, store=open_store(office.settings, office.clock))
    for each in (office, other, other, office, office, other):
        now = presence.presence(each, desk).state
        presence.go(each, desk, State.READY if now is not State.READY else State.NOT_READY)
    other.close()
    assert journal.verify(office).faults == ()


def test_faults_show_no_customers_data(bare: Office) -> None:
    with pytest.raises(StoreUnavailable) as fault, bare.store.reading() as session:
        session.execute(text("SELECT :number FROM nowhere"), {"number": SECRET})
    chain: BaseException | None = fault.value
    while chain is not None:
        assert SECRET not in f"{chain} {chain.args}"
        chain = chain.__cause__


@pytest.mark.parametrize("database", [""])
def test_sqlite_answers_for_what_is_on_disk(bare: Office) -> None:
    with bare.store.engine.connect() as connection:
        asked = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in
                 ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")}  # fmt: skip
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_server_plans_for_the_values_it_is_given(bare: Office) -> None:
    with bare.store.engine.connect() as connection:
        assert connection.execute(text("SHOW plan_cache_mode")).scalar() == "force_custom_plan"


@pytest.mark.parametrize("database", [""])
def test_another_desk_that_does_not_finish_is_told(bare: Office) -> None:
    with bare.store.engine.connect() as connection:
        connection.execute(text("PRAGMA busy_timeout = 1"))  # instead of the ten seconds
    with closing(sqlite3.connect(bare.settings.data_dir / "agentdesk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable) as busy:
            add_lockout(bare)
        assert busy.value.key == "store.busy"
        other.execute("ROLLBACK")
    add_lockout(bare)


@pytest.mark.parametrize("database", [""])
def test_a_full_disk_is_told_and_nothing_is_half_kept(bare: Office) -> None:
    with bare.store.engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 1"))  # SQLite takes the present size as the limit

    def fill() -> None:
        for _ in range(1000):
            with door(bare) as unit:
                unit.add(AreaRow(id=bare.ids.new(), code=str(bare.ids.new()) * 100), "area.added")

    with pytest.raises(StoreUnavailable) as full:
        fill()
    assert full.value.key == "store.full"
    assert count(bare, JournalRow) == count(bare, AreaRow) + count(bare, DeskSessionRow)
    with bare.store.engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 1000000"))
    add_lockout(bare)
