"""The dialogs: a typed answer each, by keys and by mouse, safe with whatever people are called."""

from collections.abc import Mapping
from typing import Any

from textual.events import Key, Paste
from textual.screen import Screen
from textual.widgets import Input, OptionList, Select, Static, TextArea

from agentdesk.errors import DeskError, Refused
from agentdesk.settings import Settings
from screens.dialogs.choice import Choice, ChoiceDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.error import ErrorDialog
from screens.dialogs.form import FormDialog
from screens.widgets.form import Ask, Form
from tests.screens.conftest import MakeApp
from tests.screens.driving import settled

HOSTILE = "[/foo][bold]\x1b[2J\x1b]52;c;aGk=\x07\u202e[@click=app.bell()]x[/]" + "e\u0301\u0301\u0301\u0301\u0301\u0301"

ASKS = (
    Ask("subject", "主题"),
    Ask("kind", "类型", options=(("a", "报修"), ("b", "投诉"))),
    Ask("detail", "内容", lines=True, required=False),
    Ask("contact", "联系电话", required=False),
)


async def accept(values: Mapping[str, str]) -> Mapping[str, str]:
    if values["subject"] == "taken":
        raise Refused("signin.seat-unknown", seat="A99")
    if values["subject"] == "unlucky":
        raise Refused("accounts.not-allowed")
    return values


def said(screen: object) -> list[str]:
    assert isinstance(screen, FormDialog | ErrorDialog)
    return [str(line.content) for line in screen.query(Static).results(Static)]


async def test_a_confirmation_answers_yes_and_no(sample: Settings, make_app: MakeApp) -> None:
    answers: list[bool | None] = []
    app = make_app(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for way in (["enter"], ["f2"], ["ctrl+n"], ["escape"], ["tab", "enter"]):
            await app.push_screen(ConfirmDialog(HOSTILE, HOSTILE, HOSTILE), answers.append)
            await pilot.press(*way)
        await app.push_screen(ConfirmDialog("?", "?", "!"), answers.append)
        await pilot.click("#no")
    assert answers == [True, True, True, False, False, False]


async def test_a_form_hands_its_values_over(sample: Settings, make_app: MakeApp) -> None:
    answers: list[Mapping[str, str] | None] = []
    app = make_app(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await app.push_screen(FormDialog("新工单", ASKS, accept), answers.append)
        await pilot.press(*"broken", "tab")
        app.screen.query_one(Select).value = "b"
        app.screen.query_one(TextArea).text = "两行\n内容"
        await pilot.press("f2")
        await pilot.pause()
    assert answers == [{"subject": "broken", "kind": "b", "detail": "两行\n内容", "contact": ""}]


async def test_f2_right_after_the_last_character_takes_it_along(sample: Settings, make_app: MakeApp) -> None:
    answers: list[Mapping[str, str] | None] = []
    app = make_app(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await app.push_screen(FormDialog("?", (Ask("subject", "?"),), accept), answers.append)
        for key in [*"typed in a burst".replace(" ", "-"), "f2"]:
            app.post_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
    assert answers == [{"subject": "typed-in-a-burst"}]


async def test_enter_goes_through_the_fields_and_leaves_long_texts_alone(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await app.push_screen(FormDialog("新工单", ASKS, accept))
        await pilot.press(*"x", "enter")
        assert app.focused is app.screen.query_one("#kind")
        app.screen.query_one(TextArea).focus()
        await pilot.press("a", "enter", "b")
        assert app.screen.query_one(TextArea).text == "a\nb"


async def test_a_refusal_stands_beside_its_field_and_what_was_typed_stays(sample: Settings, make_app: MakeApp) -> None:
    answers: list[Mapping[str, str] | None] = []
    app = make_app(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        beside = {"signin.seat-unknown": "contact"}
        await app.push_screen(FormDialog("新工单", ASKS, accept, beside=beside), answers.append)
        await pilot.press("f2")
        assert len(app.screen.query(".error")) == 2
        await pilot.press(*"taken", "f2")
        await pilot.pause()
        assert app.focused is app.screen.query_one("#contact")
        assert any("A99" in line for line in said(app.screen))
        app.screen.query_one("#subject", Input).value = "unlucky"
        await pilot.press("f2")
        await pilot.pause()
        assert app.screen.query_one("#refused").display
        assert app.screen.query_one(Form).values()["subject"] == "unlucky"
        await pilot.press("escape")
    assert answers == [None]


async def test_a_fault_of_the_program_ends_in_the_dialog_of_errors_over_the_form(
    sample: Settings, make_app: MakeApp
) -> None:
    async def broken(values: Mapping[str, str]) -> None:
        raise KeyError(values["subject"])

    app = make_app(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await app.push_screen(FormDialog("新工单", ASKS, broken))
        await pilot.press(*"typed", "f2")
        await pilot.pause()
        assert isinstance(app.screen, ErrorDialog)
        await pilot.press("escape")
        assert app.screen.query_one(Form).values()["subject"] == "typed"


async def test_a_list_is_searched_walked_and_chosen_from(sample: Settings, make_app: MakeApp) -> None:
    answers: list[str | None] = []
    choices = [Choice(f"c{n}", f"用语 {n}", search=f"yy{n}") for n in range(30)]
    app = make_app(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await app.push_screen(ChoiceDialog("用语", choices, searchable=True), answers.append)
        await pilot.press(*"yy2", "down", "down", "enter")
        await app.push_screen(ChoiceDialog("用语", choices), answers.append)
        await pilot.press("down", "f2")
        await app.push_screen(ChoiceDialog("用语", choices), answers.append)
        await pilot.click(OptionList, offset=(4, 2))
        await app.push_screen(ChoiceDialog("用语", choices), answers.append)
        await pilot.press("escape")
    assert answers == ["c21", "c1", "c2", None]


async def test_what_holds_now_is_where_the_list_starts(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await app.push_screen(ChoiceDialog("?", [Choice("a", "甲"), Choice("b", "乙", now=True)]))
        assert app.screen.query_one(OptionList).highlighted == 1


async def test_names_that_are_markup_are_only_names(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        hostile: list[Screen[Any]] = [
            ErrorDialog(DeskError("signin.seat-taken", agent_id=HOSTILE)),
            ChoiceDialog(HOSTILE, [Choice("a", HOSTILE, HOSTILE)], searchable=True, hint=HOSTILE),
            FormDialog(HOSTILE, (Ask("x", HOSTILE, HOSTILE, hint=HOSTILE, heading=HOSTILE),), accept, text=HOSTILE),
        ]
        for dialog in hostile:
            await app.push_screen(dialog)
            await pilot.pause()
            drawn = app.export_screenshot()
            assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(drawn)
            assert "/foo" in drawn
            await pilot.press("escape")


async def test_what_is_pasted_into_a_field_is_cleaned(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await app.push_screen(FormDialog("新工单", ASKS, accept))
        app.screen.query_one("#subject", Input).post_message(Paste(HOSTILE))
        app.screen.query_one(TextArea).post_message(Paste(f"一\n{HOSTILE}"))
        await pilot.pause()
        values = app.screen.query_one(Form).values()
        assert "/foo" in values["subject"]
        assert values["detail"].startswith("一\n")
        assert not {"\x1b", "\x07", "\u202e"} & set(values["subject"] + values["detail"])
