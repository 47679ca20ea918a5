"""IDs are checked before a dealing, and wrong passwords slow the next try down without keeping anybody out for good."""

from datetime import UTC, datetime, timedelta

import pytest

from agentdesk.rules.identity import LOCK, LONGEST_LOCK, TRIES, IdFault, check_id, locked_until

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
FORMAT = r"[1-9]\d{3}"


@pytest.mark.parametrize(
    ("other", "active", "fault"),
    [
        ("1002", True, None),
        ("1001", True, IdFault.OWN),
        ("", None, IdFault.MALFORMED),
        ("0002", True, IdFault.MALFORMED),
        ("1002\n", True, IdFault.MALFORMED),
        ("10021", True, IdFault.MALFORMED),
        ("1" * 100, True, IdFault.MALFORMED),
        ("1003", None, IdFault.UNKNOWN),
        ("1004", False, IdFault.INACTIVE),
    ],
)
def test_a_counterparts_id_is_known_active_well_formed_and_not_ones_own(
    other: str, active: bool | None, fault: IdFault | None
) -> None:
    assert check_id(other, "1001", FORMAT, active) is fault


def test_the_fifth_wrong_password_locks_and_each_further_one_doubles_up_to_the_longest() -> None:
    assert locked_until(TRIES - 1, AT) is None
    locks = [locked_until(TRIES + n, AT) for n in range(8)]
    waits = [lock - AT for lock in locks if lock is not None]
    assert waits[:4] == [LOCK, 2 * LOCK, 4 * LOCK, 8 * LOCK]
    assert set(waits[4:]) == {LONGEST_LOCK}
    assert locked_until(10**6, AT) == AT + timedelta(minutes=15)
