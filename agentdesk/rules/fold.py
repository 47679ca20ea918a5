"""Folding text for the phrase scan: what a reader hears alike becomes alike, and every character keeps its place.

The scan reads a *coded* text: noise (spaces, punctuation, emoji, zero-width signs) is gone, width, case, script and
tone are folded, and each Chinese character has become the code of its toneless syllable, so that 「神精病」 reads as
「神经病」.
"""

import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from agentdesk.rules import signs

CLAUSE_SIGNS = frozenset("，,。.！!？?；;：:、\n\r—…")
"""Signs that end a clause: a phrase may not run across one unless its skeleton has a break there."""

MASKS = frozenset("*＊#＃×✕✖❌○◯⭕●□■█🐴🐎🐶🐕🐷🐖🐔🐓🐢🥚💩🤡")
"""Signs and pictures typed for a character that is meant but not written: 傻*, f**k, 草泥🐴."""

SEAM = "\ufdd0"
"""Stands between texts that are looked at as one: a point of Unicode that is no sign and never will be.

It is coded as a line break, which is no other sign's code, and which no form and no gap in one reaches over.
"""

MASK = "*"
NOISE = "\0"

_SURROGATES = range(0xD800, 0xE000)
_RARE = 0x10000
_UNREAD = "\ufffd"
_CODE_BASE = 0xE000
_SAME = {
    "您": "你", "妳": "你", "侬": "你", "俺": "我", "咱": "我", "吾": "我", "祂": "他", "佢": "他", "伊": "他",
    "覆": "复", "唔": "不", "勿": "不", "冇": "没", "哋": "们", "嘅": "的", "咗": "了", "嚟": "来", "睇": "看",
    "俾": "给", "仲": "还", "咁": "这",
    "弗": "不", "呒": "没", "著": "着", "搵": "找", "啲": "点", "喺": "在",
}  # fmt: skip
"""Signs read as another: polite, old and regional spellings of the smallest words."""

_SQUARED = {"🅰": "a", "🅱": "b", "🅾": "o", "🅿": "p"}
"""Pictures that are letters."""

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

    code: str
    """To the coded text, by code point; one mark for any noise. As one string it is looked up twice as fast as a
    dictionary, which lies about in memory."""
    plain: dict[int, str]
    """One to one: width, case and script folded, punctuation kept."""
    syllables: dict[str, str]
    """From a toneless syllable in Latin letters to its code."""


@cache
def tables() -> Tables:
    """The tables, made of the dictionaries of characters on first use."""
    known = signs.read()
    # Half a surrogate pair, which is no sign and which no automaton reads, becomes the sign for that.
    plain = dict.fromkeys(_SURROGATES, _UNREAD)
    plain |= {ord(sign): _SAME.get(folded, folded) for sign, folded in known.plain.items()}
    plain |= {ord(sign): folded for sign, folded in _SAME.items() if sign not in known.plain}
    readings = {sign: names[0] for sign, names in known.readings.items()} | _READINGS
    near = {name: _near(name) for name in set(readings.values())}
    codes = {name: chr(_CODE_BASE + i) for i, name in enumerate(sorted(set(near.values())))}
    syllables = {name: codes[merged] for name, merged in near.items()}
    code = {ord(sign): syllables[name] for sign, name in readings.items() if sign not in _UNLIKE}
    code |= {point: code.get(ord(sign), sign) for point, sign in plain.items()}
    for stretch in known.noise:
        code.update(dict.fromkeys(stretch, NOISE))
    code[ord(SEAM)] = "\n"
    letters = {ord(sign): letter for sign, letter in _SQUARED.items()}
    plain |= letters
    code |= letters
    syllables |= {alias: syllables[name] for alias, name in _ALIASES.items() if name in syllables}
    return Tables(_row(code), plain, syllables)


def _row(code: dict[int, str]) -> str:
    """The code of every sign up to the last one that has any. Rare ones all have the same, if none of their own."""
    row = array("H", range(_RARE)) + array("H", [ord(_UNREAD)]) * (max(code) + 1 - _RARE)
    for point, sign in code.items():
        row[point] = min(ord(sign), ord(_UNREAD))
    return row.tobytes().decode(f"utf-16-{sys.byteorder[0]}e")


def marked(text: str) -> str:
    """`text` sign for sign as the scan reads it, with one mark for each piece of noise."""
    return text.translate(tables().code)


def coded(text: str) -> str:
    """`text` as the scan reads it."""
    return unmarked(marked(text))


def unmarked(text: str) -> str:
    """A marked text without its noise."""
    return text.replace(NOISE, "")


def coded_keys(keys: Iterable[str]) -> list[str]:
    """Keys as the scan reads them; they hold no noise, and their masking signs stay."""
    return MASK.join(map(marked, "\n".join(keys).split(MASK))).split(NOISE)


def plain(text: str) -> str:
    """`text` of the same length in simplified script, half width and lower case, its punctuation kept."""
    return text.translate(_plainly())


@cache
def _plainly() -> str:
    """The plain signs by code point, up to the last that is not its own; as one string, as `Tables.code` is."""
    known = tables().plain
    return "".join(known.get(point, chr(point)) for point in range(max(known) + 1))


def spellings(sign: str) -> frozenset[str]:
    """All signs that are that one in width, case and script, itself among them."""
    return _spellings().get(sign, frozenset(sign))


@cache
def _spellings() -> dict[str, frozenset[str]]:
    spelt: dict[str, set[str]] = {}
    for point, sign in tables().plain.items():
        spelt.setdefault(sign, {sign}).add(chr(point))
    return {sign: frozenset(signs) for sign, signs in spelt.items()}


def is_noise(sign: str) -> bool:
    """Whether a sign is no part of a wording: a space, a punctuation mark, an emoji."""
    return marked(sign) == NOISE


def _near(name: str) -> str:
    """The syllable as careless typing merges it: zhi and zi, jing and jin."""
    for wide, narrow in _NEAR[:3]:
        if name.startswith(wide):
            name = narrow + name[len(wide) :]
    for wide, narrow in _NEAR[3:]:
        name = name.removesuffix(wide) + narrow if name.endswith(wide) else name
    return name
