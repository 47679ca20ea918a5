"""Keys of rows, made at the desk: UUIDv7 (RFC 9562), so a write can be repeated safely and keys sort by time."""

import secrets
from collections.abc import Callable
from threading import Lock
from typing import Protocol
from uuid import UUID

from agentdesk.clock import Clock, SystemClock

_TAIL = 74
"""Bits below the millisecond, version and variant left out."""


class Ids(Protocol):
    """Makes keys."""

    def new(self) -> UUID:
        """A key nobody has had before."""
        ...


class SystemIds:
    """UUIDv7 keys that only ever rise, also within a millisecond and when the clock steps back. Thread-safe."""

    def __init__(self, clock: Clock | None = None, bits: Callable[[int], int] = secrets.randbits) -> None:
        self._clock = clock or SystemClock()
        self._bits = bits
        self._lock = Lock()
        self._last = 0
        """Millisecond and tail of the last key, as one number."""

    def new(self) -> UUID:
        """The next key."""
        ms = int(self._clock.now().timestamp() * 1000)
        with self._lock:
            fresh = ms << _TAIL | self._bits(_TAIL)
            # RFC 9562 6.2, method 2: within the same moment count on by a random step.
            self._last = fresh if fresh >> _TAIL > self._last >> _TAIL else self._last + 1 + self._bits(32)
            whole = self._last
        ms, tail = whole >> _TAIL, whole & ((1 << _TAIL) - 1)
        return UUID(int=ms << 80 | 0x7 << 76 | tail >> 62 << 64 | 0b10 << 62 | tail & ((1 << 62) - 1))
