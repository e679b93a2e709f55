"""Rows of what a desk has besides items found in reports: sources, failing feeds, alerts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from tocsin.domain import Alert, FailingFeed, SourceRecord

Value = str | int | float | dt.date | None
Row = dict[str, Value]


def source_row(item: SourceRecord) -> Row:
    """A row of `sources`."""
    return {
        "house": item.house,
        "name": item.name,
        "reports": item.reports,
        "reliability": item.reliability,
        "from": item.judged_by,
        "suggested": item.suggested,
        "corroborated": item.corroborated,
        "contradicted": item.contradicted,
        "open": item.open,
        "low": item.interval.low,
        "high": item.interval.high,
    }


def failing_row(item: FailingFeed) -> Row:
    """A row of `failing feeds`."""
    return {
        "name": item.name,
        "since": item.since,
        "times": item.times,
        "address": item.address,
        "reason": item.reason,
    }


def alert_row(
    item: Alert, *, raised: dt.datetime, sent: Collection[str], waiting: Collection[str]
) -> Row:
    """A row of `alerts`. raised: when. sent, waiting: channels it arrived at, and has not yet."""
    return {
        "key": item.key,
        "raised": raised.isoformat(timespec="seconds"),
        "rule": item.rule,
        "when": item.when,
        "standing": item.standing,
        "day": item.day,
        "item": item.item,
        "sources": "; ".join(item.sources),
        "sent": " ".join(sent),
        "waiting": " ".join(waiting),
        "text": item.text,
        "quote": item.evidence[0].quote if item.evidence else None,
    }
