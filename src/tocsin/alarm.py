"""Where what the ledger holds sets off alerts, and where they go from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from tocsin.alerts import Post, deliver, raise_alerts
from tocsin.alerts.channels import shown
from tocsin.assess import recall
from tocsin.desk import Desk
from tocsin.domain import Alert, InputError
from tocsin.ledger.store import Ledger

GIVEN_UP = timedelta(days=30)
"""An alert that could not be delivered for so long stays in the ledger and is sent no more."""


class Delivery(NamedTuple):
    """What became of an alert at a channel. failure: why it did not arrive; tried again later.

    waiting: how many more alerts wait for a channel that failed.
    """

    alert: Alert
    channel: str
    failure: str = ""
    waiting: int = 0


def raise_alarm(ledger: Ledger, *, desk: Desk, at: datetime) -> int:
    """Keep what the desk's rules find in the ledger, as of a moment; how many alerts are new."""
    if not desk.alerts:
        return 0
    assessment = recall(ledger, desk=desk, as_of=at.date())
    return ledger.keep_alerts(raise_alerts(assessment, desk.alerts, desk), at=at)


def deliver_all(ledger: Ledger, *, post: Post, now: Callable[[], datetime]) -> Iterator[Delivery]:
    """Take every alert to the channels that it has not arrived at.

    A channel that fails is left alone until the next time, its alerts with it. Several processes
    may do so at once: each alert is sent by one of them.
    """
    failed: dict[str, Delivery] = {}
    for told in ledger.alerts(since=now() - GIVEN_UP):
        for channel in told.waiting:
            if channel in failed:
                failed[channel] = failed[channel]._replace(waiting=failed[channel].waiting + 1)
                continue
            attempt = ledger.begin_delivery(told.alert.key, channel, at=now())
            if attempt is None:
                continue
            try:
                deliver(told.alert, channel, post)
            except InputError as error:
                reason = f"{error.reason} {error.remedy}".strip()
                ledger.end_delivery(attempt, at=now(), failure=reason)
                failed[channel] = Delivery(told.alert, shown(channel), reason)
            else:
                ledger.end_delivery(attempt, at=now())
                yield Delivery(told.alert, shown(channel))
    yield from failed.values()
