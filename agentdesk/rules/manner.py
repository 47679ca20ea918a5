"""How a sentence sounds: whether it says what a phrase says, in words that no form knows (FORB-1 to FORB-3).

Each turn of phrase, one to three syllables or words in a row, has a weight, learned from labelled notes by
`python -m tests.speaker` and kept in `manner.tsv`. A sentence with a great enough sum counts as a wording of the phrase
that its turns speak for most. Rows of the file, weights in hundredths:

    bias    what every sentence begins with, and the fingerprint of the notes
    phrase  its text; the number of the row is its number
    turn    weight, `number:how much` of the phrases it speaks for, its words: syllables in capitals, ^ and $ the ends
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from agentdesk.rules import fold

LEAST = 260
"""The least sum of a sentence that counts: a wrong flag costs more trust than a missed one."""
TELLING = 60
"""From this weight on a turn is looked for in every text; only sentences with enough of those are read to the end."""
ENOUGH = 320
_LONGEST = 160
"""A sentence of more signs is none."""
_SHORTEST = 3
_REMEMBERED = 512
"""How many sentences are remembered: a note is scanned at every key while it is typed."""
_WORDS = 3
_STOPS = '。!?;\n“”"「」『』:'
_COMMAS = ",、"
_TOKEN = re.compile(f"[a-z]+|[0-9]+|[^{fold.NOISE}a-z0-9]")


class Sound(NamedTuple):
    """A sentence, `start` to `end` of the text as typed, that says what a phrase of that text says."""

    start: int
    end: int
    phrase: str


class Turn(NamedTuple):
    """What a turn of phrase is worth, and the phrases it speaks for with how much."""

    weight: int
    phrases: tuple[tuple[int, int], ...] = ()


class Manner:
    """The learned turns of phrase. Frozen once made, so that any number of threads may share it."""

    def __init__(self, bias: int, phrases: Sequence[str], turns: Mapping[str, Turn]) -> None:
        import daachorse  # noqa: PLC0415  a compiled library, only needed here

        self._bias, self.phrases, self.turns = bias, tuple(phrases), turns
        telling: dict[str, int] = {}
        for words, turn in turns.items():
            key = words.replace(" ", "").strip("^$")
            if turn.weight >= TELLING and key:
                telling[key] = max(telling.get(key, 0), turn.weight)
        self._telling = tuple(telling.values())
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(telling)) if telling else None
        self._sound = lru_cache(maxsize=_REMEMBERED)(self._weighed)

    def sentences(self, text: str, marked: str, free: Callable[[int, int], bool]) -> Iterator[Sound]:
        """The sentences of a text, with its marked form, that count and are `free` of other wordings."""
        if self._automaton is None:
            return
        hits = self._automaton.find_overlapping(marked)
        weights = [self._telling[key] for _, _, key in hits]
        if sum(weights) < ENOUGH:
            return
        ends = _ends_of(text)
        totals: Counter[int] = Counter()
        for (start, _, _), weight in zip(hits, weights, strict=True):
            totals[bisect_left(ends, start)] += weight
        for at in sorted(at for at, total in totals.items() if total >= ENOUGH):
            low, high = ends[at - 1] + 1 if at else 0, ends[at] if at < len(ends) else len(text)
            if _SHORTEST <= high - low <= _LONGEST and free(low, high):
                sound = self._sound(text[low:high])
                if sound is not None:
                    yield Sound(sound.start + low, sound.end + low, sound.phrase)

    def _weighed(self, text: str) -> Sound | None:
        """A sentence that counts."""
        marked = fold.marked(text)
        turns = set(turns_of(marked)) & self.turns.keys()
        if self._bias + sum(self.turns[turn].weight for turn in turns) < LEAST:
            return None
        votes: Counter[int] = Counter()
        for turn in turns:
            votes.update(dict(self.turns[turn].phrases))
        if not votes:
            return None
        # The first of those that are spoken for alike: the same notes give the same flags.
        best = max(sorted(votes), key=votes.__getitem__)
        return Sound(*self._narrowed(text, marked), self.phrases[best])

    def _narrowed(self, text: str, marked: str) -> tuple[int, int]:
        """The sentence without the clauses at its ends that speak against it, and without signs at its ends."""
        commas = _signs().commas
        ends = [at + 1 for at, sign in enumerate(text) if sign in commas]
        clauses = list(zip([0, *ends], [*ends, len(text)], strict=True))
        while len(clauses) > 1 and self._sum(marked, clauses[0]) <= 0:
            del clauses[0]
        while len(clauses) > 1 and self._sum(marked, clauses[-1]) <= 0:
            del clauses[-1]
        start, end = clauses[0][0], clauses[-1][1]
        while start < end and marked[start] == fold.NOISE:
            start += 1
        while end > start and marked[end - 1] == fold.NOISE:
            end -= 1
        return start, end

    def _sum(self, marked: str, clause: tuple[int, int]) -> int:
        found = set(turns_of(marked[slice(*clause)])) & self.turns.keys()
        return sum(self.turns[turn].weight for turn in found)


def turns_of(marked: str) -> Iterator[str]:
    """The turns of phrase of a marked sentence."""
    words = ["^", *_TOKEN.findall(marked), "$"]
    for size in range(1, _WORDS + 1):
        for at in range(len(words) - size + 1):
            yield " ".join(words[at : at + size])


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text stand: a quotation is one of its own, and so is what leads to it."""
    low = 0
    for high in (*_ends_of(text), len(text)):
        if high - low >= _SHORTEST:
            yield low, high
        low = high + 1


def _ends_of(text: str) -> list[int]:
    """Where a sentence ends."""
    return [found.start() for found in _signs().ends.finditer(text)]


class _Signs(NamedTuple):
    """Signs in whatever width they are typed."""

    ends: re.Pattern[str]
    """What ends a sentence: a full stop of English stands between a word and a blank."""
    commas: frozenset[str]


@cache
def _signs() -> _Signs:
    plain = fold.tables().plain
    wide: dict[str, set[str]] = {sign: {sign} for sign in _STOPS + _COMMAS + "."}
    for point, sign in plain.items():
        if sign in wide:
            wide[sign].add(chr(point))
    stops, commas = (frozenset().union(*map(wide.__getitem__, signs)) for signs in (_STOPS, _COMMAS))
    dots = re.escape("".join(sorted(wide["."])))
    ends = re.compile(f"[{re.escape(''.join(sorted(stops)))}{dots}](?:(?<![{dots}])|(?<=[^\\W_][{dots}])(?=\\s))")
    return _Signs(ends, commas)


@cache
def manner() -> Manner:
    """The turns that ship; reading them takes a moment, once a process."""
    rows = (resources.files("agentdesk.rules") / "manner.tsv").read_text("utf-8").splitlines()
    return read(rows)


def read(rows: Iterable[str]) -> Manner:
    """The model that the rows of a file hold."""
    bias, phrases, turns = 0, [], {}
    codes = fold.tables().syllables
    for kind, value, *rest in (row.split("\t") for row in rows):
        if kind == "bias":
            bias = int(value)
        elif kind == "phrase":
            phrases.append(value)
        else:
            speaks, words = rest
            spelt = " ".join(codes[word.lower()] if word.isupper() else word for word in words.split(" "))
            pairs = (pair.split(":") for pair in speaks.split())
            turns[spelt] = Turn(int(value), tuple((int(number), int(much)) for number, much in pairs))
    return Manner(bias, phrases, turns)
