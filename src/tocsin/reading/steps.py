"""Brings in every extractor, so that importing this module registers them all."""

from tocsin.reading import (
    commitments,
    dates,
    events,
    implied,
    places,
    posture,
    predictions,
    signals,
    speech,
    statements,
)
from tocsin.reading.registry import extractors

__all__ = [
    "commitments",
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
]
