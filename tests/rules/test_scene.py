"""What kind of note a wording stands in, and in what company."""

from agentdesk.rules.context import Wording
from agentdesk.rules.scene import Scenery, words


def wordings(*places: tuple[int, int]) -> list[Wording]:
    return [Wording(start, end, "不行") for start, end in places]


def test_telling_words_are_cues_before_and_after() -> None:
    text = "培训材料：不行。转自录音。"
    assert set(Scenery(words(text), wordings((5, 7))).around(0)) == {"sb:培训", "sa:录音", "o:0"}


def test_company_is_counted_and_its_length_told() -> None:
    scenery = Scenery([], wordings((0, 2), (10, 15), (20, 23)))
    assert scenery.around(0) == ("o:2", "o:longer", "o:d3")
    assert scenery.around(1) == ("o:2", "o:shorter", "o:d-2")


def test_what_stands_far_is_no_company() -> None:
    scenery = Scenery([], wordings((0, 2), (800, 805)))
    assert scenery.around(0) == scenery.around(1) == ("o:0",)
