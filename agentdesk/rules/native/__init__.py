"""What is compiled, the finder and the speaker's network: how tables, texts and cues are handed to it.

That is done when the desk is installed (`hatch_build.py`), from the files beside this one.
"""

import ctypes
import sys
import weakref
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from struct import Struct
from typing import Any
from zlib import crc32

LIBRARY = Path(__file__).with_name("_finder.dll" if sys.platform == "win32" else "_finder.so")

TABLES = (
    "codes", "kinds", "plain", "forms", "programs", "pool", "keys", "leads_from", "leads", "begins_from", "fillers",
    "summing_up", "syllables", "turns", "weights", "owners",
)  # fmt: skip
"""What is given as an array, in the order of `Given` in `finder.h`."""
COUNTS = (
    "code_count", "kind_count", "key_count", "filler_count", "summing_count", "syllable_count", "turn_count",
    "owner_count",
)  # fmt: skip
SUMS = "bias", "least"

_ANEW = "What agentdesk scans notes with is missing, or was compiled for another version: install it anew."
_INDEX_BITS = 14
_UTF_32 = f"utf-32-{sys.byteorder[0]}e"
_FORM, _SENTENCE = Struct("3i"), Struct("2i")


class _Given(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_void_p) for name in TABLES),
        *((name, ctypes.c_uint32) for name in COUNTS),
        *((name, ctypes.c_int32) for name in SUMS),
    )


class Native:
    """A finder made of tables. Any number of threads may share it; while it looks, others run."""

    def __init__(self, tables: Mapping[str, "array[int]"], numbers: Mapping[str, int]) -> None:
        """`tables`: one for each of `TABLES`, which it keeps; `numbers`: one for each of `COUNTS` and `SUMS`."""
        compiled = library()
        self._tables = dict(tables)
        addresses = {name: self._tables[name].buffer_info()[0] for name in TABLES}
        given = _Given(**addresses, **{name: numbers[name] for name in (*COUNTS, *SUMS)})
        self._made = compiled.finder_new(ctypes.byref(given))
        if not self._made:
            raise MemoryError
        self._find, self._settle, self._let_go = compiled.finder_find, compiled.finder_settle, compiled.found_free
        weakref.finalize(self, compiled.finder_free, self._made)

    def find(self, text: str) -> tuple[bytes, Iterator[tuple[int, int]]]:
        """The forms in a text, to be settled, and the sentences without any that count, as start and end."""
        counts = (ctypes.c_int32 * 2)()
        found = self._find(self._made, text.encode(_UTF_32, "surrogatepass"), len(text), counts)
        if not found:
            raise MemoryError
        forms, sentences = counts
        try:
            numbers = ctypes.string_at(found, forms * _FORM.size + sentences * _SENTENCE.size)
        finally:
            self._let_go(found)
        return numbers[: forms * _FORM.size], _SENTENCE.iter_unpack(numbers[forms * _FORM.size :])

    def settled(self, forms: bytes, more: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
        """Those that count of the forms found in a text and of `more`, as start, end and owner, without overlap."""
        every = bytearray(forms)
        for one in more:
            every += _FORM.pack(*one)
        if not every:
            return iter(())
        places = (ctypes.c_char * len(every)).from_buffer(every)
        count = self._settle(self._made, places, len(every) // _FORM.size)
        if count < 0:
            raise MemoryError
        return _FORM.iter_unpack(every[: count * _FORM.size])


class _Layers(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_void_p) for name in ("known", "index", "rows", "crc", "hidden", "outcomes")),
        *((name, ctypes.c_uint32) for name in ("units", "count")),
    )


class Layers:
    """A network of one hidden layer over named cues. Any number of threads may share it."""

    def __init__(
        self, fingerprints: "array[int]", rows: bytes, hidden: Sequence[int], outcomes: Sequence[Sequence[int]]
    ) -> None:
        """`fingerprints`: of the cues' names, four bytes each, in order; `rows`: for each a byte for each unit.

        `hidden`, `outcomes`: as in `network.Layers`.
        """
        if len(hidden) > library().layers_most():
            raise ValueError(len(hidden))
        steps = range(0, (1 << 32) + 1, 1 << (32 - _INDEX_BITS))
        tables = {
            "known": fingerprints,
            "index": array("I", [bisect_left(fingerprints, step) for step in steps]),
            "rows": array("B", rows),
            "crc": array("I", [crc32(bytes((byte ^ 0xFF,))) ^ 0xFF00_0000 for byte in range(256)]),
            "hidden": array("i", hidden),
            "outcomes": array("i", [number for row in outcomes for number in row]),
        }
        self._tables = tables
        addresses = {name: table.buffer_info()[0] for name, table in tables.items()}
        self._layers = _Layers(**addresses, units=len(hidden), count=len(outcomes))
        self._given = ctypes.addressof(self._layers)
        self._sums, self._scores = ctypes.c_int32 * (len(hidden) + 1), ctypes.c_int32 * len(outcomes)
        self._summed, self._scored = library().layers_summed, library().layers_scored
        self.nothing = bytes(self._sums())
        """The sum of no cues."""

    def summed(self, cues: Iterable[str]) -> bytes:
        """What some cues sum up to; none of them holds a line break."""
        names, sums = _lines(cues), self._sums()
        self._summed(self._given, names, len(names), sums)
        return bytes(sums)

    def scored(self, cues: Iterable[str], known: bytes) -> tuple[int, ...]:
        """What speaks for each outcome where some cues are met, and those that sum up to `known`."""
        names, scores = _lines(cues), self._scores()
        self._scored(self._given, known, names, len(names), scores)
        return tuple(scores[:])


def _lines(names: Iterable[str]) -> bytes:
    return "\n".join((*names, "")).encode("utf-8", "surrogatepass")


@cache
def library() -> Any:
    """What was compiled. Raises ImportError where it is missing or is not what goes with these tables."""
    try:
        compiled = ctypes.CDLL(str(LIBRARY))
        fits = compiled.given_size() == ctypes.sizeof(_Given)
    except (OSError, AttributeError) as error:
        raise ImportError(f"{_ANEW} ({error})") from error
    if not fits:
        raise ImportError(_ANEW)
    compiled.finder_new.restype = compiled.finder_find.restype = ctypes.c_void_p
    compiled.finder_new.argtypes = (ctypes.c_void_p,)
    compiled.finder_find.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32, ctypes.c_void_p)
    compiled.finder_settle.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int32)
    compiled.finder_free.argtypes = compiled.found_free.argtypes = (ctypes.c_void_p,)
    compiled.layers_summed.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32, ctypes.c_void_p)
    compiled.layers_scored.argtypes = (
        ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint32, ctypes.c_void_p,
    )  # fmt: skip
    compiled.layers_summed.restype = compiled.layers_scored.restype = None
    compiled.finder_free.restype = compiled.found_free.restype = None
    return compiled
