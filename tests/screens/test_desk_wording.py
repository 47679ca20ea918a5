"""Flagged wording at the desk: replaced, answered for, asked about on saving; and the same flag with a lead."""

from agentdesk import locale
from agentdesk.rules.call import Phase
from agentdesk.rules.flags import Stance, Verdict
from agentdesk.rules.moves import Ending
from agentdesk.services import accounts, calls, flags
from agentdesk.services.flags import FlagLine
from agentdesk.settings import Settings
from screens.desk import DeskScreen
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.form import FormDialog
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
