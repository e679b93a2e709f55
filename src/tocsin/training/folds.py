"""Folds for cross-validation in which near-copies of a sentence stay together."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence

WORD = re.compile(r"\w+")
ALIKE = 0.6
"""Share of the shorter sentence's words from which on two count as one text told twice."""


def folds(texts: Sequence[str], number: int, seed: int) -> list[int]:
    """The fold, 0 to number - 1, of each text; of like size, near-copies in the same one."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for at, group in enumerate(_groups(texts)):
        groups[group].append(at)
    order = sorted(groups.values())
    random.Random(seed).shuffle(order)  # noqa: S311 - no secret
    found = [0] * len(texts)
    sizes = [0] * number
    for members in sorted(order, key=len, reverse=True):
        fold = sizes.index(min(sizes))
        sizes[fold] += len(members)
        for at in members:
            found[at] = fold
    return found


def _groups(texts: Sequence[str]) -> list[int]:
    words = [frozenset(WORD.findall(text.lower())) for text in texts]
    leader = list(range(len(texts)))
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for at, own in enumerate(words):
        shared: defaultdict[int, int] = defaultdict(int)
        for word in own:
            for other in by_word[word]:
                shared[other] += 1
            by_word[word].append(at)
        for other, number in shared.items():
            if number > ALIKE * min(len(own), len(words[other])):
                leader[_top(leader, at)] = _top(leader, other)
    return [_top(leader, at) for at in range(len(texts))]


def _top(leader: list[int], at: int) -> int:
    while leader[at] != at:
        leader[at] = leader[leader[at]]
        at = leader[at]
    return at
