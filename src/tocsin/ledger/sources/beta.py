"""Where a share lies, given how often it came out each way: quantiles of the beta distribution."""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log

from tocsin.domain import Interval

CREDIBLE = 0.90
"""Probability with which the share lies within the interval."""

_STEPS = 200
_TINY = 1e-300


@lru_cache(maxsize=4096)
def credible_interval(hits: int, misses: int) -> Interval:
    """The equal-tailed 90 % interval of a share, with Jeffreys' prior, Beta(1/2, 1/2).

    Rounded to four places. Source: Brown, Cai and DasGupta 2001, "Interval estimation for a
    binomial proportion", Statistical Science 16(2):101-133.

    >>> credible_interval(9, 1).low < 0.9 < credible_interval(9, 1).high
    True
    """
    tail = (1 - CREDIBLE) / 2
    low, high = (beta_quantile(share, hits + 0.5, misses + 0.5) for share in (tail, 1 - tail))
    return Interval(low=round(low, 4), high=round(high, 4))


def beta_quantile(probability: float, a: float, b: float) -> float:
    """Where the distribution function of Beta(a, b) reaches a probability; by bisection."""
    low, high = 0.0, 1.0
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if beta_share(middle, a, b) < probability:
            low = middle
        else:
            high = middle


def beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), 0 <= x <= 1, a, b > 0.

    By its continued fraction, evaluated as Lentz does.
    Source: DLMF 8.17.22; Press et al., Numerical Recipes, 3rd ed., 6.4.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # the fraction converges quickly on the other side
        return 1 - beta_share(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    c, d, fraction = 1.0, 0.0, 1.0
    for step in range(_STEPS):
        half = step // 2
        if step == 0:
            term = 1.0
        elif step % 2:
            term = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            term = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        d = 1 / (1 + term * d or _TINY)
        c = 1 + term / c or _TINY
        fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * (fraction - 1)
