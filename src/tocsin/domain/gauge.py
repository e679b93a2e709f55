"""Measured series: how the crisis moves."""

from __future__ import annotations

from datetime import date

from tocsin.domain.base import Record

GaugePoint = tuple[date, float | None, float | None, float | None]


class GaugeSeries(Record):
    """A gauge over time.

    points: (date, value, low, high); value None means it could not be
    measured, and `note` says why. low and high: 80 % interval, None where the
    gauge has none. because: per point, the identifiers of the events behind
    it, heaviest first. formula: what was computed, in one line.
    """

    name: str
    subject: str
    unit: str
    points: tuple[GaugePoint, ...]
    because: tuple[tuple[str, ...], ...] = ()
    formula: str = ""
    note: str = ""
