"""Folding text for the phrase scan: what a reader hears alike becomes alike, and every character keeps its place.

The scan reads a *coded* text: noise (spaces, punctuation, emoji, zero-width signs) is gone, width, case, script and
tone are folded, and each Chinese character has become the code of its toneless syllable, so that 「神精病」 reads as
「神经病」.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from agentdesk.rules.pinyin import readings

CLAUSE_SIGNS = frozenset("，,。.！!？?；;：:、\n\r—…")
"""Signs that end a clause: a phrase may not run across one unless its skeleton has a break there."""

MASKS = frozenset("*＊×✕✖❌○◯⭕●□■█")
"""Signs typed for a character that is meant but not written: 傻*, f**k."""

MASK = "*"
NOISE = "\0"

_RANGES = ((0x0, 0x10000), (0x1F000, 0x1FC00), (0x20000, 0x20100), (0xE0000, 0xE0200))
_HANZI = re.compile("[㐀-䶿一-鿿]")
_CODE_BASE = 0xE000
_SAME = {
    "您": "你", "妳": "你", "侬": "你", "俺": "我", "咱": "我", "吾": "我", "祂": "他", "佢": "他", "伊": "他",
    "覆": "复", "唔": "不", "勿": "不", "冇": "没", "哋": "们", "嘅": "的", "咗": "了", "嚟": "来", "睇": "看",
    "俾": "给", "仲": "还", "咁": "这",
    "弗": "不", "呒": "没", "著": "着", "搵": "找", "啲": "点", "喺": "在",
}  # fmt: skip
"""Signs read as another: polite, old and regional spellings of the smallest words."""

_READINGS = {
    "还": "hai", "了": "le", "行": "xing", "着": "zhe", "什": "shen", "么": "me", "都": "dou", "得": "de", "地": "de",
    "的": "de", "吗": "ma", "谁": "shui", "没": "mei", "不": "bu", "说": "shuo", "告": "gao", "看": "kan", "觉": "jue",
    "挑": "tiao", "正": "zheng", "会": "hui", "给": "gei", "呢": "ne", "啊": "a", "呀": "ya", "和": "he", "教": "jiao",
    "卜": "bu",
}  # fmt: skip
"""Characters of several readings, by the one they have in speech of this kind."""

_UNLIKE = frozenset("笨蠢滚嫌瞎聋疯哑笑猪贱欠")
"""Characters that stand alone as a key: they are read as themselves, so that 下 leads nobody to 瞎."""

_NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("eng", "en"), ("ing", "in"), ("ang", "an"))
_ALIASES = {"shei": "shui", "lve": "lue", "nve": "nue", "liao": "le"}


@dataclass(frozen=True, slots=True)
class Tables:
    """The character tables of the fold; made once a process."""

    code: dict[int, str]
    """To the coded text; one mark for any noise."""
    masked: dict[int, str]
    """The same, but masking signs stay as one sign."""
    plain: dict[int, str]
    """One to one: width, case and script folded, punctuation kept."""
    noise: frozenset[str]
    syllables: dict[str, str]
    """From a toneless syllable in Latin letters to its code."""


@cache
def tables() -> Tables:
    """The tables, built on first use: this reads the script and reading dictionaries."""
    plain = _plain()
    noise = frozenset(chr(c) for c in _points() if _is_noise(chr(c)))
    readings = _readings()
    names = sorted({_near(name) for name in readings.values()})
    codes = {name: chr(_CODE_BASE + i) for i, name in enumerate(names)}
    code: dict[int, str] = {}
    for point in _points():
        sign = plain.get(point, chr(point))
        reading = readings.get(sign)
        folded = codes[_near(reading)] if reading and sign not in _UNLIKE else sign
        if folded != chr(point):
            code[point] = folded
    code.update((ord(sign), NOISE) for sign in noise)
    masked = code | {ord(sign): MASK for sign in MASKS}
    syllables = {name: codes[_near(name)] for name in set(readings.values())}
    syllables |= {alias: syllables[name] for alias, name in _ALIASES.items() if name in syllables}
    return Tables(code, masked, plain, noise, syllables)


def marked(text: str) -> str:
    """`text` sign for sign as the scan reads it, with one mark for each piece of noise."""
    return text.translate(tables().code)


def coded(text: str) -> str:
    """`text` as the scan reads it."""
    return unmarked(marked(text))


def unmarked(text: str) -> str:
    """A marked text without its noise."""
    return text.replace(NOISE, "")


def coded_key(key: str) -> str:
    """A key as the scan reads it; its masking signs stay."""
    return unmarked(key.translate(tables().masked))


def plain(text: str) -> str:
    """`text` of the same length in simplified script, half width and lower case, its punctuation kept."""
    return text.translate(tables().plain)


def _points() -> Iterator[int]:
    for low, high in _RANGES:
        yield from range(low, high)


def _is_noise(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PSZMC"


def _plain() -> dict[int, str]:
    """One sign for one sign: NFKC where it stays one sign, no accents, lower case, simplified script.

    Half a surrogate pair, which is no sign and which no automaton reads, becomes the sign for that.
    """
    import opencc  # noqa: PLC0415  loads a dictionary

    out: dict[int, str] = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    for point in _points():
        sign = chr(point)
        folded = unicodedata.normalize("NFKC", sign).casefold()
        base = unicodedata.normalize("NFD", folded)
        if len(base) > 1 and all(unicodedata.combining(mark) for mark in base[1:]):
            folded = base[0]
        if len(folded) == 1 and folded != sign:
            out[point] = folded
    hanzi = [chr(point) for point in _points() if _HANZI.match(out.get(point, chr(point)))]
    simple = opencc.OpenCC("t2s").convert("\n".join(out.get(ord(sign), sign) for sign in hanzi)).split("\n")
    for sign, converted in zip(hanzi, simple, strict=True):
        folded = _SAME.get(converted, converted)
        if len(folded) == 1 and folded != sign:
            out[ord(sign)] = folded
    return out


def _readings() -> dict[str, str]:
    """The toneless usual reading of each Chinese character."""
    return {sign: names[0] for sign, names in readings().items() if names and _HANZI.match(sign)} | _READINGS


def _near(name: str) -> str:
    """The syllable as careless typing merges it: zhi and zi, jing and jin."""
    for wide, narrow in _NEAR[:3]:
        if name.startswith(wide):
            name = narrow + name[len(wide) :]
    for wide, narrow in _NEAR[3:]:
        name = name.removesuffix(wide) + narrow if name.endswith(wide) else name
    return name
