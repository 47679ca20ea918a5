"""Skeletons: the forms of phrases, ready to be found. How a form is written, `grammar` says."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from agentdesk.rules.grammar import (
    Choice,
    Letters,
    Row,
    SkeletonError,
    alternatives,
    expression,
    first,
    letters,
    longest,
    mirrored,
    nodes_of,
)
from agentdesk.rules.keys import Keys, keys_of


@dataclass(frozen=True, eq=False)
class Skeleton:
    """One form, ready to be found: by its keys in the automaton, then by `pattern` around a key.

    Its nodes are read again from the form when it is first looked for: of ten thousand forms most never are.
    """

    form: str
    nth: int | None
    """Which of the rows of a list of words it is; None where the form is no list."""
    alphabet: str
    """The characters the form is written with; any other in a match is a slip of the keyboard."""
    exact: str
    """The letters of a form that is nothing else, so that its key is the match; empty for any other."""
    literal: bool
    """Whether the form is nothing but letters and breaks, so that slips of the keyboard can be told."""
    at: int | None
    """The node at which a key begins; None when it lies deeper."""
    to: int
    """The node before which it ends."""
    whole: bool
    """Whether a key is the match, every way that it can be written being one."""
    before: int
    """The most signs a match may have before its key."""
    longest: int
    """The most signs a match may have."""
    opens: bool
    """Whether a clause must begin where the match begins."""
    closes: bool
    """Whether a clause must end where the match ends."""

    def slips(self, length: int) -> int:
        """How many of the signs of a match of that length may be slips of the keyboard."""
        if not self.literal:
            return length // 5
        least = 2 if self.opens and self.closes else 3
        return max(1, length // 3) if length >= least else 0

    @property
    def _row(self) -> Row:
        nodes = nodes_of(self.form)
        return nodes if self.nth is None else alternatives(nodes)[self.nth]

    @cached_property
    def _written(self) -> "_Written":
        row, at = self._row, self.at or 0
        slots: list[str] = []
        head, tail = expression(row[:at], slots), expression(row[at:], slots)
        telling = self.at is not None and at + 1 < len(row)
        return _Written(head, tail, telling, tuple(slots), expression(mirrored(row[:at]), []))

    @cached_property
    def beside(self) -> tuple[str, str]:
        """The signs of which one stands before a key, and those of which one stands after it; none when any may."""
        if self.at is None:
            return "", ""
        row = self._row
        return first(mirrored(row[: self.at])) if self.at else "", first(row[self.to :])

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """The sign of each group of `pattern`."""
        return self._written.slots

    @cached_property
    def head(self) -> re.Pattern[str] | None:
        """What stands before its key, backwards, to be matched in a mirrored text; None when that tells nothing."""
        return re.compile(self._written.mirrored) if self.at else None

    @cached_property
    def rest(self) -> re.Pattern[str] | None:
        """The form from its key on, to be matched at a key; None when that tells nothing."""
        return re.compile(self._written.tail) if self._written.telling else None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The form over coded text; every slot is a group, and each repeat is bounded."""
        return re.compile(self._written.head + self._written.tail)


class _Written(NamedTuple):
    """A form as regular expressions of what stands before its key and from it on."""

    head: str
    tail: str
    telling: bool
    """Whether more than the key stands in the tail."""
    slots: tuple[str, ...]
    mirrored: str
    """The head, to be read backwards."""


def parse(form: str) -> list[tuple[Skeleton, list[str]]]:
    """The skeletons of one form, one for each choice when it is a mere list of words, and the keys of each.

    A key is a string of which one stands in every match. Raises SkeletonError for a form that cannot be read, or that
    nothing in a text could lead to.
    """
    row = nodes_of(form)
    rows = alternatives(row)
    return [_keyed(form, None if rows[0] is row else nth, one) for nth, one in enumerate(rows)]


def _keyed(form: str, nth: int | None, row: Row) -> tuple[Skeleton, list[str]]:
    match row:
        case (Letters(text),):
            keys, exact = Keys([text], at=0, to=1), text
        case _:
            keys, exact = keys_of(row), ""
    if not keys.strings:
        raise SkeletonError(form)
    literal = not any(isinstance(node, Choice) for node in row)
    skeleton = Skeleton(
        form, nth, "".join(dict.fromkeys("".join(letters(row)))), exact=exact, literal=literal, at=keys.at, to=keys.to,
        whole=keys.at == 0 and keys.to == len(row),
        before=keys.before, longest=longest(row), opens=form.startswith("。"), closes=form.endswith("。"),
    )  # fmt: skip
    return skeleton, keys.strings
