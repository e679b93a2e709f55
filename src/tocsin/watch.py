"""Where a desk follows its feeds, folders and pages: look, read, keep, tell, wait, look again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
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
"""Share of a pause by which it may be shorter, so that a hundred desks do not knock at once."""

MOST_SLEEP = 60.0
"""Seconds after which to see which feeds are due: those that fail have times of their own."""

# What says that there is nothing yet, which is no failure.
_NOTHING_YET = ("is a feed without entries", "holds nothing readable")

State = tuple[tuple[str, int, int], ...]


class Round(NamedTuple):
    """One look at one feed: what is kept about it, and what came."""

    feed: Feed
    looked: Looked
    arrived: tuple[Report, ...]


class Remembered:
    """What one process keeps in mind between its looks, to ask for nothing in vain.

    Lost when it ends: then each failing page is asked for once more, and each folder read.
    """

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, datetime, InputError]] = {}
        """Pages that could not be had: how often, when they may be asked for, and why."""
        self.folders: dict[str, State] = {}


def look_around(
    feeds: Sequence[Feed],
    *,
    ledger: Ledger,
    desk: Desk,
    now: Callable[[], datetime],
    every: timedelta,
    chance: Random,
    fetch: Fetch,
    remembered: Remembered | None = None,
    stopped: Callable[[], bool] = lambda: False,
    eager: bool = False,
    processes: int = 1,
) -> Iterator[Round]:
    """Look once at every feed that is due; one that fails never stops the others.

    every: pause between two looks at a feed, doubled with each failure in a row, up to a day.
    chance: for the jitter. fetch: how addresses are opened. stopped: asked before each feed and
    each of its entries; a feed that was cut short is due again. eager: look now at every feed
    that does not fail.
    Errors: InputError where the ledger cannot be written.
    """
    remembered = remembered or Remembered()
    last = ledger.looks()
    for feed in feeds:
        before = last.get(feed.address)
        if stopped():
            return
        if before is not None and not _is_due(before, now(), every, eager):
            continue
        look = _Look(feed, ledger, fetch, remembered, now, every, chance, stopped)
        arrived: list[Report] = []
        failure = ""
        try:
            items = look.items()
            for entry in record(items, ledger=ledger, desk=desk, now=now, processes=processes):
                if entry.outcome is Recorded.NEW and isinstance(entry.item, Report):
                    arrived.append(entry.item)
                if stopped():  # what has been read ahead is read again
                    look.cut_short = True
                    break
            failure = look.failure
        except InputError as error:
            if error.origin == f"ledger {ledger.address}":
                raise
            failure = f"{error.reason} {error.remedy}".strip()
        except Exception as error:  # one feed that breaks a library does not stop the others
            failure = f"could not be read ({type(error).__name__}: {' '.join(str(error).split())})."
        failures = (before.failures if before else 0) + 1 if failure else 0
        at = now()
        looked = Looked(
            address=feed.address,
            at=at,
            failures=failures,
            new_reports=len(arrived),
            message=failure,
            not_before=at + pause(every, failures, chance),
        )
        if not look.cut_short:
            ledger.record_look(looked)
        yield Round(feed, looked, tuple(arrived))


def pause(every: timedelta, failures: int, chance: Random) -> timedelta:
    """How long to leave a feed alone after so many failures in a row.

    >>> pause(timedelta(minutes=15), 0, Random(1))
    datetime.timedelta(seconds=900)
    >>> timedelta(minutes=45) <= pause(timedelta(minutes=15), 2, Random(1)) <= timedelta(hours=1)
    True
    """
    if not failures:
        return every
    seconds = every.total_seconds() * 2.0 ** min(failures, 16)
    longest = max(LONGEST, every).total_seconds()
    return timedelta(seconds=min(seconds, longest) * (1 - JITTER * chance.random()))


def follow(
    rounds: Callable[[], Iterable[Round]],
    *,
    every: timedelta,
    stopped: Callable[[], bool],
    rest: Callable[[float], object],
    after: Callable[[Sequence[Round]], object],
) -> Iterator[Round]:
    """Rounds, one after another, until stopped; the report in hand is finished first.

    rest: waits so many seconds, or until stopped. after: what is to be done when all that were
    due have been looked at.
    """
    while not stopped():
        seen = []
        for round_ in rounds():
            seen.append(round_)
            yield round_
        if seen and not stopped():
            after(seen)
        if not stopped():
            rest(min(every.total_seconds(), MOST_SLEEP))


def _is_due(before: Looked, now: datetime, every: timedelta, eager: bool) -> bool:
    """A feed that fails has its own time; any other, the pause that is asked for today."""
    if before.failures:
        return before.not_before is None or now >= before.not_before
    # A look from the future: the clock was set back, and is no reason to wait.
    return eager or now >= before.at + every or now < before.at


class _Look:
    """One look at a feed: its items, and afterwards how it went."""

    def __init__(
        self,
        feed: Feed,
        ledger: Ledger,
        fetch: Fetch,
        remembered: Remembered,
        now: Callable[[], datetime],
        every: timedelta,
        chance: Random,
        stopped: Callable[[], bool],
    ) -> None:
        self.feed, self.ledger, self.fetch = feed, ledger, fetch
        self.remembered, self.now, self.every = remembered, now, every
        self.chance, self.stopped = chance, stopped
        self.failure = ""
        self.cut_short = False
        self._passed: set[str] = set()

    def items(self) -> Iterator[Report | Unread]:
        """What the feed holds; pages the ledger has, and folders as they were, are left alone."""
        address = self.feed.address
        state = _state(address)
        if state is not None and self.remembered.folders.get(address) == state:
            return
        came, failure = False, ""
        for item in collect([address], fetch=self._open):
            if self.stopped():
                self.cut_short = True
                return
            if isinstance(item, Unread) and item.origin in self._passed:
                came = True
                continue
            if isinstance(item, Unread) and item.origin == address:
                if not item.reason.startswith(_NOTHING_YET):
                    failure = f"{item.reason} {item.remedy}".strip()
                continue  # the look keeps it
            came = True
            yield item
        # A feed that has too many entries says so beside them, and is well.
        self.failure = "" if came else failure
        if state is not None and not self.failure:
            self.remembered.folders[address] = state

    def _open(self, url: str) -> Fetched:
        if url == self.feed.address:
            return self.fetch(url)
        if self.ledger.has_page(url):
            self._passed.add(url)
            raise InputError(url, "is in the ledger already.")
        times, until, error = self.remembered.pages.get(url, (0, None, None))
        if error is not None and until is not None and self.now() < until:
            self._passed.add(url)
            raise InputError(url, error.reason, error.remedy)
        try:
            fetched = self.fetch(url)
        except InputError as error:
            until = self.now() + pause(self.every, times + 1, self.chance)
            self.remembered.pages[url] = (times + 1, until, error)
            raise
        self.remembered.pages.pop(url, None)
        return fetched


def _state(address: str) -> State | None:
    """Names, sizes and times of all that is in a folder; None of what is no folder."""
    folder = Path(address)
    if "://" in address or not folder.is_dir():
        return None
    found = []
    for path in sorted(folder.rglob("*")):
        try:
            status = path.stat()
        except OSError:
            continue  # gone meanwhile, or a link into nothing
        found.append((str(path), status.st_size, status.st_mtime_ns))
    return tuple(found)
