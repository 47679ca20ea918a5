"""The compiled finder finds what expressions find that say the same, whatever is typed; what it cannot do it says."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agentdesk.rules import fold, native
from agentdesk.rules.finder import Finder, Whose
from agentdesk.rules.grammar import FILLERS, Choice, Letters, Row, SkeletonError, nodes_of
from agentdesk.rules.skeleton import Rule, parse

FORMS = (
    "急什么",
    "[你|你们]懂不懂",
    "不是告诉你…怎么还不明白",
    "(快|赶紧)~(说|讲)(清楚|明白)[点|一点]",
    "我~不(知道|清楚)",
    "傻*",
    "…滚…出去",
    "(甲|甲乙|乙)(丙|乙丙)丁",
)
SIGNS = sorted({sign for form in FORMS for sign in form if sign >= "一"} | set("到底又都戊"))


def expression(row: Row, read: Callable[[str], str]) -> str:
    """A form as an expression over text that `read` reads."""
    out = []
    for node in row:
        match node:
            case Letters(text):
                out.append(re.escape(read(text)))
            case Choice(rows):
                out.append("(?:" + "|".join(expression(each, read) for each in rows) + ")")
            case _:
                out.append(
                    {"*": re.escape(fold.MASK), "…": ".{0,8}"}.get(node.sign) or f"[{read(''.join(FILLERS))}]{{0,6}}"
                )
    return "".join(out)


def finder(*forms: str) -> Finder:
    rules = ((Rule(0, skeleton), keys) for form in forms for skeleton, keys in parse(form))
    return Finder(rules, [Whose("甲")])


@pytest.mark.parametrize("form", FORMS)
def test_what_is_found_is_what_expressions_find(form: str) -> None:
    one, as_read, as_typed = finder(form), *(re.compile(expression(nodes_of(form), read)) for read in (fold.coded, str))
    alphabet = sorted({sign for sign in form if sign in SIGNS} | set("到底又都戊"))

    @settings(deadline=None, max_examples=200)
    @given(st.text(st.sampled_from(alphabet), max_size=40))
    @example("".join(sign for sign in form if sign in SIGNS))
    def check(text: str) -> None:
        found = one.find(text)
        assert all(as_read.search(fold.coded(text[each.start : each.end])) for each in found)
        assert found or not as_typed.search(text)

    check()


SEVERAL = finder(*FORMS, "bitch", "草泥*", "妈的", "calm down")
ODD = st.text(
    st.one_of(
        st.sampled_from([*SIGNS, *"abchitmn!$@013457*×🐴 。，\n\0\u200b\ufdd0\ud800\U000e0100\U0010ffff"]),
        st.characters(),
    ),
    max_size=60,
)  # fmt: skip


@settings(deadline=None, max_examples=500)
@given(ODD)
def test_whatever_is_typed_the_places_are_in_the_text(text: str) -> None:
    found = SEVERAL.find(text)
    ends = [0, *(one.end for one in found)]
    assert all(low <= one.start < one.end <= len(text) for low, one in zip(ends, found, strict=False))
    assert SEVERAL.find(text) == found


def test_a_form_that_can_be_tried_in_a_million_ways_takes_no_longer_for_it() -> None:
    # Each place between two signs may go to either of two gaps: tried one after another they would be 9 ** 20.
    form = "…".join("甲" * 24) + "乙"
    assert finder(form).find("甲" * 4_000) == []
    assert finder(form).find("甲" * 24 + "乙")


def test_a_form_that_is_too_long_is_refused() -> None:
    with pytest.raises(SkeletonError):
        parse("甲…" * 4_000)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    library = tmp_path / "_finder.so"
    monkeypatch.setattr(native, "LIBRARY", library)
    native.library.cache_clear()
    yield library
    native.library.cache_clear()


def test_a_library_that_is_not_there_is_told(elsewhere: Path) -> None:
    with pytest.raises(ImportError, match="install it anew"):
        finder("急什么")
    elsewhere.write_bytes(b"no library")
    with pytest.raises(ImportError, match="install it anew"):
        finder("急什么")
