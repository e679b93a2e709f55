"""HTML to blocks: a page by way of its main content, a fragment as it stands."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tocsin.domain.report import BlockKind
from tocsin.intake.broken_lines import join_broken_lines
from tocsin.intake.line_shapes import BULLET, looks_like_heading
from tocsin.intake.page_metadata import page_metadata
from tocsin.intake.plain_text import read_plain_text
from tocsin.intake.registry import Draft, DraftBlock
from tocsin.intake.structure import renumber_tables, table_blocks
from tocsin.intake.xml_safety import root_element

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DECLARED_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.I
)
MARKUP = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|td|span|b|i|a|em|strong|blockquote|body)\s*>|<(?:br|p|hr|img)\b[^<>]*>",
    re.I,
)
XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")

NOT_CONTENT = frozenset(
    ("audio", "button", "canvas", "dialog", "embed", "footer", "form", "head", "iframe", "input",
     "label", "map", "math", "nav", "noscript", "object", "option", "script", "select", "style",
     "svg", "template", "textarea", "video")
)  # fmt: skip
OWN_LINE = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "div", "dl", "dt", "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hr", "html", "li", "main", "ol", "p", "section", "summary", "table", "tbody", "td",
     "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
KINDS = {
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    "li": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}
BOLD = frozenset(("b", "strong"))
# What trafilatura calls the elements it keeps.
HTML_NAMES = {"list": "ul", "item": "li", "row": "tr", "lb": "br", "quote": "blockquote"}

MAX_DATA_CELL_CHARACTERS = 400
MAX_SPAN = 50


def read_page(html: str, *, origin: str, url: str | None, known: Mapping[str, str]) -> Draft:
    """A whole page: its main content, else all its text; and what its head states.

    known: metadata from outside, which goes before the page's own.
    """
    from trafilatura import bare_extraction

    # It reports every page it finds nothing in, and we have other ways to read those.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = parse_html(html)
    if tree is None:
        return Draft(origin, url, (), known)
    metadata = {**page_metadata(tree), **known}
    extracted = bare_extraction(
        tree, url=url, include_comments=False, include_tables=True, include_formatting=True
    )
    body = getattr(extracted, "body", None)
    blocks = tree_blocks(_with_html_names(body)) if body is not None else ()
    return Draft(origin, url, blocks or tree_blocks(parse_html(html)), metadata)


def read_fragment(html: str) -> tuple[DraftBlock, ...]:
    """The blocks of HTML that is all content: a feed entry, a field, a message."""
    return tree_blocks(parse_html(html))


def is_whole_page(text: str) -> bool:
    """Whether a text is a page with a head, not just words with some markup."""
    return root_element(text) == "html"


def holds_markup(text: str) -> bool:
    """Whether a text is HTML at all; a stray "<" is not."""
    return MARKUP.search(text) is not None


def parse_html(html: str) -> HtmlElement | None:
    """The tree of an HTML text; None where there is nothing in it.

    The parser knows no external entities and opens no addresses.
    """
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, fromstring

    try:
        return fromstring(
            XML_DECLARATION.sub("", html, count=1), parser=HTMLParser(no_network=True)
        )
    except ParserError:
        return None


def declared_charset(data: bytes) -> str | None:
    """The character set that the head of a page states."""
    found = DECLARED_CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else None


def tree_blocks(tree: HtmlElement | None) -> tuple[DraftBlock, ...]:
    """The blocks of an element tree in reading order."""
    if tree is None:
        return ()
    walk = _Walk()
    walk.through(tree)
    return tuple(renumber_tables(walk.blocks))


class _Walk:
    """Turns a walk through a tree into blocks: a new line wherever a block element begins or ends.

    A walk and not a recursion, because pages nest as deep as their templates like.
    """

    def __init__(self) -> None:
        self.blocks: list[DraftBlock] = []
        self.words: list[str] = []  # of the line being collected
        self.bold = 0  # how many of its characters are bold
        self.inside: list[str] = []  # names of the open elements that matter
        self.tables = 0

    def through(self, tree: HtmlElement) -> None:
        from lxml.etree import iterwalk

        steps = iterwalk(tree, events=("start", "end", "comment", "pi"))
        for event, element in steps:
            if event == "start":
                if self.open(element):
                    steps.skip_subtree()
            elif event == "end":
                self.close(element)
            if event != "start" and element is not tree:
                self.add(element.tail)
        self.finish_line()

    def open(self, element: HtmlElement) -> bool:
        """Begin an element; whether it is dealt with and its children can be skipped."""
        name = element.tag
        if name in NOT_CONTENT:
            return True
        if name == "br":
            self.words.append("\n")
        if name in OWN_LINE or name == "pre":
            self.finish_line()
        if name == "pre":
            self.blocks += read_plain_text("".join(element.itertext()))
            return True
        if name == "table" and (rows := data_rows(element)):
            self.blocks += table_blocks(rows, table=self.tables, headers=header_rows(element))
            self.tables += 1
            return True
        if name in KINDS or name in BOLD:
            self.inside.append(name)
        self.add(element.text)
        return False

    def close(self, element: HtmlElement) -> None:
        name = element.tag
        if name in OWN_LINE:
            self.finish_line()
        if self.inside and self.inside[-1] == name:
            self.inside.pop()

    def add(self, text: str | None) -> None:
        if text:
            # Line breaks in the source mean nothing; those of <br> were added as such.
            words = re.sub(r"\s+", " ", text)
            self.words.append(words)
            if self.inside and self.inside[-1] in BOLD:
                self.bold += len(words.strip())

    def finish_line(self) -> None:
        text = "".join(self.words)
        is_bold = self.bold >= 0.95 * len(text.strip())
        self.words, self.bold = [], 0
        if not text.strip():
            return
        name = next((name for name in reversed(self.inside) if name in KINDS), "p")
        kind = KINDS.get(name, BlockKind.PARAGRAPH)
        lines = [line.strip() for line in text.split("\n")]
        for line in filter(None, join_broken_lines(lines) if len(lines) > 1 else lines):
            if kind is BlockKind.HEADING:
                self.blocks.append(DraftBlock(kind, line, int(name[1])))
            elif kind is BlockKind.PARAGRAPH and is_bold and looks_like_heading(line):
                self.blocks.append(DraftBlock(BlockKind.HEADING, line, 3))
            elif kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and (
                bullet := BULLET.match(line)
            ):
                self.blocks.append(DraftBlock(BlockKind.LIST_ITEM, line[bullet.end() :]))
            else:
                self.blocks.append(DraftBlock(kind, line))


def data_rows(table: HtmlElement) -> list[list[str]]:
    """The cells of a table of data; empty for a table that only arranges a page.

    Cells that span columns or rows are followed by empty ones, so that a
    column keeps its place.
    """
    if table.find(".//table") is not None:
        return []
    rows: list[list[str]] = []
    hanging: dict[int, int] = {}  # column: rows below that a cell still spans
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _skip_spanned(cells, hanging)
            for column in range(_span(cell, "colspan")):
                hanging[len(cells)] = _span(cell, "rowspan") - 1
                cells.append(" ".join("".join(_words(cell)).split()) if column == 0 else "")
        _skip_spanned(cells, hanging)
        rows.append(cells)
    longest = max((len(cell) for row in rows for cell in row), default=0)
    is_data = len(rows) >= 2 and max(map(len, rows)) >= 2 and longest <= MAX_DATA_CELL_CHARACTERS
    return rows if is_data else []


def header_rows(table: HtmlElement) -> int:
    """How many of the first rows are the head of a table."""
    count = 0
    for row in table.iter("tr"):
        cells = list(row.iterchildren("td", "th"))
        in_head = row.getparent().tag == "thead"
        if not in_head and not (cells and all(cell.tag == "th" for cell in cells)):
            break
        count += 1
    return count


def _words(cell: HtmlElement) -> list[str]:
    """The texts of a cell; elements are kept apart by spaces."""
    return [
        words + " " if element_tag_breaks else words
        for words, element_tag_breaks in (
            (str(text), not text.is_text or text.getparent().tag in OWN_LINE | {"br"})
            for text in cell.xpath(".//text()[not(ancestor::script or ancestor::style)]")
        )
    ]


def _skip_spanned(cells: list[str], hanging: dict[int, int]) -> None:
    while hanging.get(len(cells), 0) > 0:
        hanging[len(cells)] -= 1
        cells.append("")


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), MAX_SPAN) if value.isdecimal() and len(value) < 6 else 1


def _with_html_names(body: Any) -> Any:
    """Trafilatura's own tree with the element names of HTML."""
    for element in body.iter("*"):  # comments have no name
        name, rend = element.tag, element.get("rend", "")
        if name == "head":
            element.tag = rend if re.fullmatch("h[1-6]", rend) else "h2"
        elif name == "cell":
            element.tag = "th" if element.get("role") == "head" else "td"
        elif name == "hi":
            element.tag = "b" if rend == "#b" else "span"
        else:
            element.tag = HTML_NAMES.get(name, name)
    return body
