"""Where the sentences of a text stand: told a second time, in short, to learn from them and to check the finder."""

import re
from collections.abc import Iterator
from functools import cache

from agentdesk.rules.sentences import signs

SHORTEST = 3
"""Fewer signs are no sentence."""


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text stand, as the compiled finder tells them, however long."""
    low = 0
    for high in (*(found.start() for found in _ends().finditer(text)), len(text)):
        if high - low >= SHORTEST:
            yield low, high
        low = high + 1


@cache
def _ends() -> re.Pattern[str]:
    """A sign at which a sentence ends: a full stop of English stands between a word and a blank."""
    ends, dots = (re.escape("".join(sorted(every))) for every in signs()[:2])
    return re.compile(f"[{ends}]|(?<=[^\\W_])[{dots}](?=\\s)")
