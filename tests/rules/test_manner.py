"""How a sentence sounds: what no form knows is found by its turns of phrase, where a pack asks for it."""

from dataclasses import replace

from agentdesk.rules import fold, forbidden
from agentdesk.rules.finder import Finder, Whose
from agentdesk.rules.forbidden import Forbidden, Kind
from agentdesk.rules.manner import Manner, Turn, read, turns_of
from tests.speaker.samples import digest


def heard(text: str, model: Manner) -> list[str]:
    finder = Finder((), [Whose(phrase, far=True) for phrase in model.phrases], model)
    return [text[one.start : one.end] for one in finder.find(text)]


def joined(*signs: str) -> dict[str, Turn]:
    return {" ".join(fold.coded(each)): Turn(300, ((0, 100),)) for each in signs}


def test_the_turns_are_those_of_the_notes() -> None:
    assert any(row.startswith("bias\t") and row.endswith(f"learned from {digest()}") for row in manner_rows()), (
        "learn them anew: python -m tests.speaker"
    )


def manner_rows() -> list[str]:
    from importlib import resources

    return (resources.files("agentdesk.rules") / "manner.tsv").read_text("utf-8").splitlines()


def test_every_turn_names_phrases_there_are() -> None:
    model = read(manner_rows())
    assert model.phrases
    assert {number for turn in model.turns.values() for number, _ in turn.phrases} <= set(range(len(model.phrases)))


def test_a_sentence_with_enough_turns_counts_and_only_that() -> None:
    model = Manner(-100, ("我解决不了",), joined("变不出", "花儿来"))
    assert heard("客户来电催修。后台挂了也变不出花儿来。已派单。", model) == ["后台挂了也变不出花儿来"]
    assert heard("客户来电催修。一束花。", model) == []


def test_what_speaks_against_it_is_left_out_at_the_ends() -> None:
    model = Manner(-100, ("我解决不了",), joined("变不出", "花儿来") | {" ".join(fold.coded("慢慢")): Turn(-100)})
    assert heard("他慢慢说，后台挂了也变不出花儿来，慢慢走了", model) == ["后台挂了也变不出花儿来"]


def test_turns_are_words_and_syllables_with_the_ends() -> None:
    assert list(turns_of(fold.marked("no way"))) == [
        "^",
        "no",
        "way",
        "$",
        "^ no",
        "no way",
        "way $",
        "^ no way",
        "no way $",
    ]


def test_a_pack_asks_for_it_phrase_by_phrase() -> None:
    text = "找头的事，我回他：您自个儿破开再来，我这儿没散票子。"
    entry = Forbidden("change", "没零钱，自己换去", "FORB-1", "请稍等", far=True)
    [hit] = forbidden.compile([entry]).scan(text)
    assert (hit.phrase, hit.kind) == ("change", Kind.VIOLATION)
    assert text[hit.start : hit.end] in "您自个儿破开再来，我这儿没散票子"
    assert forbidden.compile([replace(entry, far=False)]).scan(text) == ()
    assert forbidden.compile([replace(entry, text="另一句话")]).scan(text) == ()


def test_a_sentence_in_which_a_form_stands_is_left_alone() -> None:
    text = "找头的事，我回他：您自个儿破开再来，我这儿没散票子。"
    entry = Forbidden("change", "没零钱，自己换去", "FORB-1", "请稍等", far=True)
    other = Forbidden("again", "破开再来", "FORB-1", "请稍等")
    assert [hit.phrase for hit in forbidden.compile([entry, other]).scan(text)] == ["again"]


def test_a_neutral_wording_takes_it_back() -> None:
    text = "找头的事，我回他：您自个儿破开再来，我这儿没散票子。"
    entry = Forbidden(
        "change", "没零钱，自己换去", "FORB-1", "请稍等", far=True, allowed=("您自个儿破开再来，我这儿没散票子",)
    )
    assert forbidden.compile([entry]).scan(text) == ()
