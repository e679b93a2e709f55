"""From blocks to text: where every block and table cell lies, to the code point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.domain.report import Block, BlockKind, Cell
from tocsin.intake.registry import DraftBlock

TABLE_KINDS = (BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW)


def lay_out(drafts: Iterable[DraftBlock]) -> tuple[str, tuple[Block, ...]]:
    """The text of a report, and its blocks with their offsets in code points.

    Every block becomes one line; empty ones fall away. A blank line stands
    between two blocks, a single line break between the items of a list and
    the rows of a table. A row reads `| a | b |`, and a bar inside a cell
    becomes a broken bar, so that a row always splits into its cells.

    >>> text, blocks = lay_out([DraftBlock(BlockKind.HEADING, "Arvia", level=2)])
    >>> text[blocks[0].start : blocks[0].end]
    'Arvia'
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    position = 0
    last: DraftBlock | None = None
    for draft in drafts:
        line, cells = _row(draft.cells) if draft.cells else (_one_line(draft.text), ())
        if not line:
            continue
        if last is not None:
            gap = "\n" if _belong_together(last, draft) else "\n\n"
            pieces.append(gap)
            position += len(gap)
        pieces.append(line)
        blocks.append(
            Block(
                kind=draft.kind,
                start=position,
                end=position + len(line),
                level=draft.level,
                cells=tuple(
                    Cell(start=position + start, end=position + end) for start, end in cells
                ),
                table=draft.table,
            )
        )
        position += len(line)
        last = draft
    return "".join(pieces), tuple(blocks)


def table_blocks(
    rows: Sequence[Sequence[str]], *, table: int, headers: int = 0
) -> list[DraftBlock]:
    """The blocks of one table.

    rows: cell texts, left to right; rows without any words are left out.
    headers: how many of the first rows are the table's head.
    """
    blocks = []
    for number, row in enumerate(rows):
        kind = BlockKind.TABLE_HEADER if number < headers else BlockKind.TABLE_ROW
        cells = tuple(_one_line(cell) for cell in row)
        if any(cells):
            blocks.append(DraftBlock(kind, "", cells=cells, table=table))
    return blocks


def guess_headers(rows: Sequence[Sequence[str]]) -> int:
    """How many header rows a table without marked ones has: 1 where only its first row is
    without figures, else 0.

    >>> guess_headers([["Side", "Trucks"], ["Arvia", "40"]])
    1
    """
    has_digits = [any(map(str.isdigit, "".join(row))) for row in rows]
    return 1 if any(has_digits) and not has_digits[0] else 0


def renumber_tables(blocks: Iterable[DraftBlock]) -> list[DraftBlock]:
    """The same blocks with their tables numbered from 0 in order of appearance."""
    numbers: dict[int, int] = {}
    renumbered = []
    for block in blocks:
        if block.table is not None:
            block = block._replace(table=numbers.setdefault(block.table, len(numbers)))
        renumbered.append(block)
    return renumbered


def _row(cells: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A table row as a line, and `[start, end)` of each cell in it."""
    line = "|"
    spans = []
    for cell in cells:
        words = _one_line(cell).replace("|", "¦")
        spans.append((len(line) + 1, len(line) + 1 + len(words)))
        line += f" {words} |"
    return (line, tuple(spans)) if any(start < end for start, end in spans) else ("", ())


def _one_line(text: str) -> str:
    """White space of all kinds, line breaks too, as single spaces."""
    return " ".join(text.split())


def _belong_together(above: DraftBlock, below: DraftBlock) -> bool:
    if above.kind is BlockKind.LIST_ITEM:
        return below.kind is BlockKind.LIST_ITEM
    return above.kind in TABLE_KINDS and below.kind in TABLE_KINDS and above.table == below.table
