"""How a sentence sounds: whether it says what a phrase says, in words that no form knows (FORB-1 to FORB-3).

Each turn of phrase, one to three syllables or words in a row, has a weight, learned from labelled notes by
`python -m tests.speaker` and kept in `manner.tsv`. A sentence with a great enough sum counts as a wording of the phrase
that its turns speak for most. Rows of the file, weights in hundredths:

    bias    what every sentence begins with, and the fingerprint of the notes
    phrase  its text; the number of the row is its number
    turn    weight, `number:how much` of the phrases it speaks for, its words: syllables in capitals, ^ and $ the ends
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import chain, pairwise
from typing import NamedTuple

from agentdesk.rules import fold
from agentdesk.rules.sentences import signs

LEAST = 260
"""The least sum of a sentence that counts: a wrong flag costs more trust than a missed one."""
_REMEMBERED = 512
"""How many sentences are remembered: a note is scanned at every key while it is typed."""
_TOKEN = re.compile(f"[a-z]+|[0-9]+|[^{fold.NOISE}a-z0-9]")


class Sound(NamedTuple):
    """What a sentence says, and where: without the clauses at its ends that say something else."""

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
        self.bias, self.phrases, self.turns = bias, tuple(phrases), turns
        self.sound = lru_cache(maxsize=_REMEMBERED)(self._sound)

    def _sound(self, text: str) -> Sound | None:
        """Which phrase a sentence that counts says, and where; None where its turns speak for none."""
        marked = fold.marked(text)
        turns = self.turns.keys() & set(turns_of(marked))
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
        commas = signs().commas
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
    return chain(words, map(" ".join, pairwise(words)), map(" ".join, zip(words, words[1:], words[2:], strict=False)))


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
