"""The packs: every phrase of the books to the letter, every fault with its place, a broken one never in the way."""

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agentdesk import locale, packs
from agentdesk.packs import Library, PackError
from agentdesk.rules import script
from agentdesk.rules.owed import DUTIES
from agentdesk.rules.pack import STAGES, Direction, Duty, Pack
from agentdesk.text import clean

IDS = ("english", "meiritong", "telecom-1000", "telecom-hall", "tietong-10050")

PHRASES = {
    "telecom-hall": """
        您好，{unit}，请问有什么可以帮到您？
        电信公司大客户部！您好，我是客户经理{name}
        先生/小姐，早上好/您好/欢迎光临，请问有什么可以帮您？
        请问您需要办理什么业务
        需要我的帮助吗？
        有什么可以帮到您？
        我可以帮忙吗？
        我的解释您满意吗？
        请稍候，我马上为您办理。
        请您到{window}号台席办理。
        对不起，本营业厅暂时没有办理此项业务，请您到{place}营业厅办理。
        对不起，此项业务尚未开办。如果可以的话，您可办理使用{service}业务。
        对不起，请稍等，我去给您问一问值班经理，看能否给您提供帮助。
        对不起，按规定，这是不能办理的，请原谅。
        请不用着急，我尽快为大家办理。
        对不起，让您久等了，我马上为您办理。
        对不起，正在交接班，请您稍等
        各位请稍候，请允许我先给这位办理，谢谢。
        对不起，我去给您复印证件，请稍候。
        请您先填好后，我再为您办理。
        您这一栏内填写的内容不符合我们的业务受理规范要求，应该{correction}
        请遵守秩序
        先生/小姐，我来帮助您操作。
        您办理的业务，所需费用一共是{amount}元，请您付费。
        收您{amount}元，找您{change}元，请点一下。
        收您{item}，这是您的{item}，请收好。
        请您稍等，我请{manager}来解决您的问题。
        对不起
        很抱歉
        请您谅解
        这是我们工作的疏忽
        谢谢您的夸奖
        谢谢您的建议
        多谢您的合作
        谢谢您对我们公司的关心，我们一定将您的宝贵意见向相关部门（上级）转达，欢迎您继续对我们的工作给予关注。
        谢谢您对我们工作的支持，这是我们应该做的。
        早上好
        下午好
        新年快乐
        节日快乐
        请慢走
        请走好
        我明白了
        我清楚了
        请问还有什么能帮到您吗？
        谢谢您的来电，我会依指示尽快给您处理。再见
        谢谢您，请慢走。
        再见，欢迎下次光临。
    """,
    "meiritong": """
        您好！请问有什么可以帮到您？
        对不起，我听不到你的声音，你换一部电话再打过来，好吗？我现在挂机了。
        很抱歉让您久等了
    """,
    "telecom-1000": """
        您好！中国电信。
        您好，这里是中国电信客服中心，请讲。
        对不起，请您重复一遍好吗？
        对不起，电话较忙，让您久等了。
        感谢您对中国电信的支持，欢迎您继续关注，再见。
    """,
    "tietong-10050": """
        请
        您好
        谢谢
        不客气
        没关系
        再见
        请您稍等
        对不起
        对不起，请原谅
        我们的工作有不足的地方，请您多提宝贵意见
        您别着急，有什么需要帮忙请讲
        感谢您对我们的批评，我们一定努力改正
        请问您还需要什么帮助？
        非常抱歉，让您久等了。
        感谢您对我们工作的支持。
        感谢您使用铁通业务。
        您反映的情况我已经记录下来了，我们会尽快回复您，您可以告诉我联系方式吗？
        您好，我是铁通公司服务人员，我叫{name}，您申请的电话（宽带）现在可以装机了，请问您什么时间方便，我们上门为您装机？
        您好，我是铁通公司服务人员，我叫{name}，您申告的电话（宽带）故障需要检修，请问您什么时间方便？
        好的，我将会在{time}准时上门为您装机/检修。
        您好！我是铁通公司服务人员（社区经理、客户经理），我叫{name}，根据您的需求现在上门为您装机或检修电话（宽带），请问我可以进去吗？
        X先生/女士，您好，我是铁通公司{agent_id}号服务人员，按预约现在为您装机/检修话机，请问我可以进去吗？
        请问电话（宽带）装在什么位置？
        请问您的电话（宽带）在哪里？
        对不起，给您带来麻烦了
        您别着急，我尽快为您安装（检修）好
        X先生/女士，您的电话/宽带已经好了，请您试用一下
        您还有什么需要帮助的吗？
        请问您对我们的服务是否满意？
        这是我们应该做的
        麻烦您在我们工单上签上您的意见
        如果您想了解我们的业务或其他，请随时拨打10050客服热线与我们联系，我会尽力帮您解决
        打搅您了，再见！
    """,
}
"""The phrases of the rule books, a line each. The books' placeholder X is the slot `{caller}` in the packs."""


@pytest.fixture(scope="module")
def shipped() -> Library:
    return Library.load()


@pytest.fixture
def english(tmp_path: Path) -> Path:
    """A centre's own copy of the English pack, which borrows nothing."""
    return Path(shutil.copytree(packs.root() / "english", tmp_path / "own" / "english"))


def change(directory: Path, file: str, old: str, new: str, count: int = 1) -> None:
    path = directory / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def without_stage(directory: Path, stage: str) -> None:
    """Take every phrase of a stage out of a pack."""
    path = directory / "phrases.toml"
    head, *tables = path.read_text(encoding="utf-8").split("[[phrases]]")
    left = [table for table in tables if f'stage = "{stage}"' not in table]
    path.write_text("[[phrases]]".join((head, *left)), encoding="utf-8")


# ---- the packs that ship ------------------------------------------------------------------------------------------


def test_the_packs_that_ship_are_whole(shipped: Library) -> None:
    assert shipped.faults == ()
    assert tuple(sorted(shipped.packs)) == IDS


@pytest.mark.parametrize("pack_id", IDS)
def test_a_pack_that_ships_is_proven(pack_id: str) -> None:
    assert [fault.message() for fault in packs.check(packs.root() / pack_id)] == []


@pytest.mark.parametrize(
    ("pack_id", "line"), [(i, line.strip()) for i in PHRASES for line in PHRASES[i].split("\n")[1:-1]]
)
def test_every_phrase_of_the_books_is_there_to_the_letter(shipped: Library, pack_id: str, line: str) -> None:
    own = [phrase.text for phrase in shipped.packs[pack_id].phrases if not phrase.borrowed]
    assert line.replace("X先生", "{caller}先生") in own


@pytest.mark.parametrize("pack_id", IDS)
def test_a_call_can_be_held_on_every_pack(shipped: Library, pack_id: str) -> None:
    pack = shipped.packs[pack_id]
    for direction in Direction:
        for stage in script.rail(pack, direction):
            assert pack.at(stage, direction), stage
    for stage in STAGES[: STAGES.index("appointment")]:
        assert pack.at(stage) or pack.at(stage, Direction.OUTBOUND), stage
    assert set(pack.obligations) == set(Duty)
    for duty in DUTIES.values():
        assert not duty.stage or pack.at(duty.stage) or pack.at(duty.stage, Direction.OUTBOUND)
    assert any("caller" in phrase.slots for phrase in pack.at("listen") + pack.at("identify"))
    assert 6 <= len(pack.wrap_up_codes) <= 9
    assert {"fault", "complaint", "suggestion", "enquiry", "service-request"} <= {t.id for t in pack.ticket_types}


def test_the_english_pack_has_every_stage_and_borrows_nothing(shipped: Library) -> None:
    pack = shipped.packs["english"]
    assert {phrase.stage for phrase in pack.phrases} == set(STAGES)
    assert not any(phrase.borrowed for phrase in pack.phrases)


def test_the_phrase_to_say_first_is_the_stages_ordinary_one(shipped: Library) -> None:
    first = {i: shipped.packs[i].at("greeting")[0].text for i in IDS}
    assert first["telecom-hall"] == "您好，{unit}，请问有什么可以帮到您？"
    assert first["meiritong"] == "您好！请问有什么可以帮到您？"
    assert first["telecom-1000"] == "您好！中国电信。"
    assert first["tietong-10050"] == "您好"
    assert first["english"].startswith("{greeting}, thank you for calling {unit}.")


def test_silent_stages_are_borrowed_and_said_so(shipped: Library) -> None:
    pack = shipped.packs["meiritong"]
    assert {phrase.id for phrase in pack.phrases if not phrase.borrowed} == {
        "meiritong-greeting", "meiritong-silent", "meiritong-resume",
    }  # fmt: skip
    assert all(phrase.borrowed for phrase in pack.at("hold"))
    assert pack.at("hold")
    assert [phrase.id for phrase in pack.at("greeting", Direction.OUTBOUND)] == ["base-greeting-outbound"]


def test_glosses_sources_and_situations_are_told_in_both_languages(shipped: Library) -> None:
    for pack in shipped.packs.values():
        for phrase in pack.phrases:
            assert phrase.gloss
            assert phrase.source.article
            assert bool(phrase.situation) == bool(phrase.situation_gloss), phrase.id
            zh = phrase.gloss if pack.language == "en" else phrase.text
            en = phrase.text if pack.language == "en" else phrase.gloss
            assert any("CJK" in unicodedata.name(sign, "") for sign in zh)
            assert not any("CJK" in unicodedata.name(sign, "") for sign in en)


def test_texts_are_what_the_gate_for_typed_text_would_leave(shipped: Library) -> None:
    for pack in shipped.packs.values():
        assert all(clean(phrase.text) == phrase.text for phrase in pack.phrases)


def test_the_digest_is_that_of_the_files(shipped: Library, english: Path) -> None:
    before = packs.load(english).digest
    assert before == shipped.packs["english"].digest == Library.load().packs["english"].digest
    change(english, "phrases.toml", "Goodbye.", "Bye.")
    assert packs.load(english).digest != before
    assert len({pack.digest for pack in shipped.packs.values()}) == len(IDS)


def test_everything_is_each_forbidden_phrase_once(shipped: Library) -> None:
    everything = shipped.everything()
    assert len({(entry.id, entry.text) for entry in everything}) == len(everything)
    for pack in shipped.packs.values():
        assert {(entry.id, entry.text) for entry in pack.forbidden} <= {(entry.id, entry.text) for entry in everything}


def test_initials_find_phrases(shipped: Library) -> None:
    pack = shipped.packs["tietong-10050"]
    initials = packs.initials(pack)
    assert script.find(pack, "dbq", initials)[0].text == "对不起"
    assert script.find(pack, "fcbq", initials)[0].stage == "resume"
    assert script.find(pack, "10050", initials)[0].stage == "leaving"
    english = shipped.packs["english"]
    assert script.find(english, "tyfh", packs.initials(english))[0].id == "en-resume"


# ---- what is refused ----------------------------------------------------------------------------------------------

Edit = Callable[[Path], None]


def edit(file: str, old: str, new: str) -> Edit:
    return lambda directory: change(directory, file, old, new)


def written(file: str, content: str | bytes) -> Edit:
    def write(directory: Path) -> None:
        (directory / file).write_bytes(content if isinstance(content, bytes) else content.encode())

    return write


def forbidding(text: str, **more: str) -> Edit:
    """A `forbidden.toml` of one phrase."""
    entry = {"id": "one", "text": text, "rule": "FORB-5", "replacement": "Let me help you.", **more}
    return written("forbidden.toml", "[[forbidden]]\n" + "\n".join(f'{key} = "{entry[key]}"' for key in entry))


def _proving(notes: str) -> str:
    """A `forbidden.toml` of one phrase with examples to prove it by."""
    return (
        f'[[forbidden]]\nid = "one"\ntext = "calm down"\nrule = "FORB-5"\nreplacement = "Let me help you."\n{notes}\n'
    )


def both(*edits: Edit) -> Edit:
    def apply(directory: Path) -> None:
        for one in edits:
            one(directory)

    return apply


def _without_codes(directory: Path) -> str:
    head, *tables = (directory / "pack.toml").read_text(encoding="utf-8").split("[[")
    return "[[".join((head, *(table for table in tables if not table.startswith("wrap_up_codes"))))


REFUSALS: dict[str, tuple[Edit, str, str, str, str]] = {
    # what: edit, problem, file, key, hint
    "no toml": (edit("pack.toml", 'id = "english"', "id = english"), "packs.syntax", "pack.toml", "", ""),
    "unknown key": (
        edit("pack.toml", "name_zh =", "nam_zh ="), "packs.unknown-key", "pack.toml", "nam_zh", "name_zh",
    ),
    "unknown key of a phrase": (
        edit("phrases.toml", "gloss =", "glos ="), "packs.unknown-key", "phrases.toml", "phrases[0].glos", "gloss",
    ),
    "unknown table": (
        edit("phrases.toml", "[[phrases]]", "[[phrase]]"), "packs.unknown-key", "phrases.toml", "phrase", "phrases",
    ),
    "unknown key of a forbidden phrase": (
        forbidding("calm down", replace="x"), "packs.unknown-key", "forbidden.toml", "forbidden[0].replace",
        "replacement",
    ),
    "unknown stage": (
        edit("phrases.toml", 'stage = "hold"', 'stage = "holt"'), "packs.unknown-stage", "phrases.toml",
        "phrases[11].stage", "hold",
    ),
    "unknown stage of the rail": (
        edit("pack.toml", '"listen"', '"lisen"'), "packs.unknown-stage", "pack.toml", "rail[2]", "listen",
    ),
    "unknown duty": (
        edit("pack.toml", "own-id =", "own-di ="), "packs.unknown-key", "pack.toml", "obligations.own-di", "own-id",
    ),
    "duty not named": (
        edit("pack.toml", 'read-back = "blocking"', ""), "packs.missing-key", "pack.toml", "obligations.read-back", "",
    ),
    "unknown binding": (
        edit("pack.toml", 'greeting = "blocking"', 'greeting = "bloking"'), "packs.not-one-of", "pack.toml",
        "obligations.greeting", "blocking",
    ),
    "unknown direction": (
        edit("phrases.toml", '"outbound"', '"outbond"'), "packs.not-one-of", "phrases.toml", "phrases[2].direction",
        "outbound",
    ),
    "unknown severity": (
        forbidding("calm down", severity="blok"), "packs.not-one-of", "forbidden.toml", "forbidden[0].severity",
        "block",
    ),
    "unknown language": (
        edit("pack.toml", 'language = "en"', 'language = "zh"'), "packs.not-one-of", "pack.toml", "language", "zh_CN",
    ),
    "key missing": (
        edit("pack.toml", 'version = "1.0.0"', ""), "packs.missing-key", "pack.toml", "version", "",
    ),
    "number for text": (edit("pack.toml", '"1.0.0"', "1.0"), "packs.not-text", "pack.toml", "version", ""),
    "date for text": (edit("pack.toml", '"1.0.0"', "2026-11-21"), "packs.not-text", "pack.toml", "version", ""),
    "text for number": (
        edit("pack.toml", "rings = 3", 'rings = "3"'), "packs.not-a-number", "pack.toml", "timing.rings", "",
    ),
    "no finite number": (
        edit("pack.toml", "ring_seconds = 6.0", "ring_seconds = inf"), "packs.not-a-number", "pack.toml",
        "timing.ring_seconds", "",
    ),
    "out of range": (
        edit("pack.toml", "rings = 3", "rings = 0"), "packs.out-of-range", "pack.toml", "timing.rings", "1-20",
    ),
    "text for truth": (
        edit("phrases.toml", 'rule = "CALL-2"', 'binds = "yes"\nrule = "CALL-2"'), "packs.not-true-or-false",
        "phrases.toml", "phrases[0].binds", "",
    ),
    "list for table": (
        edit("pack.toml", "[timing]", "timing = []\n[timings]"), "packs.not-a-table", "pack.toml", "timing", "",
    ),
    "said to be borrowed": (
        edit("phrases.toml", 'rule = "CALL-2"', 'borrowed = true\nrule = "CALL-2"'), "packs.unknown-key",
        "phrases.toml", "phrases[0].borrowed", "",
    ),
    "bad id": (edit("pack.toml", 'id = "english"', 'id = "English!"'), "packs.bad-id", "pack.toml", "id", ""),
    "reserved id": (edit("pack.toml", 'id = "english"', 'id = "all"'), "packs.bad-id", "pack.toml", "id", ""),
    "id twice": (
        edit("phrases.toml", '"en-hold-manager"', '"en-hold"'), "packs.twice", "phrases.toml", "phrases[12].id", "",
    ),
    "code twice": (
        edit("pack.toml", 'id = "other"', 'id = "solved"'), "packs.twice", "pack.toml", "wrap_up_codes[7].id", "",
    ),
    "blank": (edit("pack.toml", '"Harbourline"', '" "'), "packs.blank", "pack.toml", "unit", ""),
    "bad id format": (
        edit("pack.toml", "'[A-Z]?[0-9]{3,6}'", "'[A-Z'"), "packs.bad-expression", "pack.toml", "id_format", "",
    ),
    "bad slot": (
        edit("phrases.toml", "{agent_id}", "{Agent ID}"), "packs.bad-slot", "phrases.toml", "phrases[3].text", "",
    ),
    "bad rule": (
        edit("phrases.toml", 'rule = "CALL-2"', 'rule = "call 2"'), "packs.bad-rule", "phrases.toml",
        "phrases[0].rule", "",
    ),
    "control characters": (
        edit("phrases.toml", "Thank you for holding", "Thank you\\u001b[2J for holding"), "packs.unsafe",
        "phrases.toml", "phrases[13].text", "",
    ),
    "text turned round": (
        edit("pack.toml", '"Harbourline"', '"Harbour\u202eline"'), "packs.unsafe", "pack.toml", "unit", "",
    ),
    "no greeting": (lambda d: without_stage(d, "greeting"), "packs.no-greeting", "pack.toml", "", ""),
    "no ID line": (lambda d: without_stage(d, "identify"), "packs.no-id-line", "pack.toml", "rail", ""),
    "ID line outside the rail": (
        edit("pack.toml", '"identify", ', ""), "packs.no-id-line", "pack.toml", "rail", "",
    ),
    "no hold line": (lambda d: without_stage(d, "hold"), "packs.no-hold", "pack.toml", "", ""),
    "no resume line": (lambda d: without_stage(d, "resume"), "packs.no-resume", "pack.toml", "", ""),
    "no closing": (lambda d: without_stage(d, "closing"), "packs.no-closing", "pack.toml", "", ""),
    "no phrase for a stage of the rail": (
        lambda d: without_stage(d, "read-back"), "packs.no-phrase", "pack.toml", "rail[3]", "",
    ),
    "a duty nothing settles": (
        lambda d: without_stage(d, "slow-answer"), "packs.cannot-be-settled", "pack.toml", "obligations.slow-answer",
        "",
    ),
    "forbidden in a phrase": (
        both(forbidding("calm down"), edit("phrases.toml", "I am sorry about that.", "Please calm down.")),
        "packs.says-forbidden", "phrases.toml", "phrases[14].text", "",
    ),
    "forbidden in a replacement": (
        forbidding("calm down", replacement="CALM DOWN please"), "packs.says-forbidden", "forbidden.toml",
        "forbidden[0].replacement", "",
    ),
    "an example that is not found": (
        written("forbidden.toml", _proving('examples = ["I said: hold the line please."]')), "packs.example-missed",
        "forbidden.toml", "forbidden[0].examples", "",
    ),
    "a counter-example that is flagged": (
        written("forbidden.toml", _proving('counter_examples = ["I told him calm down."]')), "packs.example-flagged",
        "forbidden.toml", "forbidden[0].counter_examples", "",
    ),
    "a form that cannot be read": (
        forbidding("(calm"), "packs.bad-form", "forbidden.toml", "forbidden[0]", "",
    ),
    "unknown file": (written("phrase.toml", ""), "packs.unknown-file", "phrase.toml", "", "phrases.toml"),
    "file missing": (lambda d: (d / "phrases.toml").unlink(), "packs.missing-file", "phrases.toml", "", ""),
    "file too large": (written("pack.toml", b"#" * 4_000_001), "packs.too-large", "pack.toml", "", ""),
    "not UTF-8": (written("pack.toml", b'unit = "\xff"\n'), "packs.not-utf8", "pack.toml", "", ""),
    "nested too deeply": (written("pack.toml", "a = " + "[" * 5000), "packs.too-deep", "pack.toml", "", ""),
    "keys nested too deeply": (
        written("pack.toml", ".".join("a" * 9000) + " = 1"), "packs.too-deep", "pack.toml", "", "",
    ),
    "a number without end": (written("pack.toml", "a = " + "1" * 5000), "packs.syntax", "pack.toml", "", ""),
    "no codes": (
        lambda d: written("pack.toml", "wrap_up_codes = []\n" + _without_codes(d))(d), "packs.empty", "pack.toml",
        "wrap_up_codes", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSALS)
def test_a_fault_is_refused_with_its_place_and_a_hint(what: str, english: Path) -> None:
    spoil, problem, file, key, hint = REFUSALS[what]
    spoil(english)
    faults = packs.check(english)
    matching = [fault for fault in faults if (fault.problem, fault.key) == (problem, key)]
    assert matching, faults
    fault = matching[0]
    assert fault.file == f"english/{file}"
    assert fault.hint == hint
    with pytest.raises(PackError) as refused:
        packs.load(english)
    assert refused.value.faults == tuple(faults)


@pytest.mark.parametrize("language", locale.languages())
@pytest.mark.parametrize("what", REFUSALS)
def test_a_fault_is_told_in_the_language_in_use(what: str, language: str, english: Path) -> None:
    REFUSALS[what][0](english)
    before = locale.language()
    locale.use(language)
    locale.strict()
    try:
        for fault in packs.check(english):
            told = fault.message()
            assert "\n" not in told
            assert fault.where in told
            assert fault.hint in told
    finally:
        locale.strict(False)
        locale.use(before)


def test_a_fault_names_the_line(english: Path) -> None:
    change(english, "pack.toml", "rings = 3", "rings = 0")
    text = (english / "pack.toml").read_text(encoding="utf-8").split("\n")
    (fault,) = packs.check(english)
    assert text[fault.line - 1] == "rings = 0"
    change(english, "phrases.toml", 'stage = "hold"', 'stage = "holt"')
    lines = (english / "phrases.toml").read_text(encoding="utf-8").split("\n")
    fault = next(fault for fault in packs.check(english) if fault.file.endswith("phrases.toml"))
    assert lines[fault.line - 1] == 'stage = "holt"'
    assert fault.where == f"english/phrases.toml:{fault.line} phrases[11].stage"


def test_a_syntax_fault_names_the_line(english: Path) -> None:
    change(english, "pack.toml", "[timing]", "[timing")
    (fault,) = packs.check(english)
    lines = (english / "pack.toml").read_text(encoding="utf-8").split("\n")
    assert lines[fault.line - 1] == "[timing"


def test_every_fault_is_told_not_only_the_first(english: Path) -> None:
    change(english, "pack.toml", "rings = 3", "rings = 0")
    change(english, "phrases.toml", "gloss =", "glos =")
    assert {"packs.out-of-range", "packs.unknown-key", "packs.missing-key"} <= {
        fault.problem for fault in packs.check(english)
    }


def test_a_chinese_pack_borrows_its_hold_line_but_not_its_greeting(tmp_path: Path) -> None:
    directory = Path(shutil.copytree(packs.root() / "telecom-hall", tmp_path / "hall"))
    without_stage(directory, "hold")
    assert [(phrase.id, phrase.borrowed) for phrase in packs.load(directory).at("hold")] == [("base-hold", True)]
    without_stage(directory, "greeting")
    assert {fault.problem for fault in packs.check(directory)} == {"packs.no-greeting"}


def test_a_folder_that_is_none_is_a_fault(tmp_path: Path) -> None:
    assert {fault.problem for fault in packs.check(tmp_path / "nowhere")} == {"packs.missing-file"}


@pytest.fixture(scope="session")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(packs.root() / "english", tmp_path_factory.mktemp("spoilt") / "english"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    file=st.sampled_from(["pack.toml", "phrases.toml", "forbidden.toml"]),
    start=st.floats(0, 1),
    length=st.integers(0, 60),
    new=st.one_of(
        st.binary(max_size=40), st.sampled_from([b'"', b"[", b"{", b"=", b"\n[[phrases]]\n", b"\n", b"1e999"])
    ),
)
def test_a_mutated_file_is_a_pack_or_a_pack_error(
    spoilt: Path, file: str, start: float, length: int, new: bytes
) -> None:
    good = (packs.root() / "english" / file).read_bytes()
    at = int(start * len(good))
    (spoilt / file).write_bytes(good[:at] + new + good[at + length :])
    faults = packs.check(spoilt)
    if faults:
        assert all("\n" not in fault.message() and len(fault.message()) < 2000 for fault in faults)
    else:
        assert isinstance(packs.load(spoilt), Pack)
    (spoilt / file).write_bytes(good)


# ---- a centre's own packs -----------------------------------------------------------------------------------------


def test_an_own_pack_overrides_the_one_that_ships(shipped: Library, english: Path) -> None:
    change(english, "pack.toml", "Harbourline", "Lakeside")
    library = Library.load(english.parent)
    assert library.packs["english"].unit == "Lakeside"
    assert library.faults == ()
    assert {i: library.packs[i] for i in IDS if i != "english"} == {i: shipped.packs[i] for i in IDS if i != "english"}


def test_a_further_pack_stands_beside_those_that_ship(english: Path) -> None:
    change(english, "pack.toml", 'id = "english"', 'id = "lakeside"')
    assert set(Library.load(english.parent).packs) == {*IDS, "lakeside"}


def test_a_broken_own_pack_keeps_its_last_good_version(english: Path, tmp_path: Path) -> None:
    change(english, "pack.toml", "Harbourline", "Lakeside")
    first = Library.load(english.parent, tmp_path / "kept")
    change(english, "pack.toml", "[timing]", "[timing")
    second = first.reload()
    assert second.packs["english"] == first.packs["english"]
    assert [(fault.file, fault.problem) for fault in second.faults] == [("english/pack.toml", "packs.syntax")]
    change(english, "pack.toml", "[timing", "[timing]")
    change(english, "pack.toml", "Lakeside", "Riverside")
    third = second.reload()
    assert (third.packs["english"].unit, third.faults) == ("Riverside", ())
    shutil.rmtree(english)
    english.mkdir()
    assert third.reload().packs["english"].unit == "Riverside"


def test_a_broken_own_pack_without_a_good_version_leaves_the_one_that_ships(english: Path, tmp_path: Path) -> None:
    change(english, "pack.toml", "[timing]", "[timing")
    for kept in (None, tmp_path / "kept"):
        library = Library.load(english.parent, kept)
        assert library.packs["english"].unit == "Harbourline"
        assert [fault.problem for fault in library.faults] == ["packs.syntax"]


def test_an_own_pack_that_says_what_it_forbids_is_not_taken(english: Path, tmp_path: Path) -> None:
    forbidding("calm down")(english)
    change(english, "phrases.toml", "I am sorry about that.", "Please calm down.")
    library = Library.load(english.parent, tmp_path / "kept")
    assert [fault.problem for fault in library.faults] == ["packs.says-forbidden"]
    assert library.packs["english"] == Library.load().packs["english"]
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"digest": "x", "files": []}', '{"digest": 1, "files": {"pack.toml": "\\ud800"}}']
)
def test_a_spoilt_kept_version_is_no_version(english: Path, tmp_path: Path, content: str) -> None:
    kept = tmp_path / "kept"
    Library.load(english.parent, kept)
    (kept / "english.json").write_text(content, encoding="utf-8")
    change(english, "pack.toml", "[timing]", "[timing")
    assert Library.load(english.parent, kept).packs["english"].unit == "Harbourline"


def test_a_good_version_that_can_not_be_kept_is_used_and_said(english: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("in the way")
    change(english, "pack.toml", "Harbourline", "Lakeside")
    library = Library.load(english.parent, tmp_path / "kept")
    assert library.packs["english"].unit == "Lakeside"
    assert [fault.problem for fault in library.faults] == ["packs.not-kept"]


def test_two_own_packs_of_one_id_are_a_fault(english: Path) -> None:
    shutil.copytree(english, english.parent / "second")
    change(english, "pack.toml", "Harbourline", "Lakeside")
    library = Library.load(english.parent)
    assert library.packs["english"].unit == "Lakeside"
    assert [(fault.file, fault.problem) for fault in library.faults] == [("second/pack.toml", "packs.twice")]


def test_a_missing_folder_of_own_packs_is_a_fault_and_no_stop(tmp_path: Path) -> None:
    library = Library.load(tmp_path / "nowhere")
    assert tuple(sorted(library.packs)) == IDS
    assert [fault.problem for fault in library.faults] == ["packs.unreadable"]
