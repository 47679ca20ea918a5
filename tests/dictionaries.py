"""`python -m tests.dictionaries`: write what the phrase scan needs of the dictionaries of characters to `signs.tsv`."""

import os
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from agentdesk.rules import signs

TABLE = Path(signs.__file__).with_name("signs.tsv")

RANGES = ((0x0, 0x10000), (0x1F000, 0x1FC00), (0x20000, 0x20100), (0xE0000, 0xE0200))
"""The signs that anybody types or pastes into a note."""

HANZI = re.compile("[㐀-䶿一-鿿]")


def points() -> Iterator[int]:
    for low, high in RANGES:
        yield from range(low, high)


def table() -> str:
    """The text of the file."""
    rows = [f"made\tUnicode {unicodedata.unidata_version}\t"]
    rows += [f"plain\t{sign}\t{''.join(folded)}" for sign, folded in gathered(plain()).items()]
    known = readings()
    for rank in range(max(map(len, known.values()))):
        ranked = {sign: names[rank] for sign, names in known.items() if len(names) > rank}
        rows += [f"read{rank + 1}\t{name}\t{''.join(alike)}" for name, alike in gathered(ranked).items()]
    rows.append("noise\t\t" + " ".join(f"{low:x}-{high:x}" for low, high in noise()))
    return "\n".join(rows) + "\n"


def gathered(values: dict[str, str]) -> dict[str, list[str]]:
    """The signs of each value."""
    signs_of: dict[str, list[str]] = {}
    for sign, value in sorted(values.items()):
        signs_of.setdefault(value, []).append(sign)
    return dict(sorted(signs_of.items()))


def plain() -> dict[str, str]:
    """One sign for one sign: NFKC where it stays one sign, no accents, lower case, simplified script."""
    import opencc

    out: dict[str, str] = {}
    for sign in map(chr, points()):
        folded = unicodedata.normalize("NFKC", sign).casefold()
        base = unicodedata.normalize("NFD", folded)
        if len(base) > 1 and all(unicodedata.combining(mark) for mark in base[1:]):
            folded = base[0]
        if len(folded) == 1 and folded != sign:
            out[sign] = folded
    hanzi = [sign for sign in map(chr, points()) if HANZI.match(out.get(sign, sign))]
    simple = opencc.OpenCC("t2s").convert("\n".join(out.get(sign, sign) for sign in hanzi)).split("\n")
    out.update((sign, one) for sign, one in zip(hanzi, simple, strict=True) if len(one) == 1 and one != sign)
    return out


def readings() -> dict[str, tuple[str, ...]]:
    """Every toneless reading of each Chinese character, the usual one first."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.pinyin_dict import pinyin_dict

    names = {
        chr(point): tuple(dict.fromkeys(name for name in map(toneless, known.split(",")) if name))
        for point, known in pinyin_dict.items()
    }
    return {sign: known for sign, known in names.items() if known and HANZI.match(sign)}


def toneless(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading.replace("ü", "v"))
    return "".join(sign for sign in letters if "a" <= sign <= "z")


def noise() -> Iterator[tuple[int, int]]:
    """The ranges of signs that are no letters, digits or marks on them."""
    for low, high in RANGES:
        for wanted, run in groupby(range(low, high), lambda point: is_noise(chr(point))):
            inside = list(run)
            if wanted:
                yield inside[0], inside[-1]


def is_noise(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PSZMC"


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
    print(TABLE)
