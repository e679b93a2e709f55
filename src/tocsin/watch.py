"""Where a desk follows its feeds, folders and pages: look, read, keep, wait, look again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from threading import Event
from typing import NamedTuple

from tocsin.desk import Desk, Feed
from tocsin.domain import InputError, Report, Unread
from tocsin.intake import collect
from tocsin.intake.fetch import Fetch, Fetched
from tocsin.ledger.store import Ledger, Looked, Recorded
from tocsin.record import record

LONGEST = timedelta(hours=24)
"""However often a feed has failed, it is looked at once a day."""

JITTER = 0.25
"""Share of a pause by which it may grow, so that a hundred desks do not knock at once."""


class Round(NamedTuple):
    """One look at one feed: what is kept about it, and what came."""

    feed: Feed
    looked: Looked
    arrived: tuple[Report, ...]


def look_around(
    feeds: Sequence[Feed],
    *,
    ledger: Ledger,
    desk: Desk,
    now: Callable[[], datetime],
    every: timedelta,
    chance: Random,
    fetch: Fetch | None = None,
    processes: int = 1,
) -> Iterator[Round]:
    """Look once at every feed that is due; one that fails never stops the others.

    every: pause between two looks at a feed, doubled with each failure in a row, up to a day.
    chance: for the jitter. fetch: how addresses are opened, politely from the network if None.
    """
    last = ledger.looks()
    for feed in feeds:
        before = last.get(feed.address)
        if before and before.failures and before.not_before and now() < before.not_before:
            continue
        arrived: list[Report] = []
        failure = ""
        try:
            items = _unseen(feed, ledger, fetch)
            for entry in record(items, ledger=ledger, desk=desk, now=now, processes=processes):
                if isinstance(entry.item, Unread):
                    if entry.item.origin == feed.address:
                        failure = f"{entry.item.reason} {entry.item.remedy}".strip()
                elif entry.outcome is Recorded.NEW:
                    arrived.append(entry.item)
        except InputError as error:
            if error.origin == f"ledger {ledger.address}":
                raise
            failure = f"{error.reason} {error.remedy}".strip()
        failures = (before.failures if before else 0) + 1 if failure else 0
        at = now()
        looked = Looked(
            address=feed.address,
            at=at,
            failures=failures,
            new_reports=len(arrived),
            message=failure,
            not_before=at + pause(every, failures, chance) if failures else None,
        )
        ledger.record_look(looked)
        yield Round(feed, looked, tuple(arrived))


def pause(every: timedelta, failures: int, chance: Random) -> timedelta:
    """How long to leave a feed alone after so many failures in a row.

    >>> pause(timedelta(minutes=15), 2, Random(1)) >= timedelta(minutes=60)
    True
    """
    if not failures:
        return every
    seconds = every.total_seconds() * 2.0 ** min(failures, 16)
    longest = max(LONGEST, every).total_seconds()
    return timedelta(seconds=min(seconds, longest) * (1 + JITTER * chance.random()))


def follow(
    rounds: Callable[[], Iterable[Round]],
    *,
    every: timedelta,
    stopped: Event,
    rest: Callable[[float], object] | None = None,
) -> Iterator[Round]:
    """Rounds, one after another, until stopped; the report in hand is finished first."""
    wait = rest or stopped.wait
    while not stopped.is_set():
        for round_ in rounds():
            yield round_
            if stopped.is_set():
                return
        wait(every.total_seconds())


def _unseen(feed: Feed, ledger: Ledger, fetch: Fetch | None) -> Iterator[Report | Unread]:
    """What a feed holds; pages that the ledger has already are not asked for again."""
    passed: set[str] = set()

    def open_unseen(url: str) -> Fetched:
        nonlocal fetch
        if url != feed.address and ledger.has_page(url):
            passed.add(url)
            raise InputError(url, "is in the ledger already.")
        if fetch is None:
            from tocsin.intake.fetch import default_fetch

            fetch = default_fetch()
        return fetch(url)

    for item in collect([feed.address], fetch=open_unseen):
        if not (isinstance(item, Unread) and item.origin in passed):
            yield item


def failing(looks: Mapping[str, Looked]) -> tuple[Looked, ...]:
    """The feeds whose last look failed, the longest failing first."""
    return tuple(
        sorted(
            (looked for looked in looks.values() if looked.failures),
            key=lambda looked: (-looked.failures, looked.address),
        )
    )
