"""What the dictionaries of characters say: how each sign folds, how it is read, and what is no letter.

The dictionaries are OpenCC's, pypinyin's and Unicode's. What is needed of them is written to `signs.tsv` by
`python -m tests.dictionaries`, so that a desk reads one small file and scans alike whatever it runs on. Each row has a
kind, a value and the signs it holds for:

    plain  the one sign that is the same in half width, lower case and simplified script
    read1  the toneless usual reading; read2 and on: further readings
    made   the edition of Unicode it was made with
    noise  (no value) ranges of signs that are no part of a wording, such as `2000-206f`
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Signs:
    """The dictionaries: `readings` by sign, the usual one first."""

    plain: Mapping[str, str]
    readings: Mapping[str, tuple[str, ...]]
    noise: tuple[range, ...]


def read() -> Signs:
    """The dictionaries as they ship. Reading them takes a moment; keep what you need."""
    plain: dict[str, str] = {}
    readings: dict[str, tuple[str, ...]] = {}
    noise: list[range] = []
    for kind, value, signs in _rows():
        if kind == "plain":
            plain.update(dict.fromkeys(signs, value))
        elif kind == "noise":
            noise += (range(int(low, 16), int(high, 16) + 1) for low, high in (r.split("-") for r in signs.split()))
        elif kind == "read1":
            readings.update(dict.fromkeys(signs, (value,)))
        elif kind.startswith("read"):
            readings.update({sign: (*readings[sign], value) for sign in signs})
    return Signs(plain, readings, tuple(noise))


@cache
def initials(signs: str) -> Mapping[str, str]:
    """The first letters of the readings of each character among `signs`, the usual one first."""
    known = read().readings
    return {sign: "".join(dict.fromkeys(name[0] for name in known.get(sign, ()))) for sign in set(signs)}


def _rows() -> Iterator[tuple[str, str, str]]:
    text = (resources.files("agentdesk.rules") / "signs.tsv").read_text("utf-8")
    for row in text.removesuffix("\n").split("\n"):
        kind, value, signs = row.split("\t")
        yield kind, value, signs
