"""The parser with our steps after it: one report in, one Reading out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from tocsin.desk import Desk
from tocsin.domain import ActorCode, ActorMention, Block, BlockKind, Horizon, Reading, Report
from tocsin.knowledge.names import Gazetteer, Hit, gazetteer
from tocsin.reading.gate import Gate, Stretch
from tocsin.reading.horizons import horizon_over
from tocsin.reading.parser import PLAIN_QUOTES, load_parser

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from tocsin.reading.passage import Passage

# Headings, titles and captions name what others say; they carry no events of their own.
READ_AS_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
BATCH = 32
# Reports read before the parser forgets their words.
ZONE = 32
TEASER = re.compile(
    r"\s*(?:read|see|watch)\s+(?:also|more)\b|\s*(?:related|more on this)\s*:", re.I
)


class Scanned(NamedTuple):
    """A report and the names that the gazetteer finds in it."""

    report: Report
    hits: list[Hit]


class Part(NamedTuple):
    """What is parsed at a time, and the heading above it."""

    stretch: Stretch
    heading: str


class Linked(NamedTuple):
    """A report's passages, whose noun phrases are linked to actors, and how often each is named."""

    report: Report
    passages: list[Passage]
    counts: dict[ActorCode, int]


class Reader:
    """Reads reports one after another; holds the parser, the gazetteer and the extractors.

    gate: whether sentences that cannot carry what we look for are passed over
    unparsed. Without it the same is found, later: it is there to be measured.
    """

    def __init__(self, desk: Desk, *, gate: bool = True) -> None:
        # Imported here, not above: a process that only looks at help or a desk
        # file should not pay for spaCy.
        from tocsin.reading import steps

        self.parser = load_parser()
        self.gazetteer: Gazetteer = gazetteer(desk.actors)
        self.kept = frozenset((*desk.focus, *(code for b in desk.blocs for code in b.members)))
        self.steps = steps.extractors()
        self.gate = gate

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """A Reading for each report, in order, a few reports ahead of the reader."""
        stream = iter(reports)
        while chunk := list(islice(stream, ZONE)):
            # Words met in these reports are forgotten with them; else the
            # parser's vocabulary would grow with every report ever read.
            with self.parser.memory_zone():
                readings = list(self._read_chunk(chunk))
            yield from readings

    def trace(self, report: Report) -> list[Passage]:
        """The passages of one report, parsed and with all that was found in them.

        Whoever asks holds the parser's words meanwhile: for single sentences.
        """
        (linked,) = self._linked([report])
        return linked.passages

    def _read_chunk(self, reports: Iterable[Report]) -> Iterator[Reading]:
        return map(self._collect, self._linked(reports))

    def _linked(self, reports: Iterable[Report]) -> list[Linked]:
        """Reports parsed, linked and taken through every step."""
        stream = self.parser.pipe(self._passages(reports), as_tuples=True, batch_size=BATCH)
        linked = []
        for _, parsed in groupby(stream, key=lambda pair: id(pair[1][0].report)):
            pairs = list(parsed)
            scanned = pairs[0][1][0]
            linked.append(self._link(scanned, [(part, doc) for doc, (_, part) in pairs if part]))
        passages = [passage for report in linked for passage in report.passages]
        for step in self.steps:
            step.extract(passages)
        return linked

    def _passages(
        self, reports: Iterable[Report]
    ) -> Iterator[tuple[str, tuple[Scanned, Part | None]]]:
        for report in reports:
            scanned = Scanned(report, self.gazetteer.scan(report.text))
            plain = report.text.translate(PLAIN_QUOTES)
            empty = True
            for part in self._parts(scanned, plain):
                yield plain[part.stretch.block.start : part.stretch.block.end], (scanned, part)
                empty = False
            if empty:
                yield "", (scanned, None)

    def _parts(self, scanned: Scanned, plain: str) -> Iterator[Part]:
        """What of a report is to be parsed."""
        report = scanned.report
        headings = [block for block in report.blocks if block.kind is BlockKind.HEADING]
        gate = Gate(plain, scanned.hits, self.gazetteer) if self.gate else None
        for block in blocks_of(report):
            if not _is_prose(report, block):
                continue
            heading = _heading_above(report, headings, block)
            if gate is None:
                yield Part(Stretch(block), heading)
                continue
            words = plain[block.start : block.end]
            # Under a heading that looks ahead every sentence is a prediction.
            whole = horizon_over(words, heading) is not Horizon.NONE
            for stretch in gate.stretches(block, whole=whole):
                yield Part(stretch, heading)

    def _link(self, scanned: Scanned, parts: list[tuple[Part, Doc]]) -> Linked:
        from tocsin.reading.actors import ActorLinker
        from tocsin.reading.passage import Passage

        report = scanned.report
        linker = ActorLinker(report, scanned.hits, self.gazetteer, self.kept)
        passages = []
        for (stretch, heading), doc in parts:
            passage = Passage(report, stretch.block, doc, heading, stretch.opens, stretch.gap)
            linker.link(passage)
            passages.append(passage)
        return Linked(report, passages, linker.memory.counts)

    def _collect(self, linked: Linked) -> Reading:
        from tocsin.reading.tables import read_tables

        report, passages, counts = linked
        return Reading(
            report=report,
            mentions=self._mentions(counts),
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
