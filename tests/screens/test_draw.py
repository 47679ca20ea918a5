"""What is drawn: clean, in cells, and never read as markup."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens import symbols
from screens.draw import cut, joined, pad, plain, span


@given(st.text(), st.integers(0, 40))
def test_cut_and_pad_keep_to_their_cells(text: str, cells: int) -> None:
    assert cell_len(cut(text, cells)) <= cells
    assert cell_len(pad(text, cells)) == cells


def test_a_cut_shows_that_something_fell_away() -> None:
    assert cut("汉字汉字", 5) == "汉字…"
    assert cut("汉字", 4) == "汉字"


@given(st.text())
def test_nothing_a_terminal_acts_upon_is_drawn(text: str) -> None:
    drawn = plain(text, lines=True).plain
    assert not [c for c in drawn if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert not set(drawn) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b")


@given(st.text(alphabet="[]/bold red@click=app.bel()"))
def test_brackets_stay_brackets(text: str) -> None:
    assert joined(text, plain(text)).plain == text * 2


def test_lengths_of_time_read_like_a_clock() -> None:
    assert [span(s) for s in (0, 7, 754, 3723, -5)] == ["0:00", "0:07", "12:34", "1:02:03", "-0:05"]


def test_every_glyph_is_one_cell_and_ascii_has_a_set_of_its_own() -> None:
    for glyphs in (symbols.UNICODE, symbols.ASCII):
        flat = [*(g for g in glyphs if isinstance(g, str)), *glyphs.states.values()]
        assert [g for g in flat if cell_len(g) != 1 and g != symbols.ASCII.more] == []
    assert all(g.isascii() for g in symbols.ASCII if isinstance(g, str))
    assert all(g.isascii() for g in symbols.ASCII.states.values())
    assert symbols.UNICODE.states.keys() == symbols.ASCII.states.keys()


def test_ascii_is_for_who_asks_and_for_terminals_without_utf_8() -> None:
    assert symbols.fitting({"AGENTDESK_ASCII": "1"}, "utf-8") is symbols.ASCII
    assert symbols.fitting({}, "ascii") is symbols.ASCII
    assert symbols.fitting({"AGENTDESK_ASCII": "0"}, "UTF-8") is symbols.UNICODE


def test_every_state_has_a_glyph() -> None:
    from agentdesk.rules.presence import State

    assert set(symbols.UNICODE.states) == {str(state) for state in State}
