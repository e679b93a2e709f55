"""Web pages: .html, .htm, .xhtml, and whatever a server calls text/html."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tocsin.intake.cleaning import clean, decode
from tocsin.intake.registry import Draft, IntakeOptions, RawItem, importer
from tocsin.intake.web_page import declared_charset, read_page
from tocsin.intake.xml_safety import refuse_entities

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.I)


@importer(
    "html",
    label="a web page",
    suffixes=(".html", ".htm", ".xhtml"),
    content_types=("text/html", "application/xhtml+xml"),
)
def read_html(item: RawItem, _options: IntakeOptions) -> Iterator[Draft]:
    """One Draft: the main content of the page and what its head states."""
    refuse_entities(item.origin, item.data)
    served = CHARSET.search(item.content_type or "")
    declared = served[1] if served else declared_charset(item.data)
    html = clean(decode(item.data, declared))
    yield read_page(html, origin=item.origin, url=item.url, known=item.metadata)
