"""Whose words a wording is: the cues around it, the weights that were learned, and what decides between them."""

import pytest

from agentdesk.rules import fold, speaker
from agentdesk.rules.around import surroundings
from agentdesk.rules.composed import composed
from agentdesk.rules.context import Wording, cues, stretch
from agentdesk.rules.labels import labelled
from agentdesk.rules.network import FINE, Layers, Network, packed, row
from agentdesk.rules.speaker import Model, Voice, after, decided
from agentdesk.rules.telling import telling
from tests.rules.corpus.marked import labelled_line, marked
from tests.rules.corpus.scoring import HERE
from tests.speaker.samples import digest

WORDING = "不知道"


def around(text: str) -> set[str]:
    """The cues of the wording in `text`."""
    start = text.index(WORDING)
    return cues(stretch(text, Wording(start, start + len(WORDING), WORDING)))


def mark(text: str) -> str:
    """Whose mark governs the wording in `text`."""
    start = text.index(WORDING)
    plain = fold.plain(text)
    return labelled(plain, start, surroundings(plain, start, start + len(WORDING)))


def knows(cue: str, agent: float, other: float, nobody: float) -> Model:
    """A model that knows one cue, and by how many nats it speaks for each voice."""
    outcomes = tuple(
        (0, *(round(x * FINE * 10) if at == unit else 0 for unit in range(3)))
        for at, x in enumerate((agent, other, nobody))
    )
    return Model(Network(packed(Layers("", (0, 0, 0), outcomes, {cue: row((0.1, 0.1, 0.1))}))))


def test_the_weights_are_those_of_the_labelled_notes() -> None:
    assert speaker.model().network.told == digest(), "learn them anew: make learn"


@pytest.mark.parametrize(
    ("told", "people", "verbs"),
    [
        ("客户问我", "Cs", "a"),
        ("店员对他说", "Tc", "a"),
        ("我告知客户", "Sc", "m"),
        ("she told me", "Cs", "a"),
        ("王姐跟他讲", "Tc", "a"),
        ("张工怼客户", "Tc", "m"),
        ("对小伍嘀咕", "t", "a"),
        ("老丁头也没抬", "T", "a"),
        ("我没忍住", "S", "m"),
        ("客户端显示", "", ""),
        ("两张工单", "", ""),
        ("小龙虾和老路由器", "", ""),
        ("说明资费", "", ""),
    ],
)
def test_a_sentence_names_people_and_verbs_of_saying(told: str, people: str, verbs: str) -> None:
    found = telling(told)
    assert found.named == people
    assert "".join(verb.kind for verb in found.verbs) == verbs


def test_cues_tell_who_says_it() -> None:
    assert "v:a.S" in around("客户催问，我说不知道。")
    assert "v:a.C" in around("客户说不知道。")
    assert "quoted" in around("他回“不知道”。")
    assert "quoted" not in around("他回不知道。")


def test_only_a_stretch_around_the_wording_counts() -> None:
    filling = "已登记并派单。" * 60
    assert around(f"{filling}我说不知道。{filling}") == around(f"{filling * 2}我说不知道。{filling}")


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("客户：不知道。", "other"),
        ("我：不知道。", "self"),
        ("坐席（8021）：不知道", "self"),
        ("09:12 客户：你好\n09:13 客服：不知道", "self"),
        ("【用户】：不知道", "other"),
        ("Agent: 不知道", "self"),
        ("处理结果：不知道", ""),
        ("客户嫌久，我答：不知道", ""),
        ("客户：你好\n不知道", ""),
        ("我 您好\n客 你好\n我 不知道", "self"),
        ("我 您好\n客 不知道", "other"),
        ("我 不知道", ""),
        ("她又问了一遍，我烦了，打断她说：不知道。", ""),
        ("她一开口我就说：不知道。", ""),
        ("我嘀咕了一句，石姐听得真真的：不知道。", ""),
        ("客户在电话里说：不知道。", "other"),
        ("客户骂我：不知道。", ""),
        ("坐席侧：不知道。\n客户侧：好。", "self"),
        ("坐席小李：不知道。", "self"),
        ("尊敬的崔女士：不知道。", ""),
        ("I told her: 不知道.", ""),
    ],
)
def test_a_mark_says_whose_words_follow(text: str, whose: str) -> None:
    assert mark(text) == whose


def test_a_mark_decides_between_the_agent_and_the_rest() -> None:
    wording = Wording(3, 6, WORDING)
    for model, voice in (
        (knows(f"p:{WORDING}", 9, 0, 0), Voice.OTHER),
        (knows(f"p:{WORDING}", 0, 0, 9), Voice.NOBODY),
    ):
        assert model.read("客户：不知道", wording) is voice


@pytest.mark.parametrize(
    ("scores", "voice"),
    [
        ((5 + speaker.CAUTION, 5, 5), Voice.AGENT),
        ((4 + speaker.CAUTION, 5, 5), Voice.OTHER),
        ((0, 5, 5 + speaker.DOUBT), Voice.OTHER),
        ((0, 5, 6 + speaker.DOUBT), Voice.NOBODY),
        ((0, 5, 0), Voice.OTHER),
    ],
)
def test_in_doubt_it_is_reported_speech(scores: tuple[int, int, int], voice: Voice) -> None:
    assert decided(*scores) is voice


def test_a_phrase_that_was_never_labelled_needs_more_to_be_nobodys() -> None:
    agent = 200
    scores = (agent, -speaker.DOUBT, agent - speaker.CAUTION + speaker.STRANGE)
    assert decided(*scores) is Voice.NOBODY
    assert decided(*scores, speaker.STRANGE) is Voice.AGENT


def test_the_wording_before_says_something_when_it_is_near() -> None:
    assert after("急什么，不行", 3, Voice.AGENT, 4) == "agent,"
    assert after("急什么。不行", 3, Voice.OTHER, 4) == "other."
    assert after("急什么" + "远" * 30 + "不行", 3, Voice.OTHER, 33) == ""


def test_a_text_is_composed_and_its_places_are_kept() -> None:
    assert composed("é不行") is None
    typed = "e\u0301不行"
    whole = composed(typed)
    assert whole is not None
    assert whole.text == "é不行"
    assert typed[slice(*whole.span(1, 3))] == "不行"
    assert whole.span(0, 1) == (0, 2)


def test_a_marked_line_gives_the_text_and_its_labels() -> None:
    note = labelled_line("x:1", "不行\t我说⟦不行⟧。\\n他说⟨急\\u200b什么⟩，‹不行›就改。")
    assert note["text"] == "我说不行。\n他说急\u200b什么，不行就改。"
    assert [(span["kind"], span["surface"]) for span in note["spans"]] == [
        ("violation", "不行"),
        ("reported", "急\u200b什么"),
        ("clear", "不行"),
    ]


def test_a_mark_that_does_not_close_is_an_error() -> None:
    with pytest.raises(ValueError, match="x:1"):
        labelled_line("x:1", "我说⟦不行。")


CLEAR = ("polite", "innocent", "stories")
"""Files of notes that hold nothing forbidden."""


def test_every_marked_file_is_read() -> None:
    for path in (HERE / "marked").glob("*.txt"):
        assert path.stem.startswith(CLEAR) is not any(note["spans"] for note in marked(path.name)), path.name


def test_what_follows_tells_whose_a_wording_is_that_nothing_leads_to() -> None:
    assert {"zs:TC", "zv:tC", "zv:骂"} <= around("“不知道！”监控里那位先生骂完就走。")
    assert not any(cue.startswith("z") for cue in around("我回他不知道，那位先生骂完就走。"))


def test_whoever_is_spoken_to_in_english_is_no_subject() -> None:
    assert telling("i told the clerk").named == "St"
    assert telling("the clerk told me").named == "Ts"
