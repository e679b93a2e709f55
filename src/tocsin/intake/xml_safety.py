"""XML taken with care: what may stand before the root element, and what must not."""

from __future__ import annotations

import re
from typing import Final

from tocsin.domain.errors import InputError

ENTITY: Final = re.compile(rb"<!ENTITY\s", re.IGNORECASE)

_SPACE: Final = re.compile(r"\s*")
_DOCTYPE: Final = re.compile(r"<!doctype\s+([\w:.-]+)", re.IGNORECASE)
_ELEMENT: Final = re.compile(r"<([A-Za-z][\w:.-]*)(?=[\s/>])")
_BEFORE_ROOT: Final = (("<!--", "-->"), ("<?", "?>"))


def root_element(text: str) -> str:
    """Name of the element that a text begins with, in lower case; "" if it begins with none.

    Comments, processing instructions and a document type may stand before it;
    the document type of HTML counts as its root. Looks at every character
    once, however many comments there are: a search that may try them in
    several ways never ends on a file made of comments.

    >>> root_element("<?xml version='1.0'?> <!-- wire --> <rdf:RDF xmlns='…'>")
    'rdf:rdf'
    >>> root_element("Arvia < Borland")
    ''
    """
    at = _past_space(text, 0)
    while text.startswith(("<!", "<?"), at):
        doctype = _DOCTYPE.match(text, at)
        if doctype and doctype[1].lower() == "html":
            return "html"
        opening, closing = next(
            (pair for pair in _BEFORE_ROOT if text.startswith(pair[0], at)), ("", ">")
        )
        end = text.find(closing, at + len(opening))
        if end < 0 or not (opening or doctype):
            return ""
        at = _past_space(text, end + len(closing))
    element = _ELEMENT.match(text, at)
    return element[1].lower() if element else ""


def _past_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def refuse_entities(origin: str, data: bytes) -> None:
    """Raises InputError when the document type declaration declares an entity.

    Reports do not need them: the entities of HTML are built in. A parser that
    resolved them would read the user's own files into a report (external
    entities) or fill the memory (entities made of entities).
    """
    # Without its zeros, UTF-16 hides nothing.
    if ENTITY.search(data.replace(b"\0", b"") if b"\0" in data[:4096] else data):
        raise InputError(
            origin,
            "declares XML entities, which can pull in other files; Tocsin does not resolve them.",
            "Remove the <!ENTITY …> lines if you trust the file.",
        )
