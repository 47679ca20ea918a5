"""The clock as a thing that is handed in, so that no test waits and no rule reads the time by itself."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the moment."""

    def now(self) -> datetime:
        """The moment, aware and in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The moment, aware and in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that moves only when told to."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """The moment last set."""
        return self._at

    def advance(self, seconds: float) -> datetime:
        """Move on by that many seconds; returns the new moment."""
        self._at += timedelta(seconds=seconds)
        return self._at
