"""`python -m tests.speaker`: learn the weights anew and write them; with `--crossed`, say how well each corpus is read
by weights learned from all the others.
"""

import sys
from collections import Counter
from pathlib import Path

from agentdesk.rules import speaker
from agentdesk.rules.speaker import Model, Voice
from tests.rules.corpus.scoring import notes
from tests.speaker.learn import fitted
from tests.speaker.samples import Corpus, corpora, corpus, digest

WEIGHTS = Path(speaker.__file__).with_name("speaker.tsv")


def main() -> None:
    """Learn, and say what came of it."""
    every = list(corpora())
    if "--crossed" in sys.argv:
        total: Counter[tuple[Voice | None, Voice]] = Counter()
        for one in every:
            total += told(one, fitted(other for other in every if other is not one))
        print(figures("total", total))
        return
    model = fitted(every)
    rows = [f"{a}\t{o}\t{n}\t{cue}" for cue, (a, o, n) in sorted(model.weights.items())]
    WEIGHTS.write_text("\n".join([f"0\t0\t0\tlearned from {digest()}", *rows]) + "\n", "utf-8")
    print(f"{sum(len(one.samples) for one in every)} wordings, {len(rows)} cues")
    told(corpus("ninth", notes("ninth.jsonl")), model)


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
