"""One reader for all tests of the reading room, and short ways to use it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tocsin.desk import load
from tocsin.domain import Block, BlockKind, Reading, Report, Status
from tocsin.reading.pipeline import Reader

ReadText = Callable[..., Reading]
Acts = Callable[..., list[str]]


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader for the desk that needs no set-up; the parser is loaded once."""
    return Reader(load("general"))


@pytest.fixture(scope="session")
def read_text(reader: Reader) -> ReadText:
    """Read one text; without blocks it is a single paragraph."""

    def read(
        text: str, published: date | None = None, blocks: tuple[Block, ...] | None = None
    ) -> Reading:
        report = Report.make(
            origin="invented.txt", text=text, published=published, blocks=blocks or ()
        )
        return next(reader.read([report]))

    return read


@pytest.fixture(scope="session")
def read_page(read_text: ReadText) -> ReadText:
    """Read a page given as (kind, words) parts, each a block of its own."""

    def read(*parts: tuple[BlockKind, str], published: date | None = None) -> Reading:
        blocks = []
        start = 0
        for kind, words in parts:
            level = 2 if kind is BlockKind.HEADING else 0
            blocks.append(Block(kind=kind, start=start, end=start + len(words), level=level))
            start += len(words) + 2
        return read_text("\n\n".join(words for _, words in parts), published, tuple(blocks))

    return read


@pytest.fixture(scope="session")
def acts() -> Acts:
    """The events of a reading that have a status, as "SOURCE TYPE TARGET", sorted.

    Coordinated sides are joined by "+" in the order of the text; "-" stands
    for nobody.
    """

    def of(reading: Reading, status: Status = Status.ACTUAL) -> list[str]:
        return sorted(
            f"{'+'.join(event.source) or '-'} {event.type} {'+'.join(event.target) or '-'}"
            for event in reading.events
            if event.status is status
        )

    return of
