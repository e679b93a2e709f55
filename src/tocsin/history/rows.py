"""Events of many reports as rows, de-duplicated by what happened."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from tocsin.domain import (
    ActorCode,
    DatePrecision,
    Event,
    EventRow,
    EventType,
    Origin,
    Reading,
    Report,
    Status,
    origins_of,
)


class _Act(NamedTuple):
    """What makes two events the same happening."""

    day: dt.date | None
    precision: DatePrecision | None
    source: ActorCode | None
    target: ActorCode | None
    type: EventType


class _Telling(NamedTuple):
    """One report's event for an act."""

    report: Report
    origin: Origin
    event: Event


def tabulate(readings: Sequence[Reading]) -> tuple[EventRow, ...]:
    """The actual events of all readings, one row per act and dyad.

    Events of the same type by the same source toward the same target on the
    same day are one act (the one-a-day filter of Schrodt's KEDS and Phoenix
    event data): twenty reports of one strike are one row with as many origins
    as there are independent publishers. Undated acts keep `day=None`; those
    of one type between the same two are one row as well, since nothing tells
    them apart. An event with several sources or targets makes a row for each
    pair; nobody acts toward themselves unless nobody else is named. What is
    future, conditional, hypothetical or negated did not happen and has no row.

    Rows are in order of day, undated last, then source, target and type; the
    order of the readings does not matter.
    """
    origins = origins_of(reading.report for reading in readings)
    tellings: defaultdict[_Act, list[_Telling]] = defaultdict(list)
    for reading in readings:
        for event in reading.events:
            if event.status is not Status.ACTUAL:
                continue
            telling = _Telling(reading.report, origins[reading.report.id], event)
            precision = (event.date_precision or DatePrecision.DAY) if event.date else None
            for source, target in _dyads(event):
                act = _Act(event.date, precision, source, target, event.type)
                tellings[act].append(telling)
    rows = (_row(act, told) for act, told in tellings.items())
    return tuple(sorted(rows, key=_in_order))


def _dyads(event: Event) -> Iterator[tuple[ActorCode | None, ActorCode | None]]:
    sources = tuple(dict.fromkeys(event.source)) or (None,)
    targets = tuple(dict.fromkeys(event.target)) or (None,)
    pairs = [(source, target) for source in sources for target in targets]
    yield from [pair for pair in pairs if pair[0] != pair[1]] or pairs[:1]


def _row(act: _Act, told: list[_Telling]) -> EventRow:
    # Originals first, so that a citation opens on the report that was copied from.
    told = sorted(told, key=lambda telling: (telling.report.duplicate_of or "", telling.event.id))
    by_origin: defaultdict[str, list[float]] = defaultdict(list)
    for telling in told:
        by_origin[telling.origin.key].append(telling.event.intensity)
    published = [telling.report.published for telling in told if telling.report.published]
    names = {telling.origin.key: telling.origin.name for telling in told}
    return EventRow(
        day=act.day,
        precision=act.precision,
        published=min(published, default=None),
        source=act.source,
        target=act.target,
        type=act.type,
        quad=told[0].event.quad,
        # Each origin has one voice, so that a wire cannot outvote the rest by being copied.
        intensity=round(median(median(values) for values in by_origin.values()), 2),
        events=tuple(dict.fromkeys(telling.event.id for telling in told)),
        origins=tuple(names[key] for key in sorted(names)),
    )


def _in_order(row: EventRow) -> tuple[object, ...]:
    return (
        row.day is None,
        row.day or dt.date.min,
        row.precision or "",
        row.source or "",
        row.target or "",
        row.type,
    )
