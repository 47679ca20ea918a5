"""Skeletons: the forms of phrases, ready to be found. How a form is written, `grammar` says."""

from collections.abc import Sequence
from typing import NamedTuple

from agentdesk.rules.grammar import (
    Choice,
    Letters,
    Row,
    SkeletonError,
    alternatives,
    letters,
    longest,
    nodes_of,
    program,
    size,
)
from agentdesk.rules.keys import Keys, keys_of


class Skeleton(NamedTuple):
    """One form, ready to be found: by its keys, then by its program around a key."""

    program: Sequence[int]
    """What is matched around a key; nothing where a key is the match."""
    tail: int | None
    """Where in the program its key begins; None where more than the key, from there on, is not known to follow."""
    alphabet: str
    """The characters the form is written with; any other in a match is a slip of the keyboard."""
    literal: bool
    """Whether the form is nothing but letters and breaks, so that slips of the keyboard can be told."""
    heads: bool
    """Whether a key is what it begins with."""
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


class Rule(NamedTuple):
    """One skeleton of an owner.

    `slips`: whether characters that read alike may stand in for one another; `strict`: not even in fillers. One that is
    strict and allows no slips takes hits back: it stands in one clause, as it is written.
    """

    owner: int
    skeleton: Skeleton
    slips: bool = True
    strict: bool = False

    @property
    def flags(self) -> int:
        """What it asks for, as bits in the order of `native/finder.h`."""
        one = self.skeleton
        asked = (self.slips, self.strict, one.literal, one.whole, one.opens, one.closes, one.heads)
        return sum(1 << bit for bit, holds in enumerate(asked) if holds)


def parse(form: str) -> list[tuple[Skeleton, list[str]]]:
    """The skeletons of one form, one for each choice when it is a mere list of words, and the keys of each.

    A key is a string of which one stands in every match. Raises SkeletonError for a form that cannot be read, or that
    nothing in a text could lead to.
    """
    return [_keyed(form, row) for row in alternatives(nodes_of(form))]


def _keyed(form: str, row: Row) -> tuple[Skeleton, list[str]]:
    match row:
        case (Letters(text),):
            keys = Keys([text], at=0, to=1)
        case _:
            keys = keys_of(row)
    if not keys.strings:
        raise SkeletonError(form)
    whole = keys.at == 0 and keys.to == len(row)
    skeleton = Skeleton(
        () if whole else program(row),
        size(row[: keys.at]) if keys.at is not None and keys.at + 1 < len(row) and not whole else None,
        "".join(dict.fromkeys("".join(letters(row)))),
        literal=not any(isinstance(node, Choice) for node in row),
        heads=keys.at == 0,
        whole=whole,
        before=keys.before,
        longest=longest(row),
        opens=form.startswith("。"),
        closes=form.endswith("。"),
    )
    return skeleton, keys.strings
