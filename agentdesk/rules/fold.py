"""Folding text for the phrase scan: what a reader hears alike becomes alike, and every character keeps its place.

The scan reads a *coded* text: noise (spaces, punctuation, emoji, zero-width signs) is gone, width, case, script and
tone are folded, and each Chinese character has become the code of its toneless syllable, so that 「神精病」 reads as
「神经病」.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import overload

from agentdesk.rules.pinyin import readings

CLAUSE_SIGNS = frozenset("，,。.！!？?；;：:、\n\r—…")
"""Signs that end a clause: a phrase may not run across one unless its skeleton has a break there."""

MASKS = frozenset("*＊×✕✖❌○◯⭕●□■█")
"""Signs typed for a character that is meant but not written: 傻*, f**k."""

_MASKED = re.compile(f"[{''.join(MASKS)}]")
MASK = "*"
_NOISE = "\0"

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
_MANY = 150
"""From so many questions on, to list all places costs less than to look each up."""

TOKEN = re.compile("([a-z]+)[1-5]?")

_LEET = dict(zip("013457", "oieast", strict=True))
"""Digits that stand for a letter: m0ron."""


class Places(Sequence[int]):
    """Where each sign of a coded text stands in the text as typed.

    Kept as the length of the coded text at each piece of noise; listed once many places are asked for.
    """

    def __init__(self, lengths: Sequence[int], *, ends: bool = False) -> None:
        self._list: list[int] | None = None
        self._asked = 0
        self.lengths = lengths
        self._after = int(ends)

    def __len__(self) -> int:
        return self.lengths[-1]

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        if self._list is not None:
            return self._list[at]
        self._asked += 1
        if isinstance(at, slice) or self._asked > _MANY:
            self._list = self._every()
            return self._list[at]
        return at + bisect_right(self.lengths, at) + self._after

    def _every(self) -> list[int]:
        every: list[int] = []
        for noise, length in enumerate(self.lengths, self._after):
            every += range(len(every) + noise, length + noise)
        return every


@dataclass(frozen=True, slots=True)
class View:
    """A coded text: `starts[k]` and `ends[k]` bound, in the text as typed, what became the k-th sign of `coded`."""

    coded: str
    starts: Sequence[int]
    ends: Sequence[int]
    typed: frozenset[int] = frozenset()
    """The signs that stand for a syllable typed in Latin letters, or for a mask: what this view is for."""


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
    code.update((ord(sign), _NOISE) for sign in noise)
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
    return text.replace(_NOISE, "")


def coded_key(key: str) -> str:
    """A key as the scan reads it; its masking signs stay."""
    return unmarked(key.translate(tables().masked))


def plain(text: str) -> str:
    """`text` of the same length in simplified script, half width and lower case, its punctuation kept."""
    return text.translate(tables().plain)


def view(text: str) -> View:
    """The coded text and its places, from a marked text."""
    lengths = tuple(accumulate(map(len, text.split(_NOISE))))
    return View(unmarked(text), Places(lengths), Places(lengths, ends=True))


def masked_view(text: str) -> View | None:
    """The coded text with each run of masking signs kept as one sign, or None where it has none."""
    if _MASKED.search(text) is None:
        return None
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for i, sign in enumerate(text.translate(tables().masked)):
        if sign == _NOISE:
            continue
        if sign == MASK and signs and signs[-1] == MASK:
            ends[-1] = i + 1
            continue
        signs.append(sign)
        starts.append(i)
        ends.append(i + 1)
    return View("".join(signs), starts, ends, frozenset(k for k, sign in enumerate(signs) if sign == MASK))


def pinyin_view(base: View, letters: Sequence[re.Match[str]]) -> View | None:
    """`base` with syllables typed in Latin letters read as the characters they stand for, or None without any."""
    runs = list(_typed_runs(base, letters))
    if not runs:
        return None
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    typed: list[int] = []
    base = View(base.coded, base.starts[:], base.ends[:])
    done = 0
    for first, end, parts in runs:
        signs.append(base.coded[done:first])
        starts += base.starts[done:first]
        ends += base.ends[done:first]
        at = first
        for part in parts:
            typed.append(len(starts))
            signs.append(tables().syllables[part])
            starts.append(base.starts[at])
            at += len(part)
            ends.append(base.ends[at - 1])
        ends[-1] = base.ends[end - 1]
        done = end
    signs.append(base.coded[done:])
    starts += base.starts[done:]
    ends += base.ends[done:]
    return View("".join(signs), starts, ends, frozenset(typed))


def _typed_runs(base: View, runs: Sequence[re.Match[str]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where `base` holds rows of syllables, and which: a run of letters as a whole, or each word of it."""
    for run in runs:
        low, high = run.span(1)
        if parts := _syllables(run[1]):
            yield low, run.end(), parts
            continue
        starts = base.starts if high - low < _MANY else base.starts[:]
        first = low
        for cut in [*(k for k in range(low + 1, high) if starts[k] != starts[k - 1] + 1), high]:
            if parts := _syllables(base.coded[first:cut]):
                yield first, cut, parts
            first = cut


def leet_view(base: View, runs: Sequence[re.Match[str]]) -> View | None:
    """`base` with digits between letters read as letters, or None without any."""
    coded = base.coded
    ends = (run.end(1) for run in runs)
    typed = frozenset(at for at in ends if coded[at : at + 1] in _LEET and "a" <= coded[at + 1 : at + 2] <= "z")
    if not typed:
        return None
    signs = (_LEET[sign] if k in typed else sign for k, sign in enumerate(coded))
    return View("".join(signs), base.starts, base.ends, typed)


@lru_cache(maxsize=4096)
def _syllables(letters: str, longest: int = 24) -> tuple[str, ...]:
    """`letters` cut into syllables, longest first, or nothing when they are no row of syllables."""
    known = tables().syllables
    if len(letters) > longest or len(letters) < 2:
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for size in range(min(6, end), 0, -1):
            before = best[end - size]
            part = letters[end - size : end]
            if before is not None and part in known and (best[end] is None or len(before) + 1 < len(best[end] or ())):
                best[end] = (*before, part)
    return best[-1] or ()


def _points() -> Iterator[int]:
    for low, high in _RANGES:
        yield from range(low, high)


def _is_noise(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PSZMC"


def _plain() -> dict[int, str]:
    """One sign for one sign: NFKC where it stays one sign, no accents, lower case, simplified script."""
    import opencc  # noqa: PLC0415  loads a dictionary

    out: dict[int, str] = {}
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
