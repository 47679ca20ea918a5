"""Passwords: argon2id, and the same work for an ID that does not exist, so that the time taken tells nothing."""

from functools import cache
from typing import TYPE_CHECKING

from agentdesk.errors import Refused
from agentdesk.rules.identity import SHORTEST_PASSWORD

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MEMORY_KIB, ROUNDS, LANES = 32 * 1024, 3, 1
"""About 0.1 s a password; above OWASP's minimum for argon2id (19 MiB, 2 rounds)."""


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415 - a compiled library that only a sign-in needs

    return PasswordHasher(time_cost=ROUNDS, memory_cost=MEMORY_KIB, parallelism=LANES)


@cache
def _dummy() -> str:
    return _hasher().hash("nobody has this password")


def hashed(password: str) -> str:
    """The hash to keep of a new password. Raises Refused when the password is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("accounts.password-short", least=SHORTEST_PASSWORD)
    return _hasher().hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Whether `password` is the one hashed in `kept`; None, for an unknown ID, takes as long and never fits."""
    from argon2.exceptions import VerificationError  # noqa: PLC0415

    dummy = _dummy()  # made for known IDs as well: the first unknown one must not take longer
    try:
        _hasher().verify(kept or dummy, password)
    except VerificationError:
        return False
    return kept is not None
