"""Signing in: by keyboard and mouse, with every refusal beside its field and nothing typed lost."""

import pytest
from textual.widgets import Input, OptionList, Static

from agentdesk.settings import Settings
from screens.sign_in import SignInScreen
from screens.widgets.form import Form
from tests.screens.conftest import MakeApp
from tests.screens.driving import settled, sign_in


def errors(screen: object) -> list[str]:
    assert isinstance(screen, SignInScreen)
    return [str(line.content) for line in screen.query(".error").results(Static) if str(line.content)]


async def test_the_first_frame_stands_before_the_store_is_open(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        assert isinstance(app.screen, SignInScreen)
        assert app.focused is app.screen.query_one("#agent-id")
        await settled(pilot)
        assert app.office is not None


async def test_signing_in_leads_to_the_desk_not_ready(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await sign_in(pilot)
        assert type(app.screen).__name__ == "DeskScreen"
        assert app.desk is not None
        assert (app.desk.agent_id, app.desk.seat) == ("1001", "A11")
        assert app.presence is not None
        assert app.presence.state == "not-ready"


async def test_the_seat_is_remembered_on_this_machine(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await sign_in(pilot, seat="A13")
    app = make_app(sample)
    async with app.run_test():
        assert app.screen.query_one("#seat", Input).value == "A13"


async def test_keys_typed_faster_than_messages_travel_reach_their_fields(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press(*"1002", "tab", *"secret", "enter", *"A12")
        assert app.screen.query_one(Form).values() == {"agent-id": "1002", "password": "secret", "seat": "A12"}


async def test_what_is_missing_is_said_beside_its_field(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press(*"1001", "f2")
        assert len(errors(app.screen)) == 2
        assert app.focused is app.screen.query_one("#password")
        assert app.screen.query_one("#agent-id", Input).value == "1001"


async def test_a_wrong_password_loses_nothing_typed(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press(*"1001", "tab", *"wrong", "tab", *"A11", "enter")
        await settled(pilot)
        assert len(errors(app.screen)) == 1
        assert app.screen.query_one(Form).values() == {"agent-id": "1001", "password": "wrong", "seat": "A11"}
        assert app.focused is app.screen.query_one("#password")


async def test_a_lock_says_when_it_ends(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press(*"1001", "tab", *"wrong", "tab", *"A11")
        for _ in range(6):
            await pilot.press("f2")
            await settled(pilot)
        assert "09:01" in errors(app.screen)[0]


@pytest.mark.parametrize(("seat", "beside"), [("Z99", "#seat"), ("A11", "#seat")])
async def test_a_seat_that_cannot_be_taken_is_said_beside_it(
    sample: Settings, make_app: MakeApp, seat: str, beside: str
) -> None:
    from agentdesk.services import accounts

    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await app.ask(accounts.sign_in, "1002", "sample-1002", "A11")
        await sign_in(pilot, seat=seat)
        assert len(errors(app.screen)) == 1
        assert app.focused is app.screen.query_one(beside)


async def test_a_click_on_a_seat_and_on_an_account_fills_them_in(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.click("#seats", offset=(7, 0))
        await pilot.click("#hints", offset=(5, 1))
        assert app.screen.query_one(Form).values() == {
            "agent-id": "1002",
            "password": "sample-1002",
            "seat": "A11",
        }
        await pilot.click("#enter")
        await settled(pilot)
        assert app.desk is not None


async def test_the_sample_s_accounts_can_be_chosen_by_keys(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        app.screen.query_one(OptionList).focus()
        await pilot.press("down", "enter")
        assert app.screen.query_one(Form).values()["agent-id"] == "1001"


async def test_help_over_the_sign_in_leaves_what_was_typed(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press(*"1001", "tab", *"secret", "f1", "escape")
        assert app.screen.query_one(Form).values()["password"] == "secret"
        assert app.focused is app.screen.query_one("#password")


async def test_signing_out_leaves_no_password_behind(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await sign_in(pilot)
        await app.run_action("app.sign_out")
        await settled(pilot)
        assert isinstance(app.screen, SignInScreen)
        assert app.desk is None
        assert app.screen.query_one(Form).values() == {"agent-id": "", "password": "", "seat": "A11"}
        await pilot.press("tab", "tab", *(["backspace"] * 3), "shift+tab", "shift+tab")
        await sign_in(pilot, "1002", "A12")
        assert app.desk is not None
