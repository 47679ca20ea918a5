"""Learning how forbidden wordings sound: the weights of turns of phrase, from every sentence of the labelled notes."""

import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from agentdesk.rules import fold
from agentdesk.rules.manner import turns_of
from tests.rules.corpus.parted import sentences_of
from tests.rules.corpus.scoring import Note
from tests.rules.corpus.shipped import SCRIPTS, matcher, phrases

STRENGTH = 0.3
"""How far the weights may go: the inverse of the penalty on their squares."""
SEEN = 4
"""A turn seen in fewer sentences says nothing of others."""
LEAST = 10
"""A weight below that, in hundredths, is left out."""
POLITE = 5
VOTES = 3
"""The most phrases that a turn speaks for."""


_SLOT = re.compile(r"\{[^}]*\}")


class Sentence(NamedTuple):
    """A marked sentence, and the text of the phrase that is said in it, whoever says it; empty for none."""

    marked: str
    phrase: str


def sentences(labelled: Iterable[Note]) -> Iterator[Sentence]:
    """The sentences of labelled notes."""
    for note in labelled:
        text = note["text"]
        marked = fold.marked(text)
        spans = [span for span in note["spans"] if span["kind"] != "clear"]
        found = list(matcher().wordings(text)) if spans else []
        for low, high in sentences_of(text):
            said = next((span for span in spans if span["start"] < high and low < span["end"]), None)
            phrase = said and (
                said.get("phrase") or next((w.phrase for w, _ in found if w.start < high and low < w.end), "?")
            )
            yield Sentence(marked[low:high], phrase or "")


def polite() -> Iterator[Sentence]:
    """What the packs tell agents to say: nothing of it may sound forbidden. Each counts several times."""
    for path in sorted(SCRIPTS.glob("*/phrases.toml")):
        for table in tomllib.loads(path.read_text("utf-8"))["phrases"]:
            for text in (table["text"], table.get("gloss", "")):
                said = _SLOT.sub(" ", text)
                marked = fold.marked(said)
                yield from [Sentence(marked[low:high], "") for low, high in sentences_of(said)] * POLITE


def learned(every: Iterable[Sentence], told: str) -> list[str]:
    """The rows of `manner.tsv`; `told` is the fingerprint of the notes."""
    heard = list(every)
    columns = CountVectorizer(analyzer=turns_of, min_df=SEEN, binary=True)
    matrix = columns.fit_transform([one.marked for one in heard])
    fit = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=200).fit(matrix, [bool(s.phrase) for s in heard])
    names = list(dict.fromkeys(phrase.text for phrase in phrases() if phrase.far))
    weights = {
        turn: round(100 * float(weight))
        for turn, weight in zip(columns.get_feature_names_out(), fit.coef_[0], strict=True)
        if abs(weight) * 100 >= LEAST
    }
    votes = _votes(heard, {turn for turn, weight in weights.items() if weight > 0}, names)
    rows = [
        f"bias\t{round(100 * float(fit.intercept_[0]))}\tlearned from {told}",
        *(f"phrase\t{name}" for name in names),
    ]
    spelt = {code: name.upper() for name, code in sorted(fold.tables().syllables.items(), reverse=True)}
    for turn, weight in sorted(weights.items()):
        words = " ".join(spelt.get(word, word) for word in turn.split(" "))
        rows.append(f"turn\t{weight}\t{' '.join(f'{at}:{much}' for at, much in votes.get(turn, ()))}\t{words}")
    return rows


def _votes(heard: Iterable[Sentence], turns: set[str], names: list[str]) -> dict[str, list[tuple[int, int]]]:
    """The phrases that each turn speaks for: how much likelier they are with it, in hundredths of a nat."""
    number = {name: at for at, name in enumerate(names)}
    whole: Counter[int] = Counter()
    beside: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for one in heard:
        if one.phrase in number:
            whole[number[one.phrase]] += 1
            for turn in set(turns_of(one.marked)) & turns:
                beside[turn][number[one.phrase]] += 1
    total = whole.total()
    votes = {}
    for turn, counts in beside.items():
        likelier = {
            at: round(100 * math.log((n + 0.5) / (counts.total() + 1) * total / whole[at])) for at, n in counts.items()
        }
        best = sorted(likelier.items(), key=lambda pair: (-pair[1] * counts[pair[0]], pair[0]))[:VOTES]
        votes[turn] = [(at, much) for at, much in best if much > 0]
    return votes
