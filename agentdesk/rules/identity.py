"""Who an agent is to others: roles, well-formed IDs (ID-1), and how wrong passwords are slowed down."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

TRIES = 5
"""Wrong passwords in a row before an account is locked."""

LOCK = timedelta(minutes=1)
"""The first lock; every further wrong password doubles it."""

LONGEST_LOCK = timedelta(minutes=15)
"""No lock is longer, so that nobody can be kept out for good by another's wrong guesses."""

SHORTEST_PASSWORD = 8
LONGEST_ID = 32


class Role(StrEnum):
    """What an account may do; one account may hold several."""

    AGENT = "agent"
    LEAD = "lead"
    TRAINER = "trainer"
    ADMIN = "admin"


class IdFault(StrEnum):
    """What is wrong with a counterpart's ID."""

    MALFORMED = "malformed"
    OWN = "own"
    UNKNOWN = "unknown"
    INACTIVE = "inactive"


def well_formed(agent_id: str, id_format: str) -> bool:
    """Whether an agent ID matches its pack's format in full."""
    return len(agent_id) <= LONGEST_ID and re.fullmatch(id_format, agent_id) is not None


def check_id(other: str, own: str, id_format: str, active: bool | None) -> IdFault | None:
    """What is wrong with `other` as a counterpart of `own` (ID-1). `active` is None where nobody has that ID."""
    if other == own:
        return IdFault.OWN
    if not well_formed(other, id_format):
        return IdFault.MALFORMED
    if active is None:
        return IdFault.UNKNOWN
    return None if active else IdFault.INACTIVE


def locked_until(failures: int, at: datetime) -> datetime | None:
    """Until when the account is locked after its `failures`th wrong password in a row, tried at `at`."""
    if failures < TRIES:
        return None
    doublings = min(failures - TRIES, 10)
    return at + min(LOCK * (1 << doublings), LONGEST_LOCK)
