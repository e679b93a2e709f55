"""The two parts of the coder put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import numpy as np

from tocsin.domain import EventType
from tocsin.reading.coder.combining import combine
from tocsin.reading.coder.framed import FrameVote, frame_votes
from tocsin.reading.coder.marked import Marked
from tocsin.reading.coder.model import PairScores, card, score_pairs

TYPES = tuple(EventType)


class Parts(StrEnum):
    """Which parts of the coder decide; one alone is for measuring."""

    BOTH = "both"
    FRAMES = "frames"
    MODEL = "model"


class Coding(NamedTuple):
    """What the coder makes of a marked sentence.

    confidence: calibrated probability that the type is right. because: the
    frame and its trigger words, and what the model says. scores: a
    probability per type; they sum to 1.
    """

    type: EventType
    mode: str | None
    confidence: float
    because: str
    scores: Mapping[EventType, float]


def code_marked(sentences: Sequence[Marked], *, parts: Parts = Parts.BOTH) -> list[Coding]:
    """The act between source and target of each sentence."""
    votes = [None] * len(sentences) if parts is Parts.MODEL else frame_votes(sentences)
    return code_votes(sentences, votes, model=parts is not Parts.FRAMES)


def code_votes(
    sentences: Sequence[Marked], votes: Sequence[FrameVote | None], *, model: bool = True
) -> list[Coding]:
    """Like `code_marked`, for sentences whose frames have voted; model: whether it is asked."""
    if not sentences:
        return []
    scores = score_pairs(sentences) if model else None
    names = card().labels["types"][: len(TYPES)]
    even = np.full((len(sentences), len(names)), -np.log(len(names)), np.float32)
    logs = even if scores is None else scores.types[:, : len(names)]
    shares = combine(logs, votes, names, temperature=card().temperature, weights=card().votes)
    return [
        _coding(row, vote, scores, at)
        for at, (row, vote) in enumerate(zip(shares, votes, strict=True))
    ]


def _coding(
    shares: np.ndarray, vote: FrameVote | None, scores: PairScores | None, at: int
) -> Coding:
    best = int(shares.argmax())
    type_ = TYPES[best]
    reasons = []
    if vote is not None:
        mode = f"/{vote.mode}" if vote.mode else ""
        reasons.append(f"frame {vote.frame} on \u201c{vote.trigger}\u201d: {vote.type}{mode}")
    if scores is not None:
        modelled = TYPES[int(scores.types[at, : len(TYPES)].argmax())]
        sure = float(np.exp(scores.types[at].max()))
        reasons.append(f"model: {modelled} {sure:.2f}")
    return Coding(
        type=type_,
        mode=_mode(type_, vote, scores, at),
        confidence=float(shares[best]),
        because="; ".join(reasons) or "neither frame nor model: the commonest type",
        scores=dict(zip(TYPES, shares.tolist(), strict=True)),
    )


def _mode(
    type_: EventType, vote: FrameVote | None, scores: PairScores | None, at: int
) -> str | None:
    """The frame's mode, else the model's likeliest of this type."""
    if vote is not None and vote.type is type_ and vote.mode:
        return vote.mode
    if scores is None:
        return None
    places, names = _modes_by_type()[type_]
    return names[int(scores.modes[at, places].argmax())]


@cache
def _modes_by_type() -> dict[str, tuple[list[int], list[str | None]]]:
    """Of each type the places of its modes among the model's outputs, and their names."""
    by_type: dict[str, tuple[list[int], list[str | None]]] = {}
    for place, name in enumerate(card().labels["modes"]):
        type_, _, mode = name.partition("/")
        places, names = by_type.setdefault(type_, ([], []))
        places.append(place)
        names.append(mode or None)
    return by_type
