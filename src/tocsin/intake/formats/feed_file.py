"""Feeds in a file: RSS, Atom, RDF; each entry that carries a text is a report."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.domain.errors import InputError
from tocsin.domain.report import Unread
from tocsin.intake.cleaning import clean
from tocsin.intake.feeds import read_entries
from tocsin.intake.plain_text import read_plain_text
from tocsin.intake.registry import Draft, IntakeOptions, RawItem, importer
from tocsin.intake.web_page import holds_markup, read_fragment
from tocsin.intake.xml_safety import refuse_entities


@importer(
    "feed",
    label="a feed",
    suffixes=(".rss", ".atom", ".rdf", ".xml"),
    content_types=("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
)
def read_feed(item: RawItem, _options: IntakeOptions) -> Iterator[Draft | Unread]:
    """One Draft per entry, numbered from 1; the page it links to is not fetched."""
    refuse_entities(item.origin, item.data)
    try:
        entries = read_entries(item.data, origin=item.origin, url=item.url or "")
    except InputError as error:
        raise InputError(item.origin, "is no feed that can be read.") from error
    if not entries:
        raise InputError(item.origin, "is a feed without entries.")
    for number, entry in enumerate(entries, start=1):
        origin = f"{item.origin}#{number}"
        text = clean(entry.html)
        if not text.strip():
            yield Unread(
                origin=origin,
                reason="has no text in the feed, only a link.",
                remedy="Pass the address of the page or of the feed.",
            )
            continue
        blocks = read_fragment(text) if holds_markup(text) else read_plain_text(text)
        url = entry.link if entry.link.startswith(("http://", "https://")) else None
        yield Draft(origin, url, blocks, {**entry.metadata, **item.metadata})
