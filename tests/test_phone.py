"""Numbers: Chinese ones by default, others with their country; what cannot be parsed is kept as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.phone import Number, Whereabouts, parse, whereabouts


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("01055500123", Number("01055500123", "+861055500123", "010 5550 0123", ok=True)),
        (" 010-5550-0123 ", Number("010-5550-0123", "+861055500123", "010 5550 0123", ok=True)),
        ("０１０５５５００１２３", Number("０１０５５５００１２３", "+861055500123", "010 5550 0123", ok=True)),
        ("+12025550123", Number("+12025550123", "+12025550123", "+1 202-555-0123", ok=True)),
        ("12", Number("12", "", "12", ok=False)),
        ("林女士", Number("林女士", "", "林女士", ok=False)),
        ("", Number("", "", "", ok=False, hidden=True)),
        ("Anonymous", Number("Anonymous", "", "Anonymous", ok=False, hidden=True)),
        ("隐藏", Number("隐藏", "", "隐藏", ok=False, hidden=True)),
        ("\x1b[2J12", Number("[2J12", "", "[2J12", ok=False)),
    ],
)
def test_a_number_is_parsed_or_kept(typed: str, number: Number) -> None:
    assert parse(typed) == number


@given(st.text(max_size=200))
def test_nothing_typed_is_too_much(typed: str) -> None:
    number = parse(typed)
    assert number.ok == bool(number.e164)
    assert len(number.raw) <= 64
    if not number.ok:
        assert number.national == number.raw
        assert whereabouts(number, "en") == Whereabouts()


def test_place_and_carrier_speak_the_users_language() -> None:
    fixed, mobile = parse("02155500123"), parse("13800005555")
    assert (whereabouts(fixed, "zh_CN").place, whereabouts(fixed, "en").place) == ("上海市", "Shanghai")
    assert (whereabouts(mobile, "zh_CN").carrier, whereabouts(mobile, "en").carrier) == ("中国移动", "China Mobile")
