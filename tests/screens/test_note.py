"""The note: flags as one types, replacements, undo, and text that means harm."""

import pytest
from textual.app import App, ComposeResult

from agentdesk.packs import Library
from agentdesk.rules import forbidden
from agentdesk.rules.forbidden import Hit, Kind, Severity
from screens.themes import DARK
from screens.widgets.note import LIVE, Note, Scan

HOSTILE = (
    "[/foo]", "[bold red]x[/]", "[@click=app.bell()]y[/]", "\x1b[2J\x1b[31mred", "\x1b]52;c;aGFjaw==\x07",
    "\x9b2J", "a\u202eb\u2066c", "x\u200bz\ufeff", "e" + "\u0301" * 40, "👩‍👩‍👧‍👦🇨🇳", "نص \u0627", "\x00\x07\x7f",
)  # fmt: skip


class Bench(App[None]):
    """A note alone."""

    def __init__(self, scan: Scan) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self._scan = scan

    def compose(self) -> ComposeResult:
        yield Note(id="note", scan=self._scan)

    def on_mount(self) -> None:
        self.note.focus()

    @property
    def note(self) -> Note:
        return self.query_one(Note)

    def underlined(self) -> list[str]:
        """The pieces of the note drawn underlined."""
        strips = [self.note.render_line(y) for y in range(self.note.size.height)]
        return [part.text for strip in strips for part in strip if part.style and part.style.underline]


@pytest.fixture(scope="module")
def scan() -> Scan:
    return forbidden.compile(Library.load().packs["tietong-10050"].forbidden).scan


def fixed(*words: str) -> Scan:
    """A scan that finds these words wherever they stand; the last sign tells whose words they are."""

    def hits(text: str) -> list[Hit]:
        found = []
        for word in words:
            plain, kind = word.rstrip("?"), Kind.REPORTED if word.endswith("?") else Kind.VIOLATION
            at = text.find(plain)
            while at >= 0:
                found.append(Hit(at, at + len(plain), plain, kind, Severity.CONFIRM, f"<{plain}>", "FORB-1"))
                at = text.find(plain, at + 1)
        return sorted(found, key=lambda hit: hit.start)

    return hits


async def test_a_forbidden_phrase_is_underlined_with_the_key_that_completes_it(scan: Scan) -> None:
    app = Bench(scan)
    async with app.run_test() as pilot:
        app.note.insert("我不知道")
        assert [flag.hit.rule for flag in app.note.flags], "flagged before anything else ran"
        await pilot.pause()
        assert "".join(app.underlined())
        await pilot.press("backspace", "backspace", "backspace")
        await pilot.pause()
        assert not app.note.flags
        assert not app.underlined()


async def test_flags_move_with_the_text_before_and_after_them() -> None:
    app = Bench(fixed("BAD"))
    async with app.run_test() as pilot:
        app.note.insert("one\n汉字 BAD end")
        app.note.insert("two ", (0, 0))
        await pilot.pause()
        flag = app.note.flags[0]
        assert (flag.start, flag.end) == ((1, 3), (1, 6))
        app.note.insert("汉", (1, 0))
        await pilot.pause()
        assert app.note.flags[0].start == (1, 4)
        assert app.underlined() == ["BAD"]


async def test_the_approved_wording_takes_the_place_of_the_flag_at_or_after_the_caret() -> None:
    app = Bench(fixed("BAD"))
    async with app.run_test() as pilot:
        note = app.note
        note.insert("BAD one BAD two")
        note.move_cursor((0, 4))
        assert note.replace_flag()
        assert note.text == "BAD one <BAD> two"
        note.undo()
        assert note.text == "BAD one BAD two", "one step of undo"
        note.move_cursor((0, 12))
        assert note.replace_flag()
        assert note.text == "<BAD> one BAD two", "after the last one, from the top again"
        await pilot.pause()


async def test_an_undo_and_a_redo_bring_flags_and_take_them() -> None:
    app = Bench(fixed("BAD"))
    async with app.run_test() as pilot:
        await pilot.press(*"BAD")
        assert app.note.flags
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert not app.note.flags
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert app.note.flags
        assert app.underlined() == ["BAD"]


async def test_reported_words_are_shown_and_are_no_violation() -> None:
    app = Bench(fixed("BAD?"))
    async with app.run_test() as pilot:
        app.note.insert("客户说BAD")
        await pilot.pause()
        assert app.note.flags[0].reported
        assert app.note.flag_ahead is None
        assert app.note.replace_flag() is None
        assert app.underlined() == ["BAD"]


async def test_a_flag_across_lines_is_underlined_on_each() -> None:
    app = Bench(fixed("BA\nAD"))
    async with app.run_test() as pilot:
        app.note.insert("xBA\nADx")
        await pilot.pause()
        assert app.underlined() == ["BA", "AD"] or app.underlined() == ["BA ", "AD"]


async def test_a_long_text_is_scanned_off_the_keys() -> None:
    app = Bench(fixed("BAD"))
    async with app.run_test() as pilot:
        app.note.insert("x" * LIVE + "BAD")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert len(app.note.flags) == 1


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_is_pasted_or_drafted_comes_in_clean(text: str, scan: Scan) -> None:
    from agentdesk.text import clean

    app = Bench(scan)
    async with app.run_test() as pilot:
        app.note.put(f"A{text}B")
        await pilot.pause()
        assert app.note.text == clean(f"A{text}B", lines=True)
        app.note.open_at(text, (0, 0))
        await pilot.pause()
        assert app.note.text == clean(text, lines=True)
        drawn = "".join(part.text for y in range(5) for part in app.note.render_line(y))
        assert not set(drawn) & {"\x1b", "\x9b", "\x07", "\u202e", "\u200b", "\x00"}


async def test_editing_keys_keep_their_place_among_typed_characters(scan: Scan) -> None:
    app = Bench(scan)
    async with app.run_test() as pilot:
        for key in ("a", "b", "backspace", "c", "left", "d", "home", "e"):
            app.simulate_key(key)
        await pilot.pause()
        await pilot.pause()
        assert app.note.text == "eadc"


async def test_a_hundred_thousand_characters_are_taken_and_can_be_edited(scan: Scan) -> None:
    app = Bench(scan)
    async with app.run_test() as pilot:
        app.note.put("汉字[/foo]\n" * 14_286)
        await app.workers.wait_for_complete()
        await pilot.press("x")
        assert len(app.note.text) > 100_000
        assert app.note.text.endswith("x")


async def test_a_caret_that_a_shorter_text_does_not_have_is_brought_in(scan: Scan) -> None:
    app = Bench(scan)
    async with app.run_test():
        app.note.open_at("一\n二", (9, 9))
        assert app.note.cursor_location[0] == 1
