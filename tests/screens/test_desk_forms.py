"""The desk's dialogs: phrases, tickets, promises, and the exchange of IDs with a second desk on the same store."""

from datetime import UTC, datetime

from textual import events
from textual.widgets import Input, OptionList, Static

from agentdesk.rules.call import Phase
from agentdesk.rules.moves import Side
from agentdesk.services import calls, exchanges, tickets
from agentdesk.settings import Settings
from screens.dialogs.exchange import ExchangeDialog
from screens.dialogs.kept_form import KeptForm
from screens.dialogs.phrase_search import PhraseSearch
from screens.widgets.refusal_panel import RefusalPanel
from tests.screens.at_desk import AtDesk, at_desk

NOON = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
"""Ten in the morning of the next day at the sample centre."""


async def fill(desk: AtDesk, field: str, text: str) -> None:
    """Put text into a field of the dialog as a person would: go there and type."""
    dialog = desk.app.screen
    dialog.set_focus(dialog.query_one(f"#{field}"))
    dialog.query_one(f"#{field}", Input).value = ""
    await desk.type(text)


def errors(desk: AtDesk) -> str:
    """What the dialog says is wrong."""
    return " ".join(str(line.content) for line in desk.app.screen.query(".error, #refused").results(Static))


# ---- phrases ---------------------------------------------------------------------------------------------------------


async def test_a_phrase_is_found_by_its_pinyin_initials_and_said(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f5", *"dbq")
        found = desk.app.screen.query_one(OptionList)
        assert isinstance(desk.app.screen, PhraseSearch)
        assert "对不起" in str(found.get_option_at_index(0).prompt)
        await desk.press("enter")
        assert desk.text("#wording") == "对不起"
        await desk.press("f2")
        assert "apology" in desk.view.call.stages


async def test_a_phrase_goes_into_the_note(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.type("客户：")
        await desk.press("f5", *"dbq", "f7")
        assert desk.screen.note.text == "客户：对不起"
        assert desk.focus == "note"
        await desk.press("ctrl+z")
        assert desk.screen.note.text == "客户：", "one step of undo"


async def test_a_search_that_finds_nothing_says_so_and_chooses_nothing(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f5", *"zzzz", "enter")
        assert desk.app.screen.query_one("#nothing").display
        await desk.press("escape")
        assert not desk.app.screen.is_modal


# ---- tickets ---------------------------------------------------------------------------------------------------------


async def test_a_ticket_from_the_call_in_two_presses_beside_its_subject(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.type("宽带慢，已重启")
        await desk.press("f8")
        await desk.type("宽带慢")
        await desk.press("f2")
        assert not desk.app.screen.is_modal
        assert "A11-261121-001" in desk.text("#flags")
        ticket = await desk.app.ask(tickets.ticket, "A11-261121-001")
        assert (ticket.type, ticket.subject, ticket.detail) == ("fault", "宽带慢", "宽带慢，已重启")
        assert (ticket.first_asked, ticket.handler, ticket.call_id) == ("1001", "1001", desk.view.id)
        assert ticket.contact == "010 5550 0101"
        assert desk.focus == "note"
        assert "A11-261121-001" in desk.text("#history")


async def test_a_promised_time_is_read_as_people_write_it_and_shown_as_it_is_meant(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f8")
        await desk.type("宽带慢")
        await fill(desk, "promised", "明天 10:00")
        assert "2026-11-22 10:00" in desk.text("#meant")
        await desk.press("f2")
        ticket = await desk.app.ask(tickets.ticket, "A11-261121-001")
        assert ticket.promised_at == NOON


async def test_what_is_wrong_with_a_ticket_is_said_beside_its_field_and_nothing_typed_is_lost(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f8")
        await fill(desk, "promised", "昨天")
        await desk.press("f2")
        assert isinstance(desk.app.screen, KeptForm)
        assert desk.focus == "subject", "the first field that is wrong"
        await desk.type("宽带慢")
        await desk.press("f2")
        assert desk.focus == "promised"
        assert "2h" in errors(desk)
        assert desk.app.screen.query_one("#promised", Input).value == "昨天"
        assert desk.app.screen.query_one("#subject", Input).value == "宽带慢"


async def test_a_ticket_form_that_was_left_comes_back_as_it_was(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f8")
        await desk.type("半张工单")
        await desk.press("escape", "f8")
        assert desk.app.screen.query_one("#subject", Input).value == "半张工单"


async def test_saving_twice_opens_one_ticket(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f8")
        await desk.type("宽带慢")
        desk.app.simulate_key("f2")
        desk.app.simulate_key("f2")
        await desk.rest()
        mine = await desk.app.ask(tickets.open_tickets, desk.screen.desk)
        assert [line.subject for line in mine].count("宽带慢") == 1


# ---- promises --------------------------------------------------------------------------------------------------------


async def test_a_promise_keeps_contact_and_definite_time(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f9")
        await desk.type("何时修好")
        await fill(desk, "due", "2h")
        await desk.press("f2")
        promised = desk.view.call.promises[-1]
        assert (promised.what, promised.contact) == ("何时修好", "010 5550 0101")
        assert (promised.due - desk.clock.now()).total_seconds() == 7200
        kept = await desk.app.ask(calls.promises, desk.screen.desk)
        assert "何时修好" in [one.what for one in kept]


async def test_an_open_question_is_owed_until_its_time_is_promised(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f9")
        await desk.type("能否合并账单")
        await desk.press("f2")
        assert desk.view.call.question == "能否合并账单"
        assert "□ 约定回复 CALL-6 F9" in desk.rows("#duties")
        await desk.type("记录")
        await desk.press("f2", "f4")
        assert "约定回复" in str(desk.screen.query_one(RefusalPanel).content)
        await desk.press("f2", "f2")
        assert desk.app.screen.query_one("#question", Input).value == "能否合并账单"
        await fill(desk, "due", "明天 10:00")
        await desk.press("f2", "f2", "f2", "f4")
        assert desk.phase() is Phase.WRAP_UP


async def test_a_time_that_is_none_is_said_beside_its_field(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f9")
        await desk.type("何时修好")
        await fill(desk, "due", "尽快")
        await desk.press("f2")
        assert desk.focus == "due"
        assert "明天 10:00" in errors(desk)
        assert not desk.view.call.question


# ---- exchange of IDs -------------------------------------------------------------------------------------------------


async def test_a_transfer_happens_once_both_desks_entered_the_others_id(sample: Settings) -> None:
    async with at_desk(sample) as desk, at_desk(sample, agent_id="1002", seat="A12") as other:
        await desk.talk()
        await desk.press("f6", *"1002", "f2")
        assert isinstance(desk.app.screen, ExchangeDialog)
        assert "等对方" in desk.text("#standing")
        await other.look()
        assert "A11" in other.text("#notice")
        assert "1001" not in other.text("#notice"), "the ID is to be heard, not read"
        await other.press("f6", *"1003", "f2")
        assert "再问一次" in errors(other)
        await desk.look()
        assert "不对" in desk.text("#standing")
        await fill(other, "heard", "1001")
        await other.press("f2")
        assert not other.app.screen.is_modal
        await desk.look()
        assert "双方已互报工号" in desk.text("#standing")
        await desk.press("f2")
        assert desk.phase() is Phase.WRAP_UP
        assert desk.view.call.exchanges[-1].side is Side.TWO
        assert desk.view.call.exchanges[-1].other_id == "1002"


async def test_an_id_typed_right_before_f2_is_taken_along(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f6")
        for key in (*"1002", "f2"):
            desk.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await desk.rest()
        asked = desk.screen.exchange
        assert asked is not None
        assert (asked.to_id, asked.status) == ("1002", "asked")


async def test_a_refused_exchange_keeps_the_transfer_from_happening(sample: Settings) -> None:
    async with at_desk(sample) as desk, at_desk(sample, agent_id="1002", seat="A12") as other:
        await desk.talk()
        await desk.press("f6", *"1002", "f2")
        await other.look()
        await other.press("f6")
        await fill(other, "refusal", "正在接待客户")
        await other.press("f2")
        await desk.look()
        assert "正在接待客户" in desk.text("#standing")
        await desk.press("escape")
        assert desk.phase() is Phase.TALKING
        assert desk.view.call.exchanges[-1].side is Side.REFUSED


async def test_who_is_not_signed_in_is_on_record_as_one_sided_with_a_reason(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f6", *"1002", "f2")
        assert "没有签入" in desk.text("#standing")
        await fill(desk, "reason", "对方座机无人接")
        await desk.press("f2")
        exchange = desk.view.call.exchanges[-1]
        assert (exchange.side, exchange.other_id, exchange.reason) == (Side.ONE, "1002", "对方座机无人接")
        assert desk.phase() is Phase.WRAP_UP


async def test_an_outside_department_is_named_and_reasoned(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f6")
        await fill(desk, "outside", "示例维修部 周师傅")
        await desk.press("f2")
        assert "写明" in errors(desk)
        await fill(desk, "reason", "外部门没有工号")
        await desk.press("f2")
        assert desk.view.call.exchanges[-1].outside == "示例维修部 周师傅"


async def test_ones_own_or_an_unknown_id_is_refused(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.press("f6", *"1001", "f2")
        assert "自己的工号" in errors(desk)
        await fill(desk, "other", "7777")
        await desk.press("f2")
        assert "没有人" in errors(desk)
        assert not desk.view.call.exchanges


async def test_an_exchange_that_waits_is_left_and_found_again(sample: Settings) -> None:
    async with at_desk(sample) as desk, at_desk(sample, agent_id="1002", seat="A12") as other:
        await desk.talk()
        await desk.press("f6", *"1002", "f2", "escape")
        assert "1002" in desk.text("#notice")
        waiting = await other.app.ask(exchanges.pending, other.screen.desk)
        assert waiting is not None
        await other.app.ask(exchanges.answer, other.screen.desk, waiting.id, "1001")
        await desk.look()
        assert "已互报工号" in desk.text("#notice")
        await desk.press("f6", "f2")
        assert desk.phase() is Phase.WRAP_UP
