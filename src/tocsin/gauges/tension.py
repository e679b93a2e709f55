"""Tension of a dyad: how far fresh hostility outweighs fresh cooperation between two."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from tocsin.desk import Desk
from tocsin.domain import ActorCode, EventRow, GaugePoint
from tocsin.gauges.decay import days_of_series, heaviest, note_on_undated, weigh
from tocsin.gauges.intervals import Interval, difference, weighted_count
from tocsin.gauges.registry import Measured, Members, gauge

HALF_LIFE_DAYS = 30.0

HALF_SCALE = 10.0
"""The net hostility at which the gauge stands at 50: one fresh act of the worst kind."""

LEADING_ACTORS = 3
"""The first focus actors of a desk, whose dyads are shown even when nothing was found."""

MOST_DYADS = 8

Dyad = tuple[ActorCode, ActorCode]


@gauge(
    "tension",
    unit="0-100",
    formula=(
        "100 N/(N+10); N = sum over acts of -intensity x 0.5^(age/30 days), at least 0; "
        "80 % interval: gamma (Fay-Feuer) for each side, MOVER for the difference"
    ),
)
def tension(
    rows: Sequence[EventRow],
    *,
    desk: Desk,
    as_of: dt.date,
    members: Members,  # noqa: ARG001 - every gauge is called alike
) -> Iterator[Measured]:
    """The tension of each dyad that the desk follows.

    With w = 0.5^(age / 30 days) for every act between the two, in either
    direction: C is the sum of w times hostility (minus the intensity) over
    conflict, K the sum of w times intensity over cooperation, N = max(0, C - K),
    and tension = 100 N / (N + 10). 0: nothing hostile, or cooperation weighs
    more. 50: one fresh act of the greatest hostility (-10) and nothing else. It
    never reaches 100. Not corrected for how much is reported: twice the
    reporting of a quiet dyad may raise it. A dyad without any act has a point
    without value: nothing was seen, which is not the same as calm.
    """
    by_dyad: defaultdict[Dyad, list[EventRow]] = defaultdict(list)
    for row in rows:
        if row.source and row.target and row.source != row.target:
            by_dyad[_dyad(row.source, row.target)].append(row)
    for dyad in _followed(by_dyad, desk):
        yield _series(dyad, by_dyad.get(dyad, []), as_of)


def _dyad(one: ActorCode, other: ActorCode) -> Dyad:
    return (one, other) if one <= other else (other, one)


def _followed(by_dyad: Mapping[Dyad, Sequence[EventRow]], desk: Desk) -> list[Dyad]:
    """The dyads of the leading actors, then those with a focus actor and most acts.

    A desk without focus follows the dyads with most acts.
    """
    leading = [_dyad(*pair) for pair in combinations(desk.focus[:LEADING_ACTORS], 2)]
    focus = frozenset(desk.focus)
    others = (dyad for dyad in by_dyad if not focus or focus.intersection(dyad))
    ranked = sorted(others, key=lambda dyad: (-len(by_dyad[dyad]), dyad))
    return list(dict.fromkeys(leading + ranked))[:MOST_DYADS]


def _series(dyad: Dyad, rows: Sequence[EventRow], as_of: dt.date) -> Measured:
    subject = "\u2013".join(dyad)
    if not rows:
        note = f"No act between {dyad[0]} and {dyad[1]} was found."
        return Measured(subject, ((as_of, None, None, None),), ((),), note)
    points: list[GaugePoint] = []
    because = []
    for day in days_of_series(rows, as_of=as_of):
        loads = [
            (weight * -row.intensity, row)
            for row, weight in weigh(
                rows, on=day, half_life_days=HALF_LIFE_DAYS, with_undated=day == as_of
            )
        ]
        net = _net_hostility([load for load, _ in loads])
        points.append((day, _on_scale(net.value), _on_scale(net.low), _on_scale(net.high)))
        because.append(heaviest(loads))
    return Measured(subject, tuple(points), tuple(because), note_on_undated(rows, as_of=as_of))


def _net_hostility(loads: Sequence[float]) -> Interval:
    conflict = weighted_count([load for load in loads if load > 0])
    cooperation = weighted_count([-load for load in loads if load < 0])
    return difference(conflict, cooperation)


def _on_scale(net: float) -> float:
    net = max(0.0, net)
    return round(100 * net / (net + HALF_SCALE), 1)
