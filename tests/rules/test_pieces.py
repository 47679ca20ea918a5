"""A note is read piece by piece: what was read before changes nothing of what is found."""

import gc
import weakref
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentdesk.rules import forbidden
from agentdesk.rules.finder import Finder, Found
from agentdesk.rules.fold import SEAM
from agentdesk.rules.forbidden import Forbidden
from agentdesk.rules.manner import Sound
from agentdesk.rules.pieces import Pieces
from agentdesk.rules.placing import Rule
from agentdesk.rules.skeleton import parse

FORMS = (
    "不知道",
    "急什么",
    "[你|你们]懂不懂",
    "不是告诉你了…怎么还不明白",
    "傻*",
    "傻逼",
    "bitch",
    "calm down",
    "他妈的",
    "滚",
    "(说|讲)，砸锅卖铁",
)
FINDER = Finder(
    (Rule(owner, skeleton), keys) for owner, form in enumerate(FORMS) for skeleton, keys in parse(form)
)  # fmt: skip


FILLED = "".join(f"第{number}位来电人问资费，已说明。" for number in "一二三四五六七八九")
"""Enough beside a text for it to be read in pieces."""


def every(_text: str, found: Iterable[Found], _sounds: Iterable[Sound]) -> list[Found]:
    return sorted(set(found))


def pieces() -> Pieces:
    """What reads texts and has read none."""
    return Pieces(FINDER, None, every)


TYPED = [
    "我回他“不。知。道”，他挂了。",
    "我打字：s h a b i，又删了。他问，ni dong bu dong？",
    "备注里我写了傻*一个。后来改了。不是告诉你了。我说。怎么还不明白。",
    "He asked twice. I said you b!tch, then ta ma de, and hung up. US$ 5 is fine. Calm. Down.",
    "我说：你懂\n不\n懂。滚啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊。",
    "他说急什么。急什么！急……什么，我又没走。" + "甲" * 220 + "急什么。",
]


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize("behind", ["", FILLED], ids=["at the end", "in the middle"])
def test_a_note_shows_the_same_typed_sign_by_sign_and_read_at_once(text: str, behind: str) -> None:
    known = pieces()
    for end in range(1, len(text) + 1):
        note = FILLED + text[:end] + behind
        assert known.read(note) == pieces().read(note)
    assert known.read(FILLED + text)[0]


@pytest.mark.parametrize("text", TYPED)
def test_a_note_shows_the_same_whatever_was_cut_off_before_and_behind(text: str) -> None:
    known = pieces()
    for low in range(0, len(text), 3):
        for high in range(low + 1, len(text) + 1, 7):
            note = text[low:high] + FILLED
            assert known.read(note) == pieces().read(note)


SIGNS = [
    "不", "知", "道", "急", "什么", "你", "懂", "傻", "*", "×", "。", "\n", " ", "，", "sha", "bi", "ni", "m", "0", "$",
    "b", "!", "tch", "calm", "down", ". ", "客户来电催修", "的", "甲" * 90, " " * 90, "\u200b", "dong", "the clerk ",
]  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.sampled_from(SIGNS), min_size=2, max_size=50),
    st.lists(st.tuples(st.integers(90, 500), st.integers(0, 4), st.sampled_from([*SIGNS, ""])), max_size=8),
)
def test_what_was_read_before_changes_nothing(signs: list[str], edits: list[tuple[int, int, str]]) -> None:
    text, known = FILLED + "".join(signs), pieces()
    for place, gone, sign in edits:
        assert known.read(text) == pieces().read(text)
        text = text[:place] + sign + text[place + gone :]
    assert known.read(text) == pieces().read(text)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["", *TYPED, SEAM, "急" + SEAM]), st.lists(st.sampled_from(SIGNS), max_size=8).map("".join)
        ),
        min_size=1,
        max_size=12,
    )
)
def test_many_texts_show_what_each_of_them_shows(texts: list[str]) -> None:
    alone = {at: read for at, text in enumerate(texts) if (read := pieces().read(text))[0]}
    shown = pieces().read_each(texts)
    assert {at: read for at, read in shown.items() if read[0]} == alone


def test_a_seam_that_was_pasted_hides_nothing() -> None:
    text = f"我说急{SEAM}什么"
    assert pieces().read(text)[0] == pieces().read_each([text, "好"])[0][0] == [Found(2, 6, 1)]


def test_nothing_is_found_across_a_seam() -> None:
    assert pieces().read_each(["我说急", "什么", "不是告诉你了。", "怎么还不明白", "傻", "*", "calm", " down"]) == {}


def test_the_same_sentence_beside_another_is_another() -> None:
    known = pieces()
    for _ in range(3):
        assert known.read("怎么还不明白。" + FILLED)[0] == []
        assert known.read("不是告诉你了。怎么还不明白。" + FILLED)[0] == [Found(0, 13, 3)]
        assert known.read("他听。砸锅卖铁。" + FILLED)[0] == []
        assert known.read("他讲。砸锅卖铁。" + FILLED)[0] == [Found(1, 7, len(FORMS) - 1)]


def test_what_is_met_again_is_not_looked_at_again() -> None:
    asked: list[str] = []

    def noted(text: str, found: Iterable[Found], sounds: Iterable[Sound]) -> list[Found]:
        asked.append(text)
        return every(text, found, sounds)

    known = Pieces(FINDER, None, noted)
    text = "我说急什么。" + FILLED
    for _ in range(3):
        known.read(text)
    assert asked == [text, "我说急什么。"], "as a whole, then piece by piece, then no more"


def test_a_matcher_that_is_let_go_is_gone() -> None:
    # The desk freezes what it has compiled: the collector would never find a ring of it.
    gc.disable()
    try:
        matcher = forbidden.compile([Forbidden("wait", "等着吧", "FORB-1", "请稍等")])
        matcher.scan("我说：等着吧。")
        gone = weakref.ref(matcher)
        del matcher
        assert gone() is None
    finally:
        gc.enable()
