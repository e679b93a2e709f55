"""Word documents: .docx."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from tocsin.domain.errors import InputError
from tocsin.domain.report import BlockKind
from tocsin.intake.line_shapes import BULLET, looks_like_heading
from tocsin.intake.registry import Draft, DraftBlock, IntakeOptions, RawItem, importer
from tocsin.intake.structure import guess_headers, table_blocks
from tocsin.intake.xml_safety import refuse_entities

OLE_START = b"\xd0\xcf\x11\xe0"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Elements that wrap paragraphs: content controls, tracked insertions, custom XML.
WRAPPERS = (f"{WORD}sdt", f"{WORD}sdtContent", f"{WORD}ins", f"{WORD}customXml", f"{WORD}smartTag")
# Deleted text has another element (w:delText); text boxes would come twice.
WORDS = ".//w:t[not(ancestor::w:txbxContent)] | .//w:tab | .//w:br | .//w:cr"
STYLE_KINDS = (
    ("title", BlockKind.TITLE),
    ("subtitle", BlockKind.HEADING),
    ("heading", BlockKind.HEADING),
    ("list", BlockKind.LIST_ITEM),
    ("caption", BlockKind.CAPTION),
    ("quote", BlockKind.QUOTE),
    ("intense quote", BlockKind.QUOTE),
)


@importer(
    "docx",
    label="a Word document",
    suffixes=(".docx",),
    content_types=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
)
def read_docx(item: RawItem, options: IntakeOptions) -> Iterator[Draft]:
    """One Draft; title and author from the document's properties.

    Its date of creation is when somebody opened a new file, not when the
    report was published, and is not read.
    """
    from docx import Document

    _check(item, options)
    document = Document(BytesIO(item.data))
    style_names = {style.style_id: style.name or "" for style in document.styles}
    blocks: list[DraftBlock] = []
    tables = 0
    for element in _paragraphs_and_tables(document.element.body):
        if element.tag == f"{WORD}tbl":
            blocks += _table(element, tables)
            tables += 1
        else:
            blocks += _paragraph(element, style_names)
    stated = {
        "title": document.core_properties.title or "",
        "author": _author(document),
        "language": document.core_properties.language or "",
    }
    known = {key: value for key, value in stated.items() if value.strip()}
    yield Draft(item.origin, item.url, tuple(blocks), {**known, **item.metadata})


def _author(document: Any) -> str:
    """The author; not the program's own name, which its blank document carries."""
    author = str(document.core_properties.author or "")
    return "" if author == "python-docx" else author


def _check(item: RawItem, options: IntakeOptions) -> None:
    """Raises InputError for what is not a whole and harmless .docx."""
    if item.data.startswith(OLE_START):
        raise InputError(
            item.origin,
            "is password-protected or in Word's old format.",
            "Save it as .docx without a password.",
        )
    try:
        with zipfile.ZipFile(BytesIO(item.data)) as archive:
            for entry in archive.infolist():
                options.allowance.take(entry.file_size, entry.compress_size)
            for entry in archive.infolist():
                if entry.filename.endswith((".xml", ".rels")):
                    refuse_entities(item.origin, archive.read(entry))
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError) as error:
        raise InputError(item.origin, "is not a Word document, or damaged.") from error


def _paragraphs_and_tables(parent: Any) -> Iterator[Any]:
    for element in parent.iterchildren():
        if element.tag in (f"{WORD}p", f"{WORD}tbl"):
            yield element
        elif element.tag in WRAPPERS:
            yield from _paragraphs_and_tables(element)


def _paragraph(element: Any, style_names: Mapping[str, str]) -> Iterator[DraftBlock]:
    """The blocks of a paragraph: one per line, where line breaks were set by hand."""
    kind, level = _kind(element, style_names)
    for line in filter(None, (line.strip() for line in _text(element).split("\n"))):
        bullet = BULLET.match(line)
        if kind is BlockKind.PARAGRAPH and bullet:
            yield DraftBlock(BlockKind.LIST_ITEM, line[bullet.end() :])
        elif kind is BlockKind.PARAGRAPH and _is_bold(element) and looks_like_heading(line):
            yield DraftBlock(BlockKind.HEADING, line, 3)
        else:
            yield DraftBlock(kind, line, level)


def _kind(element: Any, style_names: Mapping[str, str]) -> tuple[BlockKind, int]:
    """What the style of a paragraph makes of it, and the level of a heading."""
    name = style_names.get(element.style, element.style or "").lower()
    for start, kind in STYLE_KINDS:
        if name.startswith(start):
            digits = "".join(filter(str.isdigit, name))
            level = min(max(int(digits or 2), 1), 6) if kind is BlockKind.HEADING else 0
            return kind, level
    is_numbered = bool(element.xpath("./w:pPr/w:numPr"))
    return (BlockKind.LIST_ITEM if is_numbered else BlockKind.PARAGRAPH), 0


def _text(element: Any) -> str:
    """The words of a paragraph or cell, tracked insertions among them."""
    pieces = []
    for piece in element.xpath(WORDS):
        if piece.tag == f"{WORD}t":
            pieces.append(piece.text or "")
        else:
            pieces.append(" " if piece.tag == f"{WORD}tab" else "\n")
    return "".join(pieces)


def _is_bold(element: Any) -> bool:
    runs = [run for run in element.xpath("./w:r") if run.xpath("./w:t")]
    return bool(runs) and all(run.xpath("./w:rPr/w:b[not(@w:val='0')]") for run in runs)


def _table(element: Any, number: int) -> list[DraftBlock]:
    """The rows of a table; cells merged with the one above or before are empty."""
    rows = []
    for row in element.xpath("./w:tr"):
        cells: list[str] = []
        for cell in row.xpath("./w:tc | ./w:sdt/w:sdtContent/w:tc"):
            is_continued = bool(cell.xpath("./w:tcPr/w:vMerge[not(@w:val='restart')]"))
            paragraphs = [] if is_continued else [_text(each) for each in cell.xpath(".//w:p")]
            cells.append(" ".join(filter(None, paragraphs)))
            spans = cell.xpath("./w:tcPr/w:gridSpan/@w:val")
            cells += [""] * (min(int(spans[0]), 50) - 1 if spans else 0)
        rows.append(cells)
    marked = len(element.xpath("./w:tr[w:trPr/w:tblHeader]"))
    return table_blocks(rows, table=number, headers=marked or guess_headers(rows))
