"""The database's errors as the desk tells them: a key for what a user can do about it, and no customer's data."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from agentdesk.errors import Refused, StoreUnavailable


@contextmanager
def told() -> Iterator[None]:
    """Turn the database's errors into the desk's, without a customer's data in them."""
    try:
        yield
    except IntegrityError as fault:
        raise Refused("store.clash") from fault
    except DBAPIError as fault:
        raise StoreUnavailable(_key(str(fault.orig)), reason=str(fault.orig).split("\n")[0]) from fault
    except (SQLAlchemyError, OSError) as fault:
        raise StoreUnavailable("store.unavailable", reason=str(fault).split("\n")[0]) from fault


_KEYS: Mapping[str, str] = {
    "database is locked": "store.busy",
    "database or disk is full": "store.full",
    "readonly database": "store.readonly",
    "not a database": "store.foreign",
}


def _key(reason: str) -> str:
    return next((key for sign, key in _KEYS.items() if sign in reason), "store.unavailable")
