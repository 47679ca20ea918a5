"""Where sentences stand, and the pieces that a text is read in."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.rules.sentences import ends_of, pieces_of, sentences_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("客户来问。我说：“等着吧。”就挂了", ["客户来问", "等着吧", "就挂了"]),
        ("He asked me. I said no. Version 2.5 is out", ["He asked me", " I said no", " Version 2.5 is out"]),
        ("Ｈｅ　ａｓｋｅｄ．　Ｎｏｎｅ！", ["Ｈｅ　ａｓｋｅｄ", "　Ｎｏｎｅ"]),
        ("", []),
        ("。。", []),
    ],
)
def test_where_sentences_stand(text: str, parts: list[str]) -> None:
    assert [text[low:high] for low, high in sentences_of(text)] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("客户来问。我说：“等着吧。”就挂了", ["客户来问。", "我说：“等着吧。”", "就挂了"]),
        ("He asked me. I said no.\nVersion 2.5 is out", ["He asked me.", " I said no.\n", "Version 2.5 is out"]),
        ("一" * 150 + "，" + "二" * 150, ["一" * 150 + "，" + "二" * 49, "二" * 101]),
        ("一" * 150 + "：" + "二" * 150, ["一" * 150 + "：", "二" * 150]),
        ("", [""]),
    ],
)
def test_a_piece_is_a_sentence_with_all_that_leads_to_it_and_closes_it(text: str, parts: list[str]) -> None:
    assert [text[low:high] for low, high in pairwise(pieces_of(text))] == parts


TEXTS = st.lists(st.sampled_from(["客户", "说", "。", "：", "“", "”", ". ", "\n", "a", "长" * 90, "！"]), max_size=30)


@given(TEXTS.map("".join))
def test_pieces_are_the_text_and_none_is_long(text: str) -> None:
    bounds = pieces_of(text)
    assert (bounds[0], bounds[-1]) == (0, len(text))
    assert all(0 < high - low <= 200 for low, high in pairwise(bounds)) or not text


@given(TEXTS.map("".join))
def test_no_sentence_that_counts_stands_in_two_pieces(text: str) -> None:
    bounds = pieces_of(text)
    ends = [-1, *ends_of(text), len(text)]
    for low, high in pairwise(ends):
        if high - low - 1 <= 160:
            assert not any(low + 1 < at < high for at in bounds)
