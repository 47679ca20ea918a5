"""`clean` leaves nothing that acts on a terminal or hides, keeps every word, and is done after one go."""

import random
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agentdesk import text as text_module
from agentdesk.text import MARKS, clean, mask_number

FILLERS = set("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
HARD = "\x00\x07\x08\x1b\x7f\x85\x9b\u200b\u200d\u202e\u2028\u2066\ufeff\ufffe\ud800\udfff\u0301\u0344\u0f73\n\t\r"


def unsafe(text: str, *, lines: bool) -> list[str]:
    """What a cleaned text must not hold."""
    found = [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs") and not (lines and c in "\n\t")]
    found += [c for c in text if c in FILLERS]
    run = MARKS
    for char in text:
        if unicodedata.category(char).startswith("M"):
            run += 1
            if run > MARKS:
                found.append(char)
        else:
            run = MARKS if char in "\n\t" else 0
    if not unicodedata.is_normalized("NFC", text):
        found.append("not NFC")
    return found


@given(st.text(st.characters(exclude_categories=())), st.booleans())
@example("\u0344" * 3, False)
@example("e\u0301\u200b\u0301" * 3, True)
@example("\u1112\u200b\u1161", False)
def test_nothing_unsafe_is_left_and_once_is_enough(text: str, lines: bool) -> None:
    cleaned = clean(text, lines=lines)
    assert unsafe(cleaned, lines=lines) == []
    assert clean(cleaned, lines=lines) == cleaned


def test_twenty_thousand_hard_strings_are_made_safe() -> None:
    chance = random.Random(20260301)
    for _ in range(20_000):
        codes = (chance.choice((chance.randrange(sys.maxunicode + 1), chance.randrange(0x3000))) for _ in range(12))
        text = "".join(chance.choice((chr(code), chance.choice(HARD))) for code in codes)
        cleaned = clean(text, lines=True)
        assert unsafe(cleaned, lines=True) == [], ascii(text)
        assert clean(cleaned, lines=True) == cleaned, ascii(text)


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="".join(FILLERS))))
def test_words_stay_as_they_are(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("typed", "one_line", "many_lines"),
    [
        ("a\r\nb\rc\x0bd\u2028e", "a b c d e", "a\nb\nc\nd\ne"),
        ("a\tb", "a b", "a\tb"),
        ("\x1b]52;c;eA==\x07[/foo]", "]52;c;eA==[/foo]", "]52;c;eA==[/foo]"),
        ("我\u200b不\u2060知道", "我不知道", "我不知道"),
        ("e\u0301", "é", "é"),
        ("", "", ""),
        (" x ", " x ", " x "),
    ],
)
def test_line_breaks_and_tricks(typed: str, one_line: str, many_lines: str) -> None:
    assert clean(typed) == one_line
    assert clean(typed, lines=True) == many_lines


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("010 5550 0123", "010 **** 0123"),
        ("13800005555", "138****5555"),
        ("+1 202-555-0123", "+1 20*-***-0123"),
        ("10050", "***50"),
        ("7", "7"),
        ("", ""),
        ("anonymous", "anonymous"),
    ],
)
def test_a_number_is_masked_in_its_middle(number: str, masked: str) -> None:
    assert mask_number(number) == masked


@given(st.text("0123456789 -()+", min_size=3, max_size=30))
def test_a_mask_hides_digits_and_keeps_the_shape(number: str) -> None:
    masked = mask_number(number)
    digits = sum(c.isdigit() for c in number)
    assert len(masked) == len(number)
    assert sum(c.isdigit() for c in masked) <= max(2, min(7, digits - 2))


def test_the_short_way_for_ordinary_text_leaves_only_what_the_long_way_leaves() -> None:
    ordinary = [chr(point) for point in range(0x110000) if text_module._ordinary(chr(point))]
    assert len(ordinary) > 20_000
    long = "".join(ordinary)
    assert not text_module._ordinary(long)
    assert clean(long) == long
