"""A network of one hidden layer over named cues, run in whole numbers: the same cues give the same scores anywhere.

A cue has a weight of one byte for each hidden unit. Of the cues' names, which hold no line break, only fingerprints are
kept, in order, to be found by halving: a hundred thousand cues take up little more than their weights. A file of it is
a line of JSON (`told`, `hidden`, `outcomes`, `cues` for how many), the fingerprints, four bytes each, and the rows.
"""

import json
import sys
from array import array
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from zlib import crc32

from agentdesk.rules import native

STEP = 512
"""A weight of a cue, or a threshold of a unit, is so many times what it is worth."""
FINE = 256
"""So is a weight of an outcome."""
_HALF = 128


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


Sum = bytes
"""What some cues sum up to, as the compiled part keeps it."""


class Network:
    """The layers, ready to be asked. Frozen once made, so that any number of threads may share it."""

    def __init__(self, content: bytes) -> None:
        """`content`: a file as `packed` makes it."""
        first, _, rest = content.partition(b"\n")
        head = json.loads(first)
        self.told: str = head["told"]
        names = array("I")
        size = head["cues"] * names.itemsize
        names.frombytes(rest[:size])
        if sys.byteorder == "big":
            names.byteswap()
        self._layers = native.Layers(names, rest[size:], head["hidden"], head["outcomes"])

    def __contains__(self, cue: str) -> bool:
        return self.summed((cue,)) != self._layers.nothing

    def scores(self, cues: Iterable[str], known: Sum | None = None) -> tuple[int, ...]:
        """How much speaks for each outcome, in hundredths of a nat; cues that it does not know say nothing.

        `known`: what other cues sum up to.
        """
        return self._layers.scored(cues, known or self._layers.nothing)

    def summed(self, cues: Iterable[str]) -> Sum:
        """What some cues sum up to, to be remembered where others change more often."""
        return self._layers.summed(cues)


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
