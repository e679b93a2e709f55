"""Right answers out of questions asked, by score and sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tocsin.evaluation.bootstrap import Interval, interval, resample_rows
from tocsin.evaluation.confusion import Floats, ratio
from tocsin.evaluation.results import rounded


class Tally:
    """Counts for shares in [0, 1], and the errors behind them.

    What stands in one sentence is resampled together.
    """

    def __init__(self, names: Sequence[str], sentences: int) -> None:
        self.names = tuple(names)
        self.errors: list[tuple[float, dict[str, Any]]] = []
        self._counts = np.zeros((sentences, len(self.names), 2))

    def add(self, name: str, sentence: int, right: bool) -> None:
        """One question asked, in a sentence, and whether the answer was right."""
        self._counts[sentence, self.names.index(name)] += (right, 1)

    def blame(self, weight: float, **facts: Any) -> None:
        """One error; the heavier, the worse."""
        self.errors.append((weight, facts))

    def counts(self) -> dict[str, tuple[int, int]]:
        """[right, of] by score."""
        sums = self._counts.sum(axis=0)
        return {
            name: (int(right), int(asked))
            for name, (right, asked) in zip(self.names, sums, strict=True)
        }

    def scores(self) -> dict[str, float]:
        """Shares by score, those never asked about left out; F1 where there are both sides."""
        sums = self._counts.sum(axis=0)
        return {name: rounded(value[0]) for name, value in self._shares(sums[None]).items()}

    def intervals(self) -> dict[str, Interval]:
        """The 95 % intervals of the same."""
        size = len(self.names)
        drawn = resample_rows(self._counts.reshape(len(self._counts), -1)).reshape(-1, size, 2)
        return {name: interval(values) for name, values in self._shares(drawn).items()}

    def worst(self) -> list[dict[str, Any]]:
        """All errors, the worst first."""
        return [facts for _, facts in sorted(self.errors, key=lambda error: -error[0])]

    def _shares(self, sums: Floats) -> dict[str, Floats]:
        asked = self._counts[..., 1].sum(axis=0)
        shares: dict[str, Floats] = {}
        for at, name in enumerate(self.names):
            if asked[at]:
                right, of = sums[:, at, 0], sums[:, at, 1]
                # A resample that never asks has no share, rather than one of 0.
                shares[name] = np.where(of > 0, ratio(right, of), np.nan)
            about = name.removesuffix("_precision")
            recall = f"{about}_recall"
            if about != name and {name, recall} <= shares.keys():
                both = shares[name] + shares[recall]
                shares[f"{about}_f1"] = ratio(2 * shares[name] * shares[recall], both)
        return shares
