"""A network of one hidden layer over named cues, run in whole numbers: the same cues give the same scores anywhere.

A cue has a weight of one byte for each hidden unit. Of the cues' names, which hold no line break, only fingerprints are
kept, in order, to be found by halving: a hundred thousand cues take up little more than their weights. A file of it is
a line of JSON (`told`, `hidden`, `outcomes`, `cues` for how many), the fingerprints, four bytes each, and the rows.
"""

import json
import sys
from array import array
from collections.abc import Iterable, Mapping
from itertools import repeat
from operator import mul
from typing import NamedTuple
from zlib import crc32

from agentdesk.rules.native import Rows

STEP = 512
"""A weight of a cue, or a threshold of a unit, is so many times what it is worth."""
FINE = 256
"""So is a weight of an outcome."""
_HALF = 128
_POINTS = 100


class Layers(NamedTuple):
    """What a network has learned, in whole numbers."""

    told: str
    """What it was learned from."""
    hidden: tuple[int, ...]
    """The threshold of each unit, in steps."""
    outcomes: tuple[tuple[int, ...], ...]
    """For each outcome its threshold, in steps times fine, then its weight for each unit, in fine."""
    cues: Mapping[str, bytes]
    """For each cue its weight for each unit, in steps, as bytes that begin at -128; see `row`."""


class Sum(NamedTuple):
    """The rows of some cues added up, and how many cues they are."""

    units: tuple[int, ...] = ()
    cues: int = 0


_NOTHING = Sum()


class Network:
    """The layers, ready to be asked. Frozen once made, so that any number of threads may share it."""

    def __init__(self, content: bytes) -> None:
        """`content`: a file as `packed` makes it."""
        first, _, rest = content.partition(b"\n")
        head = json.loads(first)
        self.told: str = head["told"]
        self._hidden: tuple[int, ...] = tuple(head["hidden"])
        self._outcomes = tuple((row[0], tuple(row[1:])) for row in head["outcomes"])
        names = array("I")
        size = head["cues"] * names.itemsize
        names.frombytes(rest[:size])
        if sys.byteorder == "big":
            names.byteswap()
        self._rows = Rows(names, rest[size:], len(self._hidden))

    def __contains__(self, cue: str) -> bool:
        return self.summed((cue,)).cues > 0

    def scores(self, cues: Iterable[str], known: Sum = _NOTHING) -> tuple[int, ...]:
        """How much speaks for each outcome, in hundredths of a nat; cues that it does not know say nothing.

        `known`: what other cues sum up to.
        """
        sums, count = self.summed(cues)
        low = _HALF * (count + known.cues)
        every = zip(sums, known.units or repeat(0), self._hidden, strict=False)
        units = [max(0, one + other - low + threshold) for one, other, threshold in every]
        return tuple(
            (first + sum(map(mul, units, weights))) * _POINTS // (STEP * FINE) for first, weights in self._outcomes
        )

    def summed(self, cues: Iterable[str]) -> Sum:
        """What some cues sum up to, to be remembered where others change more often."""
        *units, count = self._rows.summed(cues)
        return Sum(tuple(units), count)


def packed(layers: Layers) -> bytes:
    """The file of a network. Of two cues with one fingerprint the first is kept."""
    rows = {_fingerprint(cue): weights for cue, weights in sorted(layers.cues.items(), reverse=True)}
    names = array("I", sorted(rows))
    head = json.dumps(
        {"told": layers.told, "hidden": layers.hidden, "outcomes": layers.outcomes, "cues": len(names)},
        ensure_ascii=False,
    )
    weights = b"".join(map(rows.__getitem__, names))
    if sys.byteorder == "big":
        names.byteswap()
    return b"\n".join((head.encode(), names.tobytes() + weights))


def row(weights: Iterable[float]) -> bytes:
    """The weights of a cue as its row; no row is all nought."""
    return bytes(max(1, min(255, round(weight * STEP) + _HALF)) for weight in weights)


def _fingerprint(cue: str) -> int:
    return crc32(cue.encode("utf-8", "surrogatepass"))
