"""The phrase scan: which wordings count, whose they are, and where they stand (FORB-1 to FORB-6)."""

import tomllib
from dataclasses import replace
from itertools import pairwise

import pytest

from agentdesk.rules import forbidden
from agentdesk.rules.forbidden import Forbidden, Kind, Severity
from agentdesk.rules.grammar import SkeletonError
from tests.rules.corpus.shipped import SCRIPTS, matcher, phrases

WAIT = Forbidden("wait", "人不在，等一会儿", "FORB-1", "请您稍等", Severity.CONFIRM)
FOOL = Forbidden("fool", "神经病", "FORB-3", "对不起", Severity.TELL, allowed=("神经病学",))
NO = Forbidden("no", "不行", "FORB-1", "请原谅", Severity.HINT, listed=False, said=("不行",))


def kinds(text: str) -> list[tuple[Kind, str]]:
    return [(hit.kind, text[hit.start : hit.end]) for hit in matcher().scan(text)]


@pytest.mark.parametrize(
    "typed",
    [
        "神经病", "神 经 病", "神.经.病", "神\u200b经\u200b病", "神😀经😀病", "神經病", "神精病",
        "shen jing bing", "shenjingbing", "神jing病", "ｓｈｅｎ　ｊｉｎｇ　ｂｉｎｇ", "神\n经\n病",
    ],
)  # fmt: skip
def test_a_plain_phrase_is_found_however_it_is_typed(typed: str) -> None:
    text = f"客户又打来，{typed}，挂断。"
    [hit] = forbidden.compile([FOOL]).scan(text)
    assert text[hit.start : hit.end] == typed


@pytest.mark.parametrize("typed", ["no can do", "no. can. do.", "No, can, do", "nocando"])
def test_a_stop_wherever_a_phrase_is_parted_was_put_there_on_purpose(typed: str) -> None:
    refusal = Forbidden("refusal", "no can do", "FORB-5", "I am afraid that is not possible")
    assert [hit.phrase for hit in forbidden.compile([refusal]).scan(f"I said {typed}")] == ["refusal"]


@pytest.mark.parametrize(
    "typed", ["人不在等一会儿", "人不在,等一会儿", "人不在！等一会儿", "人不在呢，等一会儿吧", "人布在，等一会儿"]
)
def test_a_break_may_be_any_sign_or_none_and_particles_may_stand_in_it(typed: str) -> None:
    text = f"我说{typed}。"
    [hit] = forbidden.compile([WAIT]).scan(text)
    assert text[hit.start : hit.end] == typed


def test_a_hit_carries_what_the_pack_says() -> None:
    [hit] = forbidden.compile([FOOL]).scan("神经病")
    assert (hit.phrase, hit.severity, hit.replacement, hit.rule) == ("fool", Severity.TELL, "对不起", "FORB-3")


def test_a_clause_ends_no_phrase_that_has_no_break() -> None:
    assert matcher().scan("他着急，什么都想一次弄好，已逐项登记。") == ()


def test_an_allowed_wording_takes_the_phrase_back() -> None:
    assert forbidden.compile([FOOL]).scan("在神经病学专科住院") == ()


def test_an_allowed_wording_of_another_phrase_does_not() -> None:
    other = replace(FOOL, id="other", text="学专", allowed=())
    [hit] = forbidden.compile([FOOL, other]).scan("我回他在神经病学专科住院")
    assert hit.phrase == "other"


@pytest.mark.parametrize("text", ["我回他不行。", "我答：“不行”", "要改号，不行，让他走了。"])
def test_a_wording_that_must_be_said_counts_when_it_is(text: str) -> None:
    assert [hit.phrase for hit in forbidden.compile([NO]).scan(text)] == ["no"]


@pytest.mark.parametrize("text", ["信号不行了", "这路走不行到", "网络在六楼不行且慢"])
def test_a_wording_that_must_be_said_does_not_count_as_a_word(text: str) -> None:
    assert forbidden.compile([NO]).scan(text) == ()


def test_a_neutral_wording_does_not_reach_over_a_break() -> None:
    assert [hit.phrase for hit in forbidden.compile([NO]).scan("我答不行，改由房东来办。")] == ["no"]


def test_two_wordings_of_one_breath_are_one_hit() -> None:
    text = "我回他不行，神经病，他挂了。"
    [hit] = forbidden.compile([NO, FOOL]).scan(text)
    assert (hit.phrase, text[hit.start : hit.end]) == ("fool", "不行，神经病")


def test_wordings_of_two_speakers_are_two_hits() -> None:
    assert [kind for kind, _ in kinds("客户：你有没有搞错\n我：你听着，已经登记了。")] == [
        Kind.REPORTED,
        Kind.VIOLATION,
    ]


def test_a_phrase_nobody_labelled_is_found_in_plain_narration() -> None:
    strange = replace(FOOL, id="new", text="烦不着您", allowed=())
    assert forbidden.compile([strange]).scan("客户问发票，烦不着您，已登记。")


def test_the_longest_wording_wins() -> None:
    assert kinds("答这是规定，就不行，客户离开。") == [(Kind.VIOLATION, "这是规定，就不行")]


def test_hits_stand_in_order_without_overlap() -> None:
    hits = matcher().scan("我说神经病，又说你懂不懂，还骂他傻逼，最后叫他滚。")
    assert len(hits) == 4
    assert all(before.end <= after.start for before, after in pairwise(hits))


OWN, THEIRS = Kind.VIOLATION, Kind.REPORTED


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (OWN, "我没忍住，顶了句“你问我，我问谁”。"),
        (OWN, "他要找领导，只好讲我解决不了。"),
        (OWN, "客户问了三遍，还不明白吗，挂了。"),
        (OWN, "问他您想怎样，没有回答。"),
        (OWN, "客户：怎么回事？\n我：你问我，我问谁。\n客户：好吧。"),
        (OWN, "“你问我，我问谁”，我是这么回的。"),
        (OWN, "坐席：你懂不懂。客户：请你客气点。"),
        (OWN, "Told him calm down! and hung up."),
        (OWN, '"How should I know?" was my answer.'),
        (THEIRS, "客户骂神经病后挂断。"),
        (THEIRS, "吴阿姨反映店员说没零钱，自己换去，已反馈。"),
        (THEIRS, "老人被窗口一句“你到底听明白了吗”给怼了回来。"),
        (THEIRS, "客户称我说你懂不懂，要求调听。"),
        (THEIRS, "客户：你们有没有搞错！我：您先别急。"),
        (THEIRS, "“你问我，我问谁”是上次坐席答的。"),
        (THEIRS, "王先生情绪激动，称你有没有搞错，已登记。"),
        (THEIRS, 'Ms Ortega said the clerk told her "that\'s not my problem" at the till.'),
        (THEIRS, "The customer shouted you idiot and hung up."),
    ],
)
def test_whose_words_they_are(kind: Kind, text: str) -> None:
    assert [found for found, _ in kinds(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "培训提醒自己：不要对客户说“你问我我问谁”这类忌语。",
        "客户问我刚才是不是说了“不知道”，我没有这样说，请调听。",
        "角色扮演：我演坐席，说了一句“你懂不懂”，大家讨论。",
        "客户不知道服务密码，已引导重置。",
        "约周三上门，不行就改周四。",
        "短信里“往月欠费”是什么意思，已解释。",
        "他妈妈来电代办停机保号。",
        "SB-200型号缺货，改发USB网卡。",
        "Sent the idiot-proof guide, data working now.",
        "Once she calmed down we went through the bill.",
    ],
)
def test_what_is_neutral_or_only_mentioned_is_clear(text: str) -> None:
    assert [kind for kind, _ in kinds(text) if kind is Kind.VIOLATION] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.VIOLATION, "客户反映宽带昨晚起无法上网已重启光猫我当时回了句不知道请客户稍等"),
        (Kind.VIOLATION, "孟先生说话慢，我打断他说有话快说，他愣住了。"),
        (Kind.VIOLATION, "我昨天对客户说了“你听着”，他要求道歉。"),
        (Kind.VIOLATION, "客户问起宽带，我当场回他“还不明白啊”，他很不满。"),
        (Kind.REPORTED, "柜员低头看手机。询问资费，答复为“着什么急”；再问，答复为“你懂不懂”。"),
        (Kind.REPORTED, "一名诈骗者威胁老人：什么意思，不信我？随便你去哪里告都行！"),
        (Kind.REPORTED, "客户说那边的业务员嫌她挑号，怼她“就这些号码，不要再挑了”。"),
        (Kind.REPORTED, 'The customer says I told her "complain all you like"; I do not recall that.'),
        (Kind.REPORTED, 'Caller played me a voicemail from the delivery firm: "go ahead and complain".'),
        (Kind.REPORTED, 'Her landlord texted "not my problem" so she asked us to move the line.'),
    ],
)
def test_the_subject_of_the_clause_decides_who_speaks(kind: Kind, text: str) -> None:
    assert {found for found, _ in kinds(text)} == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "节目单第四项是小品《急什么》，由两位同事表演。",
        "地名纠错：“找领导去处”应为“枣岭道趣处”。",
        "排队时大家都在后面等着，去年要一小时。",
        "Site survey for the Idiot's Lane depot, booked for Tuesday.",
    ],
)
def test_names_titles_and_corrections_are_clear(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize("form", ["(a|b", "a)b", "a|b", "[不]", "", "…", "<nobody>去"])
def test_a_form_that_cannot_be_read_is_refused(form: str) -> None:
    with pytest.raises(SkeletonError):
        forbidden.compile([replace(FOOL, forms=(form,))])


def test_nothing_to_find_finds_nothing() -> None:
    assert forbidden.compile([]).scan("神经病") == ()


def test_every_shipped_phrase_holds_to_its_examples() -> None:
    assert forbidden.prove(phrases()) == []


def test_every_shipped_phrase_has_examples_of_both_kinds() -> None:
    assert [phrase.id for phrase in phrases() if not phrase.examples or not phrase.counter_examples] == []


def test_an_example_that_is_not_found_is_told() -> None:
    bad = replace(FOOL, examples=("你好",), counter_examples=("神经病",))
    assert [(failure.note, failure.wanted) for failure in forbidden.prove([bad])] == [("你好", True), ("神经病", False)]


def test_every_phrase_counts_as_the_agents_own_words() -> None:
    """Whatever its id, a listed phrase said in so many words is found."""
    for phrase in phrases():
        if phrase.listed:
            frame = 'I said "{}" to him.' if phrase.text.isascii() else "我回他：“{}”。"
            assert [kind for kind, _ in kinds(frame.format(phrase.text))] == [OWN], phrase.text


@pytest.mark.parametrize("text", ["你好，急什么", "您好，这个不行", "Good morning. calm down"])
def test_what_is_said_to_the_caller_is_the_agents_own(text: str) -> None:
    assert [hit.kind for hit in matcher().scan(text, spoken=True)] == [OWN]


def test_nothing_that_a_pack_tells_agents_to_say_is_flagged() -> None:
    for path in sorted(SCRIPTS.glob("*/phrases.toml")):
        for table in tomllib.loads(path.read_text("utf-8"))["phrases"]:
            for text in (table["text"], table.get("gloss", "")):
                assert matcher().scan(text, spoken=True) == (), text
