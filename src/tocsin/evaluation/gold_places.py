"""Where gold items stand: from quotations to places in a text, and to its sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from tocsin.domain import Report

Place = tuple[int, int]
ALIKE = {"'": "['‘’]", "‘": "['‘’]", "’": "['‘’]", '"': '["“”]', "“": '["“”]', "”": '["“”]'}
DASHES = "-–—"


def find_item(quote: str, start: int | None, end: int | None, text: str) -> Place | None:
    """Where an item's words stand in the text it was annotated in; None if nowhere."""
    if start is None or end is None:
        return locate(quote, text)
    if not 0 <= start < end <= len(text):
        return None
    return None if quote and locate(quote, text[start:end]) is None else (start, end)


def locate(quote: str, text: str, *, near: int = 0) -> Place | None:
    """Where a quotation stands, nearest to a place if more than once.

    White space, quotation marks and dashes may be of another kind.

    >>> locate("won't cross", "It  won’t\\ncross.")
    (4, 15)
    """
    words = quote.split()
    if not words:
        return None
    pattern = r"\s+".join("".join(_alike(sign) for sign in word) for word in words)
    places = [found.span() for found in re.finditer(pattern, text)]
    return min(places, key=lambda place: abs(place[0] - near), default=None)


def _alike(sign: str) -> str:
    if sign in DASHES:
        return f"[{DASHES}]"
    return ALIKE.get(sign, re.escape(sign))


def sentence_starts(report: Report) -> list[int]:
    """Where the sentences of a report begin, in order."""
    from tocsin.reading.parser import PLAIN_QUOTES, load_parser
    from tocsin.reading.pipeline import blocks_of

    parser = load_parser()
    blocks = blocks_of(report)
    texts = (report.text[block.start : block.end].translate(PLAIN_QUOTES) for block in blocks)
    with parser.memory_zone():
        return [
            block.start + sentence.start_char
            for block, doc in zip(blocks, parser.pipe(texts), strict=True)
            for sentence in doc.sents
        ]


def sentence_at(starts: Sequence[int], place: int) -> int:
    """Which sentence a place is in, from 0."""
    return max(bisect_right(starts, place) - 1, 0)
