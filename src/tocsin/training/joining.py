"""Fitting how the frames' vote is joined with the model's scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tocsin.reading.coder.combining import combine, vote_names
from tocsin.reading.coder.framed import FrameVote
from tocsin.training.labels import Labels

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEADY = 0.01
"""Pull of every weight toward nothing, so that a kind of vote that is rare keeps quiet."""


def fit_joining(
    logs: NDArray[np.float32],
    votes: Sequence[FrameVote | None],
    admitted: Sequence[Sequence[str]],
    labels: Labels,
) -> tuple[float, Mapping[str, float]]:
    """Temperature and weights of votes under which the right types are the likeliest.

    logs: (n, types), from models that had not seen the sentence. admitted:
    the types that each sentence's label admits.
    """
    from scipy.optimize import minimize

    names = vote_names()
    right = np.zeros(logs.shape, dtype=bool)
    for row, types in enumerate(admitted):
        right[row, [labels.types.index(name) for name in types]] = True

    def loss(point: NDArray[np.float64]) -> float:
        weights = dict(zip(names, point[1:], strict=True))
        shares = combine(
            logs, votes, labels.types, temperature=float(np.exp(point[0])), weights=weights
        )
        return float(
            -np.log((shares * right).sum(axis=1) + 1e-12).mean() + STEADY * (point[1:] ** 2).mean()
        )

    best = minimize(loss, np.concatenate([[0.0], np.ones(len(names))]), method="Nelder-Mead")
    weights = {name: round(float(value), 4) for name, value in zip(names, best.x[1:], strict=True)}
    return round(float(np.exp(best.x[0])), 4), weights
