"""The likeliest sequence of tags in which I-X follows only B-X or I-X (Viterbi)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

FORBIDDEN = -1e4
"""Log-probability of a step that may not be: below any sum of real ones."""


def likeliest_path(scores: np.ndarray, names: Sequence[str]) -> list[str]:
    """A tag for each token. scores: (tokens, tags) log-probabilities; names: the tags, O included.

    >>> scores = np.log([[0.6, 0.4, 0.0001], [0.1, 0.1, 0.8]])
    >>> likeliest_path(scores, ["O", "B-S", "I-S"])  # alone, the first token would be O
    ['B-S', 'I-S']
    """
    if not len(scores):
        return []
    steps = _steps(names)
    best = scores[0] + steps[names.index("O")]
    back: list[np.ndarray] = []
    for row in scores[1:]:
        through = best[:, None] + steps
        back.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return [names[place] for place in reversed(path)]


def _steps(names: Sequence[str]) -> np.ndarray:
    """(before, after): 0 where one tag may follow the other, else FORBIDDEN."""
    steps = np.zeros((len(names), len(names)), np.float32)
    for before, first in enumerate(names):
        for after, second in enumerate(names):
            mark, _, kind = second.partition("-")
            if mark == "I" and first.partition("-")[2] != kind:
                steps[before, after] = FORBIDDEN
    return steps
