"""The grade that a source's record would earn it: a published rule, and only a suggestion."""

from __future__ import annotations

from tocsin.domain import Reliability
from tocsin.ledger.sources.beta import credible_interval

FEWEST_SETTLED = 5
"""Below this many settled claims nothing is suggested but F."""

AT_LEAST = ((0.85, Reliability.A), (0.65, Reliability.B), (0.45, Reliability.C))
"""Grade by the lower end of the interval, first match first."""

AT_MOST = ((0.40, Reliability.E), (0.60, Reliability.D))
"""Grade by the upper end of the interval, where the lower says nothing good."""


def suggest(corroborated: int, contradicted: int) -> Reliability:
    """The letter for a record, by where the share corroborated lies with 90 %.

    A at least .85, B at least .65, C at least .45; else E at most .40, D at most .60; F while
    fewer than five claims are settled or the interval says neither.

    >>> suggest(20, 0), suggest(4, 0), suggest(0, 6)
    (<Reliability.A: 'A'>, <Reliability.F: 'F'>, <Reliability.E: 'E'>)
    """
    if corroborated + contradicted < FEWEST_SETTLED:
        return Reliability.F
    interval = credible_interval(corroborated, contradicted)
    for low, letter in AT_LEAST:
        if interval.low >= low:
            return letter
    for high, letter in AT_MOST:
        if interval.high <= high:
            return letter
    return Reliability.F
