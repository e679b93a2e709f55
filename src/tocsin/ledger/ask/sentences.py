"""What can be quoted: sentences, headings and table rows, with what stands round them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tocsin.domain import (
    ActorCode,
    ActorKind,
    Block,
    BlockKind,
    Event,
    Item,
    Reading,
    Report,
    Statement,
)
from tocsin.knowledge import Gazetteer
from tocsin.ledger.ask.vocabulary import EMPTY, root

_END = re.compile(r"[.!?]+[\"'’”)\]]*\s+(?=[\"'‘“(\[]?[^\Wa-z_])|\n\s*\n\s*")
_SHORTENED = re.compile(
    r"(?:\b(?:[A-Za-z]|mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|adm|brig|sgt|gov|sen|rep|pres|st|mt|jr"
    r"|sr|vs|no|nos|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\.[A-Za-z])\.\s*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_PRONOUN = re.compile(
    r"^[\"“‘']?(?:[A-Z][a-z]+,?\s)?(?:he|she|it|they|his|her|its|their|this|these|the "
    r"(?:president|minister|ministry|spokesman|alliance|army|government|envoy|country))\b",
    re.IGNORECASE,
)
_PARAGRAPHS = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM})


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One stretch that can be quoted: `report.text[start:end]`.

    actors: whom it names, by code; persons with those they spoke for. near: whom its surroundings
    name. before: the sentence before it in its paragraph. above: title, heading, table header.
    around: its whole paragraph. items: what was read in it.
    """

    report: Report
    start: int
    end: int
    kind: BlockKind
    actors: Mapping[ActorCode, int]
    near: frozenset[ActorCode]
    header: str
    distant: frozenset[ActorCode]
    before: str
    above: str
    around: str
    items: tuple[Item, ...]

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.report.text[self.start : self.end]

    @property
    def leans(self) -> bool:
        """Whether it speaks of somebody whom only the sentence before names."""
        return _PRONOUN.search(self.text) is not None

    @cached_property
    def words(self) -> tuple[tuple[str, int], ...]:
        """Content words with their place in the text, in order; not those of a table's header."""
        return tuple(
            (match[0], match.start())
            for match in _WORD.finditer(self.text)
            if match[0].lower() not in EMPTY
        )

    @cached_property
    def roots(self) -> frozenset[str]:
        """Roots of its words, compounds also by their parts."""
        return roots_in(f"{self.header} {self.text}")

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Its words, those of a table's header too."""
        header = (match[0] for match in _WORD.finditer(self.header))
        return (*(word for word, _ in self.words), *header)

    @cached_property
    def near_roots(self) -> frozenset[str]:
        """Roots of what stands round it."""
        return roots_in(f"{self.above} {self.around}")

    @property
    def statements(self) -> Iterator[Statement]:
        """The statements read in it."""
        return (item for item in self.items if isinstance(item, Statement))

    @property
    def events(self) -> Iterator[Event]:
        """The acts read in it."""
        return (item for item in self.items if isinstance(item, Event))


def roots_in(text: str) -> frozenset[str]:
    """Roots of all content words; of "post-war" also "war"."""
    found = set()
    for match in _WORD.finditer(text):
        found.add(root(match[0]))
        found.update(root(part) for part in re.split(r"[-'’]", match[0]) if len(part) > 2)
    return frozenset(found - EMPTY)


def sentences_of(reading: Reading, *, names: Gazetteer) -> Iterator[Sentence]:
    """Everything in a report that can be quoted, in order."""
    report = reading.report
    hits = _actors_at(report, names)
    items = [
        (item.evidence[0].start, item.evidence[0].end, item)
        for item in reading.items()
        if item.evidence
    ]
    title = report.title or ""
    everyone = frozenset(code for _, codes in hits for code in codes)
    heading, header = "", ""
    for block in _blocks(report):
        words = report.text[block.start : block.end]
        if block.kind is BlockKind.TABLE_HEADER:
            header = words
            continue
        above = " / ".join(part for part in (title, heading) if part)
        if block.kind is BlockKind.TABLE_ROW:
            above = f"{above} / {header}"
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            heading = words if block.kind is BlockKind.HEADING else heading
        inside = frozenset(_named(hits, block.start, block.end))
        over = names.scan(above)
        distant = everyone | {hit.senses[0].code for hit in over}
        before = ""
        previous: dict[ActorCode, int] = {}
        for start, end in _split(report.text, block):
            actors = dict(_named(hits, start, end))
            near = frozenset(previous) | (inside if block.kind not in _PARAGRAPHS else frozenset())
            found = Sentence(
                report=report,
                start=start,
                end=end,
                kind=block.kind,
                actors=actors,
                near=inside | near,
                header=header if block.kind is BlockKind.TABLE_ROW else "",
                distant=distant,
                before=before,
                above=above if block.kind is not BlockKind.HEADING else title,
                around=words,
                items=tuple(item for a, b, item in items if a < end and start < b),
            )
            yield found
            before, previous = found.text, actors


def _blocks(report: Report) -> Sequence[Block]:
    return report.blocks or (Block(kind=BlockKind.PARAGRAPH, start=0, end=len(report.text)),)


def _split(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Sentences of a paragraph without white space at their ends; all else stays whole."""
    begun = block.start
    if block.kind in _PARAGRAPHS:
        for found in _END.finditer(text, block.start, block.end):
            if text[found.start()] == "." and _SHORTENED.search(text[begun : found.start() + 1]):
                continue
            yield from _trimmed(text, begun, found.end())
            begun = found.end()
    yield from _trimmed(text, begun, block.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if end - start > 3:
        yield start, end


def _actors_at(report: Report, names: Gazetteer) -> list[tuple[int, dict[ActorCode, int]]]:
    """Whom each name stands for: (place, code -> place); a person also for an office."""
    found = []
    for hit in names.scan(report.text):
        sense = hit.senses[0]
        codes = {sense.code: hit.start}
        if sense.kind is ActorKind.PERSON:
            codes[names.spoke_for(sense.code, report.published)] = hit.start
        found.append((hit.start, codes))
    return found


def _named(
    hits: Sequence[tuple[int, Mapping[ActorCode, int]]], start: int, end: int
) -> dict[ActorCode, int]:
    """Whom a stretch names, with where first, counted from its start."""
    found: dict[ActorCode, int] = {}
    for at, codes in hits:
        if start <= at < end:
            for code in codes:
                found.setdefault(code, at - start)
    return found
