"""How often signs and pairs of them stand in ordinary notes: a key that nearly every note holds is looked at in vain.

The figures are in `usual.tsv`, written by `python -m tests.usual`. Each row has a kind, how many in a million signs
that are no noise, and what stands so often, parted by blanks:

    sign  as it is typed, in simplified script and half width
    pair  two signs as the scan reads them, syllables by their names: shi'jian
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from agentdesk.rules import fold

_MILLION = 1e6
_SELDOM = 1e-6
"""A sign that is not in the table stands so often in a note."""
_LESS = 0.5
"""A pair that is not in the table is so much less often than its signs would meet by chance."""


class Usual(NamedTuple):
    """Shares of all signs of notes that are no noise."""

    typed: Mapping[str, float]
    """Of a sign as typed."""
    coded: Mapping[str, float]
    """Of a sign as the scan reads it."""
    after: Mapping[str, float]
    """Of a pair as the scan reads it, in those of its first sign."""

    def often(self, text: str) -> tuple[float, float]:
        """How often a key stands in notes as the scan reads them, and how often with its first sign as it is typed."""
        coded = fold.marked(text)  # a mask stays a sign: it is read only where one was typed
        read = self.coded.get(coded[0], _SELDOM)
        first = min(read, self.typed.get(text[0], _SELDOM))
        share = 1.0
        for one, other in pairwise(coded):
            known = self.after.get(one + other)
            share *= known if known is not None else _LESS * self.coded.get(other, _SELDOM)
        return read * share, first * share


@cache
def usual() -> Usual:
    """The table; reading it takes a moment, once a process."""
    typed: dict[str, float] = {}
    coded: dict[str, float] = {}
    pairs: dict[str, float] = {}
    codes = fold.tables().syllables
    for kind, share, what in _rows():
        if kind == "sign":
            typed[what] = share
            sign = fold.coded(what)
            coded[sign] = coded.get(sign, 0.0) + share
        else:
            pairs["".join(codes.get(name, name) for name in what.split("'"))] = share
    return Usual(typed, coded, {pair: min(1.0, share / coded.get(pair[0], 1.0)) for pair, share in pairs.items()})


def _rows() -> Iterator[tuple[str, float, str]]:
    text = (resources.files("agentdesk.rules") / "usual.tsv").read_text("utf-8")
    for row in text.splitlines():
        kind, count, whats = row.split("\t")
        for what in whats.split(" "):
            yield kind, int(count) / _MILLION, what
