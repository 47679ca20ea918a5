"""Composing a text before the scan, so that é is read alike however it was typed."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_CLUSTER = re.compile("(?s:.[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u093c\u1160-\u11ff\u3099\u309a]*)")
"""A sign with the marks that are typed after it."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A text with every sign composed with its marks."""

    text: str
    starts: Sequence[int]
    """Where each sign begins in the text as typed, and where the last one ends."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the text as typed."""
        return self.starts[start], self.starts[end]


def composed(text: str) -> Composed | None:
    """`text` composed, or None where it is that already: e and its accent are read as é."""
    if unicodedata.is_normalized("NFC", text):
        return None
    signs: list[str] = []
    starts: list[int] = []
    at = 0
    for cluster in _CLUSTER.findall(text):
        joined = unicodedata.normalize("NFC", cluster)
        signs.append(joined)
        starts += [at] * len(joined)
        at += len(cluster)
    return Composed("".join(signs), [*starts, at])
