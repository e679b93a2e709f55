"""Following a desk's feeds until stopped: `watch`, and how each of them fares: `feeds`."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.desk_folder import find_folder, open_here
from tocsin.cli.options import FolderName
from tocsin.domain import UsageError

if TYPE_CHECKING:
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
    """Follow the desk's feeds, pages and folders until stopped."""
    from tocsin.watch import follow, look_around

    span = _span(every)
    folder = find_folder(desk)
    if not folder.desk.feeds:
        raise UsageError(
            f"the desk '{folder.desk.name}' names no feed to follow. Add to its file:\n"
            '[[feeds]]\naddress = "https://…"'
        )
    # With an address of its own each folder is meant as seen from the desk.
    feeds = [
        feed.model_copy(update={"address": folder.beside(feed.address)})
        for feed in folder.desk.feeds
    ]
    chance = Random()  # noqa: S311 - when to look again is no secret
    with open_here(folder) as ledger, _until_stopped() as stopped:

        def rounds() -> Iterator[Round]:
            return look_around(
                feeds,
                ledger=ledger,
                desk=folder.desk,
                now=lambda: datetime.now(UTC),
                every=span,
                chance=chance,
            )

        for round_ in rounds() if once else follow(rounds, every=span, stopped=stopped):
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
        looked = looks.get(folder.beside(feed.address))
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


@contextmanager
def _until_stopped() -> Iterator[Event]:
    """An event that Ctrl-C or SIGTERM sets; a second one stops at once."""
    stopped = Event()

    def stop(number: int, _frame: object) -> None:
        stopped.set()
        signal.signal(number, signal.SIG_DFL)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _span(text: str) -> timedelta:
    found = _SPAN.fullmatch(text.strip())
    if not found or not int(found[1]):
        raise UsageError(f"'{text}' is no span of time; write 30s, 15m, 2h or 1d.")
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2].casefold()])


def _told(round_: Round) -> str:
    looked, name = round_.looked, round_.feed.name or round_.feed.address
    at = f"{looked.at:%Y-%m-%d %H:%M}"
    if looked.failures:
        again = f"{looked.not_before:%H:%M}" if looked.not_before else "later"
        return f"{at} {name}: failed: {looked.message} Again at {again}."
    return f"{at} {name}: {looked.new_reports} new"
