"""What the head of a page states about it: JSON-LD, meta elements, marked-up times."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Attribute values of <meta name=…>, <meta property=…>, <meta itemprop=…>, best first.
META_NAMES = {
    "title": ("og:title", "citation_title", "dc.title", "dcterms.title", "parsely-title",
              "twitter:title", "headline"),
    "author": ("author", "article:author", "citation_author", "dc.creator", "dcterms.creator",
               "parsely-author", "sailthru.author", "byl"),
    "published": ("article:published_time", "og:article:published_time", "datepublished",
                  "citation_publication_date", "citation_date", "parsely-pub-date", "pubdate",
                  "publishdate", "publish-date", "publish_date", "publication_date",
                  "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date",
                  "dcterms.created", "dcterms.date", "article.published", "date"),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title",
                  "application-name"),
    "description": ("og:description", "description", "dc.description"),
    "language": ("og:locale", "content-language", "dc.language", "citation_language"),
}  # fmt: skip
ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review|Story)$")
# "Headline | Paper", "Headline - Paper": the part after the last such bar is the paper.
TITLE_SUFFIX = re.compile(r"\s+[|–—»-]\s+[^|–—»]{2,40}$")
BYLINE_CLASS = re.compile(r"\b(?:byline|author(?:-name|_name|__name)?)\b", re.I)
MAX_BYLINE_CHARACTERS = 120
# The date stands near the top; a list of updates has thousands.
MAX_TIMES = 20


def page_metadata(tree: HtmlElement) -> dict[str, str]:
    """The keys of `Draft.metadata` that a page states; values as written there.

    JSON-LD goes before meta elements, and both before the body, because
    templates fill them in from the editor's own fields. The time of the last
    change is not the date of publication and is not read; nor is a date in
    the running text.
    """
    from_meta = _from_meta_elements(tree)
    from_body = _from_body(tree)
    stated: dict[str, str] = {}
    for source in (_from_json_ld(tree), from_meta, from_body):
        for key, value in source.items():
            value = " ".join(value.split())
            if value and key not in stated:
                stated[key] = value
    return stated


def _from_meta_elements(tree: HtmlElement) -> dict[str, str]:
    contents: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content") or element.get("datetime")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name and content:
                contents.setdefault(name.strip().lower(), content)
    found = {}
    for key, names in META_NAMES.items():
        values = [contents[name] for name in names if name in contents]
        if key == "author":  # often the address of a profile page
            values = [value for value in values if "://" not in value]
        if values:
            found[key] = values[0]
    return found


def _from_body(tree: HtmlElement) -> dict[str, str]:
    """What is marked up in the page itself, and its <title>."""
    found: dict[str, str] = {}
    if language := tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"):
        found["language"] = language
    headlines = [heading.text_content() for heading in tree.iter("h1")]
    title = tree.findtext(".//title") or ""
    if len(headlines) == 1 and headlines[0].strip():
        found["title"] = headlines[0]
    elif title.strip():
        found["title"] = TITLE_SUFFIX.sub("", " ".join(title.split()))
    if author := _byline(tree):
        found["author"] = author
    if published := _marked_time(tree):
        found["published"] = published
    return found


def _byline(tree: HtmlElement) -> str:
    for element in tree.iter("a", "span", "p", "div", "address"):
        marked = (
            element.get("rel") == "author"
            or element.get("itemprop") == "author"
            or BYLINE_CLASS.search(element.get("class", ""))
        )
        if marked:
            words = " ".join(element.text_content().split())
            if 0 < len(words) <= MAX_BYLINE_CHARACTERS:
                return words
    return ""


def _marked_time(tree: HtmlElement) -> str:
    """The first <time> that is said to be the publication, or stands in the article's own head."""
    times = list(islice(tree.iter("time"), MAX_TIMES))
    for time in times:
        if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None:
            return str(time.get("datetime") or time.text_content())
    articles = list(tree.iter("article"))
    for time in times:
        # Where a page has several articles, most are teasers, each with its own time.
        if len(articles) == 1 and articles[0] in time.iterancestors():
            is_before_text = not time.xpath("preceding::p[string-length(.) > 200]")
            is_update = "update" in " ".join((time.get("class", ""), time.text_content())).lower()
            if is_before_text and not is_update:
                return str(time.get("datetime") or time.text_content())
    return ""


def _from_json_ld(tree: HtmlElement) -> dict[str, str]:
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        try:
            data = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue  # templates break it often; the meta elements are there as well
        for thing in _things(data):
            types = thing.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(isinstance(name, str) and ARTICLE_TYPE.search(name) for name in names):
                return _from_article(thing)
    return {}


def _things(data: Any) -> Iterator[dict[str, Any]]:
    """All objects of a JSON-LD text that may be its article."""
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph", thing.get("mainEntity", ()))
            for part in graph if isinstance(graph, list) else [graph]:
                if isinstance(part, dict):
                    yield part


def _from_article(article: dict[str, Any]) -> dict[str, str]:
    found = {
        "title": _name(article.get("headline") or article.get("name")),
        "author": _name(article.get("author") or article.get("creator")),
        "published": _name(article.get("datePublished")),
        "publisher": _name(article.get("publisher") or article.get("sourceOrganization")),
        "language": _name(article.get("inLanguage")),
        "description": _name(article.get("description")),
    }
    return {key: value for key, value in found.items() if value}


def _name(value: Any) -> str:
    """A JSON-LD value as text: a string, the name of an object, or the names of a list."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(each) for each in value[:10])))
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return value if isinstance(value, str) and "://" not in value else ""
