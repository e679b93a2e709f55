"""The parser with our steps after it: one report in, one Reading out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING

from tocsin.desk import Desk
from tocsin.domain import ActorCode, ActorMention, Block, BlockKind, Reading, Report
from tocsin.knowledge.names import Gazetteer, gazetteer
from tocsin.reading.parser import PLAIN_QUOTES, load_parser

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Headings, titles and captions name what others say; they carry no events of their own.
READ_AS_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
BATCH = 64
# Reports read before the parser forgets their words.
ZONE = 16
TEASER = re.compile(
    r"\s*(?:read|see|watch)\s+(?:also|more)\b|\s*(?:related|more on this)\s*:", re.I
)


class Reader:
    """Reads reports one after another; holds the parser, the gazetteer and the extractors."""

    def __init__(self, desk: Desk) -> None:
        # Imported here, not above: a process that only looks at help or a desk
        # file should not pay for spaCy.
        from tocsin.reading import steps

        self.parser = load_parser()
        self.gazetteer: Gazetteer = gazetteer(desk.actors)
        self.steps = steps.extractors()

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """A Reading for each report, in order, a few reports ahead of the reader."""
        stream = iter(reports)
        while chunk := list(islice(stream, ZONE)):
            # Words met in these reports are forgotten with them; else the
            # parser's vocabulary would grow with every report ever read.
            with self.parser.memory_zone():
                readings = list(self._read_chunk(chunk))
            yield from readings

    def _read_chunk(self, reports: Iterable[Report]) -> Iterator[Reading]:
        stream = self.parser.pipe(self._passages(reports), as_tuples=True, batch_size=BATCH)
        for _, parsed in groupby(stream, key=lambda pair: id(pair[1][0])):
            pairs = list(parsed)
            report = pairs[0][1][0]
            blocks = [(block, doc) for doc, (_, block) in pairs if block is not None]
            yield self._extract(report, blocks)

    @staticmethod
    def _passages(reports: Iterable[Report]) -> Iterator[tuple[str, tuple[Report, Block | None]]]:
        for report in reports:
            blocks = [block for block in blocks_of(report) if _is_prose(report, block)]
            for block in blocks:
                plain = report.text[block.start : block.end].translate(PLAIN_QUOTES)
                yield plain, (report, block)
            if not blocks:
                yield "", (report, None)

    def _extract(self, report: Report, blocks: list[tuple[Block, Doc]]) -> Reading:
        from tocsin.reading.actors import ActorLinker
        from tocsin.reading.passage import Passage
        from tocsin.reading.tables import read_tables

        linker = ActorLinker(report, self.gazetteer)
        headings = [block for block in report.blocks if block.kind is BlockKind.HEADING]
        passages = []
        for block, doc in blocks:
            passage = Passage(report, block, doc, heading=_heading_above(report, headings, block))
            linker.link(passage)
            for step in self.steps:
                step.extract(passage)
            passages.append(passage)
        return Reading(
            report=report,
            mentions=self._mentions(linker.memory.counts),
            statements=tuple(item for p in passages for item in p.statements),
            events=tuple(coded.event for p in passages for coded in p.coded),
            signals=tuple(item for p in passages for item in p.signals),
            commitments=tuple(item for p in passages for item in p.commitments),
            posture=(
                *read_tables(report, self.gazetteer),
                *(item for p in passages for item in p.posture),
            ),
            predictions=tuple(item for p in passages for item in p.predictions),
        )

    def _mentions(self, counts: dict[ActorCode, int]) -> tuple[ActorMention, ...]:
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(
            ActorMention(
                code=code,
                name=self.gazetteer.actor(code).name,
                kind=self.gazetteer.actor(code).kind,
                mentions=number,
            )
            for code, number in ranked
        )


def _is_prose(report: Report, block: Block) -> bool:
    """A paragraph, list line or quotation, and no teaser for another article."""
    return block.kind in READ_AS_PROSE and not TEASER.match(report.text, block.start, block.end)


def blocks_of(report: Report) -> tuple[Block, ...]:
    """The report's blocks; for one without structure, its whole text as a paragraph."""
    if report.blocks or not report.text.strip():
        return report.blocks
    return (Block(kind=BlockKind.PARAGRAPH, start=0, end=len(report.text)),)


def _heading_above(report: Report, headings: list[Block], block: Block) -> str:
    above = ""
    for heading in headings:
        if heading.start > block.start:
            break
        above = report.text[heading.start : heading.end]
    return above
