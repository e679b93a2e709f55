"""Frames and model together: one calibrated probability for each type.

    p(type) ~ exp(model logit / temperature + weight of the frame's vote for it)

Temperature and weights are fitted on sentences that the model had not seen
(docs/quality.md); a vote weighs by how well the frame's sides fit. Source of
the temperature: Guo et al. 2017, ICML, arXiv:1706.04599.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tocsin.domain import EventType
from tocsin.reading.coder.framed import Fit, FrameVote

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Probabilities = NDArray[np.float64]


# PLOVER's table has blockade and occupation under COERCE, CAMEO's families and older data under
# the use of force: a vote of these kinds says less than others.
DISPUTED = frozenset({(EventType.COERCE, "restrict"), (EventType.COERCE, "seize")})


def vote_name(vote: FrameVote) -> str:
    """The kind of a vote, by which it weighs: how its sides fit, or DISPUTED."""
    return "DISPUTED" if (vote.type, vote.mode) in DISPUTED else vote.fit.name


def vote_names() -> tuple[str, ...]:
    """Every kind of vote."""
    return (*(fit.name for fit in Fit), "DISPUTED")


def combine(
    logs: NDArray[np.float32],
    votes: Sequence[FrameVote | None],
    names: Sequence[str],
    *,
    temperature: float,
    weights: Mapping[str, float],
) -> Probabilities:
    """Probabilities (n, types) from the model's (n, types) and n votes; rows sum to 1."""
    logits = logs.astype(np.float64) / temperature
    for row, vote in enumerate(votes):
        if vote is not None:
            logits[row, names.index(vote.type)] += weights[vote_name(vote)]
    logits -= logits.max(axis=1, keepdims=True)
    shares: Probabilities = np.exp(logits)
    shares /= shares.sum(axis=1, keepdims=True)
    return shares
