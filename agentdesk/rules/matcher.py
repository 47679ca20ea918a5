"""Which of the wordings found in a note count, and as what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from agentdesk.rules.composed import Composed, composed
from agentdesk.rules.context import Wording
from agentdesk.rules.finder import Finder, Found
from agentdesk.rules.manner import Manner, manner
from agentdesk.rules.owners import Owners, Use
from agentdesk.rules.reading import read, read_each
from agentdesk.rules.scene import Scenery, Word
from agentdesk.rules.skeleton import Rule, parse
from agentdesk.rules.speaker import Voice, after, model
from agentdesk.rules.wording import Forbidden, Hit, Kind, Severity

BREATH = 2
BATCH = 16_384
"""So many signs of short texts are looked at at once."""
COMMAS = frozenset(",，、 ")
"""How far two wordings may stand apart, and what may stand between them, to be one utterance."""


class Matcher:
    """The compiled phrases of a pack; made by `compile`, shared by any number of threads."""

    def __init__(self, phrases: Sequence[Forbidden], turns: Manner | None = None) -> None:
        """`turns`: other turns of phrase than those that ship, for whoever learns them."""
        self._owners = Owners(tuple(phrases))
        self._speaker = model()
        # Read here, in whatever thread compiles, and not by the first scan of the screen's.
        turns = turns or (manner() if self._owners.listens else None)
        rules = (
            (Rule(number, skeleton, phrase.slips and use is not Use.ALLOWED, use is not Use.FORM), keys)
            for number, (phrase, use, form) in enumerate(self._owners.forms)
            for skeleton, keys in parse(form)
        )
        self._finder = Finder(rules, self._owners.whose(), turns)

    def scan(self, text: str, *, spoken: bool = False) -> tuple[Hit, ...]:
        """The hits in `text`, in order and without overlap; the longest wins.

        `spoken`: it is no note but what the agent says to the caller.
        """
        whole = composed(text)
        if whole is None:
            return tuple(self._hits(text, *read(self._finder, text), spoken=spoken))
        return _as_typed(whole, self._hits(whole.text, *read(self._finder, whole.text), spoken=spoken))

    def scan_each(self, texts: Iterable[str]) -> Iterator[tuple[Hit, ...]]:
        """The hits in each of many texts, as `scan` tells them: far sooner where most hold none, as stored notes do."""
        for batch in _batches(texts):
            wholes = {at: whole for at, whole in enumerate(map(composed, batch)) if whole is not None}
            for at, whole in wholes.items():
                batch[at] = whole.text
            shown = dict(read_each(self._finder, batch))
            for at, text in enumerate(batch):
                if at not in shown:
                    yield ()
                    continue
                hits = self._hits(text, *shown[at], spoken=False)
                yield _as_typed(wholes[at], hits) if at in wholes else tuple(hits)

    def _hits(self, text: str, places: Sequence[Found], words: Sequence[Word], *, spoken: bool) -> list[Hit]:
        hits: list[Hit] = []
        if not places:
            return hits
        found = list(self._worded(places))
        end, voice = -1, Voice.NOBODY
        scenery = Scenery(words, [wording for wording, _ in found])
        for at, (wording, phrase) in enumerate(found):
            scene = scenery.around(at)
            before = after(text, end, voice, wording.start) if end >= 0 else ""
            end, voice = wording.end, self._speaker.read(text, wording, before, scene, spoken=spoken)
            if voice is not Voice.NOBODY:
                hit = _hit(wording, phrase, voice)
                if hits and _one_breath(text, hits[-1], hit):
                    hits[-1] = _together(hits[-1], hit)
                else:
                    hits.append(hit)
        return hits

    def wordings(self, text: str) -> Iterator[tuple[Wording, Forbidden]]:
        """Every forbidden wording in a note, whoever says it and whatever it means there, in order."""
        return self._worded(read(self._finder, text)[0])

    def _worded(self, found: Iterable[Found]) -> Iterator[tuple[Wording, Forbidden]]:
        for start, end, number in self._owners.joined(found):
            phrase, use, form = self._owners[number]
            yield Wording(start, end, phrase.text, form, use is Use.SAID, phrase.act), phrase


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    signs = 0
    for text in texts:
        batch.append(text)
        signs += len(text)
        if signs >= BATCH:
            yield batch
            batch, signs = [], 0
    if batch:
        yield batch


def _hit(wording: Wording, phrase: Forbidden, voice: Voice) -> Hit:
    kind = Kind.VIOLATION if voice is Voice.AGENT else Kind.REPORTED
    return Hit(
        wording.start, wording.end, phrase.id, kind, phrase.severity, phrase.replacement, phrase.rule
    )  # fmt: skip


def _one_breath(text: str, before: Hit, hit: Hit) -> bool:
    """Whether two hits are one utterance, with no more than a comma between: 急也没用,急什么."""
    between = text[before.end : hit.start]
    return before.kind is hit.kind and len(between) <= BREATH and COMMAS.issuperset(between)


def _together(one: Hit, other: Hit) -> Hit:
    """Two hits of one utterance as one: the graver names it, or else the longer."""
    ladder = list(Severity)
    main = max(one, other, key=lambda hit: (ladder.index(hit.severity), hit.end - hit.start))
    return _placed(main, one.start, other.end)


def _placed(hit: Hit, start: int, end: int) -> Hit:
    return replace(hit, start=start, end=end)


def _as_typed(whole: Composed, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(_placed(hit, *whole.span(hit.start, hit.end)) for hit in hits)
