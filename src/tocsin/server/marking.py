"""A report's text with the words marked that something in the assessment rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from tocsin.domain import Assessment, Block, BlockKind, Report

Span = tuple[int, int]

SECTIONS = {
    "statements": "statement",
    "events": "event",
    "signals": "signal",
    "commitments": "commitment",
    "posture": "posture",
    "predictions": "prediction",
}
"""Sections of an assessment that cite, and what one item of each is called."""


class Piece(NamedTuple):
    """A run of text that the same items cite.

    kinds: what cites it, empty where nothing does. anchors: names of the
    spans that begin here, as `anchor` gives them.
    """

    text: str
    kinds: tuple[str, ...]
    anchors: tuple[str, ...]


class Part(NamedTuple):
    """A block of the report, or the rows of one table.

    kind: the block's kind, "table" for rows. rows: of a table, row by row and
    cell by cell; other parts have one row with one cell.
    """

    kind: str
    level: int
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    header: bool = False


def anchor(start: int, end: int) -> str:
    """The name of a cited span on its report's page."""
    return f"c{start}-{end}"


def cited_spans(assessment: Assessment, report_id: str) -> Mapping[Span, tuple[str, ...]]:
    """What each cited span of a report is cited for: `[start, end)` to kinds of item."""
    kinds: defaultdict[Span, dict[str, None]] = defaultdict(dict)
    for section, kind in SECTIONS.items():
        for item in getattr(assessment, section):
            for evidence in item.evidence:
                if evidence.report == report_id:
                    kinds[evidence.start, evidence.end][kind] = None
    return {span: tuple(kinds[span]) for span in sorted(kinds)}


def parts_of(report: Report, cited: Mapping[Span, tuple[str, ...]]) -> tuple[Part, ...]:
    """The report block by block, its tables whole; together they hold all of its text."""
    blocks = report.blocks or (Block(kind=BlockKind.PARAGRAPH, start=0, end=len(report.text)),)
    parts: list[Part] = []
    table: int | None = None
    for block in blocks:
        spans = [(cell.start, cell.end) for cell in block.cells] or [(block.start, block.end)]
        row = tuple(tuple(_pieces(report.text, span, cited)) for span in spans)
        header = block.kind is BlockKind.TABLE_HEADER
        if block.table is not None and block.table == table:
            parts[-1] = parts[-1]._replace(rows=(*parts[-1].rows, row))
        elif block.table is not None:
            parts.append(Part("table", 0, (row,), header))
        else:
            parts.append(Part(block.kind, block.level, (row,)))
        table = block.table
    return tuple(parts)


def _pieces(text: str, span: Span, cited: Mapping[Span, tuple[str, ...]]) -> Iterator[Piece]:
    """`[start, end)` of a text cut wherever a cited span begins or ends."""
    start, end = span
    within = [one for one in cited if one[0] < end and start < one[1]]
    cuts = sorted({start, end, *_edges(within, start, end)})
    for place, stop in pairwise(cuts):
        covering = [one for one in within if one[0] <= place and stop <= one[1]]
        kinds = dict.fromkeys(kind for one in covering for kind in cited[one])
        # A span that runs over several blocks is anchored where it begins.
        anchors = tuple(anchor(*one) for one in covering if one[0] == place)
        yield Piece(text[place:stop], tuple(kinds), anchors)


def _edges(spans: Sequence[Span], start: int, end: int) -> Iterable[int]:
    return (edge for span in spans for edge in span if start < edge < end)
