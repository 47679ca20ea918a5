"""The phrase scan on any text: it never raises, its spans hold, and its work grows with the text alone."""

import sys
import unicodedata
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentdesk.rules.forbidden import Hit, Matcher, compile
from tests.rules.corpus.scoring import notes
from tests.rules.corpus.shipped import matcher, phrases

PIECES = [
    "我", "你", "您", "客户", "说", "：", "，", "。", "“", "”", "\n", " ", "\u200b", "😀", "不行", "不知道",
    "神经病", "急什么", "你懂不懂", "他妈的", "傻", "*", "×", "shen", "jing", "bing", "idiot", "calm down", "I said ",
    "不", "知", "道", "規定", "ｂｕ", "é", "\ud800",
]  # fmt: skip
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@settings(deadline=None)
@given(texts)
def test_spans_slice_the_text_in_order(text: str) -> None:
    end = 0
    for hit in matcher().scan(text):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end


@settings(deadline=None)
@given(texts)
def test_the_same_text_gives_the_same_hits(text: str) -> None:
    assert matcher().scan(text) == matcher().scan(text)


FEW = tuple(phrase for phrase in phrases() if phrase.text in ("不知道", "急什么", "还不明白吗", "你懂不懂"))
WRITTEN = "\n".join(note["text"] for note in notes("heldout.jsonl"))


@cache
def well_read() -> Matcher:
    """A matcher that has read much before."""
    matcher = compile(FEW)
    matcher.scan(WRITTEN)
    return matcher


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, len(WRITTEN) - 300),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 6), st.sampled_from([*PIECES, "了", ""])), max_size=4),
)
def test_what_was_read_before_changes_nothing(at: int, edits: list[tuple[int, int, str]]) -> None:
    text = WRITTEN[at : at + 300]
    for place, gone, piece in edits:
        text = text[:place] + piece + text[place + gone :]
        assert well_read().scan(text) == compile(FEW).scan(text)


def seen(text: str) -> list[tuple[str, str, str]]:
    return [(hit.phrase, hit.kind, _bare(text, hit)) for hit in matcher().scan(text)]


def _bare(text: str, hit: Hit) -> str:
    return unicodedata.normalize("NFKC", text[hit.start : hit.end])


WIDE = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in map(chr, range(0x21, 0x7F)) if sign not in "\"'*<>-_"}


@pytest.mark.parametrize("name", ["dev.jsonl", "heldout.jsonl"])
def test_normal_forms_and_width_change_no_hit(name: str) -> None:
    for note in notes(name):
        text = note["text"]
        for form in ("NFC", "NFD"):
            assert seen(unicodedata.normalize(form, text)) == seen(text)
        if not text.isascii():
            assert seen(text.translate(WIDE)) == seen(text)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["神经病", "你懂不懂", "我说", "，", "。", "客户骂", "é", "ab"]), max_size=12).map("".join)
)
def test_composed_and_decomposed_text_give_the_same_hits(text: str) -> None:
    assert seen(unicodedata.normalize("NFD", text)) == seen(text)


@pytest.mark.parametrize("name", ["dev.jsonl", "heldout.jsonl", "eleventh.jsonl", "thirty-fourth.jsonl"])
def test_many_notes_give_the_hits_of_each(name: str) -> None:
    texts = [note["text"] for note in notes(name)]
    texts += [unicodedata.normalize("NFD", text) for text in texts[:20]]
    assert list(matcher().scan_each(iter(texts))) == list(map(matcher().scan, texts))


def calls(work: Callable[[], object]) -> int:
    """How many Python functions `work` calls: a measure of its work that no clock enters."""
    count = 0

    def count_call(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(count_call)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    ["急什么", "不行", "“", '"', "客户说", "你", "神*", "shen ", "我：", "不是告诉你了", "a", "没有身份证", "哈哈笑"],
)
def test_the_work_grows_with_the_text_alone(piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (2_000, 8_000))
    for text in (short, long):
        matcher().scan(text)  # what is remembered of either is not counted for one of them alone
    assert calls(lambda: matcher().scan(long)) <= 4.1 * calls(lambda: matcher().scan(short)) + 200


@pytest.mark.timeout(120)
@pytest.mark.parametrize("piece", ["急什", "“你", "（【：", "a*", "你～", "啊"])
def test_a_million_hostile_signs_are_scanned(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert matcher().scan(text) == ()
