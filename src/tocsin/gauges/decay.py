"""How much an act still weighs on a later day, and on which days a series is read off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tocsin.domain import EventRow

LONGEST_SERIES = 120
"""Points in a series: four months of days, or else about two years of weeks."""

CITED_ACTS = 12
"""Acts cited per point; the lighter ones still count."""

UNDATED_WEIGHT = 0.5
"""An undated act counts as if it were one half-life old: it happened, nobody says when."""

LEAST_WEIGHT = 2.0**-20
"""An act is never quite forgotten, so that even an ancient one can be cited."""


class Weighed(NamedTuple):
    """An act and how much of it is left, in (0, 1]."""

    row: EventRow
    weight: float


def days_of_series(rows: Iterable[EventRow], *, as_of: dt.date) -> tuple[dt.date, ...]:
    """The days to measure on: from the first dated act to `as_of`, which is always the last.

    Daily where that takes at most `LONGEST_SERIES` points, else weekly and at
    most so many weeks back; only `as_of` where no act is dated in that time.
    """
    week = dt.timedelta(weeks=1)
    horizon = as_of - week * (LONGEST_SERIES - 1)
    dated = [row.day for row in rows if row.day is not None and horizon <= row.day <= as_of]
    span = (as_of - min(dated, default=as_of)).days
    step = 1 if span < LONGEST_SERIES else 7
    return tuple(as_of - dt.timedelta(days=back) for back in range(span - span % step, -1, -step))


def weigh(
    rows: Iterable[EventRow], *, on: dt.date, half_life_days: float, with_undated: bool
) -> list[Weighed]:
    """The acts up to a day, each halved every `half_life_days`; in the order given.

    with_undated: whether undated acts count too, with `UNDATED_WEIGHT`. They
    are known to have happened by the day of measuring only, so a series counts
    them at its last point and nowhere before.
    """
    weighed = []
    for row in rows:
        if row.day is None:
            if with_undated:
                weighed.append(Weighed(row, UNDATED_WEIGHT))
        elif row.day <= on:
            left = 0.5 ** ((on - row.day).days / half_life_days)
            weighed.append(Weighed(row, max(left, LEAST_WEIGHT)))
    return weighed


def heaviest(loads: Sequence[tuple[float, EventRow]]) -> tuple[str, ...]:
    """Identifiers of the events behind the heaviest acts, heaviest first, each once.

    loads: how much each act adds, of either sign, and the act.
    """
    ordered = sorted(loads, key=lambda load: (-abs(load[0]), load[1].events))
    cited = (event for _, row in ordered[:CITED_ACTS] for event in row.events)
    return tuple(dict.fromkeys(cited))


def note_on_undated(rows: Iterable[EventRow], *, as_of: dt.date) -> str:
    """A sentence on the acts that count at the last point alone; empty where there are none."""
    undated = sum(row.day is None for row in rows)
    if not undated:
        return ""
    acts = "1 undated act counts" if undated == 1 else f"{undated} undated acts count"
    return f"{acts} at {as_of.isoformat()} only, as if one half-life old."
