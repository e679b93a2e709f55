"""80 % intervals in closed form: no chance, so that a day can be replayed byte for byte.

Sums are exact (`fsum`), so that the order of the acts cannot move a digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

NORMAL_QUANTILE = 1.2815515655446004
"""Of the standard normal distribution at 0.9: 80 % lies between minus and plus this."""


class Interval(NamedTuple):
    """A value and where it lies with 80 % confidence: low <= value <= high."""

    value: float
    low: float
    high: float


def weighted_count(weights: Sequence[float]) -> Interval:
    """A sum of acts of different weight, each seen by Poisson chance.

    weights: one per act, non-negative. No act at all is exactly zero: there is
    nothing that could have been counted differently.
    Source: Fay and Feuer 1997, Statistics in Medicine 16:791-801 (their
        gamma interval, with the heaviest weight as the one not seen).

    >>> weighted_count([1.0, 1.0, 1.0]).value
    3.0
    """
    total = fsum(weights)
    if not total:
        return Interval(0.0, 0.0, 0.0)
    variance = fsum(weight * weight for weight in weights)
    unseen = max(weights)
    more, spread = total + unseen, variance + unseen * unseen
    low = variance / (2 * total) * chi_square_quantile(2 * total**2 / variance, -NORMAL_QUANTILE)
    high = spread / (2 * more) * chi_square_quantile(2 * more**2 / spread, NORMAL_QUANTILE)
    return Interval(total, min(low, total), max(high, total))


def difference(first: Interval, second: Interval) -> Interval:
    """The first less the second, for independent ones.

    Source: Zou and Donner 2008, Statistics in Medicine 27:1693-1702 (MOVER).
    """
    value = first.value - second.value
    low = value - sqrt((first.value - first.low) ** 2 + (second.high - second.value) ** 2)
    high = value + sqrt((first.high - first.value) ** 2 + (second.value - second.low) ** 2)
    return Interval(value, low, high)


def weighted_share(
    hits: Sequence[float], misses: Sequence[float], *, normal: float = NORMAL_QUANTILE
) -> Interval | None:
    """The share of hits in all, by weight; None where there is neither.

    hits, misses: weights, non-negative. normal: the standard normal quantile
    that bounds the interval, 80 % unless told otherwise. The number of cases is the effective
    one, (sum of weights)^2 / sum of squares, so that faded acts widen the
    interval.
    Source: Wilson 1927, JASA 22:209-212; effective size: Kish 1965, Survey
        Sampling, ch. 11.

    >>> weighted_share([1.0, 1.0, 1.0], [1.0]).value
    0.75
    """
    weights = [*hits, *misses]
    total = fsum(weights)
    if not total:
        return None
    share = fsum(hits) / total
    cases = total**2 / fsum(weight * weight for weight in weights)
    square = normal**2
    centre = (share + square / (2 * cases)) / (1 + square / cases)
    half = sqrt(share * (1 - share) / cases + square / (4 * cases**2)) / (1 + square / cases)
    half *= normal
    return Interval(share, max(0.0, min(centre - half, share)), min(1.0, max(centre + half, share)))


def chi_square_quantile(degrees: float, normal: float) -> float:
    """A quantile of the chi-square distribution.

    degrees: of freedom, need not be whole. normal: the standard normal
    quantile of the same probability. Within 1 % of the tables at 2 degrees or
    more in the upper tail, within 7 % in the lower.
    Source: Wilson and Hilferty 1931, PNAS 17:684-688.
    """
    ninth = 2 / (9 * degrees)
    return float(degrees * max(0.0, 1 - ninth + normal * sqrt(ninth)) ** 3)
