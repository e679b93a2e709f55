"""How words, footnotes, lists and tables are written in Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from tocsin.brief.attestation import Word
from tocsin.brief.draft import Listing
from tocsin.brief.footnotes import Markers

Line = TypeVar("Line")

_SPECIAL = re.compile(r"([\\`*_\[\]|~#])")


def plain(text: str) -> str:
    """Text that Markdown shows as it is: nothing in a report is markup.

    >>> plain("a *b* <script>")
    'a \\\\*b\\\\* &lt;script>'
    """
    joined = " ".join(text.split())
    return _SPECIAL.sub(r"\\\1", joined).replace("&", "&amp;").replace("<", "&lt;")


def spaced(text: str) -> str:
    """Text as `plain` writes it, a space kept at either end where there was one."""
    if not text.strip():
        return " " if text else ""
    return " " * text[0].isspace() + plain(text) + " " * text[-1].isspace()


def sentence(text: str) -> str:
    """Text that begins with a capital."""
    return text[:1].upper() + text[1:]


def notes(markers: Markers) -> str:
    """Footnote markers."""
    more = f" +{markers.more}" if markers.more else ""
    return "".join(f"[^{number}]" for number in markers.numbers) + more


def on_word(word: Word) -> str:
    """On whose word."""
    return plain(word.phrase) + (", anonymous" if word.anonymous and not word.hearsay else "")


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table; cells are escaped by the caller where they come from a report."""
    yield f"| {' | '.join(header)} |"
    yield f"|{' --- |' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def lines_of(listing: Listing[str]) -> Iterator[str]:
    """A whole list; Markdown folds nothing."""
    yield from listing.shown
    yield from listing.folded
    if listing.left_out:
        yield f"\n*{listing.left_out:,} more in the JSON form.*"
    yield ""


def rendered(listing: Listing[Line], write: Callable[[Line], str]) -> Listing[str]:
    """A list with every line written."""
    return Listing(
        tuple(map(write, listing.shown)), tuple(map(write, listing.folded)), listing.left_out
    )
