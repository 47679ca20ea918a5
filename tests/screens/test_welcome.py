"""The first start: the sample centre, or one's own with every fault said beside its field."""

from textual.widgets import Input, Select, Static

from agentdesk.services.centre import centre
from agentdesk.settings import Settings
from screens.set_up import SetUpScreen
from screens.sign_in import SignInScreen
from screens.welcome import WelcomeScreen
from screens.widgets.form import Form
from tests.screens.conftest import MakeApp
from tests.screens.driving import settled

GOOD = {
    "name": "晨光客服",
    "zone": "Asia/Shanghai",
    "admin-id": "9001",
    "admin-name": "管理员甲",
    "admin-password": "long-enough",
    "admin-again": "long-enough",
    "lead-id": "2001",
    "lead-name": "班长甲",
    "lead-password": "long-enough",
    "lead-again": "long-enough",
}


async def test_the_sample_centre_is_one_key_away(empty: Settings, make_app: MakeApp) -> None:
    app = make_app(empty)
    async with app.run_test() as pilot:
        assert isinstance(app.screen, WelcomeScreen)
        await pilot.press("1")
        await settled(pilot)
        assert isinstance(app.screen, SignInScreen)
        assert app.centre is not None
        assert app.centre.sample
        assert app.screen.query("#hints")


async def test_a_click_tries_the_sample_as_well(empty: Settings, make_app: MakeApp) -> None:
    app = make_app(empty)
    async with app.run_test() as pilot:
        await pilot.click("#sample")
        await settled(pilot)
        assert isinstance(app.screen, SignInScreen)


async def test_a_centre_of_one_s_own(empty: Settings, make_app: MakeApp) -> None:
    app = make_app(empty)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("2")
        await settled(pilot)
        assert isinstance(app.screen, SetUpScreen)
        app.screen.query_one("#pack", Select).value = "telecom-hall"
        app.screen.query_one(Form).fill(GOOD)
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, SignInScreen)
        assert app.office is not None
        made = centre(app.office)
        assert made is not None
        assert (made.name, made.pack_id, made.zone, made.sample) == ("晨光客服", "telecom-hall", "Asia/Shanghai", False)
        await pilot.press(*"2001", "enter", *"long-enough", "enter", *"A11", "enter")
        await settled(pilot)
        assert app.desk is not None


async def test_every_fault_stands_under_its_field_and_nothing_typed_is_lost(empty: Settings, make_app: MakeApp) -> None:
    app = make_app(empty)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("2")
        await settled(pilot)
        wrong = GOOD | {"admin-again": "something-else", "lead-password": "short", "lead-id": "9001"}
        app.screen.query_one(Form).fill(wrong)
        await pilot.press("f2")
        said = [str(line.content) for line in app.screen.query(".error").results(Static) if str(line.content)]
        assert len(said) == 3
        assert app.focused is app.screen.query_one("#admin-again")
        assert {name: app.screen.query_one(f"#{name}", Input).value for name in wrong} == wrong


async def test_what_the_service_refuses_stands_under_its_field(empty: Settings, make_app: MakeApp) -> None:
    app = make_app(empty)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("2")
        await settled(pilot)
        app.screen.query_one(Form).fill(GOOD | {"zone": "Mars/Olympus"})
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, SetUpScreen)
        assert app.focused is app.screen.query_one("#zone")


async def test_escape_goes_back_to_the_two_ways(empty: Settings, make_app: MakeApp) -> None:
    app = make_app(empty)
    async with app.run_test() as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, WelcomeScreen)
