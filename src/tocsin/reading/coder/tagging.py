"""Who does it to whom, and what is named: one tag a token, by the model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tocsin.reading.coder.model import card, score_tags


def tag_sides(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """The likeliest of B-S, I-S, B-T, I-T and O for each token of each sentence."""
    return _tag(sentences, "sides")


def tag_entities(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """The likeliest of B-Person, I-Person, \u2026 and O for each token of each sentence."""
    return _tag(sentences, "entities")


def _tag(sentences: Sequence[Sequence[str]], output: str) -> list[list[str]]:
    names = card().labels[output]
    allowed, outside = _allowed(names), names.index("O")
    return [
        [names[place] for place in _best_path(scores, allowed, outside)]
        for scores in score_tags(sentences, output)
    ]


def _allowed(names: Sequence[str]) -> np.ndarray:
    """0 where one tag may follow another, a great penalty where not: I-X only after B-X or I-X."""
    penalty = np.zeros((len(names), len(names)), np.float32)
    for before, first in enumerate(names):
        for after, second in enumerate(names):
            mark, _, kind = second.partition("-")
            if mark == "I" and first.partition("-")[2] != kind:
                penalty[before, after] = -1e4
    return penalty


def _best_path(scores: np.ndarray, allowed: np.ndarray, outside: int) -> list[int]:
    """The likeliest sequence that keeps to what may follow what (Viterbi)."""
    if not len(scores):
        return []
    best = scores[0] + allowed[outside]
    back: list[np.ndarray] = []
    for row in scores[1:]:
        through = best[:, None] + allowed
        back.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]
