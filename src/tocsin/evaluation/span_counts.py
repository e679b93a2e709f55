"""Scores of spans, from how many were found, given and there in each sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tocsin.evaluation.bootstrap import resample_rows
from tocsin.evaluation.confusion import ClassScores, Floats, ratio
from tocsin.evaluation.tagged_file import TagSpan

# Whether a given span counts for a gold one of the same kind.
Fits = Callable[[TagSpan, TagSpan], bool]
RIGHT, GIVEN, THERE = range(3)


def count_spans(
    gold: Sequence[Sequence[TagSpan]],
    given: Sequence[Sequence[TagSpan]],
    kinds: Sequence[str],
    fits: Sequence[Fits],
) -> Floats:
    """For each sentence and kind: spans right, given and there, (N, K, 3).

    fits: one for each sentence. A gold span is matched once, by the first given
    span that fits.
    """
    counts = np.zeros((len(gold), len(kinds), 3))
    for at, (is_, said, fit) in enumerate(zip(gold, given, fits, strict=True)):
        for number, kind in enumerate(kinds):
            there = [span for span in is_ if span.kind == kind]
            mine = [span for span in said if span.kind == kind]
            counts[at, number] = (len(match_spans(there, mine, fit)), len(mine), len(there))
    return counts


def match_spans(
    there: Sequence[TagSpan], given: Sequence[TagSpan], fits: Fits
) -> list[tuple[int, int]]:
    """Pairs (gold, given) of spans, each in one pair at most, in the order given."""
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for at, span in enumerate(given):
        for number, target in enumerate(there):
            if number not in taken and fits(span, target):
                taken.add(number)
                pairs.append((number, at))
                break
    return pairs


def score_spans(sums: Floats) -> ClassScores:
    """Scores (..., K) from counts summed over sentences, (..., K, 3)."""
    right, given, there = sums[..., RIGHT], sums[..., GIVEN], sums[..., THERE]
    return ClassScores(
        ratio(right, given), ratio(right, there), ratio(2 * right, given + there), there, given
    )


def micro_f1(sums: Floats) -> Floats:
    """F1 over the spans of all kinds together, (...)."""
    together: Floats = score_spans(sums.sum(axis=-2, keepdims=True)).f1[..., 0]
    return together


def macro_span_f1(sums: Floats) -> Floats:
    """Mean F1 of the kinds that the gold has, (...)."""
    scores = score_spans(sums)
    there = scores.support > 0
    return ratio((scores.f1 * there).sum(axis=-1), there.sum(axis=-1).astype(float))


def resample_sums(counts: Floats) -> Floats:
    """Sums (rounds, K, 3) over resampled sentences of counts (N, K, 3)."""
    drawn = resample_rows(counts.reshape(len(counts), -1))
    return drawn.reshape(-1, *counts.shape[1:])
