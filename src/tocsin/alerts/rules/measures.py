"""Gauges that stand higher than they mostly did."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from math import ceil

from tocsin.alerts.grounds import Grounds
from tocsin.alerts.registry import Found, rule
from tocsin.desk import AlertRule
from tocsin.domain import AlertWhen, GaugeSeries

FEWEST_POINTS = 12
"""Of the past, before anything can be said about its percentiles."""


@rule(AlertWhen.GAUGE)
def gauges(wanted: AlertRule, grounds: Grounds) -> Iterator[Found]:
    """Series whose last value lies above a percentile of all values before it.

    While it stays there it is one alert; for one subject there is at most one in a month.
    """
    for whole in grounds.assessment.gauges:
        if whole.name == wanted.gauge and _fits(whole, wanted):
            series = _comparable(whole)
            bounds = bounds_before(_values(series), wanted.above)
            start = _start_above(series, bounds)
            if start is None:
                continue
            day, value, *_ = series.points[-1]
            since = series.points[start][0]
            because = series.because[-1] if series.because else ()
            events = grounds.known_events(because)
            yield Found(
                item=f"{series.name} {series.subject}",
                what=f"{series.name} {series.subject} stands at {value:g} on {day}, above "
                f"{bounds[-1]:g}, the {wanted.above:g}th percentile of its own past, since "
                f"{since}; measured from what is reported, not from what is so; heaviest",
                evidence=grounds.evidence_of(events),
                known_by=(series.name, series.subject, f"{since:%Y-%m}"),
                day=day,
            )


def bounds_before(values: Sequence[float | None], percentile: float) -> list[float | None]:
    """For each value that percentile of those before it (nearest rank); None while too few.

    >>> bounds_before([float(n) for n in range(22)], 95)[-2:]
    [18.0, 19.0]
    """
    past: list[float] = []
    bounds: list[float | None] = []
    for value in values:
        enough = len(past) >= FEWEST_POINTS
        bounds.append(past[ceil(percentile / 100 * len(past)) - 1] if enough else None)
        if value is not None:
            insort(past, value)
    return bounds


def _comparable(series: GaugeSeries) -> GaugeSeries:
    """Without the last point where a note says that undated acts count there, and nowhere before.

    Compared with its own past it would stand out whatever happened.
    """
    if not series.note or len(series.points) < 2:
        return series
    return series.model_copy(update={"points": series.points[:-1], "because": series.because[:-1]})


def _values(series: GaugeSeries) -> list[float | None]:
    return [value for _, value, *_ in series.points]


def _start_above(series: GaugeSeries, bounds: Sequence[float | None]) -> int | None:
    """Where the run of values above their bound begins that lasts to the end; None without."""
    start = None
    for place, (value, bound) in enumerate(zip(_values(series), bounds, strict=True)):
        if value is None or bound is None or value <= bound:
            start = None
        elif start is None:
            start = place
    return start


def _fits(series: GaugeSeries, wanted: AlertRule) -> bool:
    actors = series.subject.replace("\u2013", "-").split("-")
    if wanted.subject is not None:
        return series.subject.replace("\u2013", "-") == wanted.subject.replace("\u2013", "-")
    return not wanted.between or all(actor in wanted.between for actor in actors)
