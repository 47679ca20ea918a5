"""Practice: another store under another colour, a banner over everything, the way there and back, and the answers."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from agentdesk import locale
from agentdesk.machine import recall, remember
from agentdesk.rules.practice import Grade
from agentdesk.services import accounts, flags
from agentdesk.services.drill import Answer, hand_in
from agentdesk.settings import Settings
from screens import start
from screens.app import DeskApp
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.error import ErrorDialog
from screens.flags import FlagsScreen
from screens.help import HelpDialog
from screens.palette import commands
from screens.sign_in import SignInScreen
from screens.welcome import WelcomeScreen
from screens.widgets.banner import Banner
from tests.screens.at_desk import at_desk, drawn
from tests.screens.at_drill import OWN, answers, digest, drill, drilling
from tests.screens.conftest import MakeApp
from tests.screens.driving import settled, sign_in

# ---- the way there and back ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["f3", "ctrl+o", "#switch"])
async def test_a_key_or_a_click_at_the_sign_in_leads_to_practice_and_back(
    sample: Settings, make_app: MakeApp, way: str
) -> None:
    async def switched(settings: Settings) -> Settings:
        app = make_app(settings)
        async with app.run_test() as pilot:
            await settled(pilot)
            await (pilot.click(way) if way.startswith("#") else pilot.press(way))
            await pilot.pause()
        assert app.wish is not None
        return app.wish

    there = await switched(sample)
    assert there.data_dir == sample.data_dir / "practice"
    back = await switched(there)
    assert (back.data_dir, back.live) == (sample.data_dir, None)


async def test_the_language_in_use_goes_along(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await app.speak("en")
        await pilot.press("f3")
    assert app.wish is not None
    app = make_app(app.wish)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert "PRACTICE" in drawn(app)


def test_the_program_goes_on_with_what_it_was_left_for(sample: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[Settings] = []

    class Left:
        """An app that is left for practice, and there left for good."""

        def __init__(self, settings: Settings) -> None:
            ran.append(settings)
            self.wish = None if settings.live else settings.practising()

        def run(self) -> int:
            return len(ran)

    monkeypatch.setattr("screens.app.DeskApp", Left)
    assert start.run(sample) == 2
    assert ran == [sample, sample.practising()]


async def test_practice_starts_at_its_sign_in_though_its_store_is_still_to_be_made(
    sample: Settings, make_app: MakeApp
) -> None:
    app = make_app(sample.practising())
    async with app.run_test() as pilot:
        assert isinstance(app.screen, SignInScreen)
        assert app.theme == "desk-practice"
        await sign_in(pilot)
        assert app.desk is not None
        assert (app.desk.agent_id, app.centre_name) == ("1001", "示例呼叫中心")


async def test_without_a_live_centre_welcome_offers_the_sample_and_the_way_back(
    empty: Settings, make_app: MakeApp
) -> None:
    app = make_app(empty.practising())
    async with app.run_test() as pilot:
        await settled(pilot)
        assert isinstance(app.screen, WelcomeScreen)
        assert not app.screen.query("#set-up")
        await pilot.press("2")
        await settled(pilot)
        assert isinstance(app.screen, WelcomeScreen)
        await pilot.press("1")
        await sign_in(pilot)
        assert app.desk is not None
    assert not (empty.data_dir / "agentdesk.db").exists()
    app = make_app(empty.practising())
    async with app.run_test() as pilot:
        await settled(pilot)
        assert isinstance(app.screen, SignInScreen)


async def test_welcome_leads_back_to_the_live_desk(empty: Settings, make_app: MakeApp) -> None:
    app = make_app(empty.practising())
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("f3")
    assert app.wish is not None
    assert app.wish.live is None


async def test_a_live_store_that_cannot_be_read_is_told_and_the_way_back_stays(
    sample: Settings, make_app: MakeApp
) -> None:
    with closing(sqlite3.connect(sample.data_dir / "agentdesk.db")) as live, live:
        live.execute("UPDATE alembic_version SET version_num = '9999'")
    app = make_app(sample.practising())
    async with app.run_test() as pilot:
        await settled(pilot)
        assert isinstance(app.screen, ErrorDialog)
        assert banners(app) == 1
        await pilot.press("escape", "escape", "f3")  # one for each time it was tried
    assert app.wish is not None
    assert app.wish.live is None


# ---- banner and colours -------------------------------------------------------------------------------------------


def banners(app: DeskApp) -> int:
    return len(app.screen.query(Banner))


async def test_the_banner_stands_over_every_screen_and_dialog(sample: Settings, make_app: MakeApp) -> None:
    async with at_desk(sample.practising()) as desk:
        app = desk.app
        for action in ("app.state", "app.palette", "app.help", "app.theme"):
            await app.run_action(action)
            await desk.rest()
            assert app.screen.is_modal
            assert banners(app) == 1
            assert "练习 · 不是真实来电" in drawn(app).splitlines()[0]
            await desk.press("escape")
        for action in ("app.flags", "app.drill"):
            await app.run_action(action)
            await desk.rest()
            assert banners(app) == 1
            await desk.press("escape")
        await desk.ready()
        await desk.press("f2")
        assert app.screen.is_modal
        assert banners(app) == 1
        await desk.press("escape")
        await app.speak("en")
        await desk.rest()
        assert "PRACTICE · not live" in drawn(app).splitlines()[0]
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert banners(app) == 0


async def test_a_theme_chosen_in_practice_is_practice_s_own(sample: Settings, make_app: MakeApp) -> None:
    remember(sample.data_dir, recall(sample.data_dir)._replace(theme="desk-light", seat="A14", language="en"))
    app = make_app(sample.practising())
    async with app.run_test() as pilot:
        await settled(pilot)
        assert (app.theme, app.machine.seat, locale.language()) == ("desk-practice", "A14", "en")
        await app.run_action("app.theme")
        await settled(pilot)
        dialog = app.screen
        assert isinstance(dialog, ChoiceDialog)
        assert dialog.query_one(OptionList).get_option_at_index(0).id == "desk-practice"
        app.dress("desk-contrast")
    assert recall(sample.data_dir).theme == "desk-light"
    app = make_app(sample.practising())
    async with app.run_test():
        assert app.theme == "desk-contrast"
    app = make_app(sample)
    async with app.run_test():
        assert app.theme == "desk-light"


# ---- nothing live -------------------------------------------------------------------------------------------------


async def test_a_call_and_an_answer_in_practice_leave_the_live_store_as_it_was(sample: Settings) -> None:
    before = digest(sample)
    async with at_desk(sample.practising()) as desk:
        await desk.talk()
        await desk.type("宽带慢")
        await desk.press("f2", "f2", "f2", "f4", "1")
        assert desk.screen.view is None
        await drilling(desk)
        await desk.type("您好")
        await desk.press("f2")
        assert len(answers(desk)) == 1
    assert digest(sample) == before
    async with at_desk(sample) as desk:
        assert not desk.app.check_action("drill", ())
        assert "app.drill" not in commands(desk.app)
        await desk.app.run_action("app.state")
        await desk.rest()
        assert "drill" not in [option.id for option in desk.app.screen.query_one(OptionList).options]


# ---- answers ------------------------------------------------------------------------------------------------------


async def test_the_wanted_wording_is_shown_once_the_answer_is_handed_in(sample: Settings) -> None:
    async with at_desk(sample.practising()) as desk:
        screen = await drilling(desk)
        await desk.type("是我")
        await desk.press("f2", "f2")
        assert screen.asked is not None
        assert screen.asked.phrase.id == "tietong-identify"
        assert "铁通公司1001号服务人员" not in drawn(desk.app)
        assert "ID-2" in desk.text("#situation")
        assert "I am agent 1001 of Tietong" in desk.text("#situation")
        await desk.type("我是铁通公司 1001 号服务人员。")
        await desk.press("f2")
        assert "我是铁通公司1001号服务人员" in desk.text("#result")
        assert screen.line is not None
        assert screen.line.mark.grade is Grade.LETTER
        assert answers(desk) == ["✓ 一致 09:00 报工号 我是铁通公司 1001…", "□ 有缺 09:00 问候 是我"]
        await desk.press("f2")
        assert screen.note.text == ""
        assert screen.asked.phrase.id == "tietong-identify-named"


async def test_a_flagged_answer_is_replaced_and_handed_in_clean(sample: Settings) -> None:
    async with at_desk(sample.practising()) as desk:
        screen = await drilling(desk)
        await desk.type(OWN)
        assert "FORB-2" in desk.text("#flags")
        await desk.press("f7")
        assert "急什么" not in screen.note.text
        await desk.press("f2")
        assert screen.line is not None
        assert screen.line.mark.grade is Grade.CLOSE
        assert desk.app.desk is not None
        assert (await desk.app.ask(flags.flags, desk.app.desk)).lines == ()


async def test_the_caller_s_words_go_to_the_lead_s_verdict(sample: Settings) -> None:
    async with at_desk(sample.practising()) as desk:
        screen = await drilling(desk)
        await desk.type(OWN)
        await desk.press("f2")
        assert screen.line is None, "nothing is handed in before the agent's word"
        assert "保存前" in desk.text("#flags")
        await desk.press("f11")
        assert screen.line is not None
        assert screen.line.mark.grade is Grade.FORBIDDEN
    async with at_desk(sample.practising(), agent_id="2001", seat="B21") as lead:
        await lead.app.run_action("app.flags")
        await lead.rest()
        listed = lead.app.screen
        assert isinstance(listed, FlagsScreen)
        assert "练习作答" in lead.text("#flags-text")
        assert OWN in lead.text("#flags-text")
        assert listed.check_action("teach", ()) is False, "no live pack learns from practice"
        await lead.press("d")
        assert lead.app.desk is not None
        (line,) = (await lead.app.ask(flags.flags, lead.app.desk)).lines
        assert (line.stance, line.verdict) == ("callers", "dismissed")


async def test_needed_here_asks_for_a_reason_and_escape_puts_the_question_away(sample: Settings) -> None:
    async with at_desk(sample.practising()) as desk:
        screen = await drilling(desk)
        await desk.type(OWN)
        await desk.press("ctrl+n", "escape")
        assert screen.saving == ""
        assert drill(desk) is desk.app.screen
        await desk.press("ctrl+u")
        await desk.type("复述客户原话")
        await desk.press("f2")
        assert [word.reason for word in screen.words] == ["复述客户原话"]
        await desk.press("f2")
        assert screen.line is not None


async def test_an_empty_answer_is_refused_in_a_sentence(sample: Settings) -> None:
    async with at_desk(sample.practising()) as desk:
        screen = await drilling(desk)
        await desk.press("f2")
        assert "还没有写" in desk.text("#flags")
        assert screen.line is None
        assert not desk.app.screen.is_modal


async def test_what_is_typed_comes_back_after_a_kill_with_caret_and_words(sample: Settings) -> None:
    async with at_desk(sample.practising()) as desk:
        screen = await drilling(desk)
        await desk.type("您好")
        await desk.press("f2", "f2")
        await desk.type(OWN)
        await desk.press("left", "left", "f11")
        await screen.keeper.flush()
        asked, caret, words = screen.asked, screen.note.cursor_location, screen.words
        assert words
    async with at_desk(sample.practising()) as desk:
        screen = await drilling(desk)
        assert (screen.note.text, screen.note.cursor_location, screen.words) == (OWN, caret, words)
        assert screen.asked == asked
        await desk.press("f2")
        assert screen.line is not None
        assert not list(Path(sample.data_dir / "practice" / "drafts").glob("*.json"))


async def test_leaving_keeps_what_is_half_written(sample: Settings) -> None:
    async with at_desk(sample.practising()) as desk:
        await drilling(desk)
        await desk.type("半句")
        await desk.press("escape")
        assert not any(screen is desk.app.screen for screen in desk.app.screen_stack[:-1])
        assert (await drilling(desk)).note.text == "半句"


async def test_an_answer_handed_in_right_before_a_kill_is_one_answer(sample: Settings, monkeypatch: Any) -> None:
    async with at_desk(sample.practising()) as desk:
        screen = await drilling(desk)
        await desk.type("您好")
        await screen.keeper.flush()
        monkeypatch.setattr(screen.keeper, "end", screen.keeper.flush)
        await desk.press("f2")
    async with at_desk(sample.practising()) as desk:
        screen = await drilling(desk)
        assert screen.note.text == "您好"
        await desk.press("f2")
        assert len(answers(desk)) == 1


async def test_a_trainer_sees_everybody_s_answers_as_they_come_and_each_as_a_whole(sample: Settings) -> None:
    long = "您好" + "，请问有什么可以帮您" * 8
    async with at_desk(sample.practising(), agent_id="3001", seat="B22") as desk:
        await drilling(desk)
        other = await desk.app.ask(accounts.sign_in, "1001", "sample-1001", "A11")
        assert desk.app.office is not None
        answer = Answer(desk.app.office.ids.new(), "tietong-greeting", long)
        await desk.app.ask(hand_in, other, answer)
        await desk.look()
        (line,) = answers(desk)
        assert "1001" in line
        await desk.press("tab", "enter")
        assert isinstance(desk.app.screen, HelpDialog)
        assert long in str(desk.app.screen.query_one(".body Static").render())
        await desk.press("escape")
        assert len(desk.app.screen_stack) == 3


async def test_a_change_of_language_and_size_loses_nothing(sample: Settings) -> None:
    async with at_desk(sample.practising()) as desk:
        screen = await drilling(desk)
        await desk.type("您好")
        await desk.app.speak("en")
        await desk.pilot.resize_terminal(80, 24)
        await desk.rest()
        assert screen.note.text == "您好"
        assert "Greeting" in str(screen.query_one("#situation").border_title)
        await desk.press("f2")
        assert "To the letter" in desk.text("#result")


async def test_the_clicks_do_what_the_keys_do(sample: Settings) -> None:
    async with at_desk(sample.practising()) as desk:
        screen = await drilling(desk)
        await desk.type(OWN)
        await desk.pilot.click("#flags")
        await desk.rest()
        assert "急什么" not in screen.note.text
        await desk.pilot.click("KeyBar", offset=(2, 0))
        await desk.rest()
        assert screen.line is not None
