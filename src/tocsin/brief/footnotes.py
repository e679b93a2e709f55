"""Footnotes: the exact words behind a line, marked within their paragraph.

The same words cited twice are one footnote. Numbers follow the order in which
the brief first cites them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.domain import Assessment, BlockKind, Evidence, Report

PARAGRAPH = 600  # characters of a paragraph that a footnote shows
DENSE_PARAGRAPH = 320  # the same, once there are more than DENSE footnotes
DENSE = 500
MARKERS = 4  # markers on one line; the rest are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A quotation within its paragraph.

    label: the report's number in the brief ("R3"). lead: the header of the
    table a quoted row stands in, else empty. report: None where the
    assessment does not hold the report that is cited.
    """

    number: int
    label: str
    report: Report | None
    report_id: str
    lead: str
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Markers:
    """The footnotes of one line: their numbers, and how many more there are."""

    numbers: tuple[int, ...] = ()
    more: int = 0


class Footnotes:
    """Gives numbers to evidence as the sections cite it."""

    def __init__(self, assessment: Assessment) -> None:
        self._reports = {report.id: report for report in assessment.reports}
        self._labels = {
            report.id: f"R{number}" for number, report in enumerate(assessment.reports, 1)
        }
        self._cited: dict[tuple[str, int, int], tuple[int, Evidence]] = {}

    def cite(self, evidence: Iterable[Evidence]) -> Markers:
        """Markers for what a line rests on, in the given order and without repetition."""
        numbers: list[int] = []
        left_out: dict[tuple[str, int, int], None] = {}
        for item in evidence:
            key = (item.report, item.start, item.end)
            known = self._cited.get(key)
            if known is None and len(numbers) >= MARKERS:
                left_out[key] = None
                continue
            if known is None:
                known = self._cited[key] = (len(self._cited) + 1, item)
            if known[0] not in numbers and len(numbers) < MARKERS:
                numbers.append(known[0])
            elif known[0] not in numbers:
                left_out[key] = None
        return Markers(tuple(numbers), len(left_out))

    def label(self, report_id: str) -> str:
        """The number of a report in this brief."""
        return self._labels.get(report_id, report_id)

    def all(self) -> tuple[Footnote, ...]:
        """Every footnote, in order of its number."""
        limit = PARAGRAPH if len(self._cited) <= DENSE else DENSE_PARAGRAPH
        return tuple(self._footnote(n, item, limit) for n, item in self._cited.values())

    def _footnote(self, number: int, item: Evidence, limit: int) -> Footnote:
        report = self._reports.get(item.report)
        lead = before = after = ""
        if report is not None and report.text[item.start : item.end] == item.quote:
            lead, outer_start, outer_end = passage(report, item.start, item.end)
            start, end = trim(outer_start, outer_end, item.start, item.end, limit)
            before = text_before(report.text, start, item.start, whole=start == outer_start)
            after = text_after(report.text, item.end, end, whole=end == outer_end)
        return Footnote(
            number=number,
            label=self.label(item.report),
            report=report,
            report_id=item.report,
            lead=lead,
            before=before,
            quote=item.quote,
            after=after,
        )


def passage(report: Report, start: int, end: int) -> tuple[str, int, int]:
    """The table header (or nothing) and the span of the paragraph around a quotation."""
    starts = [block.start for block in report.blocks]
    first = bisect_right(starts, start) - 1
    if first < 0 or report.blocks[first].end < start:
        line_end = report.text.find("\n", end)
        return (
            "",
            report.text.rfind("\n", 0, start) + 1,
            line_end if line_end >= 0 else len(report.text),
        )
    block = report.blocks[first]
    last = report.blocks[max(first, bisect_right(starts, max(start, end - 1)) - 1)]
    lead = ""
    if block.kind is BlockKind.TABLE_ROW:
        headers = (
            other
            for other in report.blocks[:first]
            if other.kind is BlockKind.TABLE_HEADER and other.table == block.table
        )
        header = next(headers, None)
        lead = report.text[header.start : header.end] if header else ""
    return lead, min(block.start, start), max(last.end, end)


def trim(outer_start: int, outer_end: int, start: int, end: int, limit: int) -> tuple[int, int]:
    """A span of about `limit` characters around a quotation, within its paragraph.

    >>> trim(0, 1000, 500, 520, 100)
    (460, 560)
    >>> trim(0, 1000, 10, 20, 100)
    (0, 100)
    """
    if outer_end - outer_start <= limit:
        return outer_start, outer_end
    room = max(0, limit - (end - start))
    before = min(start - outer_start, room // 2)
    after = min(outer_end - end, room - before)
    before = min(start - outer_start, room - after)
    return start - before, end + after


def text_before(text: str, start: int, end: int, *, whole: bool) -> str:
    """The context before a quotation; unless whole, from a full word on after an ellipsis."""
    if whole:
        return text[start:end]
    word = text.find(" ", start, end)
    return "… " + text[word + 1 if word >= 0 else end : end]


def text_after(text: str, start: int, end: int, *, whole: bool) -> str:
    """The context after a quotation; unless whole, up to a full word before an ellipsis."""
    if whole:
        return text[start:end]
    word = text.rfind(" ", start, end)
    return text[start : word if word >= 0 else start] + " …"
