"""Who and what a stretch of a call note names: people, whether they act or are acted on, and verbs of saying.

The words of `lexicon` are found by automata, which read a text once however many words there are; names that no list
holds (投稿者, 讲解员, 那女的) by two small patterns.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from agentdesk.rules import lexicon

SELF, CALLER, OTHER = "S", "C", "T"
"""Kinds of people; small where they are acted on."""
MINE, THEIRS, ANY, NONE = "m", "t", "a", ""
"""Kinds of verbs, by whose they are when no subject is named; and words that only look like one."""


class Place(NamedTuple):
    """Where a word stands, and of which kind it is."""

    start: int
    end: int
    kind: str


class Telling(NamedTuple):
    """Who and what a stretch of a sentence names, in order."""

    people: tuple[Place, ...]
    verbs: tuple[Place, ...]

    @property
    def subjects(self) -> str:
        """Those named who act."""
        return "".join([kind for _, _, kind in self.people if kind.isupper()])

    @property
    def named(self) -> str:
        """All who are named."""
        return "".join([kind for _, _, kind in self.people])

    def within(self, start: int, end: int) -> "Telling":
        """What the part from `start` to `end` names."""
        return Telling(
            tuple([place for place in self.people if start <= place.start < end]),
            tuple([place for place in self.verbs if start <= place.start < end]),
        )


class _Words:
    """An automaton of words, each with its kind; the leftmost is found, and the longest of those."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        import daachorse  # noqa: PLC0415  a compiled library, only needed here

        # A word in two groups belongs to the first.
        kinds = {word: kind for kind, words in reversed(list(groups.items())) for word in words}
        self._kinds = tuple(kinds.values())
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(
            list(kinds), match_kind=daachorse.MATCH_KIND_LEFTMOST_LONGEST
        )

    def places(self, text: str) -> list[Place]:
        """Where words stand in `text`, in order and without overlap; no Latin word in another."""
        kinds = self._kinds
        return [
            Place(start, end, kinds[at])
            for start, end, at in self._automaton.find(text)
            if text[start] > "z" or not _cut(text, start, end)
        ]


def _cut(text: str, start: int, end: int) -> bool:
    """Whether a Latin word goes on at either end of a place."""
    return (start > 0 and _lettered(text[start - 1])) or (end < len(text) and _lettered(text[end]))


def _lettered(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


@cache
def _people() -> _Words:
    return _Words(
        {
            SELF: (*lexicon.SELF, *lexicon.ENGLISH_SELF),
            CALLER: (*lexicon.CALLER, *lexicon.ENGLISH_CALLER),
            OTHER: (*lexicon.OTHERS, *lexicon.ENGLISH_OTHERS),
        }
    )


@cache
def _verbs() -> _Words:
    return _Words(
        {
            NONE: lexicon.NOT_SAYING,
            MINE: lexicon.SAY_SELF,
            THEIRS: lexicon.SAY_OTHER,
            ANY: (*lexicon.SAY, *lexicon.ENGLISH_SAY),
        }
    )


@cache
def _adverbs() -> _Words:
    return _Words({"": lexicon.ADVERBS})


_AFTER_NICKNAME = "[一-鿿](?=[^一-鿿]|说|讲|问|回|答|道|在|打|演|扮|的|昨|今|前|当|上|对|跟|冲|就|又)"
_NICKNAME = f"(?:{_AFTER_NICKNAME}|(?![{lexicon.WORDY_SURNAMES}])[{lexicon.SURNAMES}])"
_UNLISTED = re.compile(
    "老(?<![大多最从很]老)(?!人|家|旧|是|板|客|用|套|年|实|师|小|式|化|款|婆|公|总|爷|乡|伯|太|头|汉|大|先)"
    + _NICKNAME
    + "|小(?<![大多最从很]小)(?!时|区|程|心|额|票|数|灵|型|组|计|结|声|于|便|店|孩|伙|姑|学|卖|吃|写|屏|字|卡|窗|号|礼"
    "|费|朋|妹|哥|姐)" + _NICKNAME + "|那(?:头|边|厢|位|人|家|[个位]?[男女胖瘦]的)|这[个位]?[男女胖瘦]的"
    "|前面的(?=$|人|[回说喊嚷骂问答吼“:])|后面的(?=$|人|[回说喊嚷骂问答吼“:])|旁面的(?=$|人|[回说喊嚷骂问答吼“:])"
    f"|[{lexicon.SURNAMES}黄高马白方金](?<![一两这那每几开].)(?:[姐哥叔婶嫂姨伯]|工(?![作程厂具人单资号商])|总(?![是共之算体部机台结计数价额会要说])"
    "|队(?![伍列里])|科(?![技学目])|所(?![以有在])|导(?![致航览购]))"
    "|一名(?<!一一名)[一-鿿]{2,4}|阿[姐妹哥嫂婆公叔伯爷姨][一-鿿]?(?=[一-鿿“,:])"
)
"""Nicknames, and people told by where they are or how they look; each way begins with a sign of its own."""

_CALLED = re.compile("[者员](?<=[一-鿿].)(?<![或再作两二]者)(?<![全人动职]员)")
"""People called by what they do: 投稿者, 讲解员. The sign before belongs to them."""


def telling(text: str) -> Telling:
    """Who and what `text` names; it is folded and in lower case."""
    people = [
        Place(start, end, kind.lower()) if _is_object(text, start, end) else Place(start, end, kind)
        for start, end, kind in _named(text)
    ]
    return Telling(tuple(people), tuple([place for place in _verbs().places(text) if place.kind]))


def adverbs(text: str) -> list[Place]:
    """The words of `text` that come and go in how speech is introduced."""
    return _adverbs().places(text)


def _named(text: str) -> list[Place]:
    """Every person named in `text`, in order and without overlap."""
    people = [
        place
        for place in _people().places(text)
        if not text.startswith(lexicon.NOT_SELF if place.kind == SELF else lexicon.NO_PERSON, place.end)
    ]
    listed = len(people)
    for found in _UNLISTED.finditer(text):
        people.append(Place(found.start(), found.end(), OTHER))
    for found in _CALLED.finditer(text):
        if not text.startswith(lexicon.NO_PERSON, found.end()):
            people.append(Place(found.start() - 1, found.end(), OTHER))
    if len(people) == listed:
        return people
    people.sort()
    kept: list[Place] = []
    end = 0
    for place in people:
        if place.start >= end:
            kept.append(place)
            end = place.end
    return kept


# ---- acting and acted on ------------------------------------------------------------------------------------------

_BEFORE = 6
"""How many signs before a person tell whether he acts."""
_DETERMINERS = ("旁边", "隔壁", "这", "那", "一", "该", "上", "位", "名", "个")
_ENGLISH_OBJECTS = frozenset(("me", "us", "him", "them"))
_ENGLISH_DETERMINERS = ("the", "a", "an", "his", "her", "my", "our", "this", "that", "mr", "mrs", "ms")
_ACTED_ON = re.compile(
    f"(?<![a-z])(?:{'|'.join(lexicon.ENGLISH_PREPOSITIONS)}) (?:(?:{'|'.join(_ENGLISH_DETERMINERS)}) )?$"
)
_ENGLISH_BEFORE = 16
"""How many signs before a person tell the same in English."""


def _is_object(text: str, start: int, end: int) -> bool:
    """Whether the person at that place is spoken to or acted on: 对他, 给裘师傅, him."""
    word = text[start:end]
    if word.isascii() and _ACTED_ON.search(text, max(0, start - _ENGLISH_BEFORE), start):
        return True
    return word in _ENGLISH_OBJECTS or _acted_on(text[max(0, start - _BEFORE) : start], word in lexicon.TITLED)


@lru_cache(maxsize=8192)
def _acted_on(before: str, titled: bool) -> bool:
    """Whether whoever stands after `before` is acted on; before a title a family name may stand."""
    if _ends_in_preposition(before):
        return True
    return titled and any(_ends_in_preposition(before[:-size]) for size in (1, 2) if all(map(_hanzi, before[-size:])))


def _ends_in_preposition(before: str) -> bool:
    """Whether `before` ends in a preposition, with determiners after it or none."""
    while before:
        for rest in (before, before[:-1] if before[-1] in "了着过" else ""):
            if rest.endswith(lexicon.PREPOSITIONS) or (rest[-1:] == "着" and _hanzi(rest[-2:-1])):
                return True
        shorter = next((before.removesuffix(word) for word in _DETERMINERS if before.endswith(word)), before)
        if shorter == before:
            return False
        before = shorter
    return False


def _hanzi(sign: str) -> bool:
    return "一" <= sign <= "鿿"
