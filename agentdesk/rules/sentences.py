"""The signs at which sentences and clauses end, in whatever width they are typed."""

from functools import cache
from typing import NamedTuple

from agentdesk.rules import fold

_ENDS = '。!?\n;“”"「」『』:'
_COMMAS = ",、"
_DOT = "."


class Signs(NamedTuple):
    """Signs by what ends at them."""

    ends: frozenset[str]
    """A sentence: a quotation is one of its own, and so is what leads to it."""
    dots: frozenset[str]
    """A sentence, where a word stands before it and a blank behind."""
    commas: frozenset[str]
    """A clause; the sentence goes on."""


@cache
def signs() -> Signs:
    """The signs, each in all its widths."""
    return Signs(*(frozenset().union(*map(fold.spellings, each)) for each in (_ENDS, _DOT, _COMMAS)))
