"""Reports as taken in, and the evidence that points into them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from tocsin.domain.admiralty import Reliability
from tocsin.domain.base import Record, derive_id

ReportId = str


class BlockKind(StrEnum):
    """What part a stretch of text plays on its page."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_HEADER = "table_header"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    QUOTE = "quote"


class Cell(Record):
    """One cell of a table row: `[start, end)` in `Report.text`; empty when start == end."""

    start: int
    end: int


class Block(Record):
    """A paragraph, heading, list item or table row: `[start, end)` in `Report.text`.

    Blocks are in order, do not overlap, and between two of them there is
    nothing but line breaks. level: 1-6 for headings, else 0. cells: of table
    headers and rows, left to right. table: number of the table in the report
    from 0, so that a row finds its header; None outside tables.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    cells: tuple[Cell, ...] = ()
    table: int | None = None


class Report(Record):
    """One document taken in, its page furniture removed.

    origin: the file name or address it came from. source: who published it,
    None where neither text nor metadata say. published: None where they do
    not say; never the day we fetched it. language: ISO 639-1. grade:
    reliability of the source, F until somebody judges it. duplicate_of: the
    report of which this is a near-copy. text: what all evidence points into.
    credit: whose text it is where a credit line, an agency's tag or a dateline
    says so; None where none does. house, credit_house: the houses behind
    `source` and `credit` as desk and table know them, None until looked up.
    """

    id: ReportId
    origin: str
    title: str | None = None
    byline: str | None = None
    source: str | None = None
    credit: str | None = None
    house: str | None = None
    credit_house: str | None = None
    published: date | None = None
    url: str | None = None
    language: str = "en"
    words: int = 0
    grade: Reliability = Reliability.F
    duplicate_of: ReportId | None = None
    text: str
    blocks: tuple[Block, ...] = ()

    @classmethod
    def make(cls, *, origin: str, text: str, **fields: object) -> Report:
        """A report with its identifier and word count filled in.

        The identifier depends on where the report was published (address,
        else file name) and on what it says: the same page taken in twice is
        one report, the same wire in two papers is two.
        """
        place = fields.get("url") or origin
        return cls.model_validate(
            {
                "id": derive_id("report", place, text),
                "origin": origin,
                "text": text,
                "words": len(text.split()),
                **fields,
            }
        )


class Unread(Record):
    """An item that was not read, and why; shown in the brief so that nothing is lost silently.

    excluded: it could have been read and was left out as asked (published
    after the day of the assessment), which is no failure.
    """

    origin: str
    reason: str
    remedy: str = ""
    excluded: bool = False


class Evidence(Record):
    """Where something is said: `report.text[start:end] == quote`, in code points."""

    report: ReportId
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str

    @classmethod
    def cite(cls, report: Report, start: int, end: int) -> Evidence:
        """The evidence for `[start, end)` of a report, white space at both ends left out."""
        quote = report.text[start:end]
        start += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        return cls(report=report.id, start=start, end=start + len(quote), quote=quote)
