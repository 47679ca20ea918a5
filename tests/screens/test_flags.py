"""The flags' screen: what leads and agents do there, each step with a key; and the dry run."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.widgets import OptionList

from agentdesk import locale
from agentdesk.rules.flags import Observation, Passage, Stance, Verdict, Word
from agentdesk.rules.moves import Ending
from agentdesk.rules.presence import State
from agentdesk.services import accounts, calls, flags, presence, wording
from agentdesk.services.flag_work import found_in
from agentdesk.services.flags import FlagLine, Wanted
from agentdesk.services.office import Desk, Office
from agentdesk.settings import Settings
from screens.app import DeskApp
from screens.dry_run import DryRunScreen
from screens.flags import FlagsScreen
from screens.notices import StoreChanged
from tests.screens.at_desk import CALLER, AtDesk, at_desk, drawn

LOUD = "客户催问，我骂他神经病。"
MILD = "当时在开户我说你听着合同条款细则。"


def noted(office: Office, desk: Desk, note: str, stance: Stance = Stance.CALLERS, reason: str = "") -> None:
    """A dropped call with that note, and that word on everything in it."""
    presence.go(office, desk, State.READY)
    call = calls.ring(office, CALLER, desk.seat)
    calls.answer(office, desk, call.id)
    calls.end(office, desk, call.id, Ending.DROPPED, reason="断线")
    found = found_in(office.pack(desk.pack_id), Passage("note", note))
    words = [Word(each.anchor, stance, reason) for each in found]
    calls.wrap_up(office, desk, call.id, "no-contact", note, words=words)


@asynccontextmanager
async def flagged(
    settings: Settings, *notes: str, agent_id: str = "2001", size: tuple[int, int] = (120, 36), language: str = "zh_CN"
) -> AsyncIterator[AtDesk]:
    """The flags' screen of somebody, with 1001's notes of before."""
    async with at_desk(settings, agent_id=agent_id, seat="B21", size=size, language=language) as desk:
        assert desk.app.office is not None
        other = accounts.sign_in(desk.app.office, "1001", "sample-1001", "A11") if agent_id != "1001" else desk.app.desk
        assert other is not None
        for note in notes:
            await desk.app.ask(noted, other, note)
        await notice(desk)
        await desk.app.run_action("app.flags")
        await desk.rest()
        yield desk


async def notice(desk: AtDesk) -> None:
    """Let the app notice what was written to the store."""
    desk.app.post_message(StoreChanged())
    await desk.rest()


def screen(desk: AtDesk) -> FlagsScreen:
    return next(each for each in desk.app.screen_stack if isinstance(each, FlagsScreen))


def prompts(app: DeskApp) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one(OptionList).options]


async def lines(desk: AtDesk, wanted: Wanted = Wanted()) -> tuple[FlagLine, ...]:  # noqa: B008 - a value
    assert desk.app.desk is not None
    return (await desk.app.ask(flags.flags, desk.app.desk, wanted)).lines


async def test_a_lead_sees_each_flag_in_its_sentence_with_words_beside_the_colours(sample: Settings) -> None:
    async with flagged(sample, LOUD, MILD) as desk:
        shown = prompts(desk.app)
        assert len(shown) == 2
        assert "确认" in shown[0]
        assert "我说你听着合同" in shown[0]
        assert "告知班长" in shown[1]
        assert "神经病" in shown[1]
        await desk.press("down")
        assert LOUD in drawn(desk.app)
        assert "来电人的话" in drawn(desk.app)


async def test_the_badge_counts_what_a_lead_is_told_of_until_it_is_judged(sample: Settings) -> None:
    async with flagged(sample, LOUD) as desk:
        assert desk.app.alarms == 1
        assert "忌语记录 1" in drawn(desk.app).splitlines()[0]
        await desk.press("d")
        await notice(desk)
        assert desk.app.alarms == 0
        assert "忌语记录 1" not in drawn(desk.app).splitlines()[0]


async def test_an_agent_has_no_badge_and_no_keys_of_a_lead(sample: Settings) -> None:
    async with flagged(sample, LOUD, agent_id="1001") as desk:
        assert desk.app.alarms == 0
        await desk.press("d", "u", "e")
        (line,) = await lines(desk)
        assert line.pending
        bar = drawn(desk.app).splitlines()[-1]
        assert "我的说明" in bar
        assert "不成立" not in bar


async def test_verdicts_have_a_key_each_and_a_remark_where_they_go_against_the_agent(sample: Settings) -> None:
    async with flagged(sample, LOUD, MILD, LOUD) as desk:
        await desk.press("d")
        await desk.press("c")
        await desk.type("已面谈")
        await desk.press("enter")
        await desk.press("u", "enter")
        verdicts = {line.verdict for line in await lines(desk)}
        assert verdicts == {"dismissed", "coached", "upheld"}
        (coached,) = [line for line in await lines(desk) if line.verdict == "coached"]
        assert desk.app.desk is not None
        assert (await desk.app.ask(flags.flag, desk.app.desk, coached.id)).remark == "已面谈"


async def test_a_dismissed_flag_becomes_a_counter_example_in_one_key(sample: Settings) -> None:
    async with flagged(sample, MILD) as desk:
        assert desk.app.office is not None
        before = desk.app.office.pack("tietong-10050")
        await desk.press("e")
        (line,) = await lines(desk)
        assert (line.verdict, line.taught) == ("dismissed", True)
        assert desk.app.office is not None
        after = desk.app.office.pack("tietong-10050")
        assert wording.scan(before, MILD)
        assert wording.scan(after, MILD) == ()
        assert [str(note.message) for note in desk.app._notifications] == [
            locale.t("flags.taught", allowed="开户我说你听着合同条款")
        ]


async def test_what_cannot_be_learned_is_said_and_the_verdict_stays(sample: Settings) -> None:
    async with flagged(sample, "罗嗦") as desk:
        await desk.press("e")
        assert locale.t("flags.nothing-to-learn")[:10] in drawn(desk.app)
        await desk.press("escape")
        (line,) = await lines(desk)
        assert (line.verdict, line.taught) == ("dismissed", False)


async def test_an_agent_gives_their_word_and_appeals(sample: Settings) -> None:
    async with flagged(sample, "我说不知道。", agent_id="1001") as desk:
        await desk.press("w", "down", "enter", "enter")
        (line,) = await lines(desk)
        assert (line.status, line.stance) == ("answered", "callers")
        assert desk.app.office is not None
        lead = accounts.sign_in(desk.app.office, "2001", "sample-2001", "A16")
        await desk.app.ask(flags.judge, lead, line.id, Verdict.UPHELD)
        await desk.look()
        assert "成立" in prompts(desk.app)[0]
        await desk.press("w", "down", "down", "enter")
        await desk.press("enter")
        assert locale.t("form.missing") in drawn(desk.app)
        await desk.type("复述录音")
        await desk.press("enter")
        (line,) = await lines(desk)
        assert (line.status, line.stance, line.pending) == ("answered", "needed", True)


async def test_the_agent_takes_the_verdict_and_closes(sample: Settings) -> None:
    async with flagged(sample, "我说不知道。", agent_id="1001") as desk:
        (line,) = await lines(desk)
        assert desk.app.office is not None
        lead = accounts.sign_in(desk.app.office, "2001", "sample-2001", "A16")
        await desk.app.ask(flags.judge, lead, line.id, Verdict.COACHED)
        await desk.look()
        await desk.press("x")
        assert [each.status for each in await lines(desk)] == ["closed"]


async def test_a_lead_records_what_cannot_be_typed(sample: Settings) -> None:
    async with flagged(sample) as desk:
        await desk.press("o", "tab")
        await desk.type("客户投诉断网，发出笑声")
        await desk.press("tab", "tab")
        await desk.type("1001")
        await desk.press("enter")
        (line,) = await lines(desk)
        assert (line.kind, line.phrase, line.agent_id) == ("observed", Observation.LAUGHING, "1001")
        assert locale.t("flags.observed") in prompts(desk.app)[0]


async def test_an_observation_of_nobody_is_refused_beside_its_field(sample: Settings) -> None:
    async with flagged(sample) as desk:
        await desk.press("o", "tab")
        await desk.type("笑声")
        await desk.press("tab", "tab")
        await desk.type("7777")
        await desk.press("enter")
        assert locale.t("flags.observe-nobody", agent_id="7777") in drawn(desk.app)
        assert await lines(desk) == ()


async def test_the_filter_narrows_the_list_and_says_so(sample: Settings) -> None:
    async with flagged(sample, LOUD, MILD) as desk:
        await desk.press("f", "tab", "tab", "tab")
        await desk.type("soon")
        await desk.press("f2")
        assert locale.t("flags.since-unread", since="soon") in drawn(desk.app)
        await desk.press("backspace", "backspace", "backspace", "backspace")
        await desk.press("shift+tab", "shift+tab", "enter", "down", "enter", "f2")
        assert len(prompts(desk.app)) == 1
        assert locale.t("flags.loud") in drawn(desk.app)


async def test_the_list_follows_the_store_and_keeps_its_mark(sample: Settings) -> None:
    async with flagged(sample, LOUD, MILD) as desk:
        await desk.press("down")
        marked = screen(desk).marked
        assert desk.app.office is not None
        other = accounts.sign_in(desk.app.office, "1002", "sample-1002", "A12")
        await desk.app.ask(noted, other, "我说不行。")
        await desk.look()
        assert len(prompts(desk.app)) == 3
        assert screen(desk).marked == marked


async def test_going_down_brings_further_pages(sample: Settings) -> None:
    async with flagged(sample) as desk:
        assert desk.app.office is not None
        other = accounts.sign_in(desk.app.office, "1001", "sample-1001", "A11")
        note = "\n".join(f"客户第{n}次来电催问，我回了句急什么。" for n in range(60))
        await desk.app.ask(noted, other, note)
        await desk.look()
        assert len(prompts(desk.app)) == 50
        await desk.press("end")
        assert len(prompts(desk.app)) == 60
        assert len({line.id for line in screen(desk).lines}) == 60


async def test_brackets_and_escapes_are_shown_as_text(sample: Settings) -> None:
    async with flagged(sample, "[/foo][bold]\x1b]52;c;x\x07 我说不知道。[link=x]", size=(80, 24)) as desk:
        assert "[/foo][bold]" in drawn(desk.app)
        await desk.press("r")
        await desk.type("[/foo")
        await desk.press("f2")
        assert isinstance(desk.app.screen, DryRunScreen)


async def test_the_language_changes_under_the_list(sample: Settings) -> None:
    async with flagged(sample, LOUD) as desk:
        await desk.app.speak("en")
        await desk.rest()
        assert "Tell" in prompts(desk.app)[0]
        assert "awaiting a verdict" in drawn(desk.app)


async def test_a_phrase_is_tried_on_past_notes(sample: Settings) -> None:
    async with flagged(sample, LOUD, MILD) as desk:
        await desk.press("r")
        await desk.type("合同条款")
        await desk.press("f2")
        shown = drawn(desk.app)
        assert "合同条款" in prompts(desk.app)[0]
        assert locale.t("flags.precision-unknown") in shown
        await desk.press("escape")
        assert isinstance(desk.app.screen, FlagsScreen)
        await desk.press("escape")
        assert not isinstance(desk.app.screen, FlagsScreen)


async def test_a_run_can_be_stopped(sample: Settings) -> None:
    async with flagged(sample, LOUD) as desk:
        await desk.press("r")
        await desk.type("神经病")
        tried = desk.app.screen
        assert isinstance(tried, DryRunScreen)
        tried.action_try()
        assert tried.running
        await desk.pilot.press("escape")
        assert not tried.running
        await desk.rest()
        assert isinstance(desk.app.screen, DryRunScreen)
        await desk.press("escape")
        assert isinstance(desk.app.screen, FlagsScreen)
