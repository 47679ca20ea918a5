"""`python -m tests.speaker`: learn turns of phrase and voices anew and write them; with `--crossed`, say how well each
corpus is read by what was learned from four fifths of the others.
"""

import sys
from collections import Counter
from itertools import chain
from pathlib import Path

from agentdesk.rules import manner, speaker
from agentdesk.rules.matcher import Matcher
from agentdesk.rules.network import Layers, Network, packed
from agentdesk.rules.speaker import Model, Voice
from tests.rules.corpus.scoring import notes
from tests.rules.corpus.shipped import phrases
from tests.speaker.learn import fitted
from tests.speaker.samples import Corpus, corpora, corpus, digest, labelled_notes
from tests.speaker.sentences import learned, polite, sentences

WEIGHTS = Path(speaker.__file__).with_name("speaker.bin")
TURNS = Path(manner.__file__).with_name("manner.tsv")
PARTS = 5


def main() -> None:
    """Learn, and say what came of it."""
    heard = {name: list(sentences(labelled)) for name, labelled in labelled_notes()}
    part = {name: at % PARTS for at, name in enumerate(heard)}

    def without(number: int) -> Matcher:
        """A matcher whose turns of phrase were learned from the other parts of the notes."""
        others = (one for name, each in heard.items() if part[name] != number for one in each)
        return Matcher(phrases(), manner.read(learned(chain(others, polite()), "")))

    # A corpus is read with turns that were not learned from it: else a sentence that is found would always be right.
    apart = [without(number) for number in range(PARTS)]
    every = list(corpora(lambda name: apart[part.get(name, 0)]))
    if "--crossed" in sys.argv:
        total: Counter[tuple[Voice | None, Voice]] = Counter()
        for number in range(PARTS):
            model = read(fitted(one for at, one in enumerate(every) if at % PARTS != number))
            for one in every[number::PARTS]:
                total += told(one, model)
        print(figures("total", total))
        return
    turns = learned(chain(*heard.values(), polite()), digest())
    TURNS.write_text("\n".join(turns) + "\n", "utf-8")
    layers = fitted(every, digest())
    WEIGHTS.write_bytes(packed(layers))
    print(f"{sum(len(one.samples) for one in every)} wordings, {len(layers.cues)} cues, {len(turns)} turns of phrase")
    told(corpus("ninth", notes("ninth.jsonl"), Matcher(phrases(), manner.read(turns))), read(layers))


def read(layers: Layers) -> Model:
    """The model of a network just learned, as it will be read from its file."""
    return Model(Network(packed(layers)))


def told(one: Corpus, model: Model) -> "Counter[tuple[Voice | None, Voice]]":
    """What the model makes of a corpus, as (right, taken for); None for a labelled wording not found."""
    pairs: Counter[tuple[Voice | None, Voice]] = Counter(
        (sample.voice, model.voice(sample.cues)) for sample in one.samples
    )
    pairs.update((None, voice) for voice in one.missed)
    print(figures(one.name, pairs))
    return pairs


def figures(name: str, pairs: "Counter[tuple[Voice | None, Voice]]") -> str:
    """Precision and recall of violations, and the share of reported speech that is told apart."""
    flags = sum(count for (_, taken), count in pairs.items() if taken is Voice.AGENT and _ is not None)
    right = {voice: pairs[voice, voice] for voice in Voice}
    every = {
        voice: sum(count for (gold, _), count in pairs.items() if gold is voice) + pairs[None, voice] for voice in Voice
    }
    return (
        f"{name:<12} precision {right[Voice.AGENT] / max(1, flags):.3f}  "
        f"recall {right[Voice.AGENT] / max(1, every[Voice.AGENT]):.3f}  "
        f"reported {right[Voice.OTHER] / max(1, every[Voice.OTHER]):.3f}  "
        f"neutral {right[Voice.NOBODY] / max(1, every[Voice.NOBODY]):.3f}  of {sum(every.values())}"
    )


if __name__ == "__main__":
    main()
