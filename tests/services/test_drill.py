"""Practice answers: asked in order, marked, flagged as a note is, and refused on a live store."""

from collections.abc import Iterator

import pytest

from agentdesk.clock import FixedClock
from agentdesk.errors import Refused
from agentdesk.rules.flags import Passage, Stance, Verdict, Word
from agentdesk.rules.practice import Grade
from agentdesk.services import accounts, drafts, drill, flags, journal
from agentdesk.services.drafts import Draft
from agentdesk.services.drill import ANSWER, Answer, AnswerLine
from agentdesk.services.flag_work import SubjectKind, Unsettled, found_in
from agentdesk.services.office import Desk, Office
from tests.conftest import PASSWORD
from tests.services.practising import everything, practising

OWN = "你好，急什么。"
SURFACE = "急什么"


@pytest.fixture
def apart(office: Office) -> Iterator[Office]:
    """The practice office of the tests' centre."""
    with practising(office) as made:
        yield made


@pytest.fixture
def agent(apart: Office) -> Desk:
    """Agent 1001 in practice."""
    return accounts.sign_in(apart, "1001", PASSWORD, "A11")


def said(apart: Office, desk: Desk, text: str, *words: Word) -> AnswerLine:
    """Answer the situation that comes next."""
    asked = drill.situation(apart, desk)
    return drill.hand_in(apart, desk, Answer(apart.ids.new(), asked.phrase.id, text), words=words)


def word(apart: Office, desk: Desk, stance: Stance) -> Word:
    (found,) = found_in(apart.pack(desk.pack_id), Passage(ANSWER, OWN))
    return Word(found.anchor, stance)


def test_every_situation_is_asked_before_any_comes_again(apart: Office, agent: Desk) -> None:
    phrases = apart.pack(agent.pack_id).phrases
    first = drill.situation(apart, agent)
    assert (first.phrase, first.times, first.untried) == (phrases[0], 0, len(phrases))
    assert drill.situation(apart, agent) == first
    asked = []
    for _ in phrases:
        asked.append(drill.situation(apart, agent).phrase)
        said(apart, agent, "您好")
    assert tuple(asked) == phrases
    again = drill.situation(apart, agent)
    assert (again.phrase, again.times, again.untried) == (phrases[0], 1, 0)
    other = accounts.sign_in(apart, "1002", PASSWORD, "A12")
    assert drill.situation(apart, other).phrase == phrases[0]


def test_the_desk_fills_the_slots_it_knows(apart: Office, agent: Desk) -> None:
    values = drill.situation(apart, agent, "tietong-identify").values
    assert (values["agent_id"], values["name"], values["greeting"]) == ("1001", "坐席甲", "早上好")
    assert "caller" not in values


def test_an_answer_is_marked_and_kept(apart: Office, agent: Desk, clock: FixedClock) -> None:
    assert said(apart, agent, "你 好！").mark.grade is Grade.LETTER
    clock.advance(60)
    second = said(apart, agent, "我是1001")
    assert (second.mark.grade, second.mark.missing) == (Grade.MISSING, ("我是铁通公司{agent_id}号服务人员",))
    assert [line.text for line in drill.answers(apart, agent)] == ["我是1001", "你 好！"]
    assert drill.answers(apart, agent)[0] == second
    assert journal.verify(apart).ok


def test_handing_in_twice_is_one_answer(apart: Office, agent: Desk) -> None:
    answer = Answer(apart.ids.new(), "tietong-greeting", OWN, corrections=2)
    once = drill.hand_in(apart, agent, answer, words=(word(apart, agent, Stance.KEPT),))
    assert drill.hand_in(apart, agent, answer) == once
    assert len(drill.answers(apart, agent)) == 1
    assert len(flags.flags(apart, agent).lines) == 1


@pytest.mark.parametrize(
    ("phrase", "text", "key"),
    [("tietong-greeting", " \n ", "drill.empty"), ("no-such-phrase", "您好", "call.phrase-missing")],
)
def test_what_is_no_answer_is_refused(apart: Office, agent: Desk, phrase: str, text: str, key: str) -> None:
    before = everything(apart)
    with pytest.raises(Refused) as caught:
        drill.hand_in(apart, agent, Answer(apart.ids.new(), phrase, text))
    assert caught.value.key == key
    assert everything(apart) == before


def test_a_phrase_the_pack_lost_gives_way_to_the_next(apart: Office, agent: Desk) -> None:
    assert drill.situation(apart, agent, "no-such-phrase") == drill.situation(apart, agent)


def test_a_flagged_answer_wants_a_word_and_raises_a_flag_for_the_lead(apart: Office, agent: Desk) -> None:
    before = everything(apart)
    with pytest.raises(Unsettled):
        said(apart, agent, OWN)
    assert everything(apart) == before
    line = said(apart, agent, OWN, word(apart, agent, Stance.CALLERS))
    assert line.mark.grade is Grade.FORBIDDEN
    lead = accounts.sign_in(apart, "2001", PASSWORD, "A12")
    (flag,) = flags.flags(apart, lead).lines
    assert (flag.subject, flag.agent_id, flag.text, flag.stance) == (SubjectKind.PRACTICE, "1001", SURFACE, "callers")
    view = flags.flag(apart, lead, flag.id)
    assert view.whole == OWN
    assert view.whole[view.start : view.end] == SURFACE
    assert flags.judge(apart, lead, flag.id, Verdict.DISMISSED).line.verdict == Verdict.DISMISSED
    assert journal.verify(apart).ok


def test_leads_see_everybodys_answers_and_agents_their_own(apart: Office, agent: Desk) -> None:
    other = accounts.sign_in(apart, "1002", PASSWORD, "A12")
    lead = accounts.sign_in(apart, "2001", PASSWORD, "A13")
    said(apart, agent, "您好")
    said(apart, other, "您好")
    assert {line.agent_id for line in drill.answers(apart, lead)} == {"1001", "1002"}
    assert {line.agent_id for line in drill.answers(apart, other)} == {"1002"}


def test_a_live_store_takes_no_answer(office: Office, desk: Desk) -> None:
    before = everything(office)
    with pytest.raises(Refused, match=r"drill\.live"):
        drill.hand_in(office, desk, Answer(office.ids.new(), "tietong-greeting", "您好"))
    with pytest.raises(Refused, match=r"drill\.live"):
        drill.situation(office, desk)
    assert everything(office) == before


def test_nothing_live_changes_when_answers_are_handed_in(office: Office, apart: Office, agent: Desk) -> None:
    before = everything(office)
    said(apart, agent, OWN, word(apart, agent, Stance.KEPT))
    assert everything(office) == before
    assert everything(apart)["practice_answer"]


def test_a_half_written_answer_waits_at_any_seat_of_its_agent(apart: Office, agent: Desk) -> None:
    place = drill.at_any_seat(agent)
    drafts.keep(apart, place, place.session_id, Draft("您", (0, 1)))
    accounts.sign_out(apart, agent)
    again = drill.at_any_seat(accounts.sign_in(apart, "1001", PASSWORD, "A15"))
    assert drafts.recall(apart, again, again.session_id) == Draft("您", (0, 1))
    other = drill.at_any_seat(accounts.sign_in(apart, "1002", PASSWORD, "A12"))
    assert drafts.recall(apart, other, other.session_id) is None
    assert (apart.settings.data_dir / "drafts").is_dir()
