"""How far a score would move had other sentences been drawn: percentile bootstrap.

Source: Efron and Tibshirani 1993, *An Introduction to the Bootstrap*, ch. 13.
What stands in one sentence is drawn together, since its errors are not
independent of one another.
"""

from __future__ import annotations

import numpy as np

from tocsin.evaluation.confusion import Floats

ROUNDS = 2000
SEED = 20310401
Interval = tuple[float, float]


def resample(kinds: Floats, times: Floats, *, rounds: int = ROUNDS, seed: int = SEED) -> Floats:
    """Sums over as many sentences as there are, drawn with replacement, `rounds` times.

    kinds: (U, K), what a sentence of each kind adds to K counts. times: (U,),
    how many sentences are of that kind. Returns (rounds, K). Sentences that add
    the same are exchangeable, so drawing kinds is drawing sentences, and quicker.
    """
    drawn = int(times.sum())
    if not drawn:
        return np.zeros((rounds, kinds.shape[1]))
    weights = np.random.default_rng(seed).multinomial(drawn, times / drawn, size=rounds)
    sums: Floats = weights.astype(float) @ kinds
    return sums


def resample_rows(rows: Floats, *, rounds: int = ROUNDS, seed: int = SEED) -> Floats:
    """The same from one row a sentence, (N, K)."""
    kinds, times = np.unique(rows, axis=0, return_counts=True)
    return resample(kinds, times.astype(float), rounds=rounds, seed=seed)


def resample_confusion(confusion: Floats, *, rounds: int = ROUNDS, seed: int = SEED) -> Floats:
    """Confusions (rounds, K, K) of resampled sentences that have one label each."""
    size = confusion.size
    drawn = resample(np.eye(size), confusion.reshape(size), rounds=rounds, seed=seed)
    return drawn.reshape(rounds, *confusion.shape)


def interval(values: Floats, *, confidence: float = 0.95) -> Interval:
    """The middle `confidence` of resampled scores, (rounds,); NaN where one could not be told."""
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(values, [tail, 1 - tail])
    return round(float(low), 4), round(float(high), 4)
