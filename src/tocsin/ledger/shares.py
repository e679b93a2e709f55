"""A share of cases with the interval that holds it: Jeffreys, in closed form."""

from __future__ import annotations

from math import exp, lgamma, log, log1p
from typing import NamedTuple

LEVEL = 0.90


class Share(NamedTuple):
    """A share and the interval that holds it, in [0, 1]."""

    value: float
    low: float
    high: float


def share_interval(hits: int, cases: int, *, level: float = LEVEL) -> Share | None:
    """hits of cases, with the equal-tailed interval of Beta(hits + 1/2, misses + 1/2).

    None where there is no case. The interval reaches 0 where nothing was hit
    and 1 where nothing was missed. Rounded to six digits.
    Source: Brown, Cai and DasGupta 2001, Statistical Science 16:101-133
        (Jeffreys interval, with their change at the ends).

    >>> share_interval(3, 4)
    Share(value=0.75, low=0.349293, high=0.953993)
    """
    if not cases:
        return None
    tail = (1 - level) / 2
    first, second = hits + 0.5, cases - hits + 0.5
    low = 0.0 if hits == 0 else beta_quantile(tail, first, second)
    high = 1.0 if hits == cases else beta_quantile(1 - tail, first, second)
    return Share(round(hits / cases, 6), round(low, 6), round(high, 6))


def beta_quantile(probability: float, first: float, second: float) -> float:
    """Where the distribution function of Beta(first, second) reaches a probability in (0, 1).

    By halving, 60 times: slow and sure, exact to the last digit that is shown.
    """
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if beta_distribution(middle, first, second) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_distribution(at: float, first: float, second: float) -> float:
    """The regularised incomplete beta function: the chance that Beta(first, second) is below `at`.

    Source: Press et al. 2007, Numerical Recipes, 3rd ed., section 6.4
        (continued fraction, Lentz's method).
    """
    if at <= 0.0 or at >= 1.0:
        return float(at >= 1.0)
    front = exp(
        lgamma(first + second)
        - lgamma(first)
        - lgamma(second)
        + first * log(at)
        + second * log1p(-at)
    )
    if at < (first + 1) / (first + second + 2):
        return front * _fraction(at, first, second) / first
    return 1 - front * _fraction(1 - at, second, first) / second


TINY = 1e-300


def _fraction(at: float, first: float, second: float) -> float:
    """The continued fraction of the incomplete beta function."""
    above, below = 1.0, _not_zero(1 - (first + second) * at / (first + 1))
    below = 1 / below
    value = below
    for step in range(1, 300):
        even = step * (second - step) * at / ((first + 2 * step - 1) * (first + 2 * step))
        below = 1 / _not_zero(1 + even * below)
        above = _not_zero(1 + even / above)
        value *= below * above
        odd = -(first + step) * (first + second + step) * at
        odd /= (first + 2 * step) * (first + 2 * step + 1)
        below = 1 / _not_zero(1 + odd * below)
        above = _not_zero(1 + odd / above)
        change = below * above
        value *= change
        if abs(change - 1) < 1e-15:
            break
    return value


def _not_zero(number: float) -> float:
    return number if abs(number) > TINY else TINY
