"""How a practice answer is marked against the phrase a pack asks for (TR-5).

Punctuation, blanks, width, case, script and 你 for 您 do not matter, and a slot may hold anything. The clauses of the
phrase are its parts: what is said in other words is close, what is not said at all is missing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import product

from agentdesk.rules.fold import CLAUSE_SIGNS, is_noise, plain
from agentdesk.rules.pack import SLOT, Phrase

SAID = 0.75
"""The share of a clause's signs that must stand in the answer, in order, for it to count as said in other words."""

_LONGEST = 2_000
"""Folded signs of an answer that are looked at."""

_CLAUSES = re.compile(f"[{''.join(map(re.escape, CLAUSE_SIGNS))}]+")
_WHOLE = re.compile(r"[^/{}]{1,4}(?:/[^/{}]{1,4})+")
_WORDS = re.compile(r"(?:[A-Za-z]+|[㐀-鿿]{2})(?:/(?:[A-Za-z]+|[㐀-鿿]{2}))+")
_MOST_VARIANTS = 64


class Grade(StrEnum):
    """How near an answer comes to the phrase."""

    LETTER = "letter"
    """Said to the letter."""
    CLOSE = "close"
    """Every part is there, in other words or with others between."""
    MISSING = "missing"
    """Parts of it were not said."""
    FORBIDDEN = "forbidden"
    """The answer holds a forbidden phrase, whatever else it says."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An answer's mark. `missing` are the clauses that were not said, as the pack writes them."""

    grade: Grade
    missing: tuple[str, ...] = ()


def mark(wanted: str, answer: str, *, forbidden: bool = False) -> Mark:
    """The mark of `answer` against the phrase text `wanted`, slots and all.

    Where the phrase leaves a choice (先生/女士), the wording that fits best counts. `forbidden`: whether a forbidden
    phrase was found in the answer.
    """
    said = folded(answer)[:_LONGEST]
    marks = [_against(variant, said) for variant in variants(wanted)]
    best = min(marks, key=lambda each: (each.grade is not Grade.LETTER, len(each.missing)))
    return Mark(Grade.FORBIDDEN, best.missing) if forbidden else best


def folded(text: str) -> str:
    """`text` without what does not matter."""
    return "".join(sign for sign in plain(text) if not is_noise(sign))


def parts(wanted: str) -> tuple[str, ...]:
    """The clauses of a phrase, as the pack writes them."""
    clauses = (clause.strip() for clause in _CLAUSES.split(wanted))
    return tuple(clause for clause in clauses if any(map(folded, SLOT.split(clause)[::2])) or SLOT.search(clause))


def variants(wanted: str) -> tuple[str, ...]:
    """The wordings of a phrase that leaves a choice, and the phrase as it is written, which is first.

    Choices are whole short clauses (早上好/您好), else the words at either side of the stroke (您的电话/宽带已经好了).
    """
    pieces: list[Sequence[str]] = []
    for clause in re.split(f"({_CLAUSES.pattern})", wanted):
        pieces += [clause.split("/")] if _WHOLE.fullmatch(clause) else _choices(clause)
    made = ("".join(each) for each, _ in zip(product(*pieces), range(_MOST_VARIANTS), strict=False))
    return tuple(dict.fromkeys((wanted, *made)))


def _choices(clause: str) -> list[Sequence[str]]:
    """A clause in pieces, each with its wordings."""
    found: list[Sequence[str]] = []
    at = 0
    for choice in _WORDS.finditer(clause):
        found += [(clause[at : choice.start()],), choice[0].split("/")]
        at = choice.end()
    return [*found, (clause[at:],)]


def _against(wanted: str, said: str) -> Mark:
    if _matches(wanted, said):
        return Mark(Grade.LETTER)
    covered = _covered(wanted, said)
    missing = tuple(
        part for part, share in zip(parts(wanted), covered, strict=True) if share < SAID and not _within(part, said)
    )
    return Mark(Grade.MISSING if missing else Grade.CLOSE, missing)


def _literals(text: str) -> list[str]:
    """The folded text around the slots: one piece more than there are slots."""
    return [folded(piece) for piece in SLOT.split(text)[::2]]


def _matches(wanted: str, said: str) -> bool:
    """Whether the answer is the phrase with something in each of its slots."""
    first, *rest = _literals(wanted)
    if not rest:
        return said == first
    at = len(first)
    if not said.startswith(first):
        return False
    for piece in rest[:-1]:
        at = _after_slot(said, piece, at)
        if at < 0:
            return False
    return said.endswith(rest[-1]) and len(said) - len(rest[-1]) > at


def _within(part: str, said: str) -> bool:
    """Whether a clause stands in the answer as it is, with something in each of its slots."""
    first, *rest = _literals(part)
    at = said.find(first) + len(first)
    if at < len(first):
        return False
    for piece in rest:
        at = _after_slot(said, piece, at)
        if at < 0:
            return False
    return True


def _after_slot(said: str, piece: str, at: int) -> int:
    """Where `piece` ends behind a slot that begins at `at` and holds one sign at least; -1 where it is nowhere."""
    found = said.find(piece, at + 1) if at < len(said) else -1
    return -1 if found < 0 else found + len(piece)


def _covered(wanted: str, said: str) -> list[float]:
    """For each part the share of its signs that stand in the answer when the two are laid side by side."""
    pieces = ["".join(_literals(part)) for part in parts(wanted)]
    blocks = SequenceMatcher(None, "".join(pieces), said, autojunk=False).get_matching_blocks()
    there = {at for block in blocks for at in range(block.a, block.a + block.size)}
    shares: list[float] = []
    at = 0
    for piece in pieces:
        shares.append(sum(k in there for k in range(at, at + len(piece))) / len(piece) if piece else 0.0)
        at += len(piece)
    return shares


def least_practised(phrases: Sequence[Phrase], answers: Mapping[str, int]) -> Phrase | None:
    """The phrase to practise next: the one with the fewest `answers` (by phrase id), the pack's first of these."""
    return min(phrases, key=lambda phrase: answers.get(phrase.id, 0), default=None)
