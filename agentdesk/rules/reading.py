"""Reading texts: what of all that is found in them is a wording."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from agentdesk.rules import fold, scene
from agentdesk.rules.finder import Finder, Found
from agentdesk.rules.manner import Sound
from agentdesk.rules.scene import Word

Settle = Callable[[str, Iterable[Found], Iterable[Sound]], list[Found]]
"""Which of the forms and sentences found in a text are wordings, in order and without overlap."""

Shown = tuple[list[Found], list[Word]]
"""The wordings in a text, in order and without overlap, and if there are any the words that tell its kind."""


class Reader:
    """What reads texts. Any number of threads may share it."""

    def __init__(self, finder: Finder, settle: Settle) -> None:
        self._finder, self._settle = finder, settle

    def read(self, text: str) -> Shown:
        """What a text shows."""
        text = _seamless(text)
        return self._shown(text, *self._finder.find(text))

    def read_each(self, texts: Sequence[str]) -> Iterator[tuple[int, Shown]]:
        """What each of many texts shows, by its number, if it shows anything; they are looked at as one."""
        whole = fold.SEAM.join(texts)
        if whole.count(fold.SEAM) >= len(texts):
            texts = list(map(_seamless, texts))
            whole = fold.SEAM.join(texts)
        starts = list(accumulate((len(each) + 1 for each in texts), initial=0))
        found: dict[int, tuple[list[Found], list[Sound]]] = {}
        forms, sounds = self._finder.find(whole)
        for one in forms:
            at = bisect_right(starts, one.start) - 1
            found.setdefault(at, ([], []))[0].append(one.moved(-starts[at]))
        for sound in sounds:
            at = bisect_right(starts, sound.low) - 1
            found.setdefault(at, ([], []))[1].append(sound.moved(-starts[at]))
        for at, each in found.items():
            yield at, self._shown(texts[at], *each)

    def _shown(self, text: str, found: Sequence[Found], sounds: Sequence[Sound]) -> Shown:
        wordings = self._settle(text, found, sounds) if found or sounds else []
        return wordings, scene.words(text) if wordings else []


def _seamless(text: str) -> str:
    """`text` with a blank for what parts texts that are looked at as one."""
    return text.replace(fold.SEAM, " ")
