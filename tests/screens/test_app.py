"""The app: opening, the working thread, notices of change, errors, language, theme, leaving."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList, Static

from agentdesk import locale
from agentdesk.errors import DeskError
from agentdesk.ids import SystemIds
from agentdesk.machine import Machine, recall, remember
from agentdesk.rules.presence import State
from agentdesk.services import presence
from agentdesk.services.office import Office
from agentdesk.settings import Settings, load
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.error import ErrorDialog
from screens.help import HelpDialog
from screens.log import FILE
from screens.sign_in import SignInScreen
from screens.welcome import WelcomeScreen
from screens.widgets.form import Form
from tests.screens.conftest import MakeApp
from tests.screens.driving import settled, sign_in


def shown(screen: Any) -> str:
    return "\n".join(str(each.content) for each in screen.query(Static).results(Static))


# ---- work ---------------------------------------------------------------------------------------------------------


async def test_use_cases_run_one_by_one_in_the_order_they_were_asked_for(sample: Settings, make_app: MakeApp) -> None:
    done: list[int] = []
    threads: set[int] = set()

    def job(office: Office, number: int) -> int:
        threads.add(threading.get_ident())
        done.append(number)
        return number

    app = make_app(sample)
    async with app.run_test():
        assert await asyncio.gather(*(app.ask(job, n) for n in range(20))) == list(range(20))
    assert done == list(range(20))
    assert len(threads) == 1
    assert threading.get_ident() not in threads


async def test_a_write_that_was_started_outlives_who_waits_for_it(sample: Settings, make_app: MakeApp) -> None:
    started, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def write(_: Office) -> None:
        started.set()
        go_on.wait(10)
        done.set()

    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        waiting = asyncio.create_task(app.ask(write))
        await asyncio.to_thread(started.wait, 10)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        go_on.set()
        assert await asyncio.to_thread(done.wait, 10)


async def test_leaving_waits_for_the_write_under_way(sample: Settings, make_app: MakeApp) -> None:
    started, done = threading.Event(), threading.Event()

    def write(_: Office) -> None:
        started.set()
        threading.Event().wait(0.05)
        done.set()

    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        waiting = asyncio.create_task(app.ask(write))
        await asyncio.to_thread(started.wait, 10)
    assert done.is_set()
    waiting.cancel()


# ---- opening and errors -------------------------------------------------------------------------------------------


async def test_a_store_that_cannot_be_opened_is_told_and_tried_again(tmp_path: Path, make_app: MakeApp) -> None:
    settings = load({"data_dir": str(tmp_path)}, {})
    (tmp_path / "agentdesk.db").write_bytes(b"this is no database, not by any stretch" * 100)
    app = make_app(settings)
    async with app.run_test() as pilot:
        while not isinstance(app.screen, ErrorDialog):
            await pilot.pause()
        await pilot.press("escape")
        (tmp_path / "agentdesk.db").unlink()
        assert (await app.opened()).settings == settings


async def test_what_nobody_foresaw_is_told_without_its_words_and_kept_in_the_log(
    sample: Settings, make_app: MakeApp
) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await app.fail(ValueError("what the caller said"))
        assert isinstance(app.screen, ErrorDialog)
        assert "ValueError" in shown(app.screen)
        assert "what the caller said" not in shown(app.screen)
    assert "ValueError" in (sample.data_dir / FILE).read_text(encoding="utf-8")


async def test_an_error_says_what_to_do_next_and_can_be_copied(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await app.fail(DeskError("signin.seat-taken", agent_id="[/nope]\x1b[2J"))
        assert "[/nope]" in shown(app.screen)
        await pilot.press("y")
        assert "[/nope]" in app.clipboard
        assert "\x1b" not in app.clipboard
        await pilot.press("escape")
        assert isinstance(app.screen, SignInScreen)


async def test_a_crash_prints_no_locals(
    sample: Settings, make_app: MakeApp, capsys: pytest.CaptureFixture[str]
) -> None:
    app = make_app(sample)

    def boom() -> None:
        caller_said = "the caller's secret"
        raise RuntimeError(len(caller_said))

    async def crash() -> None:
        async with app.run_test() as pilot:
            await settled(pilot)
            app.call_later(boom)
            await pilot.pause()

    with pytest.raises(RuntimeError):
        await crash()
    printed = capsys.readouterr()
    assert "the caller's secret" not in printed.out + printed.err
    assert FILE in (printed.out + printed.err).replace("\n", "")
    assert "RuntimeError" in (sample.data_dir / FILE).read_text(encoding="utf-8")


async def test_a_server_without_a_centre_is_welcomed(empty: Settings, make_app: MakeApp) -> None:
    url = f"sqlite:///{empty.data_dir / 'other.db'}"
    empty.data_dir.mkdir(parents=True)
    app = make_app(load({"data_dir": str(empty.data_dir), "database": url}, {}))
    async with app.run_test() as pilot:
        assert isinstance(app.screen, SignInScreen)
        await settled(pilot)
        assert isinstance(app.screen, WelcomeScreen)
        await pilot.press("1")
        await settled(pilot)
        assert isinstance(app.screen, SignInScreen)


# ---- notices ------------------------------------------------------------------------------------------------------


async def test_what_another_process_writes_is_noticed(sample: Settings, make_app: MakeApp) -> None:
    from agentdesk.services import accounts
    from agentdesk.services.office import open_office

    app = make_app(sample)
    async with app.run_test() as pilot:
        await sign_in(pilot)
        noticed = asyncio.Event()
        app.store_changed.subscribe(app.screen, lambda _: noticed.set())
        await pilot.pause()
        other = open_office(sample, clock=app.clock, ids=SystemIds(app.clock))
        desk = accounts.sign_in(other, "1002", "sample-1002", "A12")
        noticed.clear()
        presence.go(other, desk, State.READY)
        await asyncio.wait_for(noticed.wait(), 5)
        other.close()


# ---- language, theme, menus ---------------------------------------------------------------------------------------


async def test_another_language_keeps_what_was_typed_and_is_remembered(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press(*"1001", "tab", *"secret")
        await app.speak("en")
        await settled(pilot)
        assert "Password" in shown(app.screen)
        assert app.screen.query_one(Form).values()["agent-id"] == "1001"
        assert app.screen.query_one(Form).values()["password"] == "secret"
        assert app.focused is app.screen.query_one("#password")
        assert app.screen.query("#hints")
    assert recall(sample.data_dir).language == "en"
    app = make_app(sample)
    assert locale.language() == "en"


async def test_the_state_menu_changes_language_and_theme(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("f12", "enter", "down", "enter")
        await settled(pilot)
        assert locale.language() == "en"
        await pilot.press("ctrl+g", "down", "enter", "down", "enter")
        await settled(pilot)
        assert app.theme == "desk-light"
    assert recall(sample.data_dir).theme == "desk-light"


async def test_the_state_menu_makes_ready_and_gives_a_reason(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await sign_in(pilot)
        await pilot.press("f12", "enter")
        await settled(pilot)
        assert app.presence is not None
        assert app.presence.state is State.READY
        await pilot.press("f12", "down", "down", "enter")
        await settled(pilot)
        assert (app.presence.state, app.presence.reason) == (State.NOT_READY, "meal")


async def test_the_palette_finds_a_command_by_its_name_in_either_language(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        for words in ("theme", "配色"):
            await pilot.press("ctrl+p")
            app.screen.query_one("#search", Input).value = words
            await pilot.pause()
            assert app.screen.query_one(OptionList).option_count < 4
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(app.screen, ChoiceDialog)
            assert "desk-dark" in [option.id for option in app.screen.query_one(OptionList).options]
            await pilot.press("escape")
            assert isinstance(app.screen, SignInScreen)


async def test_a_search_without_a_hit_says_so(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("ctrl+p", *"zzzz", "enter")
        assert isinstance(app.screen, ChoiceDialog)
        assert app.screen.query_one("#nothing").display


async def test_menus_do_not_pile_up(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("f12", "ctrl+p", "f12", "ctrl+g")
        assert len(app.screen_stack) == 2


async def test_help_explains_what_has_the_focus_and_lists_the_keys(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("f1")
        assert isinstance(app.screen, HelpDialog)
        assert locale.t("sign-in.about") in shown(app.screen)
        await pilot.press("f1", "escape")
        assert isinstance(app.screen, SignInScreen)


async def test_a_question_mark_in_a_field_is_a_question_mark(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("tab", "question_mark", "y", "e", "1")
        assert app.screen.query_one("#password", Input).value == "?ye1"


# ---- leaving ------------------------------------------------------------------------------------------------------


async def test_before_the_sign_in_quitting_asks_nothing(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_value == 0


async def test_quitting_asks_and_signs_out(sample: Settings, make_app: MakeApp) -> None:
    app = make_app(sample)
    async with app.run_test() as pilot:
        await sign_in(pilot)
        await pilot.press("ctrl+q")
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("escape")
        assert not isinstance(app.screen, ConfirmDialog)
        await pilot.press("ctrl+q", "ctrl+q")
        assert len(app.screen_stack) == 3
        await pilot.press("enter")
        await pilot.pause()
    app = make_app(sample)
    async with app.run_test() as pilot:
        await sign_in(pilot, "1001", "A12")
        assert app.desk is not None


# ---- the machine's memory -----------------------------------------------------------------------------------------


def test_a_machine_remembers(tmp_path: Path) -> None:
    kept = Machine('A"1\\2', "en", "desk-light")
    remember(tmp_path / "new", kept)
    assert recall(tmp_path / "new") == kept


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"not toml at all [", b"seat = 7"])
def test_a_broken_memory_is_no_reason_to_stop(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "machine.toml").write_bytes(content)
    assert recall(tmp_path) == Machine()
