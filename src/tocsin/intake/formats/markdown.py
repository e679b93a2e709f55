"""Markdown: .md, .markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tocsin.intake.cleaning import clean, decode
from tocsin.intake.registry import Draft, DraftBlock, IntakeOptions, RawItem, importer
from tocsin.intake.web_page import read_fragment

FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
FRONT_FIELD = re.compile(r"([A-Za-z_-]+)[ \t]*:[ \t]*(\S.*)")
FRONT_KEYS = {
    "title": "title",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "date": "published",
    "published": "published",
    "source": "publisher",
    "publisher": "publisher",
    "credit": "credit",
    "agency": "credit",
    "lang": "language",
    "language": "language",
    "description": "description",
}
# A fence around a whole article is left over from a chat or a publishing tool.
STRAY_FENCE = re.compile(r"^(`{3,}|~{3,})[ \t]*(html|markdown|md|text)?[ \t]*$", re.M | re.I)
TOP_CHARACTERS = 400


@importer(
    "markdown",
    label="Markdown",
    suffixes=(".md", ".markdown"),
    content_types=("text/markdown", "text/x-markdown"),
)
def read_markdown_file(item: RawItem, _options: IntakeOptions) -> Iterator[Draft]:
    """One Draft; front matter becomes metadata."""
    text = clean(decode(item.data))
    stated: dict[str, str] = {}
    if front := FRONT_MATTER.match(text):
        stated = _front_matter(front[1])
        text = text[front.end() :]
    yield Draft(item.origin, item.url, read_markdown(text), {**stated, **item.metadata})


def read_markdown(text: str) -> tuple[DraftBlock, ...]:
    """The blocks of cleaned Markdown (CommonMark with tables), by way of HTML.

    Line breaks are handed on, because files with a paragraph to a line and no
    blank lines between are common; breaks at a column are closed up later.
    """
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("table")
    return read_fragment(markdown.render(_without_stray_fence(text)))


def _front_matter(lines: str) -> dict[str, str]:
    stated: dict[str, str] = {}
    for line in lines.split("\n"):
        field = FRONT_FIELD.fullmatch(line.rstrip())
        if field and (key := FRONT_KEYS.get(field[1].lower())):
            stated.setdefault(key, field[2].strip("[]").strip("'\""))
    return stated


def _without_stray_fence(text: str) -> str:
    """A fence around all that follows becomes a line of words, which is page furniture later."""
    opening = STRAY_FENCE.search(text[:TOP_CHARACTERS])
    if not opening:
        return text
    after = text[opening.end() :]
    closing = list(STRAY_FENCE.finditer(after))
    if len(closing) > 1 or (closing and after[closing[0].end() :].strip()):
        return text
    if closing:
        after = after[: closing[0].start()]
    escaped = "\\" + "\\".join(opening[1]) + (opening[2] or "")
    return f"{text[: opening.start()]}\n\n{escaped}\n\n{after}"
