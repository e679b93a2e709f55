"""From one address to the items behind it: an article, or the entries of a feed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urljoin

from tocsin.domain.errors import InputError
from tocsin.domain.report import Unread
from tocsin.intake.registry import RawItem
from tocsin.intake.xml_safety import refuse_entities

if TYPE_CHECKING:
    from tocsin.intake.fetch import Fetch, Fetched

MAX_ENTRIES: Final = 100
"""Of one feed; each may cost a request, a second apart."""

FULL_TEXT_WORDS: Final = 120
"""An entry with fewer words is a teaser of its page."""

_FEED_ROOT: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<\?xml-stylesheet[^>]*>\s*|<!DOCTYPE[^>]*>\s*)*"
    rb"<(?:rss|(?:\w+:)?feed|rdf:RDF)[\s>]",
    re.DOTALL | re.IGNORECASE,
)
_FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_HTML_TYPES: Final = ("text/html", "application/xhtml+xml")
_ARTICLE_TYPE: Final = re.compile(
    r"\"@type\"\s*:\s*(?:\[[^\]]*)?\"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review)\""
)
_TAG: Final = re.compile(r"<[^>]+>")
_CUT_OFF: Final = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|[Rr]ead more\W*|[Cc]ontinue reading\W*)\s*\Z")


class Entry(NamedTuple):
    """One entry of a feed.

    link: the address of its page, "" if none. html: its text as given.
    metadata: under the keys of `RawItem.metadata`.
    """

    link: str
    html: str
    metadata: dict[str, str]

    @property
    def is_full(self) -> bool:
        """Whether the entry holds the whole article and not its beginning."""
        words = _TAG.sub(" ", self.html)
        return len(words.split()) >= FULL_TEXT_WORDS and not _CUT_OFF.search(words.strip())


def expand_url(url: str, fetch: Fetch) -> Iterator[RawItem | Unread]:
    """The items behind an address.

    An article is itself; a feed is its entries; a page that is no article
    and advertises a feed is the entries of that feed. An entry without full
    text is fetched from its page, and one that cannot be had is an Unread.
    Raises InputError when the address itself cannot be read.
    """
    fetched = fetch(url)
    if is_feed(fetched):
        yield from _entries(url, fetched, fetch)
        return
    feed_url = _advertised_feed(fetched)
    if feed_url is None:
        yield RawItem(url, fetched.data, fetched.content_type, fetched.url)
        return
    try:
        feed = fetch(feed_url)
    except InputError as error:
        raise InputError(
            url, f"advertises the feed {feed_url}, but: {error.reason}", error.remedy
        ) from error
    if not is_feed(feed):
        yield RawItem(url, fetched.data, fetched.content_type, fetched.url)
        return
    yield from _entries(url, feed, fetch)


def is_feed(fetched: Fetched) -> bool:
    """Whether this is RSS or Atom, by what it holds before what it is called."""
    if _FEED_ROOT.match(fetched.data[:4096]):
        return True
    content_type = (fetched.content_type or "").split(";")[0].strip().lower()
    return content_type in _FEED_TYPES


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
        raise InputError(origin, "is no feed that can be read.", "Check the address.")
    publisher = _plain(parsed.feed.get("title", ""))
    language = parsed.feed.get("language", "")
    return tuple(_entry(entry, url, publisher, language) for entry in parsed.entries)


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
    return Entry(urljoin(feed_url, link) if link else "", html, stated)


def _plain(html: str) -> str:
    from html import unescape

    return unescape(_TAG.sub("", html)).strip()


def _entries(url: str, feed: Fetched, fetch: Fetch) -> Iterator[RawItem | Unread]:
    entries = read_entries(feed.data, origin=url, url=feed.url)
    if not entries:
        yield Unread(origin=url, reason="is a feed without entries.")
    for number, entry in enumerate(entries[:MAX_ENTRIES], start=1):
        yield _item(entry, f"{url}#{number}", fetch)
    if len(entries) > MAX_ENTRIES:
        yield Unread(
            origin=url,
            reason=f"has {len(entries)} entries; the first {MAX_ENTRIES} were read.",
            remedy="Pass the pages you need by their own addresses.",
        )


def _item(entry: Entry, place: str, fetch: Fetch) -> RawItem | Unread:
    """The article of an entry. place: what an entry without a link is called."""
    if entry.is_full or not entry.link:
        title = escape(entry.metadata.get("title", ""))
        html = f"<html><body><article><h1>{title}</h1>{entry.html}</article></body></html>"
        return RawItem(
            origin=entry.link or place,
            data=html.encode("utf-8", "replace"),
            content_type="text/html; charset=utf-8",
            url=entry.link or None,
            metadata=entry.metadata,
        )
    try:
        page = fetch(entry.link)
    except InputError as error:
        return Unread(origin=entry.link, reason=error.reason, remedy=error.remedy)
    return RawItem(entry.link, page.data, page.content_type, page.url, entry.metadata)


def _advertised_feed(fetched: Fetched) -> str | None:
    """The feed that a page names in its head, unless the page is an article itself."""
    content_type = (fetched.content_type or "text/html").split(";")[0].strip().lower()
    if content_type not in _HTML_TYPES:
        return None
    from lxml import etree, html

    try:
        tree = html.document_fromstring(fetched.data)
    except (etree.ParserError, ValueError):
        return None
    links = [
        element.get("href")
        for element in tree.iter("link")
        if "alternate" in element.get("rel", "").lower().split()
        and element.get("type", "").split(";")[0].strip().lower() in _FEED_TYPES
        and element.get("href")
        # A page on which people comment advertises the feed of the comments as well.
        and "comment" not in f"{element.get('href')} {element.get('title', '')}".lower()
    ]
    if not links or _is_article(tree):
        return None
    base = next((element.get("href") for element in tree.iter("base") if element.get("href")), "")
    return str(urljoin(urljoin(fetched.url, base), links[0]))


def _is_article(tree: Any) -> bool:
    """Whether a page says that it is an article, or else reads like one."""
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").lower()
        if name == "og:type" and element.get("content", "").strip():
            return bool(element.get("content").strip().lower() == "article")
        if name == "article:published_time":
            return True
    if any(_ARTICLE_TYPE.search(script.text or "") for script in tree.iter("script")):
        return True
    paragraphs = [" ".join(element.text_content().split()) for element in tree.iter("p")]
    prose = [text for text in paragraphs if len(text.split()) >= 25]
    linked = sum(len(element.text_content().split()) for element in tree.iter("a"))
    words = sum(len(text.split()) for text in prose)
    return words >= 200 and words > linked
