"""Scores of single labels, from how often each gold label was given each label.

A confusion is an array (..., K, K) of counts: gold label in rows, given label
in columns. The leading axes are free, so that a thousand resamples are scored
in one pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class ClassScores(NamedTuple):
    """For each class, (..., K): of those given, right; of those there, found; their harmonic mean.

    support: how often it stands in the gold; predicted: how often it was given.
    """

    precision: Floats
    recall: Floats
    f1: Floats
    support: Floats
    predicted: Floats


def count_pairs(gold: Sequence[str], given: Sequence[str], labels: Sequence[str]) -> Floats:
    """The confusion (K, K) of two lists of equal length over `labels`.

    >>> count_pairs(["a", "a", "b"], ["a", "b", "b"], ["a", "b"])
    array([[1., 1.],
           [0., 1.]])
    """
    place = {label: index for index, label in enumerate(labels)}
    counts = np.zeros((len(labels), len(labels)))
    for is_, said in zip(gold, given, strict=True):
        counts[place[is_], place[said]] += 1
    return counts


def score_classes(confusion: Floats) -> ClassScores:
    """Precision, recall and F1 of each class; 0 where there is nothing to divide by."""
    right = np.diagonal(confusion, axis1=-2, axis2=-1)
    support, predicted = confusion.sum(axis=-1), confusion.sum(axis=-2)
    return ClassScores(
        ratio(right, predicted),
        ratio(right, support),
        ratio(2 * right, support + predicted),
        support,
        predicted,
    )


def macro_f1(confusion: Floats) -> Floats:
    """Mean F1 of the classes that the gold has, (...); 0 where it has none.

    A class that is only given, never there, costs the classes it was given for
    and has no F1 of its own.
    """
    scores = score_classes(confusion)
    there = scores.support > 0
    return ratio((scores.f1 * there).sum(axis=-1), there.sum(axis=-1).astype(np.float64))


def accuracy(confusion: Floats) -> Floats:
    """The share given their gold label, (...)."""
    right = np.trace(confusion, axis1=-2, axis2=-1)
    return ratio(np.asarray(right), confusion.sum(axis=(-2, -1)))


def fold(confusion: Floats, groups: Sequence[int]) -> Floats:
    """The confusion (..., G, G) of coarser labels; groups: for each of K, its number from 0.

    >>> fold(np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]), [0, 0, 1])
    array([[12.,  9.],
           [15.,  9.]])
    """
    membership = np.zeros((len(groups), max(groups) + 1))
    membership[np.arange(len(groups)), groups] = 1
    folded: Floats = np.swapaxes(membership, 0, 1) @ confusion @ membership
    return folded


def ratio(part: Floats, whole: Floats) -> Floats:
    """part / whole, 0 where the whole is 0."""
    part, whole = np.broadcast_arrays(np.asarray(part, float), np.asarray(whole, float))
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)
