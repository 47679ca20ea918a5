"""How a practice answer is marked: what does not matter, what is close, what is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.packs import Library
from agentdesk.rules import practice
from agentdesk.rules.pack import Phrase, filled
from agentdesk.rules.practice import Grade, Mark, least_practised, mark, parts, variants

WANTED = "{caller}先生/女士，您好，我是铁通公司{agent_id}号服务人员"

practice.folded("")  # reads the dictionaries, which no example's time should count

PHRASES = tuple(phrase for pack in Library.load().packs.values() for phrase in pack.phrases)

phrases = st.sampled_from(PHRASES)
values = st.text("甲乙丙丁高林0123456789abc", min_size=1, max_size=8)
noise = st.text("，。！？、 \u3000…—\n「」·", max_size=3)


def said(phrase: Phrase, value: str) -> str:
    """The phrase as an agent says it, with something in every slot."""
    return filled(phrase.text, dict.fromkeys(phrase.slots, value))[0]


@given(phrases, values)
def test_a_phrase_with_anything_in_its_slots_is_said_to_the_letter(phrase: Phrase, value: str) -> None:
    assert mark(phrase.text, said(phrase, value)) == Mark(Grade.LETTER)


@given(phrases, st.data())
def test_punctuation_and_blanks_do_not_matter(phrase: Phrase, data: st.DataObject) -> None:
    answer = "".join(sign + data.draw(noise) for sign in said(phrase, "1001"))
    assert mark(phrase.text, answer).grade is Grade.LETTER


@given(phrases)
def test_width_case_and_courtesy_do_not_matter(phrase: Phrase) -> None:
    wide = str.maketrans({chr(sign): chr(sign + 0xFEE0) for sign in range(0x21, 0x7F)})
    answer = said(phrase, "1001").upper().replace("您", "你").translate(wide)
    assert mark(phrase.text, answer).grade is Grade.LETTER


def test_script_does_not_matter() -> None:
    assert mark("请问您的电话号码", "請問你的電話號碼").grade is Grade.LETTER


@given(phrases, values)
def test_what_is_added_makes_it_close_and_nothing_missing(phrase: Phrase, value: str) -> None:
    assert mark(phrase.text, f"嗯嗯{said(phrase, value)}嗯嗯").missing == ()


@given(phrases, st.text(max_size=60), st.booleans())
def test_a_mark_agrees_with_itself(phrase: Phrase, answer: str, forbidden: bool) -> None:
    found = mark(phrase.text, answer, forbidden=forbidden)
    clauses = {part for variant in variants(phrase.text) for part in parts(variant)}
    assert set(found.missing) <= clauses
    assert (found.grade is Grade.FORBIDDEN) == forbidden
    assert bool(found.missing) == (found.grade is Grade.MISSING) or forbidden


@given(phrases)
def test_of_an_answer_that_says_nothing_every_part_is_missing(phrase: Phrase) -> None:
    assert len(mark(phrase.text, "…").missing) == len(parts(phrase.text))


@pytest.mark.parametrize(
    ("wanted", "answer", "grade", "missing"),
    [
        ("请您稍等", "请稍等", Grade.CLOSE, ()),
        ("请您稍等", "等一下", Grade.MISSING, ("请您稍等",)),
        ("非常抱歉，让您久等了。", "让您久等了，非常抱歉", Grade.CLOSE, ()),
        ("非常抱歉，让您久等了。", "让您久等了", Grade.MISSING, ("非常抱歉",)),
        (WANTED, "高先生您好我是铁通公司1001号服务人员", Grade.LETTER, ()),
        (WANTED, "高女士，您好，我是铁通公司1001号服务人员", Grade.LETTER, ()),
        (WANTED, "高先生，您好", Grade.MISSING, ("我是铁通公司{agent_id}号服务人员",)),
        ("我是铁通公司{agent_id}号服务人员", "我是铁通公司号服务人员", Grade.CLOSE, ()),
        ("您的电话/宽带已经好了", "您的宽带已经好了", Grade.LETTER, ()),
        ("先生/小姐，早上好/您好/欢迎光临", "小姐，欢迎光临", Grade.LETTER, ()),
        ("Please hold, {name}.", "please hold Ann", Grade.LETTER, ()),
        ("Please hold, {name}.", "hold on", Grade.MISSING, ("Please hold",)),
    ],
)
def test_marks(wanted: str, answer: str, grade: Grade, missing: tuple[str, ...]) -> None:
    assert mark(wanted, answer) == Mark(grade, missing)


def test_a_phrase_said_among_much_else_is_found_in_time() -> None:
    assert mark("请您稍等", "请" * 50_000).grade is Grade.MISSING


def test_the_least_practised_comes_first_and_the_pack_s_order_settles_the_rest() -> None:
    three = PHRASES[:3]
    ids = [phrase.id for phrase in three]
    assert least_practised(three, {}) is three[0]
    assert least_practised(three, {ids[0]: 1}) is three[1]
    assert least_practised(three, {ids[0]: 1, ids[1]: 2, ids[2]: 1}) is three[0]
    assert least_practised((), {}) is None


def test_folding_keeps_signs_that_mean_something() -> None:
    assert practice.folded("您好，Ａgent １２!") == "你好agent12"
