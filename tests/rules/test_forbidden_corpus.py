"""The detector on labelled notes: a list tuned to one corpus would fail the other."""

import pytest

from tests.rules.corpus.scoring import Score, notes, score
from tests.rules.corpus.shipped import matcher


@pytest.fixture(scope="module", params=["dev.jsonl", "heldout.jsonl"])
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
    assert result.told_apart >= 0.94, result.wrong


def test_the_held_out_notes_are_long_and_cover_every_kind() -> None:
    held = notes("heldout.jsonl")
    tags = {tag for note in held for tag in note["tags"]}
    assert len(held) >= 150
    assert all(100 <= len(note["text"]) <= 472 for note in held)
    assert tags >= {tag for note in notes("dev.jsonl") for tag in note["tags"]} - {"multi"}


def test_labels_stand_where_they_say() -> None:
    for note in [*notes("dev.jsonl"), *notes("heldout.jsonl")]:
        for span in note["spans"]:
            assert note["text"][span["start"] : span["end"]] == span["surface"]
