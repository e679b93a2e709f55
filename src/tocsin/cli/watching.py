"""Following a desk's feeds until stopped: `watch`; how each fares: `feeds`; `alerts`."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.desk_folder import day_since, find_folder, open_here
from tocsin.cli.listing import ListForm, print_list
from tocsin.cli.options import FolderName
from tocsin.domain import UsageError

if TYPE_CHECKING:
    from tocsin.alarm import Delivery
    from tocsin.alerts import Post
    from tocsin.desk import DeskFolder
    from tocsin.ledger.store import Ledger
    from tocsin.watch import Round

_SPAN = re.compile(r"(\d{1,5})\s*([smhd])", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def watch(
    desk: FolderName = None,
    every: Annotated[
        str, typer.Option("--every", metavar="15m|1h", help="Pause between two looks at a feed.")
    ] = "15m",
    once: Annotated[bool, typer.Option("--once", help="Look once at each, then stop.")] = False,
) -> None:
    """Follow the desk's feeds, pages and folders until stopped, and send its alerts."""
    from tocsin.intake.fetch import PoliteFetch
    from tocsin.intake.page_cache import PageCache, default_folder
    from tocsin.watch import Remembered, follow, look_around

    span = _span(every)
    folder = find_folder(desk)
    if not folder.desk.feeds:
        raise UsageError(
            f"the desk '{folder.desk.name}' names no feed to follow. Add to its file:\n"
            '[[feeds]]\naddress = "https://…"'
        )
    chance = Random()  # noqa: S311 - when to look again is no secret
    with open_here(folder) as ledger, _until_stopped() as stop:
        cache = PageCache(default_folder(os.environ))
        # One for all, so that two feeds of one host do not call it at once.
        fetch = PoliteFetch(cache=cache, sleep=stop.wait)
        remembered = Remembered()

        def rounds() -> Iterator[Round]:
            return look_around(
                folder.desk.feeds,
                ledger=ledger,
                desk=folder.desk,
                now=_now,
                every=span,
                chance=chance,
                fetch=fetch,
                remembered=remembered,
                stopped=stop.is_set,
                eager=once,
            )

        alarm = _Alarm(ledger, folder)
        if once:
            seen = []
            for round_ in rounds():
                seen.append(round_)
                typer.echo(_told(round_), err=True)
            if not stop.is_set():
                alarm.sound(seen)
            return
        for round_ in follow(
            rounds, every=span, stopped=stop.is_set, rest=stop.wait, after=alarm.sound
        ):
            typer.echo(_told(round_), err=True)


def feeds(
    desk: FolderName = None,
    failing: Annotated[bool, typer.Option("--failing", help="Only those that fail.")] = False,
) -> None:
    """Show when each feed was looked at, and which ones fail."""
    folder = find_folder(desk)
    with open_here(folder) as ledger:
        looks = ledger.looks()
    for feed in folder.desk.feeds:
        looked = looks.get(feed.address)
        if failing and not (looked and looked.failures):
            continue
        name = feed.name or feed.address
        if looked is None:
            typer.echo(f"{name}: not looked at yet")
        elif looked.failures:
            times = f"{looked.failures} times in a row, last {looked.at:%Y-%m-%d %H:%M}"
            typer.echo(f"{name}: failing, {times}: {looked.message}")
        else:
            typer.echo(f"{name}: well, last {looked.at:%Y-%m-%d %H:%M}")


def alerts(
    desk: FolderName = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="7d|2w|DAY", help="Only those raised from then on."),
    ] = None,
    form: Annotated[ListForm, typer.Option("--format", help="What to write.")] = ListForm.TABLE,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to.", show_default="standard output")
    ] = None,
) -> None:
    """List the alerts that the desk's rules have raised, and where each arrived."""
    from tocsin.exchange.desk_rows import alert_row

    moment = None
    if since is not None:
        moment = datetime.combine(day_since(since, _now().date()), time(), UTC)
    with open_here(find_folder(desk)) as ledger:
        rows = [
            alert_row(told.alert, raised=told.at, sent=told.sent, waiting=told.waiting)
            for told in ledger.alerts(since=moment)
        ]
    print_list("alerts", rows, form, out)


class _Alarm:
    """Raises and sends alerts after a round, as far as there is anything new."""

    def __init__(self, ledger: Ledger, folder: DeskFolder) -> None:
        self._ledger, self._desk = ledger, folder.desk
        self._post = _post(folder)
        self._first = True

    def sound(self, rounds: Sequence[Round]) -> None:
        """Tell what is new, and what could not be told before."""
        from tocsin.alarm import deliver_all, raise_alarm

        news = any(each.arrived or each.looked.failures for each in rounds)
        # At first as well: the process before may have been stopped between reading and telling.
        if news or self._first:
            raise_alarm(self._ledger, desk=self._desk, at=_now())
            self._first = False
        for delivery in deliver_all(self._ledger, post=self._post, now=_now):
            if delivery.failure:
                typer.echo(_not_sent(delivery), err=True)


class _Stop:
    """Set by a signal, and waited for without missing one."""

    def __init__(self) -> None:
        # A pair of sockets and no `threading.Event`: the signal may come while the event's own
        # lock is held, and then setting it would wait for ever.
        self._ear, self._bell = socket.socketpair()
        self._bell.setblocking(False)
        self._set = False

    def set(self) -> None:
        """From now on; wakes who waits."""
        self._set = True
        self._bell.send(b"!")

    def is_set(self) -> bool:
        """Whether to stop."""
        return self._set

    def wait(self, seconds: float) -> None:
        """Sleep, but not beyond being set."""
        if not self._set:
            select.select([self._ear], [], [], seconds)

    def close(self) -> None:
        """Give both ends back."""
        self._ear.close()
        self._bell.close()


@contextmanager
def _until_stopped() -> Iterator[_Stop]:
    """What Ctrl-C or SIGTERM sets; a second one stops at once."""
    stop = _Stop()

    def heed(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        stop.set()

    before = {number: signal.signal(number, heed) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        stop.close()


def _post(folder: DeskFolder) -> Post:
    from tocsin.alerts import Post

    return Post(terminal=typer.echo, folder=folder.path, settings=os.environ, smtp=folder.desk.smtp)


def _now() -> datetime:
    return datetime.now(UTC)


def _span(text: str) -> timedelta:
    found = _SPAN.fullmatch(text.strip())
    if not found or not int(found[1]):
        raise UsageError(f"'{text}' is no span of time; write 30s, 15m, 2h or 1d.")
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2].casefold()])


def _told(round_: Round) -> str:
    looked, name = round_.looked, round_.feed.name or round_.feed.address
    at = f"{looked.at:%Y-%m-%d %H:%M}"
    if looked.failures:
        again = f"{looked.not_before:%Y-%m-%d %H:%M}" if looked.not_before else "later"
        return f"{at} {name}: failed: {looked.message} Again at {again}."
    return f"{at} {name}: {looked.new_reports} new"


def _not_sent(delivery: Delivery) -> str:
    more = f" {delivery.waiting} more wait for it." if delivery.waiting else ""
    return (
        f"{_now():%Y-%m-%d %H:%M} alert '{delivery.alert.rule}' not sent: {delivery.channel} "
        f"{delivery.failure} Tried again in the next round.{more}"
    )
