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


def latest_looks(connection: Connection) -> dict[str, Looked]:
    """The last look at each address."""
    table = schema.look
    place = func.row_number().over(partition_by=table.c.address, order_by=table.c.at.desc())
    ranked = select(table, place.label("place")).subquery()
    names = [ranked.c[name] for name in Looked._fields]
    rows = connection.execute(select(*names).where(ranked.c.place == 1).order_by(ranked.c.address))
    return {row.address: Looked(*row) for row in rows}
