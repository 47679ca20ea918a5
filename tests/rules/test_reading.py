"""Texts are read alike one by one and many at once, and by any number of threads."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from agentdesk.rules import forbidden
from agentdesk.rules.finder import Finder, Found, Whose
from agentdesk.rules.fold import SEAM
from agentdesk.rules.forbidden import Forbidden
from agentdesk.rules.reading import read, read_each
from agentdesk.rules.skeleton import Rule, parse

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
    [(Rule(owner, skeleton), keys) for owner, form in enumerate(FORMS) for skeleton, keys in parse(form)],
    list(map(Whose, FORMS)),
)


TYPED = [
    "我回他“不。知。道”，他挂了。",
    "我打字：s h a b i，又删了。他问，ni dong bu dong？",
    "备注里我写了傻*一个。后来改了。不是告诉你了。我说。怎么还不明白。",
    "He asked twice. I said you b!tch, then ta ma de, and hung up. US$ 5 is fine. Calm. Down.",
    "我说：你懂\n不\n懂。滚啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊。",
    "他说急什么。急什么！急……什么，我又没走。" + "甲" * 220 + "急什么。",
]
SIGNS = [
    "不", "知", "道", "急", "什么", "你", "懂", "傻", "*", "×", "。", "\n", " ", "，", "sha", "bi", "ni", "m", "0", "$",
    "b", "!", "tch", "calm", "down", ". ", "客户来电催修", "的", "甲" * 90, " " * 90, "\u200b", "dong", "the clerk ",
]  # fmt: skip
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(["", *TYPED, SEAM, "急" + SEAM]), st.lists(st.sampled_from(SIGNS), max_size=8).map("".join)
    ),
    min_size=1,
    max_size=12,
)


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_many_texts_show_what_each_of_them_shows(texts: list[str]) -> None:
    alone = {at: shown for at, text in enumerate(texts) if (shown := read(FINDER, text))[0]}
    assert dict(read_each(FINDER, texts)) == alone


def test_a_seam_that_was_pasted_hides_nothing() -> None:
    text = f"我说急{SEAM}什么"
    assert read(FINDER, text)[0] == dict(read_each(FINDER, [text, "好"]))[0][0] == [Found(2, 6, 1)]


def test_nothing_is_found_across_a_seam() -> None:
    parts = ["我说急", "什么", "不是告诉你了。", "怎么还不明白", "傻", "*", "calm", " down", "s", "ha bi"]
    assert list(read_each(FINDER, parts)) == []


def test_the_same_sentence_beside_another_is_another() -> None:
    assert read(FINDER, "怎么还不明白。")[0] == []
    assert read(FINDER, "不是告诉你了。怎么还不明白。")[0] == [Found(0, 13, 3)]
    assert read(FINDER, "他听。砸锅卖铁。")[0] == []
    assert read(FINDER, "他讲。砸锅卖铁。")[0] == [Found(1, 7, len(FORMS) - 1)]


def test_threads_that_read_at_once_read_what_one_reads() -> None:
    texts = [text * times for text in TYPED for times in range(1, 9)]
    alone = [read(FINDER, text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            assert list(pool.map(partial(read, FINDER), texts)) == alone


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
