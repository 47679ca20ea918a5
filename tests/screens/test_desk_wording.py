"""Flagged wording at the desk: replaced, answered for, asked about on saving; and the same flag with a lead."""

from textual.widgets import Input

from agentdesk import locale
from agentdesk.rules.call import Phase
from agentdesk.rules.flags import Stance, Verdict
from agentdesk.rules.moves import Ending
from agentdesk.services import accounts, calls, flags, tickets
from agentdesk.services.flags import FlagLine
from agentdesk.settings import Settings
from screens.desk import DeskScreen
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.dialogs.ticket_form import TicketForm
from screens.flags import FlagsScreen
from tests.screens.at_desk import AtDesk, at_desk, drawn

MILD, LOUD = "客户催单，我说急什么。", "客户催问，我骂他神经病。"


async def wrapping(desk: AtDesk, note: str) -> None:
    """A call in its wrap-up, with that note."""
    await desk.talk()
    await desk.type(note)
    assert desk.app.desk is not None
    await desk.screen.make(calls.end, desk.app.desk, desk.view.id, Ending.DROPPED, reason="断线")
    desk.screen.after_end()
    await desk.rest()


async def close(desk: AtDesk) -> None:
    """End the call and save it, with a note that is clean."""
    await desk.press("escape")
    desk.screen.set_focus(desk.screen.note)
    await desk.type("已处理")
    assert desk.app.desk is not None
    await desk.screen.make(calls.end, desk.app.desk, desk.view.id, Ending.DROPPED, reason="断线")
    desk.screen.after_end()
    await desk.rest()
    await desk.press("1")
    assert desk.phase() is Phase.CLOSED


async def mine(desk: AtDesk) -> tuple[FlagLine, ...]:
    """The flags of whoever sits there."""
    assert desk.app.desk is not None
    return (await desk.app.ask(flags.flags, desk.app.desk)).lines


async def corrections(desk: AtDesk) -> int:
    """The corrections kept with the newest call."""
    assert desk.app.desk is not None
    newest = (await desk.app.ask(calls.recent, desk.app.desk))[0]
    return int((await desk.app.ask(calls.show, newest.id))["corrections"])


async def test_flag_replacement_saved_clean(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await wrapping(desk, MILD)
        assert len(desk.screen.note.flags) == 1
        await desk.press("f7", "escape", "1")
        assert desk.phase() is Phase.CLOSED
        assert await mine(desk) == ()
        assert await corrections(desk) == 1


async def test_a_save_asks_for_each_wording_at_its_place_and_goes_on_by_itself(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await wrapping(desk, f"我说不知道。{MILD}{LOUD}")
        await desk.press("1")
        assert desk.phase() is Phase.WRAP_UP
        strip = desk.text("#flags")
        assert locale.t("flags.ask", at=1, of=2) in strip
        assert "急什么" in strip
        assert locale.t("next.keep") in strip
        assert desk.screen.note.cursor_location == desk.screen.wanting()[0][0].start
        await desk.press("f2")
        assert "神经病" in desk.text("#flags")
        await desk.press("f11")
        assert desk.phase() is Phase.CLOSED
        stances = {line.text: line.stance for line in await mine(desk)}
        assert stances == {"不知道": "", "急什么": "kept", "神经病": "callers"}
        assert await corrections(desk) == 0


async def test_what_is_needed_wants_a_reason(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await wrapping(desk, MILD)
        await desk.press("1", "ctrl+u")
        assert isinstance(desk.app.screen, FormDialog)
        await desk.press("enter")
        assert locale.t("form.missing") in drawn(desk.app)
        await desk.type("投诉要点")
        await desk.press("enter")
        assert desk.phase() is Phase.CLOSED
        (line,) = await mine(desk)
        assert desk.app.desk is not None
        assert (await desk.app.ask(flags.flag, desk.app.desk, line.id)).reason == "投诉要点"


async def test_escape_leaves_the_question_and_nothing_is_lost(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await wrapping(desk, MILD)
        await desk.press("1", "escape")
        assert not desk.screen.saving
        assert locale.t("next.code") in drawn(desk.app)
        assert desk.screen.note.text == MILD
        await desk.press("f11", "1")
        assert desk.phase() is Phase.CLOSED


async def test_a_replacement_settles_a_question_too(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await wrapping(desk, MILD + LOUD)
        await desk.press("1", "f7", "f2")
        assert desk.phase() is Phase.CLOSED
        assert [line.text for line in await mine(desk)] == ["神经病"]
        assert await corrections(desk) == 1


async def test_a_word_given_while_typing_survives_editing_and_is_not_asked_for(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.type(MILD)
        await desk.press("f11")
        assert locale.t("flags.stance.callers") in desk.text("#flags")
        await desk.press("home")
        await desk.type("补记。")
        assert locale.t("flags.stance.callers") in desk.text("#flags")
        assert [word.stance for word in desk.screen.words] == [Stance.CALLERS]
        assert desk.screen.wanting() == []


async def test_a_second_press_goes_on_to_the_next_wording(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.type(MILD + LOUD)
        await desk.press("f11", "f11")
        assert sorted(word.anchor.surface for word in desk.screen.words) == ["急什么", "神经病"]


async def test_words_come_back_after_a_restart(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.type(MILD)
        await desk.press("f11")
        await desk.screen.keeper.flush()
        words = desk.screen.words
    async with at_desk(sample) as desk:
        assert desk.screen.note.text == MILD
        assert desk.screen.words == words


async def test_a_ticket_asks_over_its_form_and_is_saved_then(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f8")
        await desk.type("急什么")
        await desk.press("f2")
        assert isinstance(desk.app.screen, ChoiceDialog)
        assert "急什么" in drawn(desk.app)
        await desk.press("down", "enter")
        assert isinstance(desk.app.screen, DeskScreen)
        (line,) = await mine(desk)
        assert (line.subject, line.stance) == ("ticket", "callers")


async def detailed(desk: AtDesk, detail: str) -> TicketForm:
    """A ticket of a call without a note, with that subject and detail; the caret is in the detail."""
    await desk.talk()
    await desk.press("f8")
    await desk.type("催单")
    await desk.press("tab", "tab")
    await desk.type(detail)
    assert isinstance(desk.app.screen, TicketForm)
    return desk.app.screen


async def test_a_flag_in_a_tickets_detail_is_replaced_in_place_and_the_ticket_saved_clean(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        form = await detailed(desk, MILD)
        assert "急什么" in desk.text("#flags")
        await desk.press("f7")
        assert desk.focus == "detail"
        assert desk.text("#flags") == ""
        reworded = form.editor.text
        assert "急什么" not in reworded
        await desk.press("f2")
        assert isinstance(desk.app.screen, DeskScreen)
        ticket = await desk.app.ask(tickets.ticket, "A11-261121-001")
        assert ticket.detail == reworded
        assert await mine(desk) == ()
        await close(desk)
        assert await corrections(desk) == 1


async def test_callers_words_in_a_tickets_detail_are_the_calls_and_nothing_is_asked(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await detailed(desk, MILD)
        await desk.press("ctrl+b")
        assert locale.t("flags.stance.callers") in desk.text("#flags")
        assert [word.stance for word in desk.screen.words] == [Stance.CALLERS]
        await desk.press("f2")
        assert isinstance(desk.app.screen, DeskScreen)
        (line,) = await mine(desk)
        assert (line.subject, line.stance, line.text) == ("ticket", "callers", "急什么")
        await close(desk)
        assert await corrections(desk) == 0, "what was saved as it stood is not put right"


async def test_a_tickets_detail_may_need_a_wording_for_a_reason(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        form = await detailed(desk, MILD)
        await desk.press("ctrl+u")
        await desk.type("投诉要点")
        await desk.press("enter")
        assert desk.app.screen is form
        assert "投诉要点" in desk.text("#flags")
        await desk.press("f2")
        (line,) = await mine(desk)
        assert line.stance == "needed"


async def test_a_word_given_on_the_note_holds_in_the_ticket(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.type(MILD)
        await desk.press("f11", "f8")
        await desk.type("催单")
        assert locale.t("flags.stance.callers") in desk.text("#flags")
        await desk.press("f2")
        assert isinstance(desk.app.screen, DeskScreen)


async def test_a_ticket_asks_for_what_is_left_at_its_place_and_keeps_what_was_said(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        form = await detailed(desk, MILD + LOUD)
        await desk.press("f11", "f2")
        assert isinstance(desk.app.screen, ChoiceDialog)
        assert form.editor.cursor_location == form.wanting()[0].flag.start
        await desk.press("down", "enter")
        assert isinstance(desk.app.screen, DeskScreen)
        assert {line.text: line.stance for line in await mine(desk)} == {"急什么": "callers", "神经病": "callers"}


async def test_a_half_written_detail_comes_back_with_its_words_and_caret_after_a_kill(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        form = await detailed(desk, MILD)
        await desk.press("f11", "home", "right")
        form.remember_standing()
        form.keep()
        stood = form.stood
        await desk.screen.keeper.flush()
    async with at_desk(sample) as desk:
        await desk.press("f8")
        again = desk.app.screen
        assert isinstance(again, TicketForm)
        assert (again.editor.text, again.editor.cursor_location) == (MILD, (0, 1))
        assert again.words
        assert again.stood == stood != frozenset()
        assert locale.t("flags.stance.callers") in desk.text("#flags")


async def test_without_a_flag_the_tickets_keys_are_the_fields(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f8")
        await desk.type("宽带慢")
        await desk.press("ctrl+u")
        assert desk.app.screen.query_one("#subject", Input).value == ""


async def test_callers_words_then_the_leads_verdict_then_a_counter_example(sample: Settings) -> None:
    note = "当时在开户我说你听着合同条款细则。"
    async with at_desk(sample) as desk:
        await wrapping(desk, note)
        await desk.press("f11", "1")
        assert desk.phase() is Phase.CLOSED
        assert desk.app.office is not None
        assert desk.app.desk is not None
        await desk.app.ask(accounts.sign_out, desk.app.desk)
    async with at_desk(sample, agent_id="2001", seat="A12") as desk:
        await desk.app.run_action("app.flags")
        await desk.rest()
        assert isinstance(desk.app.screen, FlagsScreen)
        assert locale.t("flags.stance.callers") in drawn(desk.app)
        await desk.press("d")
        (line,) = await mine(desk)
        assert line.verdict == Verdict.DISMISSED
        await desk.press("f", "enter", "down", "down", "enter", "f2", "e")
        await desk.press("escape")
        await desk.talk()
        await desk.type(note)
        assert desk.screen.note.flags == ()
