"""Scores a matcher on a labelled corpus: spans count when they share a character.

A reported span is never a false alarm; reported speech is right when a hit of that kind touches it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agentdesk.rules.forbidden import Hit, Kind, Matcher

HERE = Path(__file__).parent
Note = dict[str, Any]


def notes(name: str) -> list[Note]:
    """The notes of `dev.jsonl` (short) or `heldout.jsonl` (other topics, 100 to 470 characters)."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


@dataclass
class Score:
    """What was found and what was to be found; `by_tag` counts labelled violations as [found, all]."""

    flags: int = 0
    true_flags: int = 0
    reported: int = 0
    reported_right: int = 0
    by_tag: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of flags that touch a labelled violation."""
        return self.true_flags / self.flags

    @property
    def recall(self) -> float:
        """The share of labelled violations that a flag touches."""
        found, every = self.by_tag["all"]
        return found / every

    @property
    def told_apart(self) -> float:
        """The share of labelled reported speech that was found as such."""
        return self.reported_right / self.reported


def score(matcher: Matcher, corpus: Iterable[Note]) -> Score:
    """The score of `matcher` on `corpus`."""
    total = Score()
    for note in corpus:
        hits = matcher.scan(note["text"])
        _flags(total, note, [hit for hit in hits if hit.kind is Kind.VIOLATION])
        _labels(total, note, hits)
    return total


def _flags(total: Score, note: Note, flags: list[Hit]) -> None:
    for flag in flags:
        right = any(_touch(flag, span) for span in _of_kind(note, "violation"))
        total.flags += 1
        total.true_flags += right
        if not right:
            total.wrong.append(f"{note['id']} flags {note['text'][flag.start : flag.end]!r}")


def _labels(total: Score, note: Note, hits: tuple[Hit, ...]) -> None:
    for span in note["spans"]:
        found = any(_touch(hit, span) and hit.kind == span["kind"] for hit in hits)
        if not found:
            total.wrong.append(f"{note['id']} misses {span['kind']} {span['surface']!r}")
        if span["kind"] == "reported":
            total.reported += 1
            total.reported_right += found
            continue
        for tag in ("all", *span["tags"]):
            total.by_tag[tag][0] += found
            total.by_tag[tag][1] += 1


def _of_kind(note: Note, kind: str) -> Iterator[Note]:
    return (span for span in note["spans"] if span["kind"] == kind)


def _touch(hit: Hit, span: Note) -> bool:
    return bool(min(hit.end, span["end"]) > max(hit.start, span["start"]))
