"""PDF documents with a text layer: .pdf."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from io import BytesIO
from typing import Any

from tocsin.domain.errors import InputError
from tocsin.intake.cleaning import clean
from tocsin.intake.plain_text import read_plain_text
from tocsin.intake.registry import Draft, IntakeOptions, RawItem, importer

PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.I)
# An entry of a table of contents: dots that lead to a page number.
LEADERS = re.compile(r".{0,200}?(?:\.\s?){5}[.\s]{0,200}[\divxlc]{1,6}\s*", re.I)
# Running heads stand within so many lines of the edge. The outermost line is one when a few pages
# have it, because each chapter may have its own; the next, when half of all pages do.
EDGE_LINES = 2
FEWEST_PAGES_TO_REPEAT = 3
REPEATED_SHARE = 0.5
# A page of text has hundreds of letters; a scanned one a stamp or a page number.
FEWEST_LETTERS_PER_PAGE = 10
SENTENCE_ENDS = (".", "!", "?", ":", ".”", '."')


@importer("pdf", label="a PDF", suffixes=(".pdf",), content_types=("application/pdf",))
def read_pdf(item: RawItem, _options: IntakeOptions) -> Iterator[Draft]:
    """One Draft: pages joined, running heads and page numbers dropped.

    Title and author come from the document information; the date in it is
    when the file was made and is not read.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # It reports each oddity of each file, and we report the file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(item.data))
        _unlock(item, reader)
        pages = [clean(page.extract_text()).strip("\n").split("\n") for page in reader.pages]
    except PyPdfError as error:
        raise InputError(
            item.origin, f"is a damaged PDF ({_in_short(error)}).", "Open it and save it again."
        ) from error
    letters = sum(character.isalpha() for page in pages for line in page for character in line)
    if letters < FEWEST_LETTERS_PER_PAGE * max(len(pages), 1):
        raise InputError(
            item.origin,
            "has no text layer; its pages are pictures.",
            "Run character recognition (OCR) on it first.",
        )
    text = "\n".join(_joined(_without_running_heads(pages)))
    yield Draft(item.origin, item.url, read_plain_text(text), {**_stated(reader), **item.metadata})


def _unlock(item: RawItem, reader: Any) -> None:
    """Open a PDF that is encrypted without a password; raises InputError for one that has it."""
    from pypdf.errors import DependencyError

    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt("")
    except (DependencyError, NotImplementedError):
        opened = False
    if not opened:
        raise InputError(item.origin, "is password-protected.", "Save a copy without the password.")


def _stated(reader: Any) -> dict[str, str]:
    information = reader.metadata or {}
    stated = {"title": information.get("/Title"), "author": information.get("/Author")}
    return {key: str(value) for key, value in stated.items() if value and str(value).strip()}


def _without_running_heads(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of each page without page numbers and what most pages repeat at their edges."""
    filled = [[line.rstrip() for line in page if line.strip()] for page in pages]
    outermost = _count_pages_with(filled, 1)
    near_edge = _count_pages_with(filled, EDGE_LINES)
    few = FEWEST_PAGES_TO_REPEAT
    half = max(few, REPEATED_SHARE * len(filled))
    repeated = {line for line, count in near_edge.items() if count >= half}
    repeated |= {line for line, count in outermost.items() if count >= few}
    return [_inner_lines(page, repeated) for page in filled]


def _count_pages_with(pages: Sequence[Sequence[str]], edge: int) -> Counter[str]:
    """On how many pages each line stands among the first or last `edge` lines."""
    return Counter(
        pattern
        for page in pages
        for pattern in {_as_pattern(line) for line in (*page[:edge], *page[-edge:])}
    )


def _inner_lines(page: Sequence[str], repeated: Collection[str]) -> list[str]:
    """The lines of a page between its running head and foot."""
    first_inner, last_inner = EDGE_LINES, len(page) - EDGE_LINES
    return [
        line
        for number, line in enumerate(page)
        if not LEADERS.fullmatch(line)
        and (
            first_inner <= number < last_inner
            or not (_as_pattern(line) in repeated or PAGE_NUMBER.fullmatch(line))
        )
    ]


def _as_pattern(line: str) -> str:
    """A line as running heads repeat it: the page number in it changes."""
    return re.sub(r"\d+", "0", " ".join(line.split())).casefold()


def _joined(pages: Sequence[Sequence[str]]) -> list[str]:
    """The lines of all pages; a blank line where a page ends with a sentence."""
    lines: list[str] = []
    for page in pages:
        if lines and lines[-1].endswith(SENTENCE_ENDS):
            lines.append("")
        lines += page
    return lines


def _in_short(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
