"""Gauges register here; a new one is one file and one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from tocsin.desk import Desk
from tocsin.domain import ActorCode, EventRow, EventType, GaugePoint, GaugeSeries

Members = Mapping[str, tuple[ActorCode, ...]]
"""Who belongs to each bloc of the desk on the day measured, by the bloc's name."""


class Measured(NamedTuple):
    """What a gauge found for one subject; fields as in `GaugeSeries`."""

    subject: str
    points: tuple[GaugePoint, ...]
    because: tuple[tuple[str, ...], ...]
    note: str = ""


class Compute(Protocol):
    """How a gauge turns rows into values; it never sees a row later than `as_of`."""

    def __call__(
        self, rows: Sequence[EventRow], *, desk: Desk, as_of: date, members: Members
    ) -> Iterable[Measured]: ...


@dataclass(frozen=True, slots=True)
class Gauge:
    """A registered gauge.

    needs: the types of event it draws on. formula: what it computes, in one
    line for the reader of a brief.
    """

    name: str
    unit: str
    needs: frozenset[EventType]
    formula: str
    compute: Compute

    def measure(
        self, rows: Sequence[EventRow], *, desk: Desk, as_of: date, members: Members
    ) -> tuple[GaugeSeries, ...]:
        """The gauge's series, from what had happened and was published by `as_of`."""
        past = [row for row in rows if row.type in self.needs and _known(row, as_of)]
        return tuple(
            GaugeSeries(
                name=self.name,
                subject=found.subject,
                unit=self.unit,
                points=found.points,
                because=found.because,
                formula=self.formula,
                note=found.note,
            )
            for found in self.compute(past, desk=desk, as_of=as_of, members=members)
        )


_registered: dict[str, Gauge] = {}


def gauge(
    name: str, *, unit: str, formula: str, needs: Iterable[EventType] = EventType
) -> Callable[[Compute], Compute]:
    """Register a function as the gauge of that name; needs: all types unless narrowed."""

    def register(compute: Compute) -> Compute:
        _registered[name] = Gauge(name, unit, frozenset(needs), formula, compute)
        return compute

    return register


def gauges() -> tuple[Gauge, ...]:
    """All registered gauges, by name."""
    return tuple(_registered[name] for name in sorted(_registered))


def measure(
    rows: Sequence[EventRow], *, desk: Desk, as_of: date, members: Members | None = None
) -> tuple[GaugeSeries, ...]:
    """Every gauge on the rows, as of a day.

    rows: in any order; what happened or was first published after `as_of` is
    left out here, once, so that no gauge can look ahead. members: of each bloc
    by its name, on that day; needed for blocs that follow an alliance
    (`Bloc.of`), the others name their own.
    Returns the series of each gauge, gauges by name. A series shows each past
    day as it looks from `as_of`: reports that came later count for it too.
    """
    return tuple(
        series
        for each in gauges()
        for series in each.measure(rows, desk=desk, as_of=as_of, members=members or {})
    )


def _known(row: EventRow, as_of: date) -> bool:
    return all(day is None or day <= as_of for day in (row.day, row.published))
