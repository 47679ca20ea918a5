"""Forms and their keys: whatever a form can say is found by one of its keys, whichever alternative is chosen."""

import random

import pytest

from agentdesk.rules.finder import Finder, Found, Whose
from agentdesk.rules.grammar import Choice, Letters, Row, alternatives, nodes_of
from agentdesk.rules.skeleton import Rule, parse
from tests.rules.corpus.shipped import phrases

SPOKEN = {"，": "，", "…": "", "~": "", "*": "*"}


def said(row: Row, pick: random.Random) -> str:
    """One of the many things a row can be."""
    parts = []
    for node in row:
        match node:
            case Letters(text):
                parts.append(text)
            case Choice(rows):
                parts.append(said(pick.choice(rows), pick))
            case _:
                parts.append(SPOKEN[node.sign])
    return "".join(parts)


def made(form: str) -> Finder:
    """A finder of a form, each of whose rows is a phrase of its own."""
    rules = [(Rule(at, skeleton), keys) for at, (skeleton, keys) in enumerate(parse(form))]
    return Finder(rules, [Whose(str(at)) for at in range(len(rules))])


def found(finder: Finder, text: str) -> list[Found]:
    return finder.find(text)


def forms() -> list[str]:
    every = {form for phrase in phrases() for form in (*phrase.forms, *phrase.said)}
    return sorted(every)[:: max(1, len(every) // 300)]


@pytest.mark.parametrize("form", forms())
def test_whatever_a_form_can_say_is_found(form: str) -> None:
    pick = random.Random(form)
    rows = alternatives(nodes_of(form))
    finder = made(form)
    for row in rows:
        text = said(row, pick)
        places = [(one.start, one.end) for one in found(finder, text)]
        assert any(start < len(text) and end > 0 for start, end in places), text


@pytest.mark.parametrize(
    ("form", "text", "typed"),
    [
        ("傻*", "我回了句傻×，他挂了", "傻×"),
        ("傻*", "我回了句傻＊＊，他挂了", "傻＊＊"),
        ("草泥*", "我打了草泥🐴给他", "草泥🐴"),
        ("智*", "纯纯一个智z，后面别接", "智z"),
        ("bitch", "I typed b!tch into the chat", "b!tch"),
        ("bitch", "I typed b1tch into the chat", "b1tch"),
        ("ass", "he is an a$$ and I said so", "a$$"),
        ("f*k", "what the f**k is this", "f**k"),
        ("sb", "我回了句S🅱，他挂了", "S🅱"),
    ],
)
def test_a_sign_for_a_character_is_read_as_one(form: str, text: str, typed: str) -> None:
    finder = made(form)
    assert typed in {text[one.start : one.end] for one in found(finder, text)}


@pytest.mark.parametrize("text", ["what's the rush-hour load", "pre-what's the rush"])
def test_a_word_that_goes_on_over_a_hyphen_is_cut_by_none(text: str) -> None:
    form = "what's the rush"
    finder = made(form)
    assert found(finder, text) == []
    assert found(finder, f"{form} - the hour")


@pytest.mark.parametrize(
    ("form", "text"),
    [("智*", "众智A栋三楼"), ("智*", "明智abc"), ("ass", "US$ 40, a@b.com"), ("bitch", "b! tch")],
)
def test_capitals_words_prices_and_addresses_hide_nothing(form: str, text: str) -> None:
    finder = made(form)
    assert found(finder, text) == []
