"""Where sentences stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.rules.finder import Finder, Whose
from agentdesk.rules.manner import LEAST, Manner, Turn
from tests.rules.corpus.parted import sentences_of

LONGEST = 160
EVERY = Finder((), [Whose("一", far=True)], Manner(LEAST, ("一",), {"^": Turn(0, ((0, 1),))}))
"""To this one every sentence sounds like a phrase."""


def told(text: str) -> list[tuple[int, int]]:
    return list(EVERY.native.find(text)[1])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("客户来问。我说：“等着吧。”就挂了", ["客户来问", "等着吧", "就挂了"]),
        ("He asked me. I said no. Version 2.5 is out", ["He asked me", " I said no", " Version 2.5 is out"]),
        ("Ｈｅ　ａｓｋｅｄ．　Ｎｏｎｅ！", ["Ｈｅ　ａｓｋｅｄ", "　Ｎｏｎｅ"]),
        ("一二。.三四五", [".三四五"]),
        ("一" * LONGEST + "。" + "二" * (LONGEST + 1), ["一" * LONGEST]),
        ("", []),
        ("。。", []),
    ],
)
def test_where_sentences_stand(text: str, parts: list[str]) -> None:
    assert [text[low:high] for low, high in told(text)] == parts


PIECES = [
    "客户",
    "说",
    "。",
    "：",
    "“",
    "”",
    ". ",
    ".",
    "．",
    "\n",
    "a",
    "5",
    "长" * 90,
    "！",
    " ",
    "\u3000",
    "\U0001f600",
    "𠀀",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_those_that_are_learned_from_are_those_that_are_told(text: str) -> None:
    assert told(text) == [(low, high) for low, high in sentences_of(text) if high - low <= LONGEST]
