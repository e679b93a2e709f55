"""Feeds in a file: RSS, Atom, RDF; each entry that carries a text is a report."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.domain.errors import InputError
from tocsin.domain.report import Unread
from tocsin.intake.feed_entries import FEED_TYPES, draft_entry, read_entries
from tocsin.intake.registry import Draft, IntakeOptions, RawItem, importer


@importer(
    "feed",
    label="a feed",
    suffixes=(".rss", ".atom", ".rdf", ".xml"),
    content_types=FEED_TYPES,
)
def read_feed(item: RawItem, _options: IntakeOptions) -> Iterator[Draft | Unread]:
    """One Draft per entry, numbered from 1; the page it links to is not fetched."""
    entries = read_entries(item.data, origin=item.origin, url=item.url or "")
    if not entries:
        raise InputError(item.origin, "is a feed without entries.")
    for number, entry in enumerate(entries, start=1):
        known = entry._replace(metadata={**entry.metadata, **item.metadata})
        yield draft_entry(known, origin=f"{item.origin}#{number}")
