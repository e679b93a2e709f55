"""Alerts and their delivery: what was told, where to, and what has still to be told.

To send an alert, a process first begins an attempt, and only one can begin the same; then it
says how that ended. An attempt that failed, or that nobody ended within `LEASE` because its
process died, is followed by another. So each alert arrives once at each channel, and twice at
most where a process dies between sending and saying so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from tocsin.domain import Alert
from tocsin.ledger.store import schema
from tocsin.ledger.store.bodies import pack, unpack

LEASE = timedelta(minutes=10)
BEGUN, SENT, FAILED = "begun", "sent", "failed"


class Told(NamedTuple):
    """An alert in the ledger. sent: channels it arrived at. waiting: those it has not yet."""

    alert: Alert
    at: datetime
    sent: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


class Attempt(NamedTuple):
    """The right to send an alert to a channel. number: from 1."""

    alert: str
    channel: str
    number: int


def rows_of(alerts: Sequence[Alert], at: datetime) -> list[dict[str, object]]:
    """The rows that keep alerts."""
    return [
        {"key": alert.key, "rule": alert.rule, "recorded_at": at, "body": pack(alert)[0]}
        for alert in alerts
    ]


def told(connection: Connection, *, since: datetime | None) -> tuple[Told, ...]:
    """All alerts kept from a moment on, in the order in which they were."""
    table, delivery = schema.alert, schema.delivery
    query = select(table).order_by(table.c.recorded_at, table.c.key)
    if since is not None:
        query = query.where(table.c.recorded_at >= since)
    arrived = select(delivery.c.alert, delivery.c.channel).where(delivery.c.step == SENT)
    sent: dict[str, set[str]] = {}
    for key, channel in connection.execute(arrived):
        sent.setdefault(key, set()).add(channel)
    found = []
    for row in connection.execute(query):
        alert = Alert.model_validate_json(unpack(row.body))
        done = sent.get(row.key, set())
        found.append(
            Told(
                alert,
                row.recorded_at,
                tuple(channel for channel in alert.to if channel in done),
                tuple(channel for channel in alert.to if channel not in done),
            )
        )
    return tuple(found)


def begin(connection: Connection, alert: str, channel: str, at: datetime) -> Attempt | None:
    """The right to send, None where it was sent or somebody else is at it."""
    table = schema.delivery
    mine = (table.c.alert == alert) & (table.c.channel == channel)
    number = connection.execute(select(func.max(table.c.attempt)).where(mine)).scalar() or 0
    if number:
        last = connection.execute(
            select(table.c.step, table.c.at).where(mine & (table.c.attempt == number))
        ).all()
        steps = {row.step: row.at for row in last}
        if SENT in steps or (FAILED not in steps and at < steps[BEGUN] + LEASE):
            return None
    attempt = Attempt(alert, channel, number + 1)
    return attempt if end(connection, attempt, BEGUN, at) else None


def end(
    connection: Connection, attempt: Attempt, step: str, at: datetime, message: str = ""
) -> bool:
    """Keep how an attempt went; False where that is known."""
    from tocsin.ledger.store.recording import add_once

    row = {
        "alert": attempt.alert,
        "channel": attempt.channel,
        "attempt": attempt.number,
        "step": step,
        "at": at,
        "message": message,
    }
    return bool(add_once(connection, schema.delivery, [row]))
