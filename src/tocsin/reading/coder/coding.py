"""The two parts of the coder put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from tocsin.domain import EventType
from tocsin.reading.coder.marked import Marked


class Parts(StrEnum):
    """Which parts of the coder decide; one alone is for measuring."""

    BOTH = "both"
    FRAMES = "frames"
    MODEL = "model"


class Coding(NamedTuple):
    """What the coder makes of a marked sentence.

    confidence: calibrated probability that the type is right. because: the
    frame and its trigger words, or the model. scores: a probability per type.
    """

    type: EventType
    mode: str | None
    confidence: float
    because: str
    scores: Mapping[EventType, float]


def code_marked(sentences: Sequence[Marked], *, parts: Parts = Parts.BOTH) -> list[Coding]:
    """The act between source and target of each sentence."""
    scores = {EventType.CONSULT: 1.0}
    return [Coding(EventType.CONSULT, None, 1.0, str(parts), scores) for _ in sentences]


def tag_sides(sentences: Sequence[Sequence[str]], *, parts: Parts = Parts.BOTH) -> list[list[str]]:
    """Who does it to whom, as one tag a token: B-S, I-S, B-T, I-T or O."""
    return [["O"] * len(tokens) for tokens in sentences]


def tag_entities(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """Named things, as one tag a token: B-Person, I-Person, … or O."""
    return [["O"] * len(tokens) for tokens in sentences]
