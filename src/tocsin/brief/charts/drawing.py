"""Draws a chart: a specification and data arrive, one inline SVG leaves."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from tocsin.brief.charts.palette import STAND_INS

SPECS = Path(__file__).with_name("specs")
Row = Mapping[str, Any]

_ROOT = re.compile(r"<svg[^>]*>")
_VIEW_BOX = re.compile(r'viewBox="([^"]+)"')
_ID = re.compile(r'(id="|url\(#)([\w-]+)')
_FONT = re.compile(r' font-family="[^"]*"')
_COLOURS = {stand_in: f"var(--{name})" for name, stand_in in STAND_INS.items()}
_COLOUR = re.compile("|".join(map(re.escape, _COLOURS)))


def warm() -> None:
    """Start the chart engine.

    Takes about 0.4 s outside the interpreter lock, once per process: run it in
    a thread while something else is read, and the first chart costs nothing.
    """
    draw("dot", {"points": [{"value": 0.5, "low": 0.4, "high": 0.6}]}, key="warm", title="")


@cache
def _specification(name: str) -> str:
    return (SPECS / f"{name}.vl.json").read_text(encoding="utf-8")


def draw(
    name: str,
    data: Mapping[str, Sequence[Row]],
    *,
    key: str,
    title: str,
    description: str = "",
    width: int | None = None,
    height: int | None = None,
    domain: tuple[float, float] | None = None,
) -> str:
    """One chart as an SVG element that scales with the page and follows its colours.

    name: a design. data: rows by the names the design gives. key: makes
    identifiers unique on the page. title, description: the text alternative.
    domain: of the measured values, where the design leaves it open ([0, 1]).
    """
    import vl_convert

    spec = json.loads(_specification(name))
    spec["datasets"] = {label: list(rows) for label, rows in data.items()}
    if width:
        spec["width"] = width
    if height:
        spec["height"] = height
    if domain:
        _set_domain(spec, list(domain))
    return _dress(vl_convert.vegalite_to_svg(spec), key, title, description)


def _set_domain(node: Any, domain: list[float]) -> None:
    """Replace the open domain wherever a design uses it."""
    if isinstance(node, dict):
        if node.get("domain") == [0, 1] and node.get("nice"):
            node["domain"] = domain
        for child in node.values():
            _set_domain(child, domain)
    elif isinstance(node, list):
        for child in node:
            _set_domain(child, domain)


def _dress(svg: str, key: str, title: str, description: str) -> str:
    """Own identifiers, colours from the style sheet, a name for those who do not see it."""
    view_box = _VIEW_BOX.search(svg)
    body = _ROOT.sub("", svg, count=1)
    # The engine counts clip paths through the life of the process; we count from one.
    numbers: dict[str, str] = {}
    body = _ID.sub(
        lambda found: found[1] + numbers.setdefault(found[2], f"{key}-{len(numbers) + 1}"), body
    )
    body = _COLOUR.sub(lambda found: _COLOURS[found[0]], _FONT.sub("", body))
    label = escape(". ".join(filter(None, [title, description])))
    box = view_box[1] if view_box else "0 0 1 1"
    return f'<svg class="chart" viewBox="{box}" role="img" aria-label="{label}">{body}'
