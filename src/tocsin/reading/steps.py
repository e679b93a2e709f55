"""Brings in every extractor, so that importing this module registers them all."""

from tocsin.reading import (
    commitments,
    contexts,
    dates,
    events,
    implied,
    places,
    posture,
    predictions,
    signals,
    speech,
    statements,
    tense,
)
from tocsin.reading.registry import extractors

__all__ = [
    "commitments",
    "contexts",
    "dates",
    "events",
    "extractors",
    "implied",
    "places",
    "posture",
    "predictions",
    "signals",
    "speech",
    "statements",
    "tense",
]
