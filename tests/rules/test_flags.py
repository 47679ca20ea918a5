"""The ladder at saving and the life of a flag."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.rules import excerpt
from agentdesk.rules.flags import (
    HEARING,
    Anchor,
    Bar,
    Closed,
    Flag,
    Judged,
    Passage,
    Spoken,
    Stance,
    Status,
    Step,
    Verdict,
    Verdicts,
    Word,
    corrected,
    expected_precision,
    findings,
    read_again,
    settles,
    step,
    tells_lead,
    unsettled,
    word_on,
    written_down,
)
from agentdesk.rules.forbidden import Forbidden, Hit, Kind, Severity
from agentdesk.rules.forbidden import compile as compiled

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
MATCHER = compiled(
    [
        Forbidden("wo-mei-banfa", "我有什么办法", "FORB-1", "", Severity.CONFIRM),
        Forbidden("ni-qu-gao", "你去告啊", "FORB-2", "", Severity.BLOCK),
    ]
)


def hit(start: int, end: int, severity: Severity, kind: Kind = Kind.VIOLATION) -> Hit:
    return Hit(start, end, "p", kind, severity, "", "FORB-1")


@pytest.mark.parametrize(
    ("severity", "word", "goes_on"),
    [
        (Severity.HINT, None, True),
        (Severity.CONFIRM, None, False),
        (Severity.CONFIRM, (Stance.KEPT, ""), True),
        (Severity.CONFIRM, (Stance.CALLERS, ""), True),
        (Severity.CONFIRM, (Stance.NEEDED, " "), False),
        (Severity.CONFIRM, (Stance.NEEDED, "引用规定"), True),
        (Severity.TELL, None, False),
        (Severity.TELL, (Stance.KEPT, ""), True),
        (Severity.BLOCK, (Stance.KEPT, "就是要写"), False),
        (Severity.BLOCK, (Stance.CALLERS, ""), False),
        (Severity.BLOCK, (Stance.CALLERS, "来电人原话"), True),
        (Severity.BLOCK, (Stance.NEEDED, "证据"), True),
    ],
)
def test_the_ladder(severity: Severity, word: tuple[Stance, str] | None, goes_on: bool) -> None:
    said = Word(Anchor("p", "x"), *word) if word else None
    assert settles(said, severity) is goes_on


def test_a_lead_hears_of_the_two_upper_rungs() -> None:
    assert [tells_lead(severity) for severity in Severity] == [False, False, True, True]


def test_reported_speech_is_no_finding_and_equal_wordings_are_told_apart() -> None:
    passage = Passage("note", "烦烦烦")
    hits = [
        hit(0, 1, Severity.CONFIRM),
        hit(1, 2, Severity.CONFIRM, Kind.REPORTED),
        hit(2, 3, Severity.CONFIRM),
    ]
    found = findings(passage, hits)
    assert [(each.anchor.surface, each.anchor.nth) for each in found] == [("烦", 0), ("烦", 1)]
    word = Word(found[1].anchor, Stance.KEPT)
    assert unsettled(found, [word]) == (found[0],)


@given(st.text("甲乙丙，。 \n", max_size=30), st.text("甲乙丙，。 \n", max_size=30))
def test_a_word_survives_editing_elsewhere(before: str, after: str) -> None:
    plain = Passage("note", "我说：我有什么办法。")
    edited = Passage("note", f"{before}。{plain.text}{after}")
    words = [Word(each.anchor, Stance.CALLERS) for each in findings(plain, MATCHER.scan(plain.text))]
    assert words
    assert unsettled(findings(edited, MATCHER.scan(edited.text)), words) == ()


def test_a_word_falls_with_the_wording_it_was_given_on() -> None:
    first = findings(Passage("note", "我有什么办法"), MATCHER.scan("我有什么办法"))
    other = findings(Passage("note", "你去告啊"), MATCHER.scan("你去告啊"))
    words = [Word(first[0].anchor, Stance.NEEDED, "引用")]
    assert unsettled(other, words) == other
    assert word_on(other[0], words) is None


@pytest.mark.parametrize(("apart", "settled"), [(False, 2), (True, 1)])
def test_a_word_settles_the_same_wording_elsewhere_unless_the_texts_stand_apart(apart: bool, settled: int) -> None:
    texts = [Passage(field, "你去告啊", apart) for field in ("journal", "matters")]
    found = [each for text in texts for each in findings(text, [hit(0, 4, Severity.CONFIRM)])]
    word = Word(found[0].anchor, Stance.KEPT)
    assert len(found) - len(unsettled(found, [word])) == settled
    assert read_again(written_down([word], ()))[0] == (word,)


def test_the_last_word_counts() -> None:
    (found,) = findings(Passage("note", "你去告啊"), MATCHER.scan("你去告啊"))
    words = [Word(found.anchor, Stance.NEEDED, "原话"), Word(found.anchor, Stance.KEPT)]
    assert unsettled((found,), words) == (found,)


def test_what_stood_and_is_gone_counts_for_the_agent() -> None:
    text = "我有什么办法。你去告啊。"
    stood = {each.anchor for each in findings(Passage("note", text), MATCHER.scan(text))}
    left = findings(Passage("note", "你去告啊"), MATCHER.scan("你去告啊"))
    assert corrected(stood, left) == 1
    assert corrected(stood, ()) == 2
    assert corrected((), left) == 0


ANCHORS = st.builds(Anchor, st.text(), st.text(), st.integers(0, 9))


@given(st.lists(st.builds(Word, ANCHORS, st.sampled_from(Stance), st.text())), st.frozensets(ANCHORS))
def test_words_come_back_from_a_draft(words: list[Word], stood: frozenset[Anchor]) -> None:
    assert read_again(written_down(words, stood)) == (tuple(words), stood)


# ---- the life -----------------------------------------------------------------------------------------------------

FLAG = Flag("1001", AT)


def after(flag: Flag, *moves: tuple[Step, bool]) -> Flag | Bar:
    for move, lead in moves:
        outcome = step(flag, move, lead=lead)
        if isinstance(outcome, Bar):
            return outcome
        flag = outcome
    return flag


def test_the_whole_life() -> None:
    end = after(
        FLAG,
        (Spoken(AT, "1001", Stance.CALLERS), False),
        (Judged(AT, "2001", Verdict.DISMISSED, "确为来电人原话"), True),
        (Closed(AT, "1001"), False),
    )
    assert isinstance(end, Flag)
    assert (end.status, end.stance, end.verdict) == (Status.CLOSED, Stance.CALLERS, Verdict.DISMISSED)


def test_an_appeal_takes_the_verdict_back_until_it_is_judged_again() -> None:
    judged = ((Spoken(AT, "1001", Stance.KEPT), False), (Judged(AT, "2001", Verdict.UPHELD), True))
    appealed = after(FLAG, *judged, (Spoken(AT, "1001", Stance.NEEDED, "引用合同"), False))
    assert isinstance(appealed, Flag)
    assert (appealed.status, appealed.verdict, appealed.reason) == (Status.ANSWERED, None, "引用合同")


@pytest.mark.parametrize(
    ("moves", "bar"),
    [
        ([(Spoken(AT, "1002", Stance.KEPT), True)], Bar.NOT_YOURS),
        ([(Spoken(AT, "1001", Stance.NEEDED), False)], Bar.REASON),
        ([(Judged(AT, "1002", Verdict.DISMISSED), False)], Bar.NOT_LEAD),
        ([(Judged(AT, "1001", Verdict.DISMISSED), True)], Bar.OWN),
        ([(Judged(AT, "2001", Verdict.UPHELD), True)], Bar.UNHEARD),
        ([(Closed(AT, "2001"), True)], Bar.UNJUDGED),
        ([(Judged(AT, "2001", Verdict.COACHED), True), (Closed(AT, "1002"), False)], Bar.NOT_LEAD),
        (
            [
                (Judged(AT, "2001", Verdict.DISMISSED), True),
                (Closed(AT, "2001"), True),
                (Spoken(AT, "1001", Stance.KEPT), False),
            ],
            Bar.CLOSED,
        ),
    ],
)
def test_what_bars_a_step(moves: list[tuple[Step, bool]], bar: Bar) -> None:
    assert after(FLAG, *moves) is bar


def test_silence_is_heard_after_a_day() -> None:
    early, late = AT + HEARING - timedelta(seconds=1), AT + HEARING
    assert step(FLAG, Judged(early, "2001", Verdict.UPHELD), lead=True) is Bar.UNHEARD
    assert isinstance(step(FLAG, Judged(late, "2001", Verdict.UPHELD), lead=True), Flag)


def test_what_was_observed_is_nobody_elses_wording() -> None:
    observed = Flag("1001", AT, observed=True)
    assert step(observed, Spoken(AT, "1001", Stance.CALLERS), lead=False) is Bar.NOT_TYPED
    assert isinstance(step(observed, Spoken(AT, "1001", Stance.NEEDED, "咳嗽"), lead=False), Flag)


MOVES = [
    *(Spoken(AT, who, stance, "理由") for who, stance in product(("1001", "1002", "2001"), Stance)),
    *(Judged(AT, who, verdict) for who, verdict in product(("1001", "1002", "2001"), Verdict)),
    *(Closed(AT, who) for who in ("1001", "1002", "2001")),
]


@given(st.lists(st.sampled_from(MOVES), max_size=12))
def test_no_way_leads_to_a_close_without_anothers_verdict(moves: list[Step]) -> None:
    flag = FLAG
    judge = ""
    for move in moves:
        outcome = step(flag, move, lead=move.by == "2001")
        if isinstance(outcome, Bar):
            continue
        flag = outcome
        if isinstance(move, Judged):
            judge = move.by
    if flag.status is Status.CLOSED:
        assert judge == "2001"
        assert flag.verdict is not None
        assert flag.heard or flag.verdict is not Verdict.UPHELD
    assert (flag.verdict is None) == (flag.status in (Status.OPEN, Status.ANSWERED))


# ---- the dry run --------------------------------------------------------------------------------------------------


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 500), st.integers(0, 500))
def test_the_precision_expected_is_a_share_and_leans_on_all_verdicts(
    right: int, wrong: int, more_right: int, more_wrong: int
) -> None:
    everywhere = Verdicts(right + more_right, wrong + more_wrong)
    value = expected_precision(Verdicts(right, wrong), everywhere)
    if not everywhere.count:
        assert value is None
        return
    assert value is not None
    usual = everywhere.right / everywhere.count
    here = right / (right + wrong) if right + wrong else usual
    assert min(here, usual) - 1e-9 <= value <= max(here, usual) + 1e-9


def test_excerpts_keep_to_their_sentence_and_clause() -> None:
    text = "客户催办。我说“你去告啊”,他挂了!之后回访"
    start = text.index("你去告啊")
    end = start + 4
    first, last = excerpt.sentence(text, start, end)
    assert text[first:last] == "我说“你去告啊”,他挂了!"
    first, last = excerpt.clause(text, start, end)
    assert text[first:last] == "你去告啊"


@given(st.text("甲。， \n!", max_size=40), st.data())
def test_an_excerpt_holds_its_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for around in (excerpt.sentence, excerpt.clause):
        first, last = around(text, start, end)
        assert 0 <= first <= start <= end <= last <= len(text)
