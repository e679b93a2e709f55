"""The entries of a feed, RSS or Atom, from a file or an address alike."""

from __future__ import annotations

import io
import re
from hashlib import blake2b
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin

from tocsin.domain.errors import InputError
from tocsin.domain.report import Unread
from tocsin.intake.cleaning import clean
from tocsin.intake.plain_text import read_plain_text
from tocsin.intake.registry import Draft
from tocsin.intake.web_page import holds_markup, read_fragment
from tocsin.intake.xml_safety import refuse_entities

FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
"""Content types that say so."""

FULL_TEXT_WORDS: Final = 120
"""An entry with fewer words is a teaser of its page."""

_TAG: Final = re.compile(r"<[^<>]+>")
_CUT_OFF: Final = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|[Rr]ead more\W*|[Cc]ontinue reading\W*)\s*\Z")


class Entry(NamedTuple):
    """One entry of a feed.

    link: the address of its page, "" if none. html: its text as given.
    metadata: under the keys of `RawItem.metadata`. name: what tells it from others of its feed
    wherever it stands there: what the feed itself calls it, else what follows from its text.
    """

    link: str
    html: str
    metadata: dict[str, str]
    name: str = ""

    @property
    def is_full(self) -> bool:
        """Whether the entry holds the whole article and not its beginning."""
        words = _TAG.sub(" ", self.html).split()
        return len(words) >= FULL_TEXT_WORDS and not _CUT_OFF.search(" ".join(words[-4:]))


def read_entries(data: bytes, *, origin: str, url: str) -> tuple[Entry, ...]:
    """The entries of a feed, in its order.

    url: of the feed, against which links are resolved.
    Raises InputError when this is no feed, or one that declares entities.
    """
    import feedparser

    refuse_entities(origin, data)
    # A stream, because feedparser would take a bare string for an address or a file name.
    parsed = feedparser.parse(io.BytesIO(data), response_headers={"content-location": url})
    if not parsed.version:
        raise InputError(origin, "is no feed that can be read.")
    publisher = _plain(parsed.feed.get("title", ""))
    language = parsed.feed.get("language", "")
    return tuple(_entry(entry, url, publisher, language) for entry in parsed.entries)


def draft_entry(entry: Entry, *, origin: str) -> Draft | Unread:
    """What an entry itself holds, without its page. origin: what the report is to be called."""
    text = clean(entry.html)
    if not text.strip() and not entry.link:
        return Unread(origin=origin, reason="is an entry with neither text nor link.")
    if not text.strip():
        return Unread(
            origin=origin,
            reason="has no text in the feed, only a link.",
            remedy="Pass the address of the page or of the feed.",
        )
    blocks = read_fragment(text) if holds_markup(text) else read_plain_text(text)
    url = entry.link if entry.link.startswith(("http://", "https://")) else None
    return Draft(origin, url, blocks, entry.metadata)


def _entry(entry: Any, feed_url: str, publisher: str, language: str) -> Entry:
    contents = [content.get("value", "") for content in entry.get("content", ())]
    html = max((*contents, entry.get("summary", "")), key=len)
    link = entry.get("link", "")
    metadata = {
        "title": _plain(entry.get("title", "")),
        "author": entry.get("author", ""),
        "published": entry.get("published", ""),
        "publisher": _plain(entry.get("source", {}).get("title", "")) or publisher,
        "language": entry.get("language", "") or language,
    }
    stated = {key: value.strip() for key, value in metadata.items() if value and value.strip()}
    name = entry.get("id", "") or blake2b(html.encode(), digest_size=4).hexdigest()
    return Entry(urljoin(feed_url, link) if link else "", html, stated, name)


def _plain(html: str) -> str:
    from html import unescape

    return unescape(_TAG.sub("", html)).strip()
