"""From one address to the items behind it: an article, or the entries of a feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from tocsin.domain.errors import InputError
from tocsin.domain.report import Unread
from tocsin.intake.feed_entries import FEED_TYPES, Entry, draft_entry, read_entries
from tocsin.intake.registry import Part, RawItem
from tocsin.intake.sniff import is_feed

if TYPE_CHECKING:
    from tocsin.intake.fetch import Fetch, Fetched

MAX_ENTRIES: Final = 100
"""Of one feed; each may cost a request, a second apart."""

_HTML_TYPES: Final = ("text/html", "application/xhtml+xml")
_ARTICLE_TYPE: Final = re.compile(
    r"\"@type\"\s*:\s*(?:\[[^\]]*)?\"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review)\""
)


def expand_url(url: str, fetch: Fetch) -> Iterator[Part]:
    """The items behind an address.

    An article is itself; a feed is its entries; a page that is no article
    and advertises a feed is the entries of that feed. An entry without full
    text is fetched from its page, and one that cannot be had is an Unread.
    Raises InputError when the address itself cannot be read.
    """
    fetched = fetch(url)
    if _holds_feed(fetched):
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
    if not _holds_feed(feed):
        yield RawItem(url, fetched.data, fetched.content_type, fetched.url)
        return
    yield from _entries(url, feed, fetch)


def _holds_feed(fetched: Fetched) -> bool:
    """Whether this is RSS or Atom, by what it holds before what it is called."""
    content_type = (fetched.content_type or "").split(";")[0].strip().lower()
    return is_feed(fetched.data) or content_type in FEED_TYPES


def _entries(url: str, feed: Fetched, fetch: Fetch) -> Iterator[Part]:
    entries = read_entries(feed.data, origin=url, url=feed.url)
    if not entries:
        yield Unread(origin=url, reason="is a feed without entries.")
    for entry in entries[:MAX_ENTRIES]:
        # Not by its number: with the next entry on top, the same one would be another report.
        yield _item(entry, f"{url}#{entry.name}", fetch)
    if len(entries) > MAX_ENTRIES:
        yield Unread(
            origin=url,
            reason=f"has {len(entries)} entries; the first {MAX_ENTRIES} were read.",
            remedy="Pass the pages you need by their own addresses.",
        )


def _item(entry: Entry, place: str, fetch: Fetch) -> Part:
    """The article of an entry. place: what an entry without a link is called."""
    if entry.is_full or not entry.link:
        return draft_entry(entry, origin=entry.link or place)
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
        and element.get("type", "").split(";")[0].strip().lower() in FEED_TYPES
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
