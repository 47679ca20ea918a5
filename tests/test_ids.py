"""Keys are UUIDv7: they carry their time, only ever rise, and no two are alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from agentdesk.clock import FixedClock, SystemClock
from agentdesk.ids import SystemIds

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def test_a_key_is_of_version_7_and_carries_its_millisecond() -> None:
    key = SystemIds(FixedClock(AT)).new()
    assert (key.version, key.variant) == (7, "specified in RFC 4122")
    assert key.int >> 80 == int(AT.timestamp() * 1000)


@given(st.lists(st.floats(-3600, 3600), min_size=1, max_size=50), st.booleans())
def test_keys_rise_whatever_the_clock_does(steps: list[float], worst: bool) -> None:
    clock = FixedClock(AT)
    ids = SystemIds(clock, (lambda bits: (1 << bits) - 1) if worst else (lambda _: 0))
    keys = []
    for step in steps:
        keys += [ids.new(), ids.new()]
        clock.advance(step)
    assert keys == sorted(set(keys))
    assert {key.version for key in keys} == {7}


def test_keys_of_many_threads_are_all_different() -> None:
    ids = SystemIds()
    with ThreadPoolExecutor(4) as threads:
        keys = list(threads.map(lambda _: ids.new(), range(4000)))
    assert len(set(keys)) == len(keys)


def test_the_systems_clock_is_aware_and_in_utc() -> None:
    assert SystemClock().now().tzinfo is UTC
