"""XML taken with care: what may stand before the first element, and what must not."""

from __future__ import annotations

import re

from tocsin.domain.errors import InputError

# Comments, processing instructions and a document type, as a pattern to begin others with. No part
# of it can match in two ways, or a file made of comments would keep the search busy for years.
PROLOG = r"\s*(?:<!--(?:(?!-->).)*-->\s*|<\?(?:(?!\?>).)*\?>\s*|<!doctype\b(?!\s+html\b)[^>]*>\s*)*"
ENTITY = re.compile(rb"<!ENTITY\s", re.IGNORECASE)


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
