"""Fitting the network: cues in, one hidden layer, three voices out, rounded to whole numbers."""

import warnings
from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction import DictVectorizer
from sklearn.neural_network import MLPClassifier

from agentdesk.rules.network import FINE, STEP, Layers, row
from tests.speaker.samples import Corpus

UNITS = 9
FITS = 4
"""So many networks of so many units are fitted from different beginnings and joined: one alone, of any size, is as
good on the whole, and less steady from one set of notes to the next.
"""
ROUNDS = 1
"""How often every sample is learned from: with so many notes a second time learns them by heart."""
PACE = 3e-3
STRENGTH = 1e-3
"""The penalty on the squares of the weights."""
SEEN = 2
"""A cue seen in fewer notes says nothing of others."""


def fitted(corpora: Iterable[Corpus], told: str = "") -> Layers:
    """The network of all samples of `corpora`; `told` is their fingerprint."""
    every = [(sample, corpus.weight) for corpus in corpora for sample in corpus.samples]
    samples = [sample for sample, _ in every]
    seen = Counter(cue for sample in samples for cue in sample.cues)
    rows = [dict.fromkeys((cue for cue in sample.cues if seen[cue] >= SEEN), 1.0) for sample in samples]
    columns = DictVectorizer()
    matrix = columns.fit_transform(rows)
    voices = [int(sample.voice) for sample in samples]
    weights = [weight for _, weight in every]
    fits = [_fit(matrix, voices, weights, number) for number in range(FITS)]
    first = np.hstack([fit.coefs_[0] for fit in fits])
    hidden = np.concatenate([fit.intercepts_[0] for fit in fits])
    last = np.vstack([fit.coefs_[1] for fit in fits]) / FITS
    biases = np.mean([fit.intercepts_[1] for fit in fits], axis=0)
    return Layers(
        told,
        tuple(round(float(one) * STEP) for one in hidden),
        tuple(
            (round(float(bias) * STEP * FINE), *(round(float(one) * FINE) for one in last[:, at]))
            for at, bias in enumerate(biases)
        ),
        {name: row(first[at]) for at, name in enumerate(columns.get_feature_names_out())},
    )


def _fit(matrix: Any, voices: list[int], weights: list[float], number: int) -> MLPClassifier:
    fit = MLPClassifier(
        (UNITS,), alpha=STRENGTH, batch_size=128, learning_rate_init=PACE, max_iter=ROUNDS, random_state=number
    )
    with warnings.catch_warnings():
        # It is stopped early on purpose.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return fit.fit(matrix, voices, sample_weight=weights)
