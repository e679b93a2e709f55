"""The structure of plain text: headings, lists, tables and paragraphs from how lines look.

Articles copied from a page into a text file keep their words and lose their
markup: a heading is a short line without a full stop, the items of a list
stand one to a line under a line that ends in a colon, a table is lines with
bars. Some files are broken at a column, some hold a paragraph to a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.domain.report import BlockKind
from tocsin.intake.broken_lines import join_broken_lines
from tocsin.intake.line_shapes import (
    BULLET,
    INNER_SENTENCE,
    SENTENCE_END,
    looks_like_heading,
    without_emphasis,
)
from tocsin.intake.registry import DraftBlock
from tocsin.intake.structure import guess_headers, table_blocks

MARKED_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*$")
NUMBER = re.compile(r"\(?\d{1,3}[.)]\s+(?=\S)")
QUOTED = re.compile(r"(?:>\s?)+(?=\S)")
RULE = re.compile(r"([-=_*~#])(?:\s*\1){2,}")
TABLE_RULE = re.compile(r"(?=.*\|)(?=.*-)[\s|:+-]+")

MAX_ITEM_CHARACTERS = 220
# An item this much longer than all before it is the paragraph after the list.
ITEM_GROWTH = 1.75
# More single sentences than this, each a paragraph, are an article and not a list.
MAX_SPACED_ITEMS = 10


class Line(NamedTuple):
    """A line without its indentation; after_gap: a blank line stands before it."""

    text: str
    after_gap: bool


def read_plain_text(text: str) -> tuple[DraftBlock, ...]:
    """The blocks of a cleaned text, in order; nothing is left out but rules and blank lines."""
    lines: list[Line] = []
    after_gap = True
    for text_line in join_broken_lines([line.rstrip() for line in text.split("\n")]):
        line = text_line.strip()
        if line:
            lines.append(Line(line, after_gap))
        after_gap = not line
    return tuple(_blocks(lines))


def _blocks(lines: Sequence[Line]) -> list[DraftBlock]:
    blocks: list[DraftBlock] = []
    tables = 0
    table_lengths = _table_lengths(lines)
    at = 0
    while at < len(lines):
        if rows := table_lengths[at]:
            blocks += _table([line.text for line in lines[at : at + rows]], tables)
            tables += 1
            at += rows
        elif _is_underlined(lines, at):
            level = 1 if lines[at + 1].text.startswith("=") else 2
            blocks.append(DraftBlock(BlockKind.HEADING, without_emphasis(lines[at].text), level))
            at += 2
        elif RULE.fullmatch(lines[at].text):
            at += 1
        else:
            block = _block(lines, at)
            blocks.append(block)
            at += 1
            if block.text.endswith(":"):
                items = _unmarked_items(lines, at)
                blocks += [
                    DraftBlock(BlockKind.LIST_ITEM, without_emphasis(line.text))
                    for line in lines[at : at + items]
                ]
                at += items
    return blocks


def _block(lines: Sequence[Line], at: int) -> DraftBlock:
    """What a single line is, by its own look and by the line below."""
    line = lines[at].text
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    if marked := MARKED_HEADING.fullmatch(line):
        return DraftBlock(BlockKind.HEADING, without_emphasis(marked[2]), len(marked[1]))
    if quoted := QUOTED.match(line):
        return DraftBlock(BlockKind.QUOTE, without_emphasis(line[quoted.end() :]))
    if bullet := BULLET.match(line):
        return DraftBlock(BlockKind.LIST_ITEM, without_emphasis(line[bullet.end() :]))
    if number := NUMBER.match(line):
        rest = without_emphasis(line[number.end() :])
        beside = [lines[near].text for near in (at - 1, at + 1) if 0 <= near < len(lines)]
        alone = not any(NUMBER.match(near) for near in beside)
        if alone and below and looks_like_heading(rest):
            return DraftBlock(BlockKind.HEADING, without_emphasis(line), 2)
        return DraftBlock(BlockKind.LIST_ITEM, rest)
    text = without_emphasis(line)
    if below and looks_like_heading(text):
        return DraftBlock(BlockKind.HEADING, text, 3 if text.endswith(":") else 2)
    return DraftBlock(BlockKind.PARAGRAPH, text)


def _unmarked_items(lines: Sequence[Line], at: int) -> int:
    """How many lines from `at`, below a line that ends in a colon, are the items of its list."""
    items = 0
    longest = 0
    for line in (lines[below] for below in range(at, len(lines))):
        if items and not _is_like(line, lines[at], first=items == 1, second=lines[at + 1]):
            break
        if not _may_be_item(line.text) or (items and len(line.text) > ITEM_GROWTH * longest):
            break
        longest = max(longest, len(line.text))
        items += 1
    if items < 2:
        return 0
    # With a blank line between them, short lines are headings, and many sentences an article.
    is_spaced = lines[at + 1].after_gap
    is_list = SENTENCE_END.search(lines[at].text) and items <= MAX_SPACED_ITEMS
    return items if is_list or not is_spaced else 0


def _may_be_item(text: str) -> bool:
    return not (
        len(text) > MAX_ITEM_CHARACTERS
        or text.endswith(":")
        or text.startswith(("|", "“", '"', "‘", "#", ">"))
        or BULLET.match(text)
        or NUMBER.match(text)
        or RULE.fullmatch(text)
        or INNER_SENTENCE.search(text)
    )


def _is_like(line: Line, model: Line, *, first: bool, second: Line) -> bool:
    """Whether a line ends as the first item does and is spaced as the second one is."""
    ends = [SENTENCE_END.search(each.text) for each in (line, model)]
    marks = [end[1] if end else "" for end in ends]
    return marks[0] == marks[1] and (first or line.after_gap == second.after_gap)


def _is_underlined(lines: Sequence[Line], at: int) -> bool:
    if at + 1 >= len(lines) or lines[at + 1].after_gap or len(lines[at].text) > 200:
        return False
    return bool(re.fullmatch(r"={3,}|-{3,}", lines[at + 1].text)) and not RULE.fullmatch(
        lines[at].text
    )


def _table_lengths(lines: Sequence[Line]) -> list[int]:
    """For every line, how many lines from there are one table; 0 where none begins.

    Runs are measured once for all lines: where thousands with bars are no
    table, to measure from each would take until tomorrow.
    """
    texts = [line.text for line in lines]
    with_bars = _run_lengths(lines, ["|" in text or None for text in texts])
    barred = _run_lengths(
        lines, [(text.startswith("|") and text.endswith("|")) or None for text in texts]
    )
    with_tabs = _run_lengths(lines, ["\t" in text or None for text in texts])
    tabbed = _run_lengths(lines, [text.count("\t") or None for text in texts])
    lengths = [0] * len(lines)
    for at in range(len(lines) - 1):
        ruled = with_bars[at] >= 2 and TABLE_RULE.fullmatch(texts[at + 1])
        if ruled or with_bars[at] == barred[at] >= 2:
            lengths[at] = with_bars[at]
        elif with_tabs[at] == tabbed[at] >= 2:
            lengths[at] = with_tabs[at]
    return lengths


def _run_lengths(lines: Sequence[Line], marks: Sequence[object | None]) -> list[int]:
    """For every line, how many from there have its mark without a gap between; 0 without one."""
    lengths = [0] * (len(lines) + 1)
    for at in reversed(range(len(lines))):
        if marks[at] is not None:
            goes_on = at + 1 < len(lines) and marks[at + 1] == marks[at]
            lengths[at] = 1 + (lengths[at + 1] if goes_on and not lines[at + 1].after_gap else 0)
    return lengths


def _table(lines: Sequence[str], number: int) -> list[DraftBlock]:
    if "\t" in lines[0] and "|" not in lines[0]:
        rows = [[without_emphasis(cell.strip()) for cell in line.split("\t")] for line in lines]
        return table_blocks(rows, table=number, headers=guess_headers(rows))
    headers = 1 if TABLE_RULE.fullmatch(lines[1]) else 0
    rows = [_cells(line) for line in lines if not TABLE_RULE.fullmatch(line)]
    # Where rows have no outer bars, an empty last cell leaves no trace.
    rows = [row + [""] * (len(rows[0]) - len(row)) for row in rows]
    return table_blocks(rows, table=number, headers=headers)


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [
        without_emphasis(cell.replace("\\|", "|").strip()) for cell in re.split(r"(?<!\\)\|", inner)
    ]
