"""The script: filled phrases state what they state, read-backs are drafted, phrases are found."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.rules import script
from agentdesk.rules.moves import Said
from agentdesk.rules.pack import Direction, Label, Pack, Phrase, Source, Timing

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def phrase(text: str, stage: str = "listen", **more: str) -> Phrase:
    return Phrase(
        more.get("id", f"{stage}-{len(text)}"), stage, text, more.get("gloss", ""), "CALL-4", Source("book", "art. 1"),
        situation=more.get("situation", ""), situation_gloss=more.get("situation_gloss", ""),
    )  # fmt: skip


PACK = Pack(
    "test", "1", "0", "测试", "Test", "zh_CN", "铁通公司", "[0-9]+", Timing(),
    ("greeting", "identify", "closing"), ("greeting", "unit", "closing"),
    (
        phrase("再见", "closing", id="goodbye", gloss="Goodbye"),
        phrase("您好", "greeting", id="hello", gloss="Hello"),
        phrase("我们对不起您", "apology", id="sorry-us", gloss="We are sorry"),
        phrase("对不起", "apology", id="sorry", gloss="I am sorry"),
        phrase("对不起，请原谅", "apology", id="sorry-forgive", situation="工作不足", situation_gloss="our fault"),
    ),
    {}, (Label("done", "完成", "Done"),), (Label("fault", "故障", "Fault"),), (),
)  # fmt: skip

INITIALS = {"goodbye": "zj", "hello": "nh", "sorry-us": "wmdbqn", "sorry": "dbq", "sorry-forgive": "dbqqyl gzbz"}


def said(text: str, values: dict[str, str] | None = None, caller: str = "", unit: str = "铁通公司") -> Said:
    result = script.say(phrase(text), values or {}, agent_id="1024", unit=unit, caller_name=caller, at=NOW)
    assert isinstance(result, Said)
    return result


def test_a_filled_phrase_is_said_with_what_it_states() -> None:
    assert said("{caller}先生/女士，您好，我是{unit}{agent_id}号服务人员", caller="王") == Said(
        NOW, "listen", "listen-40", "王先生/女士，您好，我是铁通公司1024号服务人员", True, True, True
    )


def test_a_phrase_that_names_the_unit_in_letters_states_it() -> None:
    assert said("我是铁通公司服务人员").states_unit
    assert not said("我是铁通公司服务人员", unit="").states_unit


def test_a_plain_phrase_states_nothing() -> None:
    plain = said("请您稍等", caller="王")
    assert (plain.states_id, plain.states_unit, plain.addresses) == (False, False, False)


def test_the_agents_own_name_addresses_nobody() -> None:
    assert not said("我叫{name}", {"name": "王"}, caller="王").addresses


def test_unfilled_slots_are_named_and_nothing_is_said() -> None:
    asked = phrase("请您到{window}号台席，找{manager}，{window}")
    assert script.say(asked, {"window": " "}, agent_id="1", unit="U", caller_name="", at=NOW) == ("window", "manager")


def test_an_unknown_caller_leaves_the_slot_open_and_a_typed_name_fills_it() -> None:
    asked = phrase("{caller}先生/女士，您好")
    assert script.say(asked, {}, agent_id="1", unit="U", caller_name=" ", at=NOW) == ("caller",)
    assert said(asked.text, {"caller": "李"}).addresses


def test_what_is_typed_can_not_replace_the_agents_id() -> None:
    assert said("我是{agent_id}号", {"agent_id": "1", "unit": "别处"}).text == "我是1024号"


def test_a_value_is_never_filled_again() -> None:
    assert said("好的，{time}", {"time": "{agent_id}"}).text == "好的，{agent_id}"


@given(st.dictionaries(st.sampled_from(["place", "time", "caller"]), st.text()), st.text(), st.text())
def test_say_is_whole_or_names_what_is_missing(values: dict[str, str], caller: str, unit: str) -> None:
    asked = phrase("{caller} {place} {time} {agent_id} {unit}")
    result = script.say(asked, values, agent_id="1024", unit=unit, caller_name=caller, at=NOW)
    if isinstance(result, Said):
        assert all(value.strip() in result.text for value in (values["place"], values["time"], unit, "1024"))
        assert result.states_id
        assert result.states_unit
        assert result.addresses
    else:
        assert result
        assert set(result) <= set(asked.slots) - {"agent_id"}


@pytest.mark.parametrize(
    ("hour", "zh", "en"),
    [
        (0, "您好", "Good evening"),
        (4, "您好", "Good evening"),
        (5, "早上好", "Good morning"),
        (11, "早上好", "Good morning"),
        (12, "下午好", "Good afternoon"),
        (17, "下午好", "Good afternoon"),
        (18, "您好", "Good evening"),
        (23, "您好", "Good evening"),
    ],
)
def test_the_greeting_of_the_day(hour: int, zh: str, en: str) -> None:
    assert script.greeting_of_day(time(hour), "zh_CN") == zh
    assert script.greeting_of_day(time(hour, 59), "en") == en


def test_the_desk_knows_its_own_slots_and_leaves_out_what_it_does_not_know() -> None:
    assert script.known(PACK, agent_id="7", agent_name="林岚", caller_name=" ", local=time(9)) == {
        "agent_id": "7", "name": "林岚", "unit": "铁通公司", "greeting": "早上好",
    }  # fmt: skip


def test_a_read_back_is_subject_note_and_details_without_the_agents_words() -> None:
    note = "客：宽带昨晚八点起断线。光猫红灯亮\n我：已记录，请您稍等\n已重启两次！光猫红灯亮。"
    draft = script.draft_read_back(note, "宽带故障", ["联系电话 010 5555 0101", ""])
    assert draft == "宽带故障；宽带昨晚八点起断线；光猫红灯亮；已重启两次；联系电话 010 5555 0101"


def test_an_english_read_back_keeps_decimals_whole() -> None:
    draft = script.draft_read_back("Caller: bill is 12.50 too high. Agent: I see.\nMe: noted", "Billing", language="en")
    assert draft == "Billing; bill is 12.50 too high"


def test_of_nothing_nothing_is_drafted() -> None:
    assert script.draft_read_back(" \n。。 ", " ") == ""


@given(st.text(), st.text(), st.lists(st.text(max_size=30), max_size=3))
def test_a_read_back_stays_short(note: str, subject: str, details: list[str]) -> None:
    draft = script.draft_read_back(note * 20, subject, details)
    assert len(draft) <= 200 + 80 + 90 + 12
    assert "\n" not in draft


def test_a_long_sentence_is_cut_not_lost() -> None:
    assert script.draft_read_back("断" * 500) == "断" * 79 + "…"


def test_the_rail_is_the_directions() -> None:
    assert script.rail(PACK, Direction.INBOUND) == PACK.rail
    assert script.rail(PACK, Direction.OUTBOUND) == PACK.rail_outbound


def found(query: str, initials: dict[str, str] | None = None) -> list[str]:
    return [phrase.id for phrase in script.find(PACK, query, initials)]


def test_an_empty_query_finds_everything_in_the_order_of_a_call() -> None:
    assert found("") == ["hello", "sorry-us", "sorry", "sorry-forgive", "goodbye"]


def test_pinyin_initials_find_the_phrase_they_begin() -> None:
    assert found("dbq", INITIALS) == ["sorry", "sorry-forgive", "sorry-us"]
    assert found("DBQQ", INITIALS) == ["sorry-forgive"]
    assert found("dbq") == []


def test_text_gloss_situation_stage_and_id_find() -> None:
    assert found("对不起") == ["sorry", "sorry-forgive", "sorry-us"]
    assert found("goodbye") == ["goodbye"]
    assert found("不足") == found("our fault") == ["sorry-forgive"]
    assert found("apology")[:1] == ["sorry"]
    assert found("sorry-us") == ["sorry-us"]
    assert found("ｇｏｏｄｂｙｅ") == ["goodbye"]


def test_every_word_must_fit() -> None:
    assert found("apology 原谅") == ["sorry-forgive"]
    assert found("apology 再见") == []


@given(st.text(max_size=20))
def test_a_search_never_fails_and_a_texts_own_beginning_finds_it(query: str) -> None:
    script.find(PACK, query, INITIALS)
    odd = replace(PACK, phrases=(phrase("甲" + query, id="odd"),))
    assert [p.id for p in script.find(odd, "甲")] == ["odd"]
