"""Finding where forms stand in a text, whoever says it and whatever it means there, and which sentences sound like one.

What is looked for is laid out in tables here; they are searched by the compiled part, `rules.native`.
"""

import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import NamedTuple

from agentdesk.rules import fold, manner, sentences
from agentdesk.rules.grammar import FILLERS, PARTICLES
from agentdesk.rules.manner import Manner
from agentdesk.rules.native import Native
from agentdesk.rules.skeleton import Rule

_SLIPPING = 3
"""From this length on a key may hold a slip of the keyboard."""
_POINTS = 0x20000
"""Signs from this code point on are rare characters or nothing, and plain as they are."""
_NO_TAIL = 0xFFFF_FFFF
_COLONS = ":："
"""A wording does not run over a speaker's mark: 我：刚才说过."""
_SUMMING_UP = (
    "这种", "这样", "这话", "这句", "这类", "的话", "的口", "的态", "的语", "的说", "回过", "三个", "两个", "四个",
    "二字", "三字", "就挂", "就走", "给我", "之类",
)  # fmt: skip
"""How a sentence goes on after words that it quotes without marks."""

_UTF_16 = f"utf-16-{sys.byteorder[0]}e"


class Found(NamedTuple):
    """A form of `owner` stands at `start` to `end` of the text as typed."""

    start: int
    end: int
    owner: int

    def moved(self, by: int) -> "Found":
        """The same so many signs further on."""
        return Found(self.start + by, self.end + by, self.owner)


class Whose(NamedTuple):
    """To which phrase the forms of an owner belong, by its text, and what they are for."""

    phrase: str
    takes_back: bool = False
    """Whether its forms are neutral: they take back hits that they cover."""
    far: bool = False
    """Whether it has no forms but sentences that say what the phrase says."""


class Finder:
    """All forms, and all turns of phrase. Any number of threads may share it."""

    def __init__(
        self, rules: Iterable[tuple[Rule, Sequence[str]]], owners: Sequence[Whose], turns: Manner | None = None
    ) -> None:
        """`rules`: each with its keys; `owners`: by number; `turns`: those by which sentences are found, if any."""
        forms, programs, pool = array("I"), array("H"), array("I")
        leads: dict[str, list[int]] = {}
        begins: dict[str, set[str]] = {}
        for number, (rule, keys) in enumerate(rules):
            if rule.owner >= len(owners):
                raise IndexError(rule.owner)
            skeleton = rule.skeleton
            tail = _NO_TAIL if skeleton.tail is None else len(programs) + skeleton.tail
            alphabet = sorted(map(ord, skeleton.alphabet))
            forms.extend(
                (
                    rule.owner, rule.flags, len(programs), tail, skeleton.before, skeleton.longest, len(pool),
                    len(alphabet),
                )
            )  # fmt: skip
            programs.extend(skeleton.program)
            pool.extend(alphabet)
            for key, coded in zip(keys, fold.coded_keys(keys), strict=True):
                led = leads.setdefault(coded, [])
                if not led or led[-1] != number:
                    led.append(number)
                if len(coded) < _SLIPPING:
                    begins.setdefault(coded, set()).update(fold.spellings(key[0]))
        begins_from = array("I")
        for key in leads:
            begins_from.append(len(pool))
            if key in begins:
                pool.extend(sorted(map(ord, begins[key])))
        begins_from.append(len(pool))
        model = turns.turns if turns else {}
        tables = _signs() | {
            "forms": forms,
            "programs": programs,
            "pool": pool,
            "keys": _in_a_row(leads),
            "leads_from": array("I", accumulate(map(len, leads.values()), initial=0)),
            "leads": array("I", chain.from_iterable(leads.values())),
            "begins_from": begins_from,
            "turns": _in_a_row(model),
            "weights": array("i", [turn.weight for turn in model.values()]),
            "owners": _numbered(owners),
        }
        self._turns = turns
        self._far = {owner.phrase: number for number, owner in enumerate(owners) if owner.far}
        self.native = Native(
            tables,
            {
                "code_count": len(tables["codes"]),
                "kind_count": _POINTS,
                "key_count": len(leads),
                "filler_count": len(tables["fillers"]),
                "summing_count": len(_SUMMING_UP),
                "syllable_count": len(tables["syllables"]) // 2,
                "turn_count": len(model),
                "owner_count": len(owners),
                "bias": turns.bias if turns else 0,
                "least": manner.LEAST,
            },
        )

    def find(self, text: str) -> list[Found]:
        """The wordings in a text, in order and without overlap."""
        forms, sentences = self.native.find(text)
        return list(map(Found._make, self.native.settled(forms, self._far_ones(text, sentences))))

    def _far_ones(self, text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[Found]:
        """Sentences that say what a phrase says, in words that none of its forms knows."""
        for low, high in sentences:
            sound = self._turns and self._turns.sound(text[low:high])
            if sound and sound.phrase in self._far:
                yield Found(low + sound.start, low + sound.end, self._far[sound.phrase])


def _numbered(owners: Sequence[Whose]) -> "array[int]":
    """For each owner twice the number of its phrase, and one more where it takes hits back."""
    phrases: dict[str, int] = {}
    return array("I", [2 * phrases.setdefault(one.phrase, len(phrases)) + one.takes_back for one in owners])


def _in_a_row(texts: Iterable[str]) -> "array[int]":
    """Coded texts one after another, each with a mark for noise behind it."""
    return array("H", "".join(chain.from_iterable((text, fold.NOISE) for text in texts)).encode(_UTF_16))


@cache
def _signs() -> dict[str, "array[int]"]:
    """What is the same for every finder: what signs are, and the small words of the grammar."""
    tables = fold.tables()
    plain = array("I", range(_POINTS))
    for point, sign in tables.plain.items():
        if point < _POINTS:
            plain[point] = ord(sign)
    syllables = sorted((_packed(name), ord(code)) for name, code in tables.syllables.items())
    return {
        "codes": array("H", tables.code.encode(_UTF_16)),
        "kinds": _kinds(),
        "plain": plain,
        "fillers": array("H", sorted({ord(sign) for sign in fold.coded("".join(FILLERS))})),
        "summing_up": array("I", [ord(sign) for pair in _SUMMING_UP for sign in pair]),
        "syllables": array("I", chain.from_iterable(syllables)),
    }


def _packed(name: str) -> int:
    """The letters of a syllable, five bits each."""
    packed = 0
    for letter in name:
        packed = packed << 5 | (ord(letter) - ord("a") + 1)
    return packed


def _kinds() -> "array[int]":
    """By code point what a sign is: the kinds of `finder.h`, the first as the lowest bit."""
    every = "".join(map(chr, range(_POINTS)))
    plain = fold.tables().plain
    kinds = (
        sentences.signs().ends,
        sentences.signs().dots,
        _every("[^\\W_]+", every),
        _every("\\s+", every),
        fold.CLAUSE_SIGNS,
        _COLONS,
        PARTICLES,
        frozenset("".join(FILLERS)),
        [sign for sign in every if _latin(plain.get(ord(sign), sign))],
        filter(str.islower, every),
        fold.MASKS,
    )
    row = array("H", bytes(2 * _POINTS))
    for bit, signs in enumerate(kinds):
        for sign in signs:
            row[ord(sign)] |= 1 << bit
    return row


def _every(expression: str, signs: str) -> Iterator[str]:
    return chain.from_iterable(re.findall(expression, signs))


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
