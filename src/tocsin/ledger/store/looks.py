"""What the ledger remembers of its feeds: when each was looked at, and how that went."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from tocsin.ledger.store import schema


class Looked(NamedTuple):
    """One look at a feed, page or folder.

    failures: in a row, this one included; 0 if it went well. message: what went wrong, empty if
    nothing did. not_before: the earliest next look.
    """

    address: str
    at: datetime
    failures: int
    new_reports: int
    message: str
    not_before: datetime | None


class Failing(NamedTuple):
    """An address that could not be read. looked: the last look. since: the first in a row."""

    looked: Looked
    since: datetime


def failing_looks(connection: Connection, *, known_at: datetime | None = None) -> list[Failing]:
    """The addresses whose last look failed, those that fail longest first."""
    table = schema.look
    found = []
    for address, looked in latest_looks(connection, known_at=known_at).items():
        if not looked.failures:
            continue
        ours = (table.c.address == address) & (table.c.at <= looked.at)
        well = select(func.max(table.c.at)).where(ours & (table.c.failures == 0))
        last_well = connection.execute(well).scalar()
        streak = select(func.min(table.c.at)).where(ours)
        if last_well is not None:
            streak = streak.where(table.c.at > last_well)
        found.append(Failing(looked, connection.execute(streak).scalar() or looked.at))
    return sorted(found, key=lambda each: (each.since, each.looked.address))


def latest_looks(connection: Connection, *, known_at: datetime | None = None) -> dict[str, Looked]:
    """The last look at each address; known_at: up to then."""
    table = schema.look
    place = func.row_number().over(partition_by=table.c.address, order_by=table.c.at.desc())
    seen = select(table, place.label("place"))
    if known_at is not None:
        seen = seen.where(table.c.at <= known_at)
    ranked = seen.subquery()
    names = [ranked.c[name] for name in Looked._fields]
    rows = connection.execute(select(*names).where(ranked.c.place == 1).order_by(ranked.c.address))
    return {row.address: Looked(*row) for row in rows}
