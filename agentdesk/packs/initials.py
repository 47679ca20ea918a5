"""Pinyin initials of phrases, for the search: `dbq` finds 对不起."""

import re
from collections.abc import Mapping

from agentdesk.rules.pack import SLOT, Pack

_WORD = re.compile(r"[A-Za-z]+|[0-9]+")


def initials(pack: Pack) -> Mapping[str, str]:
    """Initials of text and situation by phrase id: of Chinese the syllables', of English the words'."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - heavy, and wanted by the search alone

    def of(text: str) -> str:
        syllables = lazy_pinyin(SLOT.sub(" ", text), style=Style.FIRST_LETTER, errors=_latin)
        return "".join(syllables).lower()

    return {phrase.id: f"{of(phrase.text)} {of(phrase.situation)}".strip() for phrase in pack.phrases}


def _latin(text: str) -> str:
    """What pypinyin leaves: numbers as they are, of a word its first letter, of signs nothing."""
    return "".join(word if word.isdigit() else word[0] for word in _WORD.findall(text))
