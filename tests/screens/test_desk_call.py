"""A call at the desk, from ring to wrap-up, by keyboard."""

import asyncio

from textual.widgets import Static

from agentdesk.rules.call import Phase
from agentdesk.rules.moves import Ending
from agentdesk.services import calls, drafts
from agentdesk.settings import Settings
from screens.widgets.note import Note
from screens.widgets.phrase_panel import PhrasePanel
from screens.widgets.refusal_panel import RefusalPanel
from tests.screens.at_desk import at_desk


async def test_a_standard_call_costs_eight_presses_beside_the_typed_text(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        rung = await desk.ring()
        await desk.press("f2", "f2", "f2")
        assert desk.focus == "note", "the caller has the word: the note is where one types next"
        await desk.type("宽带晚上很慢，要求上门检查")
        await desk.press("f2", "f2", "f2")
        await desk.press("f4")
        assert desk.focus == "codes"
        await desk.press("1")
        assert desk.screen.view is None
        assert desk.app.presence is not None
        assert desk.app.presence.state == "ready", "back to what the agent was before"
        record = await desk.app.ask(calls.show, rung.id)
        assert record["phase"] == "closed"
        assert record["code"] == "solved"
        assert record["note"] == "宽带晚上很慢，要求上门检查"
        assert [move["kind"] for move in record["moves"]] == [
            "rang", "answered", "said", "said", "confirmed", "said", "said", "ended", "coded",
        ]  # fmt: skip
        assert "宽带晚上很慢" in next(move for move in record["moves"] if move["kind"] == "confirmed")["text"]


async def test_keys_pressed_fast_are_taken_in_order_and_none_is_lost(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.ring()
        # No pause anywhere: the text goes into the note because the keys before it were done by then.
        for key in ("f2", "f2", "f2", *"slow", "f2", "f2", "f2", "f4", "1", "f2"):
            desk.app.simulate_key(key)
        await desk.rest()
        await desk.rest()
        last = (await desk.app.ask(calls.recent, desk.screen.desk))[0]
        assert (last.note, last.code) == ("slow", "solved")
        assert desk.app.screen.is_modal, "the last key, on a free desk, asks for the next number"


async def test_an_early_end_is_refused_with_everything_that_is_owed(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.ring()
        await desk.press("f2", "f4")
        panel = desk.screen.query_one(RefusalPanel)
        assert panel.display
        assert panel.border_title
        assert "还不能结束" in str(panel.border_title)
        lines = [" ".join(line.split()) for line in str(panel.content).splitlines()]
        assert lines == [
            "□ 问候 CALL-2 F2",
            "□ 报工号 ID-2 F2",
            "□ 复述确认 CALL-5 F2",
            "□ 问还需帮助 CALL-8 F2",
            "□ 结束语 CALL-8 F2",
        ]
        assert desk.phase() is Phase.TALKING
        await desk.press("escape")
        assert not panel.display


async def test_a_refusal_goes_once_the_call_goes_on(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.ring()
        await desk.press("f2", "f4", "f2")
        assert not desk.screen.query_one(RefusalPanel).display
        assert "greeting" in desk.view.call.stages


async def test_the_read_back_is_drafted_from_the_note_as_it_stands(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f2")
        assert "listen" in desk.view.call.stages, "before anything is noted the caller is encouraged to speak"
        await desk.press("f2")
        assert desk.view.call.confirmed is None, "nothing noted, nothing to confirm"
        await desk.press("escape", "tab")
        desk.screen.set_focus(desk.screen.note)
        await desk.type("宽带慢")
        await desk.press("f2")
        assert desk.view.call.confirmed is not None
        assert desk.view.call.confirmed.text == "宽带慢"


async def test_a_hold_asks_first_counts_and_is_left_by_its_resume_line_alone(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f3")
        panel = desk.screen.query_one(PhrasePanel)
        assert desk.phase() is Phase.TALKING
        assert "等待前先请" in str(desk.screen.query_one(RefusalPanel).content)
        assert panel.prompt is not None
        assert panel.prompt.stage == "hold", "the phrase that is owed is the one to say now"
        await desk.press("f2", "f3")
        assert desk.phase() is Phase.HOLDING
        await desk.pass_time(50)
        assert "已提醒 1 次" in str(desk.screen.query_one("#hold > Static", Static).content)
        await desk.press("f4")
        assert desk.phase() is Phase.HOLDING
        assert "恢复通话语" in str(desk.screen.query_one(RefusalPanel).content)
        await desk.press("f2")
        assert desk.phase() is Phase.TALKING
        assert "resume" in desk.view.call.stages
        assert desk.focus == "note"


async def test_after_asking_to_wait_the_next_key_starts_the_hold(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f3", "f2", "f2")
        assert desk.phase() is Phase.HOLDING


async def test_a_stage_can_be_taken_out_of_order(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.ring()
        await desk.press("f2", "down", "enter")
        assert desk.view.call.stages == {"identify"}
        prompt = desk.screen.query_one(PhrasePanel).prompt
        assert prompt is not None
        assert prompt.stage == "greeting", "what was passed over comes up again"


async def test_enter_in_the_script_says_the_phrase(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.ring()
        await desk.press("f2", "enter", "enter")
        assert {"greeting", "identify"} <= desk.view.call.stages
        await desk.press("enter")
        assert desk.screen.note.text == "\n", "in the note enter is a new line"


async def test_other_wordings_of_a_stage_are_an_arrow_away(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.ring()
        await desk.press("f2", "f2")
        first = desk.screen.phrase()
        await desk.press("right")
        second = desk.screen.phrase()
        assert first is not None
        assert second is not None
        assert first.stage == second.stage == "identify"
        assert first.id != second.id


async def test_an_unfilled_slot_asks_for_its_value_and_cannot_be_said(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.ring()
        await desk.press("f2", "f2", "right")
        assert "‹客户姓名›" in desk.text("#wording")
        await desk.press("f2")
        assert "identify" not in desk.view.call.stages
        assert desk.focus == "slot-value"
        await desk.type("林")
        assert "林先生/女士" in desk.text("#wording")
        await desk.press("f2")
        said = desk.view.call.said[-1]
        assert said.text.startswith("林先生/女士")
        assert said.addresses
        assert said.states_id


async def test_a_late_answer_owes_its_phrase_right_after_the_greeting(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.ring()
        await desk.pass_time(6)
        assert "第 2 声" in str(desk.screen.query_one("#ring").border_title)
        await desk.pass_time(12)
        assert "第 4 声" in str(desk.screen.query_one("#ring").border_title)
        assert "CALL-1" in desk.text("#ring")
        await desk.press("f2", "f2")
        prompt = desk.screen.query_one(PhrasePanel).prompt
        assert prompt is not None
        assert prompt.stage == "slow-answer"


async def test_a_ring_does_not_take_the_focus_from_what_is_typed(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.press("f2")
        assert desk.focus == "number"
        await desk.ring()
        assert desk.focus == "number"
        await desk.type("010")
        await desk.press("escape")
        assert desk.phase() is Phase.RINGING


async def test_a_call_by_its_number_from_the_ready_desk(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.press("f2", "f2")
        await desk.type("02155500123")
        await desk.press("f2")
        assert desk.view.number.e164 == "+862155500123"
        assert desk.phase() is Phase.RINGING
        assert not desk.app.screen.is_modal
        assert "第 2 次" in desk.text("#number")


async def test_an_ending_beside_the_script_wants_its_reason(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f10", "f2")
        assert desk.app.screen.is_modal, "no reason, no end"
        desk.app.screen.set_focus(desk.app.screen.query_one("#reason"))
        await desk.type("通话中断")
        await desk.press("f2")
        assert desk.view.call.ending is Ending.DROPPED
        assert desk.phase() is Phase.WRAP_UP
        assert desk.focus == "codes"


async def test_the_wrap_up_counts_down_and_can_be_extended(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f10")
        desk.app.screen.set_focus(desk.app.screen.query_one("#reason"))
        await desk.type("x")
        await desk.press("f2")
        assert "1:00" in desk.text("#wrap-title")
        await desk.pass_time(70)
        assert "-0:10" in desk.text("#wrap-title")
        await desk.press("e", "f3")
        assert "0:50" in desk.text("#wrap-title")
        desk.screen.set_focus(desk.screen.note)
        await desk.type("1e")
        assert desk.screen.note.text == "1e", "digits act in the list of codes alone"


async def test_nothing_of_a_call_that_is_over_stays_on_the_screen(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.type("秘密")
        await desk.press("f2", "f2", "f2", "f4", "1")
        assert not desk.screen.query_one(Note).text
        assert not desk.screen.query_one("#call").display
        assert desk.focus == "idle"


async def test_notices_that_come_one_upon_the_other_leave_no_call_half_taken(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.app.ask(calls.ring, "01055500101", "A11")
        for _ in range(5):
            desk.app.store_changed.publish(None)
            await asyncio.sleep(0)
        await desk.rest()
        assert desk.screen.caller is not None
        assert desk.screen.caller.times == 3
        await desk.press("f2", "f2", "f2")
        await desk.type("x")
        await desk.screen.keeper.flush()
        assert await desk.app.ask(drafts.recall, desk.screen.desk, desk.view.id)
