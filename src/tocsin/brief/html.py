"""The brief as one HTML file: no script, no request, readable on paper and on a telephone.

Footnotes are native popovers, so they open by click and by keyboard without a
line of script; the page's own Content-Security-Policy forbids the browser any
request at all.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.brief.figures import figures_of
from tocsin.brief.page import lay_out
from tocsin.brief.registry import renderer
from tocsin.brief.wording import count_words
from tocsin.domain import Assessment

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

HERE = Path(__file__).parent
LARGEST = 1_900_000  # bytes
THRIFT = (1.0, 0.6, 0.35, 0.15)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["counted"] = count_words
    environment.filters["underline"] = underline
    return environment


def underline(text: str, words: tuple[str, ...]) -> Markup:
    """Text with the first occurrence of each of some words underlined.

    >>> str(underline("a <b> c", ("c",)))
    'a &lt;b&gt; <u>c</u>'
    """
    from markupsafe import Markup, escape

    if not words:
        return escape(text)
    left = list(words)
    parts = []
    for part in re.split(rf"\b({'|'.join(map(re.escape, words))})\b", text):
        if part in left:
            left.remove(part)
            parts.append(Markup("<u>{}</u>").format(part))
        else:
            parts.append(escape(part))
    return Markup("").join(parts)


@cache
def _style_sheet() -> str:
    return (HERE / "assets" / "brief.css").read_text(encoding="utf-8")


@renderer("html")
def write_html(assessment: Assessment) -> str:
    """The page. Everything that comes from a report or a desk is escaped.

    Where it would grow beyond LARGEST, less is folded away: what a page leaves
    out it counts, and the JSON form has it.
    """
    written = ""
    for thrift in THRIFT:
        page = lay_out(assessment, thrift=thrift)
        written = (
            _environment()
            .get_template("brief.html.j2")
            .render(page=page, figures=figures_of(page), style_sheet=_style_sheet())
        )
        if len(written.encode()) <= LARGEST:
            break
    return written
