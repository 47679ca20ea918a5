"""Pinyin initials of phrases, for the search: `dbq` finds 对不起."""

import re
from collections.abc import Mapping
from itertools import islice, product

from agentdesk.rules import signs
from agentdesk.rules.pack import SLOT, Pack

_PIECE = re.compile(r"[A-Za-z]+|[0-9]+|[\u3400-\u9fff]")
_WAYS = 8
"""The most ways of reading one text: 重 is both `z` and `c`, and whoever searches types one of them."""


def initials(pack: Pack) -> Mapping[str, str]:
    """Initials of text and situation by phrase id: of Chinese the syllables', of English the words'."""
    texts = {phrase.id: (SLOT.sub(" ", phrase.text), phrase.situation) for phrase in pack.phrases}
    known = signs.initials("".join(sorted({sign for both in texts.values() for text in both for sign in text})))
    return {key: " ".join(way for text in both for way in _ways(text, known)) for key, both in texts.items()}


def _ways(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The initials of a text, in every way its characters are usually read; numbers stay as they are."""
    pieces = [piece if piece.isdigit() else known.get(piece) or piece[0].lower() for piece in _PIECE.findall(text)]
    letters = [(piece,) if piece.isdigit() else tuple(piece[:2]) for piece in pieces]
    return tuple("".join(way) for way in islice(product(*letters), _WAYS)) if letters else ()
