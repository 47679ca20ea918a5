"""What was worked out lately, so that a note is not read from end to end at every key that is typed in it."""

from collections.abc import Hashable
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Known = TypeVar("Known")


class Memory(Generic[Name, Known]):
    """The last so many things that were asked for, and up to as many more; safe to share between threads.

    There are two halves: when the younger is full it becomes the elder, and the elder is forgotten.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._young: dict[Name, Known] = {}
        self._old: dict[Name, Known] = {}

    def get(self, name: Name) -> Known | None:
        """What is known of `name`, or None."""
        known = self._young.get(name)
        if known is None:
            known = self._old.get(name)
            if known is not None:
                self.put(name, known)
        return known

    def put(self, name: Name, known: Known) -> None:
        """Remember what was worked out; another thread may have done the same."""
        if len(self._young) >= self._size:
            self._old, self._young = self._young, {}
        self._young[name] = known
