"""A text is read piece by piece, and what a piece shows is remembered.

A note is scanned at every key while it is typed, and a key changes little: what a piece shows depends on the piece and
on what was looked at beside it, and is known by these. Pieces that are not known are looked at together.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from agentdesk.rules import fold, scene, views
from agentdesk.rules.finder import Finder, Found, Seen, moved
from agentdesk.rules.manner import Manner, Sound
from agentdesk.rules.memory import Memory
from agentdesk.rules.scene import Word
from agentdesk.rules.sentences import pieces_of

_REMEMBERED = 2048
"""How many pieces are remembered: those of a dozen long notes."""

_WORD = 16
"""No telling word is longer."""
_USUAL = 32
"""So much noise is usual in a stretch."""
_BRIEF = 100
"""A text of no more signs is read at once as fast as its pieces are looked up."""
_MET = (0, 0)
"""What is known of a piece that was met once."""
_APART = 200
"""Pieces that are no further apart are looked at together."""

Settle = Callable[[str, Iterable[Found], Iterable[Sound]], list[Found]]
"""Which of the skeletons and sentences found in a text are wordings, in order and without overlap."""


class Piece(NamedTuple):
    """What a piece shows; all places are counted from where it begins."""

    found: tuple[Found, ...] = ()
    sounds: tuple[Sound, ...] = ()
    words: tuple[Word, ...] = ()
    low: int = 0
    high: int = 0
    """Where the first of what is found begins and the last ends."""
    settled: tuple[Found, ...] | None = None
    """The wordings, if nothing of another piece touches what is found; None where some of it stands in another."""


_Name = tuple[str, int, int, bool, bool]
"""All that was looked at for a piece, where it begins in that, how long it is, and whether all the text begins and
ends there."""


class Pieces:
    """What reads texts. Any number of threads may share it."""

    def __init__(self, finder: Finder, turns: Manner | None, settle: Settle) -> None:
        """`turns`: the turns of phrase by which sentences are found; None for no such sentences."""
        self._finder, self._turns, self._settle = finder, turns, settle
        self._reach: Memory[str, tuple[int, int]] = Memory(_REMEMBERED)
        self._known: Memory[_Name, Piece] = Memory(_REMEMBERED)

    def read(self, text: str) -> tuple[list[Found], list[Word]]:
        """The wordings in a text, in order and without overlap, and if there are any the words that tell its kind."""
        text = _seamless(text)
        if len(text) <= _BRIEF:
            return self._whole(text)
        bounds = pieces_of(text)
        known = self._remembered(text, bounds)
        if known is None:
            return self._whole(text)
        for first, last in _unknown(bounds, known):
            known[first:last] = self._anew(text, bounds[first : last + 1])
        placed = [(low, piece) for low, piece in zip(bounds, known, strict=False) if piece is not None]
        wordings = list(self._wordings(text, placed))
        if not wordings:
            return wordings, []
        return wordings, [(low + start, low + end, name) for low, piece in placed for start, end, name in piece.words]

    def read_each(self, texts: Sequence[str]) -> dict[int, tuple[list[Found], list[Word]]]:
        """The same of each of many texts that shows anything, by its number; they are looked at as one."""
        whole = fold.SEAM.join(texts)
        if whole.count(fold.SEAM) >= len(texts):
            texts = list(map(_seamless, texts))
            whole = fold.SEAM.join(texts)
        marked, text = fold.marked(whole), whole.replace(fold.SEAM, "。")
        starts = list(accumulate((len(each) + 1 for each in texts), initial=0))
        found: dict[int, list[Found]] = {}
        for one in self._finder.find(text, marked, starts):
            found.setdefault(bisect_right(starts, one.start) - 1, []).append(one)
        sounds: dict[int, list[Sound]] = {}
        for sound in self._sounds(text, marked):
            sounds.setdefault(bisect_right(starts, sound.low) - 1, []).append(sound)
        return {
            at: self._shown(
                texts[at],
                list(moved(found.get(at, ()), -starts[at])),
                [sound.moved(-starts[at]) for sound in sounds.get(at, ())],
            )
            for at in found.keys() | sounds.keys()
        }

    def _whole(self, text: str) -> tuple[list[Found], list[Word]]:
        """The same, without a memory."""
        marked = fold.marked(text)
        found = self._finder.find(text, marked)
        return self._shown(text, found, self._sounds(text, marked))

    def _sounds(self, text: str, marked: str) -> list[Sound]:
        return list(self._turns.sentences(text, marked, 0, len(text))) if self._turns else []

    def _shown(self, text: str, found: Sequence[Found], sounds: Sequence[Sound]) -> tuple[list[Found], list[Word]]:
        wordings = self._settle(text, found, sounds) if found or sounds else []
        return wordings, scene.words(text) if wordings else []

    def _remembered(self, text: str, bounds: Sequence[int]) -> list[Piece | None] | None:
        """What is known of each of the pieces; None where most of the text was never met.

        Of a new text the pieces are noted and no more: most notes are read once.
        """
        reach, known = self._reach.get, self._known.get
        pieces: list[Piece | None] = []
        new = 0
        for low, high in pairwise(bounds):
            piece = text[low:high]
            far = reach(piece)
            if far is None:
                self._reach.put(piece, _MET)
                pieces.append(None)
                new += high - low
            else:
                pieces.append(known(_name(text, low, high, *far)))
        return pieces if new * 2 <= len(text) else None

    def _anew(self, text: str, bounds: Sequence[int]) -> Iterator[Piece]:
        """The pieces between `bounds`, looked at."""
        low, marked = self._stretch(text, bounds[0], bounds[-1])
        stretch, bounds = text[low : low + len(marked)], [at - low for at in bounds]
        sounds: list[list[Sound]] = [[] for _ in bounds]
        for sound in self._turns.sentences(stretch, marked, bounds[0], bounds[-1]) if self._turns else ():
            sounds[bisect_right(bounds, sound.low)].append(sound)
        words: list[list[Word]] = [[] for _ in bounds]
        for word in scene.words(stretch[: bounds[-1] + _WORD]):
            if bounds[0] <= word[0] < bounds[-1]:
                words[bisect_right(bounds, word[0])].append(word)
        seen = self._finder.look(stretch, marked, bounds)
        for (start, end), one, heard, told in zip(pairwise(bounds), seen, sounds[1:], words[1:], strict=True):
            piece = self._piece(
                stretch[start:end],
                list(moved(one.found, -start)),
                [sound.moved(-start) for sound in heard],
                [(at - start, stop - start, name) for at, stop, name in told],
            )
            self._remember(text, low + start, low + end, one, piece)
            yield piece

    def _stretch(self, text: str, low: int, high: int) -> tuple[int, str]:
        """Where all begins that may be looked at for what stands at `low` to `high`, and all that, marked."""
        between = fold.marked(text[low:high])
        far = self._finder.far(text[low:high], between)
        before, after = "", ""
        for size in (far + _USUAL, max(far, views.FARTHEST)):
            before, after = fold.marked(text[max(0, low - size) : low]), fold.marked(text[high : high + size])
            if all(len(each) - each.count(fold.NOISE) >= far or len(each) < size for each in (before, after)):
                break
        return low - len(before), before + between + after

    def _piece(self, text: str, found: Sequence[Found], sounds: Sequence[Sound], words: Sequence[Word]) -> Piece:
        if not (found or sounds):
            return Piece(words=tuple(words))
        low = min([*(one.start for one in found), *(one.low for one in sounds)])
        high = max([*(one.end for one in found), *(one.high for one in sounds)])
        whole = low >= 0 and high <= len(text)
        settled = tuple(self._settle(text, found, sounds)) if whole else None
        return Piece(tuple(found), tuple(sounds), tuple(words), low, high, settled)

    def _remember(self, text: str, low: int, high: int, seen: Seen, piece: Piece) -> None:
        whole = text[low:high]
        before, after = self._reach.get(whole) or _MET
        reach = max(before, seen.before), max(after, seen.after)
        self._reach.put(whole, reach)
        self._known.put(_name(text, low, high, *reach), piece)

    def _wordings(self, text: str, placed: Iterable[tuple[int, Piece]]) -> Iterator[Found]:
        """The wordings in pieces of a text, given with where each begins; those that touch are settled together."""
        groups: list[tuple[int, int, list[tuple[int, Piece]]]] = []
        for start, piece in placed:
            if piece.high:
                low, high, pieces = start + piece.low, start + piece.high, [(start, piece)]
                while groups and groups[-1][1] > low:
                    first, last, others = groups.pop()
                    others += pieces
                    low, high, pieces = min(low, first), max(high, last), others
                groups.append((low, high, pieces))
        for _, _, pieces in groups:
            start, piece = pieces[0]
            if len(pieces) == 1 and piece.settled is not None:
                yield from moved(piece.settled, start)
            else:
                found = [one for start, piece in pieces for one in moved(piece.found, start)]
                sounds = [sound.moved(start) for start, piece in pieces for sound in piece.sounds]
                yield from self._settle(text, found, sounds)


def _seamless(text: str) -> str:
    """`text` with a blank for what parts texts that are looked at as one."""
    return text.replace(fold.SEAM, " ")


def _unknown(bounds: Sequence[int], known: Sequence[Piece | None]) -> Iterator[tuple[int, int]]:
    """The first and the last of the pieces that are not known, where those stand near one another."""
    first = last = -1
    for at, piece in enumerate(known):
        if piece is None:
            if last < 0 or bounds[at] - bounds[last] > _APART:
                if last >= 0:
                    yield first, last
                first = at
            last = at + 1
    if last >= 0:
        yield first, last


def _name(text: str, low: int, high: int, before: int, after: int) -> _Name:
    first = max(0, low - before)
    return text[first : high + after], low - first, high - low, low <= before, high + after >= len(text)
