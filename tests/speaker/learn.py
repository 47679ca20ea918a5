"""Fitting the weights: multinomial logistic regression over cues, rounded to whole numbers."""

from collections import Counter
from collections.abc import Iterable

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from agentdesk.rules.speaker import Model, Weights
from tests.speaker.samples import Corpus

STRENGTH = 1.5
"""How far the weights may go: the inverse of the penalty on their squares."""
SCALE = 100
LEAST = 3
"""A weight below that, in hundredths, for every voice is left out."""
SEEN = 2
"""A cue seen in fewer notes says nothing of others."""


def fitted(corpora: Iterable[Corpus]) -> Model:
    """The model of all samples of `corpora`; the same ones give the same weights."""
    every = [(sample, corpus.weight) for corpus in corpora for sample in corpus.samples]
    samples = [sample for sample, _ in every]
    seen = Counter(cue for sample in samples for cue in sample.cues)
    rows = [dict.fromkeys((cue for cue in sample.cues if seen[cue] >= SEEN), 1.0) for sample in samples]
    columns = DictVectorizer()
    fit = LogisticRegression(C=STRENGTH, max_iter=3_000).fit(
        columns.fit_transform(rows),
        [int(sample.voice) for sample in samples],
        sample_weight=[weight for _, weight in every],
    )
    rounded = {name: _rounded(fit.coef_[:, at]) for at, name in enumerate(columns.get_feature_names_out())}
    bias = _rounded(fit.intercept_)
    rounded["bias"] = _sum(rounded.get("bias", (0, 0, 0)), bias)
    return Model({name: weights for name, weights in rounded.items() if max(map(abs, weights)) >= LEAST})


def _rounded(weights: Iterable[float]) -> Weights:
    agent, other, nobody = (round(float(weight) * SCALE) for weight in weights)
    return agent, other, nobody


def _sum(one: Weights, other: Weights) -> Weights:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
