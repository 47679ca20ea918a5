"""The handover log's parts, what it owes before it is offered, and its life, as properties (HO-1, ID-1, TKT-18)."""

from dataclasses import fields
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.rules.handover import (
    WRITTEN,
    Accepted,
    Bar,
    Log,
    Part,
    Remarked,
    Status,
    Step,
    blank,
    sees,
    step,
    unconfirmed,
)

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
LOG = Log("1001", "1002")

PEOPLE = st.sampled_from(["1001", "1002", "1003"])
PARTS = st.dictionaries(st.sampled_from(Part), st.sampled_from(["", " \n", "已交接"]))
MOVES = st.one_of(
    st.builds(Accepted, st.just(AT), PEOPLE, PEOPLE),
    st.builds(Remarked, st.just(AT), PEOPLE, st.sampled_from(["", "x"])),
)


def test_the_parts_stand_in_the_order_of_the_rule_book() -> None:
    assert tuple(Part) == ("journal", "hygiene", "equipment", "materials", "matters")


@given(PARTS, st.frozensets(st.sampled_from(Part)))
def test_a_log_owes_every_part_that_is_neither_in_words_nor_said_to_be_empty(
    parts: dict[Part, str], nothing: frozenset[Part]
) -> None:
    owed = unconfirmed(parts, nothing)
    assert set(owed) == {part for part in blank(parts) if part in WRITTEN or part not in nothing}
    assert list(owed) == [part for part in Part if part in owed], "in their order"


def test_what_happened_is_always_put_into_words() -> None:
    assert unconfirmed({}, frozenset(Part)) == (Part.JOURNAL,)
    assert unconfirmed({Part.JOURNAL: "接线三十通"}, frozenset(Part)) == ()


@given(st.lists(st.tuples(MOVES, st.booleans())))
def test_only_the_successor_accepts_once_and_with_the_giver_s_id(moves: list[tuple[Step, bool]]) -> None:
    log, taken = LOG, 0
    for move, lead in moves:
        after = step(log, move, lead=lead)
        if isinstance(after, Bar):
            continue
        if isinstance(move, Accepted):
            assert (move.by, move.heard, log.status) == ("1002", "1001", Status.OFFERED)
            assert (after.status, after.accepted_at) == (Status.ACCEPTED, AT)
            taken += 1
        else:
            assert after == log, "a remark changes nothing (TKT-18)"
            assert move.text
            assert sees(log, move.by, lead=lead)
        log = after
    assert taken <= 1
    assert (log.from_id, log.to_id) == (LOG.from_id, LOG.to_id)


@pytest.mark.parametrize(
    ("move", "lead", "bar"),
    [
        (Accepted(AT, "1001", "1001"), False, Bar.NOT_YOURS),
        (Accepted(AT, "1003", "1001"), True, Bar.NOT_YOURS),
        (Accepted(AT, "1002", "1003"), False, Bar.HEARD_WRONG),
        (Remarked(AT, "1003", "x"), False, Bar.NOT_PARTY),
        (Remarked(AT, "1002", " \n"), False, Bar.EMPTY),
    ],
)
def test_what_bars_a_step(move: Step, lead: bool, bar: Bar) -> None:
    assert step(LOG, move, lead=lead) is bar


def test_an_accepted_log_is_not_accepted_again_but_may_be_remarked_on() -> None:
    accepted = step(LOG, Accepted(AT, "1002", "1001"), lead=False)
    assert isinstance(accepted, Log)
    assert step(accepted, Accepted(AT, "1002", "1001"), lead=False) is Bar.ACCEPTED
    for by, lead in (("1001", False), ("1002", False), ("2001", True)):
        assert step(accepted, Remarked(AT, by, "补充"), lead=lead) == accepted


def test_a_log_is_read_by_its_two_agents_and_by_leads() -> None:
    assert [sees(LOG, who, lead=False) for who in ("1001", "1002", "1003")] == [True, True, False]
    assert sees(LOG, "2001", lead=True)
    assert {field.name for field in fields(LOG)} == {"from_id", "to_id", "status", "accepted_at"}
