"""How Chinese characters are read, for slips of the input method and for searching by initials.

The dictionary is pypinyin's; its table of phrases is left out, as it takes 50 MB in every desk that loads it.
"""

import os
import unicodedata
from collections.abc import Mapping
from functools import cache


def _toneless(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading.replace("ü", "v"))
    return "".join(sign for sign in letters if "a" <= sign <= "z")


def readings() -> Mapping[str, tuple[str, ...]]:
    """Every toneless reading of each character, the usual one first. Reading it takes a moment; keep what you need."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 - loads a dictionary

    return {
        chr(point): tuple(dict.fromkeys(name for name in map(_toneless, known.split(",")) if name))
        for point, known in pinyin_dict.items()
    }


@cache
def initials(signs: str) -> Mapping[str, str]:
    """The first letters of the readings of each character among `signs`, the usual one first."""
    known = readings()
    return {sign: "".join(dict.fromkeys(name[0] for name in known.get(sign, ()))) for sign in set(signs)}
