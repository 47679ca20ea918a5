"""What the weights are learned from: every forbidden wording in every labelled note, with its cues."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from agentdesk.rules.context import Wording, beyond, cues, stretch
from agentdesk.rules.matcher import BREATH, COMMAS, Matcher
from agentdesk.rules.scene import Scenery, words
from agentdesk.rules.speaker import Voice, after
from tests.rules.corpus.marked import marked
from tests.rules.corpus.scoring import HERE, Note, notes
from tests.rules.corpus.shipped import phrases

FULL = (
    "dev", "heldout", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
    "twenty-first", "twenty-second",
)  # fmt: skip
"""Corpora of whole notes that are learned from. The ninth is not: it says what was learned."""

ORDINARY = frozenset((
    "dev", "fourth", "fifth", "sixth", "seventh", "eighth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second",
    "plain", "ordinary", "longer", "counter",
))  # fmt: skip
HARD = frozenset((
    "polite", "polite-2", "polite-3", "polite-4", "polite-5",
    "far", "far-a", "far-b", "far-c", "insults", "spellings-2",
    "frames", "unquoted", "tales", "contrast", "traps", "neutral", "complaints", "english",
))  # fmt: skip

VOICES = {"violation": Voice.AGENT, "reported": Voice.OTHER, "clear": Voice.NOBODY}


@dataclass(frozen=True, slots=True)
class Sample:
    """The cues around one wording, and whose it is."""

    note: str
    wording: str
    cues: tuple[str, ...]
    voice: Voice


@dataclass(frozen=True, slots=True)
class Corpus:
    """The samples of some notes, and the labelled wordings in them that nothing was found of."""

    name: str
    samples: tuple[Sample, ...]
    missed: tuple[Voice, ...]

    @property
    def weight(self) -> float:
        """How much each sample counts: what a pack proves most, then ordinary notes, innocent uses of forms least."""
        if self.name == "innocent":
            return 0.1
        if self.name in HARD:
            return 0.25
        if self.name == "packs":
            return 4.0
        return 2.0 if self.name in ORDINARY or self.name.startswith("long-") else 1.0


def labelled_notes() -> Iterator[tuple[str, list[Note]]]:
    """The notes that are learned from, by corpus."""
    for name in FULL:
        yield name, notes(f"{name}.jsonl")
    for path in sorted((HERE / "marked").glob("*.txt")):
        yield path.stem, marked(path.name)


def corpora(by: Callable[[str], Matcher]) -> Iterator[Corpus]:
    """The wordings in them, and in the packs' own examples; those of a corpus are found `by` what its name gives."""
    for name, labelled in labelled_notes():
        yield corpus(name, labelled, by(name))
    yield corpus("packs", list(_proven()), by("packs"))


def corpus(name: str, labelled: list[Note], by: Matcher) -> Corpus:
    """The samples of `labelled` notes."""
    samples: list[Sample] = []
    missed: list[Voice] = []
    for note in labelled:
        found = set()
        text, end, voice = note["text"], -1, Voice.NOBODY
        wordings = [wording for wording, _ in by.wordings(text)]
        scenery = Scenery(words(text), wordings)
        for number, wording in enumerate(wordings):
            before = after(text, end, voice, wording.start) if end >= 0 else ""
            end, voice = wording.end, Voice.NOBODY
            for at, span in enumerate(note["spans"]):
                if min(wording.end, span["end"]) > max(wording.start, span["start"]):
                    voice = VOICES[span["kind"]]
                    found.add(at)
                    break
                if _beside(text, wording, span):
                    voice = VOICES[span["kind"]]
            told = tuple(sorted({*cues(stretch(text, wording)), *beyond(before, scenery.around(number))}))
            samples.append(Sample(note["id"], text[wording.start : end], told, voice))
        missed += [VOICES[span["kind"]] for at, span in enumerate(note["spans"]) if at not in found]
    return Corpus(name, tuple(samples), tuple(voice for voice in missed if voice is not Voice.NOBODY))


def _beside(text: str, wording: Wording, span: Note) -> bool:
    """Whether a wording was said in one breath with a labelled one, and so by the same voice."""
    between = text[span["end"] : wording.start] or text[wording.end : span["start"]]
    return 0 < len(between) <= BREATH and COMMAS.issuperset(between)


def _proven() -> Iterator[Note]:
    """The packs' own examples: each holds its phrase as the agent's, or only in a neutral sense."""
    for phrase in phrases():
        for at, text in enumerate(phrase.examples):
            whole = {"start": 0, "end": len(text), "kind": "violation"}
            yield {"id": f"{phrase.id}+{at}", "text": text, "spans": [whole]}


def digest() -> str:
    """A fingerprint of all that is learned from."""
    told = hashlib.sha256()
    paths = [*(HERE / f"{name}.jsonl" for name in FULL), *sorted((HERE / "marked").glob("*.txt"))]
    for path in paths:
        told.update(path.read_bytes())
    return told.hexdigest()[:16]
