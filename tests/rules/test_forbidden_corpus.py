"""The detector on labelled notes of several hands: what it was taught must fit, and hold on what it never saw.

It has learned from all corpora but `UNSEEN`, `LONG` and `FAR`, so its figures on those say what it does not lose. The
others were only ever measured: their bars are what the detector does on notes nobody taught it. `python -m
tests.speaker --crossed` tells how each corpus is read by what was learned from the others.
"""

import tomllib
from typing import Any

import pytest

from agentdesk.rules.forbidden import Kind
from tests.rules.corpus.scoring import HERE, Score, notes, score
from tests.rules.corpus.shipped import matcher

FULL = ("dev.jsonl", "heldout.jsonl")
"""Corpora large enough for a bar in every tag."""
FURTHER = (
    "second.jsonl", "third.jsonl", "fourth.jsonl", "fifth.jsonl", "sixth.jsonl", "seventh.jsonl", "eighth.jsonl",
    "thirteenth.jsonl", "fourteenth.jsonl", "fifteenth.jsonl", "sixteenth.jsonl", "seventeenth.jsonl",
    "eighteenth.jsonl", "nineteenth.jsonl", "twentieth.jsonl", "twenty-first.jsonl", "twenty-second.jsonl",
)  # fmt: skip
"""Corpora of other hands, with more reported speech, mention and traps; most of the later ones are long."""
ENGLISH = "twenty-first.jsonl"
"""One of them is English through and through; who says what is told less well there."""
UNSEEN = ("ninth.jsonl", "tenth.jsonl", "eleventh.jsonl", "twenty-third.jsonl")
"""Corpora of four hands that are measured and not learned from; three were written when the detector was done."""

LONG = (
    "twenty-fourth.jsonl", "twenty-fifth.jsonl", "twenty-sixth.jsonl", "twenty-seventh.jsonl", "twenty-eighth.jsonl",
    "twenty-ninth.jsonl", "thirtieth.jsonl", "thirty-first.jsonl", "thirty-second.jsonl", "thirty-third.jsonl",
    "thirty-fourth.jsonl", "thirty-fifth.jsonl", "thirty-sixth.jsonl", "thirty-seventh.jsonl", "thirty-eighth.jsonl",
    "thirty-ninth.jsonl",
)  # fmt: skip
"""Sixteen more, of long notes (100 to 472 characters), as the others were written when the detector was done."""

FAR = "twelfth.jsonl"
"""A fourth corpus that was never looked into, nearly all of it far or hard."""


@pytest.fixture(scope="module", params=FULL)
def result(request: pytest.FixtureRequest) -> Score:
    return score(matcher(), notes(request.param))


def test_flags_are_right(result: Score) -> None:
    assert result.precision >= 0.97, result.wrong


def test_violations_are_found(result: Score) -> None:
    assert result.recall >= 0.95, result.wrong


def test_no_kind_of_variant_is_missed(result: Score) -> None:
    missed = {tag: counts for tag, counts in result.by_tag.items() if counts[0] < 0.85 * counts[1]}
    assert not missed, result.wrong


def test_reported_speech_is_told_apart(result: Score) -> None:
    assert result.told_apart >= 0.95, result.wrong


@pytest.mark.parametrize("name", FURTHER)
def test_notes_of_another_hand_are_read_as_well(name: str) -> None:
    result = score(matcher(), notes(name))
    assert result.precision >= 0.95, result.wrong
    assert result.recall >= 0.95, result.wrong
    assert result.told_apart >= (0.9 if name == ENGLISH else 0.95), result.wrong


@pytest.mark.parametrize(("names", "least"), [(UNSEEN, 0.8), (LONG, 0.7)], ids=["short", "long"])
def test_notes_that_nobody_taught_it(names: tuple[str, ...], least: float) -> None:
    """`least`: what is found of each kind of variant; the long notes hold but a dozen far ones."""
    result = score(matcher(), [note for name in names for note in notes(name)])
    assert result.precision >= 0.97, result.wrong
    assert result.recall >= 0.95, result.wrong
    assert result.told_apart >= 0.95, result.wrong
    missed = {tag: counts for tag, counts in result.by_tag.items() if counts[0] < least * counts[1]}
    assert not missed, result.wrong


def test_far_wordings_that_nobody_taught_it() -> None:
    """A third of these wordings keep less than half of their phrase."""
    result = score(matcher(), notes(FAR))
    assert result.precision >= 0.92, result.wrong
    assert result.recall >= 0.88, result.wrong
    assert result.told_apart >= 0.88, result.wrong
    missed = {tag: counts for tag, counts in result.by_tag.items() if counts[0] < 0.65 * counts[1]}
    assert not missed, result.wrong


def test_the_held_out_notes_are_long_and_cover_every_kind() -> None:
    held = notes("heldout.jsonl")
    tags = {tag for note in held for tag in note["tags"]}
    assert len(held) >= 150
    assert all(100 <= len(note["text"]) <= 472 for note in held)
    assert tags >= {tag for note in notes("dev.jsonl") for tag in note["tags"]} - {"multi"}


def test_labels_stand_where_they_say() -> None:
    for note in [note for name in (*FULL, *FURTHER, *UNSEEN, *LONG, FAR) for note in notes(name)]:
        for span in note["spans"]:
            assert note["text"][span["start"] : span["end"]] == span["surface"]


WORDINGS: dict[str, Any] = tomllib.loads((HERE / "wordings.toml").read_text("utf-8"))
FRAMES = {
    False: ("客户来电问宽带的事，我回他：“{}”。随后转班长处理。", "老人第三次来问套餐，我说{}，她没再说话。"),
    True: ('Customer asked about the bill. I said "{}" and closed the chat.', "Told him {}. Ticket closed."),
}


def flagged(text: str) -> bool:
    return any(hit.kind is Kind.VIOLATION for hit in matcher().scan(text))


@pytest.mark.parametrize("entry", WORDINGS["paraphrases"], ids=lambda entry: entry["text"])
def test_other_ways_to_say_a_phrase_are_found(entry: dict[str, Any]) -> None:
    assert len(entry["said"]) >= 9
    for said in entry["said"]:
        assert all(flagged(frame.format(said)) for frame in FRAMES[said.isascii() and " " in said]) or flagged(
            FRAMES[True][0].format(said)
        ), said


@pytest.mark.parametrize("text", WORDINGS["neutral"])
def test_what_only_comes_near_a_phrase_is_clear(text: str) -> None:
    assert not flagged(text)
