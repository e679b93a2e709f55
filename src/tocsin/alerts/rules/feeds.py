"""Feeds that fail."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.alerts.grounds import Grounds
from tocsin.alerts.registry import Found, rule
from tocsin.desk import AlertRule
from tocsin.domain import AlertWhen


@rule(AlertWhen.FEED_FAILING)
def failing(wanted: AlertRule, grounds: Grounds) -> Iterator[Found]:
    """Feeds that failed so often in a row; one that came back and fails again is told again."""
    for feed in grounds.assessment.failing_feeds:
        if feed.times >= wanted.times:
            yield Found(
                item=feed.address,
                what=f"the feed {feed.name} fails since {feed.since}, {feed.times} times in a "
                f"row: {feed.reason}",
                known_by=(feed.address, feed.since.isoformat()),
                day=feed.since,
            )
