"""How likely a sentence answers: a small logistic model over its features.

Weights and threshold stand in `weights.json`, fitted by tools/fit_ask.py on questions over our own
examples and on questions that are not kept here; docs/ask.md has the figures.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Weights(NamedTuple):
    """What each feature adds to the log-odds that a sentence answers.

    threshold: the least probability at which the best sentence is shown at all.
    """

    bias: float
    features: Mapping[str, float]
    threshold: float

    def score(self, features: Mapping[str, float]) -> float:
        """The probability that a sentence with these features answers, in [0, 1]."""
        odds = self.bias + sum(
            weight * features.get(name, 0.0) for name, weight in sorted(self.features.items())
        )
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, odds))))


@cache
def shipped_weights() -> Weights:
    """The weights that Tocsin comes with."""
    path = files("tocsin.ledger.ask").joinpath("weights.json")
    table = json.loads(path.read_text(encoding="utf-8"))
    return Weights(table["bias"], table["features"], table["threshold"])
