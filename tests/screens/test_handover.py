"""The handover's screens: a log written with live flags, offered, accepted by its successor, remarked on, reviewed."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, OptionList, Static

from agentdesk import locale
from agentdesk.errors import StoreUnavailable
from agentdesk.rules.flags import Stance, Verdict
from agentdesk.rules.handover import Part
from agentdesk.services import accounts, drafts, flags, handover
from agentdesk.services.drafts import Draft, Piece
from agentdesk.services.flags import FlagLine
from agentdesk.services.handover import LogDraft, LogLine, LogView
from agentdesk.services.office import Desk, Office
from agentdesk.settings import Settings
from screens import keys
from screens.desk import DeskScreen
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.form import FormDialog
from screens.flags import FlagsScreen
from screens.handover import HandoverScreen
from screens.handover_writing import LogWriting, RemarkWriting
from screens.notices import StoreChanged
from screens.widgets.note import Note
from tests.screens.at_desk import AtDesk, at_desk, drawn

SHIFT = "上午接线三十二通，两通投诉。"
MILD, LOUD = "客户催单，我说急什么。", "客户催问，我骂他神经病。"
NOTHING = frozenset(Part) - {Part.JOURNAL}


@asynccontextmanager
async def at_logs(
    settings: Settings,
    agent_id: str = "1001",
    seat: str = "A11",
    *,
    size: tuple[int, int] = (120, 36),
    language: str = "zh_CN",
) -> AsyncIterator[AtDesk]:
    """Somebody at the list of logs."""
    async with at_desk(settings, agent_id=agent_id, seat=seat, size=size, language=language) as desk:
        await opened(desk)
        yield desk


async def opened(desk: AtDesk) -> None:
    await desk.press("ctrl+p")
    await desk.type("handover")
    await desk.press("enter")


async def offered(desk: AtDesk, journal: str = SHIFT, to_id: str = "1002") -> LogView:
    """A log of whoever sits there."""
    assert desk.app.desk is not None
    draft = LogDraft(to_id, {Part.JOURNAL: journal}, NOTHING)
    return await desk.app.ask(handover.offer, desk.app.desk, draft)


async def left(desk: AtDesk) -> None:
    """Sign out, so that somebody else may have the seat."""
    assert desk.app.desk is not None
    await desk.app.ask(accounts.sign_out, desk.app.desk)


def writing(desk: AtDesk) -> LogWriting:
    return next(each for each in desk.app.screen_stack if isinstance(each, LogWriting))


def editor(desk: AtDesk, part: str) -> Note:
    return desk.app.screen.query_one(f"#{part}", Note)


async def test_the_editor_at_hand_is_the_one_with_the_focus(sample: Settings) -> None:
    """Of two quick presses of tab the first used to be told last; the strip then stood for the wrong part."""
    async with at_logs(sample) as desk:
        await desk.press("n")
        passed, reached = editor(desk, Part.HYGIENE), editor(desk, Part.EQUIPMENT)
        desk.app.screen.set_focus(reached)
        await desk.rest()
        desk.app.screen.post_message(events.DescendantFocus(passed))
        await desk.type(MILD)
        assert writing(desk).editor is reached
        assert "FORB-" in desk.text("#flags")


async def test_reading_the_draft_takes_nobody_back_to_the_beginning(
    sample: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form used to go to its first field once the draft was read, under the hands of whoever typed already."""
    read = threading.Event()
    recalled = drafts.recall

    def held_up(office: Office, desk: Desk, piece: Piece) -> Draft | None:
        read.wait()
        return recalled(office, desk, piece)

    async with at_logs(sample) as desk:
        await desk.press("n", "tab")
        await desk.type(f"{SHIFT}\n")
        await desk.press("escape")
        monkeypatch.setattr(drafts, "recall", held_up)
        await desk.app.screen.run_action("write")
        while not isinstance(desk.app.screen, LogWriting) or desk.app.screen.focused is None:
            await asyncio.sleep(0)  # a pause of the pilot would wait for the draft
        note = editor(desk, Part.JOURNAL)
        desk.app.screen.set_focus(note)
        note.put(MILD)
        read.set()
        await desk.rest()
        assert desk.app.screen.focused is note
        assert "FORB-" in desk.text("#flags")
        assert note.text == f"{SHIFT}\n{MILD}", "what was typed meanwhile follows the draft"


def prompts(desk: AtDesk) -> list[str]:
    return [str(option.prompt) for option in desk.app.screen.query_one(OptionList).options]


def refusal(desk: AtDesk) -> str:
    line = desk.app.screen.query_one("#refused", Static)
    return str(line.content) if line.display else ""


async def logs(desk: AtDesk) -> tuple[LogLine, ...]:
    assert desk.app.desk is not None
    return await desk.app.ask(handover.logs, desk.app.desk)


async def mine(desk: AtDesk) -> tuple[FlagLine, ...]:
    assert desk.app.desk is not None
    return (await desk.app.ask(flags.flags, desk.app.desk)).lines


# ---- writing --------------------------------------------------------------------------------------------------------


async def test_a_log_is_written_by_the_keyboard_and_offered(sample: Settings) -> None:
    async with at_logs(sample, size=(80, 24)) as desk:
        await desk.press("n")
        assert desk.focus == "successor"
        await desk.type("1002")
        await desk.press("tab")
        await desk.type(SHIFT)
        await desk.press("tab", "tab")
        assert desk.focus == Part.EQUIPMENT
        await desk.type("二号线杂音\n已报修")
        await desk.press("f2")
        assert isinstance(desk.app.screen, ConfirmDialog), "what is empty is asked about once"
        asked = drawn(desk.app)
        for part, named in ((Part.HYGIENE, True), (Part.MATTERS, True), (Part.EQUIPMENT, False)):
            assert (f"· {locale.t(f'handover.part.{part}')}" in asked) is named
        await desk.press("enter")
        assert isinstance(desk.app.screen, HandoverScreen)
        (line,) = await logs(desk)
        assert (line.from_id, line.to_id, line.status) == ("1001", "1002", "offered")
        log = await desk.app.ask(handover.log, None, line.id)
        assert log.parts[Part.EQUIPMENT] == "二号线杂音\n已报修"
        assert log.parts[Part.HYGIENE] == ""
        assert "1001 → 1002" in prompts(desk)[0]
        assert locale.t("handover.status.offered") in prompts(desk)[0]
        assert locale.t("handover.nothing") in drawn(desk.app)


async def test_flag_replacement_then_offered_clean(sample: Settings) -> None:
    async with at_logs(sample) as desk:
        await desk.press("n")
        await desk.type("1002")
        await desk.press("tab", "tab", "tab", "tab", "tab")
        await desk.type(MILD)
        assert desk.focus == Part.MATTERS
        assert len(editor(desk, Part.MATTERS).flags) == 1
        assert "急什么" in desk.text("#flags")
        assert "FORB-2" in desk.text("#flags")
        await desk.press("f7")
        assert editor(desk, Part.MATTERS).flags == ()
        await desk.press("shift+tab", "shift+tab", "shift+tab", "shift+tab")
        await desk.type(SHIFT)
        await desk.press("f2", "enter")
        assert isinstance(desk.app.screen, HandoverScreen)
        (line,) = await logs(desk)
        assert "急什么" not in (await desk.app.ask(handover.log, None, line.id)).parts[Part.MATTERS]
        assert await mine(desk) == ()


async def test_callers_words_then_the_leads_verdict(sample: Settings) -> None:
    async with at_logs(sample) as desk:
        await desk.press("n")
        await desk.type("1002")
        await desk.press("tab")
        await desk.type(LOUD)
        await desk.press("f11")
        assert locale.t("flags.stance.callers") in desk.text("#flags")
        await desk.press("f2", "enter")
        (line,) = await mine(desk)
        assert (line.subject, line.text, line.stance) == ("handover", "神经病", "callers")
        await left(desk)
    async with at_desk(sample, agent_id="2001", seat="B21") as desk:
        await desk.app.run_action("app.flags")
        await desk.rest()
        assert isinstance(desk.app.screen, FlagsScreen)
        shown = drawn(desk.app)
        assert locale.t("flags.subject.handover") in shown
        assert LOUD in shown
        assert locale.t("flags.stance.callers") in shown
        await desk.press("d")
        (line,) = await mine(desk)
        assert line.verdict == Verdict.DISMISSED


async def test_a_save_asks_over_the_form_at_its_place_and_goes_on_by_itself(sample: Settings) -> None:
    async with at_logs(sample) as desk:
        await desk.press("n")
        await desk.type("1002")
        await desk.press("tab")
        await desk.type(f"{SHIFT}{MILD}")
        await desk.press("tab", "tab")
        await desk.type(f"{MILD}{LOUD}")
        await desk.press("tab", "f2", "enter")
        assert isinstance(desk.app.screen, ChoiceDialog)
        assert desk.app.screen.query_one(OptionList).option_count == 3
        await desk.press("enter")
        assert isinstance(desk.app.screen, ChoiceDialog), "the same wording in another part is another one"
        await desk.press("down", "down", "enter")
        assert isinstance(desk.app.screen, FormDialog)
        await desk.type("投诉要点")
        await desk.press("enter")
        assert isinstance(desk.app.screen, ChoiceDialog)
        assert "神经病" in drawn(desk.app)
        await desk.press("down", "enter")
        assert isinstance(desk.app.screen, HandoverScreen)
        assert sorted(line.stance for line in await mine(desk)) == ["callers", "kept", "needed"]


async def test_escape_leaves_the_question_with_the_caret_on_the_wording(sample: Settings) -> None:
    async with at_logs(sample) as desk:
        await desk.press("n")
        await desk.type("1002")
        await desk.press("tab")
        await desk.type(SHIFT)
        await desk.press("tab")
        await desk.type(MILD)
        await desk.press("tab", "f2", "enter", "escape")
        assert desk.app.screen is writing(desk)
        assert desk.focus == Part.HYGIENE
        assert editor(desk, Part.HYGIENE).cursor_location == writing(desk).wanting()[0].flag.start
        assert await logs(desk) == ()
        await desk.press("f7", "f2")
        assert isinstance(desk.app.screen, HandoverScreen), "what was confirmed to be nothing is not asked again"
        assert await mine(desk) == ()


async def test_what_is_confirmed_to_be_nothing_is_asked_again_once_it_was_written_in(sample: Settings) -> None:
    async with at_logs(sample) as desk:
        await desk.press("n")
        await desk.type("1002")
        await desk.press("tab")
        await desk.type(MILD)
        await desk.press("f2", "enter", "escape", "tab")
        await desk.type("x")
        await desk.press("backspace", "f7", "f2")
        assert isinstance(desk.app.screen, ChoiceDialog | ConfirmDialog)


async def test_what_is_wrong_is_said_in_a_sentence_and_nothing_typed_is_lost(sample: Settings) -> None:
    async with at_logs(sample, size=(80, 24)) as desk:
        await desk.press("n", "f2")
        assert refusal(desk).endswith(locale.t("handover.successor-missing"))
        for typed, key in (("1001", "exchange.own"), ("7777", "exchange.unknown"), ("xx", "exchange.malformed")):
            desk.app.screen.query_one("#successor", Input).value = ""
            await desk.type(typed)
            await desk.press("f2")
            assert refusal(desk).endswith(locale.t(key, agent_id=typed))
            assert desk.focus == "successor"
        desk.app.screen.query_one("#successor", Input).value = "1002"
        await desk.press("f2")
        assert refusal(desk).endswith(locale.t("handover.journal-missing"))
        assert desk.focus == Part.JOURNAL
        await desk.type(SHIFT)
        await desk.press("f2", "escape")
        assert desk.focus == Part.HYGIENE, "the first part nothing is written in"
        assert editor(desk, Part.JOURNAL).text == SHIFT


async def test_letters_are_text_while_one_writes(sample: Settings) -> None:
    async with at_logs(sample) as desk:
        await desk.press("n", "tab", "a", "n", "r", "y")
        assert editor(desk, Part.JOURNAL).text == "anry"


def test_the_strips_keys_are_the_same_on_every_screen() -> None:
    for name in ("fix", "callers", "needed"):
        assert keys.find("writing", name).keys == keys.find("desk", name).keys


async def test_a_second_press_goes_on_to_the_next_wording_in_whichever_part(sample: Settings) -> None:
    async with at_logs(sample) as desk:
        await desk.press("n", "tab")
        await desk.type(MILD)
        await desk.press("tab", "tab")
        await desk.type(LOUD)
        await desk.press("shift+tab", "shift+tab", "f11", "f11")
        assert desk.focus == Part.EQUIPMENT
        assert "神经病" in desk.text("#flags")
        assert {(word.anchor.surface, word.anchor.field) for word in writing(desk).words} == {
            ("急什么", Part.JOURNAL),
            ("神经病", Part.EQUIPMENT),
        }


async def test_a_click_on_the_strip_replaces_and_f1_explains_the_flag(sample: Settings) -> None:
    async with at_logs(sample) as desk:
        await desk.press("n", "tab")
        await desk.type(MILD)
        await desk.press("f1")
        assert "FORB-2" in drawn(desk.app)
        await desk.press("escape")
        await desk.pilot.click("#flags")
        await desk.rest()
        assert editor(desk, Part.JOURNAL).flags == ()
        await desk.press("f1")
        assert locale.t("handover.help")[:12] in drawn(desk.app)


# ---- drafts ---------------------------------------------------------------------------------------------------------


async def test_a_log_comes_back_with_caret_and_words_after_a_kill(sample: Settings) -> None:
    async with at_logs(sample) as desk:
        await desk.press("n")
        await desk.type("1002")
        await desk.press("tab")
        await desk.type(f"{SHIFT}\n{MILD}")
        await desk.press("f11", "left", "left")
        await desk.press("tab")
        await desk.type("台面已整理")
        await desk.press("shift+tab")
        await writing(desk).keeper.flush()
        key, words, caret = writing(desk).key, writing(desk).words, editor(desk, Part.JOURNAL).cursor_location
        assert [word.stance for word in words] == [Stance.CALLERS]
    # The desk above went without signing out, as a killed one does.
    async with at_logs(sample) as desk:
        await desk.press("n")
        assert desk.app.screen.query_one("#successor", Input).value == "1002"
        assert editor(desk, Part.JOURNAL).text == f"{SHIFT}\n{MILD}"
        assert editor(desk, Part.HYGIENE).text == "台面已整理"
        assert (desk.focus, editor(desk, Part.JOURNAL).cursor_location) == (Part.JOURNAL, caret)
        assert (writing(desk).key, writing(desk).words) == (key, words)
        await desk.press("f2", "enter")
        assert isinstance(desk.app.screen, HandoverScreen)
        assert not list((Path(sample.data_dir) / "drafts").glob("*handover*"))
        await desk.press("n")
        assert editor(desk, Part.JOURNAL).text == "", "the next log is another one"


async def test_a_log_waits_for_its_writer_alone_through_a_signing_out(sample: Settings) -> None:
    async with at_logs(sample) as desk:
        await desk.press("n", "tab")
        await desk.type(SHIFT)
        await desk.app.run_action("app.sign_out")
        await desk.rest()
    async with at_logs(sample, "1002", "A11") as desk:
        await desk.press("n")
        assert editor(desk, Part.JOURNAL).text == ""
        await left(desk)
    async with at_logs(sample, "1001", "A12") as desk:
        await desk.press("n")
        assert editor(desk, Part.JOURNAL).text == SHIFT


async def test_handing_in_twice_offers_one_log(sample: Settings) -> None:
    async with at_logs(sample) as desk:
        await desk.press("n")
        await desk.type("1002")
        for _ in Part:
            await desk.press("tab")
            await desk.type("已交接")
        desk.app.simulate_key("f2")
        desk.app.simulate_key("f2")
        await desk.rest()
        assert len(await logs(desk)) == 1


async def test_a_change_of_language_keeps_what_is_written(sample: Settings) -> None:
    async with at_logs(sample) as desk:
        await desk.press("n", "tab")
        await desk.type(MILD)
        note = editor(desk, Part.JOURNAL)
        await desk.app.speak("en")
        await desk.rest()
        assert editor(desk, Part.JOURNAL) is note
        assert note.text == MILD
        shown = drawn(desk.app)
        assert "Open matters" in shown
        assert "Caller's words" in shown
        await desk.press("escape")
        assert "No logs here." in drawn(desk.app)


# ---- taking over ----------------------------------------------------------------------------------------------------


async def test_the_successor_sees_what_waits_and_takes_over_with_the_id_that_is_stated(sample: Settings) -> None:
    async with at_desk(sample) as giver, at_desk(sample, agent_id="1002", seat="A12", size=(80, 24)) as desk:
        await offered(giver)
        desk.app.post_message(StoreChanged())
        await desk.rest()
        assert f"{locale.t('keys.app.handover')} 1" in drawn(desk.app).splitlines()[0]
        await desk.press("f12")
        assert locale.t("handover.badge", count=1) in drawn(desk.app)
        await desk.press("escape")
        await opened(desk)
        shown = drawn(desk.app)
        assert SHIFT in shown
        assert "A11" in prompts(desk)[0]
        assert "1001" not in shown, "the ID is to be heard, not read"
        await desk.press("a")
        await desk.type("1003")
        await desk.press("enter")
        assert isinstance(desk.app.screen, FormDialog)
        assert "再问一次" in drawn(desk.app)
        desk.app.screen.query_one("#heard", Input).value = ""
        await desk.type("1001")
        await desk.press("enter")
        assert isinstance(desk.app.screen, HandoverScreen)
        assert locale.t("handover.status.accepted") in prompts(desk)[0]
        assert "1001 → 1002" in prompts(desk)[0]
        assert locale.t("handover.wrong", count=1) in drawn(desk.app)
        await desk.press("a")
        assert isinstance(desk.app.screen, HandoverScreen), "once"
        await opened(giver)
        assert locale.t("handover.status.accepted") in prompts(giver)[0]
        desk.app.post_message(StoreChanged())
        await desk.rest()
        assert desk.app.handovers == 0


async def test_what_waits_for_me_stands_first(sample: Settings) -> None:
    async with at_desk(sample) as giver, at_desk(sample, agent_id="1002", seat="A12") as desk:
        await offered(giver)
        giver.clock.advance(60)
        desk.clock.advance(60)
        await offered(desk, to_id="1001")
        await opened(desk)
        assert locale.t("handover.waits") in prompts(desk)[0]
        assert "1002 → 1001" in prompts(desk)[1]


async def test_the_list_follows_the_store_and_keeps_its_mark(sample: Settings) -> None:
    async with at_desk(sample) as giver, at_logs(sample, "1002", "A12") as desk:
        await offered(desk, to_id="1003")
        await desk.look()
        screen = desk.app.screen
        assert isinstance(screen, HandoverScreen)
        marked = screen.marked
        await offered(giver)
        await desk.look()
        assert len(prompts(desk)) == 2
        assert screen.marked == marked


# ---- remarks and review ---------------------------------------------------------------------------------------------


async def test_a_lead_reads_all_logs_and_adds_a_remark(sample: Settings) -> None:
    async with at_desk(sample) as giver, at_logs(sample, "2001", "B21") as desk:
        log = await offered(giver)
        await desk.look()
        assert "1001 → 1002" in prompts(desk)[0]
        await desk.press("a")
        assert isinstance(desk.app.screen, HandoverScreen), "a lead takes nothing over"
        await desk.press("r")
        assert isinstance(desk.app.screen, RemarkWriting)
        assert SHIFT in drawn(desk.app), "the log stands above the remark"
        await desk.press("f2")
        assert refusal(desk).endswith(locale.t("handover.empty"))
        await desk.type("两通投诉请附工单号")
        await desk.press("f2")
        assert isinstance(desk.app.screen, HandoverScreen)
        assert "两通投诉请附工单号" in drawn(desk.app)
        view = await desk.app.ask(handover.log, None, log.line.id)
        assert [(step.by, step.at) for step in view.steps] == [("2001", desk.clock.now())]


async def test_a_remark_is_flagged_and_asked_about_alike(sample: Settings) -> None:
    async with at_logs(sample) as desk:
        await offered(desk)
        await desk.look()
        await desk.press("r")
        await desk.type(MILD)
        assert "急什么" in desk.text("#flags")
        await desk.press("f2")
        assert isinstance(desk.app.screen, ChoiceDialog)
        await desk.press("enter")
        assert isinstance(desk.app.screen, HandoverScreen)
        (line,) = await mine(desk)
        assert (line.subject, line.stance) == ("handover", "kept")


async def test_an_agent_sees_no_log_of_others(sample: Settings) -> None:
    async with at_desk(sample) as giver, at_logs(sample, "1003", "A13") as desk:
        await offered(giver)
        await desk.look()
        assert prompts(desk) == []
        await desk.press("a", "r")
        assert isinstance(desk.app.screen, HandoverScreen)
        await desk.press("escape")
        assert isinstance(desk.app.screen, DeskScreen)


async def test_brackets_and_escapes_are_shown_as_text(sample: Settings) -> None:
    async with at_logs(sample, size=(80, 24)) as desk:
        await offered(desk, "[/foo][bold]\x1b]52;c;x\x07 [link=x]")
        await desk.look()
        assert "[/foo][bold]" in drawn(desk.app)
        await desk.press("r")
        await desk.paste("[/foo\x1b[2J")
        await desk.press("f2")
        assert isinstance(desk.app.screen, HandoverScreen)
        assert "[/foo[2J" in drawn(desk.app)


async def test_a_full_disk_is_said_in_one_line_and_keeps_the_text(
    sample: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreUnavailable("drafts.unwritable", folder="", reason="")

    async with at_logs(sample) as desk:
        await desk.press("n", "tab")
        with monkeypatch.context() as patch:
            patch.setattr(drafts, "keep", full)
            await desk.type("还在")
            await writing(desk).keeper.flush()
            assert refusal(desk).endswith(locale.t("drafts.unkept"))
        assert editor(desk, Part.JOURNAL).text == "还在"
        await writing(desk).keeper.flush()
        assert refusal(desk) == ""


async def test_one_does_not_leave_unawares_what_the_disk_refused(
    sample: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreUnavailable("drafts.unwritable", folder="", reason="")

    async with at_logs(sample) as desk:
        await desk.press("n", "tab")
        monkeypatch.setattr(drafts, "keep", full)
        await desk.type("还在")
        await desk.press("escape")
        assert refusal(desk).endswith(locale.t("drafts.unkept"))
        await desk.press("escape")
        assert isinstance(desk.app.screen, HandoverScreen)
