"""Draws a chart: a specification and data arrive, one inline SVG leaves."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
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
# To those who cannot see it a chart is one picture; labels of its parts are dead weight.
_DEAD_WEIGHT = re.compile(
    r' (?:aria-[a-z]+|role|class|pointer-events)="[^"]*"| opacity="1"'
    r'|<path(?= )[^>]*(?:class="(?:background|foreground)"|display="none")[^>]*/>'
)
_EMPTY = re.compile(r"<g>\s*</g>")
_COLOURS = {stand_in: f"var(--{name})" for name, stand_in in STAND_INS.items()}
_COLOUR = re.compile("|".join(map(re.escape, _COLOURS)))


def warm() -> None:
    """Start the chart engine.

    Takes about 0.4 s outside the interpreter lock, once per process: run it in
    a thread while something else is read, and the first chart costs nothing.
    """
    point = {"subject": "", "value": 0.5, "low": 0.4, "high": 0.6}
    draw("dots", {"points": [point]}, key="warm", title="")


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
    domain: tuple[float, float] | None = None,
    days: Sequence[date] = (),
) -> str:
    """One chart as an SVG element that scales with the page and follows its colours.

    name: a design. data: rows by the names the design gives. key: makes
    identifiers unique on the page. title, description: the text alternative.
    domain: of the measured values, where the design leaves it open ([0, 1]).
    days: where the time axis has its ticks.
    """
    import vl_convert

    spec = json.loads(_specification(name))
    spec["datasets"] = {label: list(rows) for label, rows in data.items()}
    if width:
        spec["width"] = width
    _fill(spec, domain=domain, ticks=[_milliseconds(day) for day in days])
    return _dress(vl_convert.vegalite_to_svg(spec), key, title, description)


def _milliseconds(day: date) -> int:
    """Midnight UTC as Vega counts time."""
    return 86_400_000 * (day - date(1970, 1, 1)).days


def _fill(node: Any, *, domain: tuple[float, float] | None, ticks: list[int]) -> None:
    """Put in what a design leaves open: nice domains and the days of a time axis."""
    if isinstance(node, dict):
        if domain and node.get("domain") == [0, 1] and node.get("nice"):
            node["domain"] = list(domain)
        if node.get("values") == []:
            node["values"] = ticks
        for child in node.values():
            _fill(child, domain=domain, ticks=ticks)
    elif isinstance(node, list):
        for child in node:
            _fill(child, domain=domain, ticks=ticks)


def spread_days(first: date, last: date, most: int) -> list[date]:
    """At most `most` days, the first and the last among them, about evenly apart.

    >>> [day.day for day in spread_days(date(2031, 3, 1), date(2031, 3, 9), 3)]
    [1, 5, 9]
    """
    span = (last - first).days
    if span == 0:
        return [first]
    gaps = max(1, min(most - 1, span))
    return [first + timedelta(days=round(span * n / gaps)) for n in range(gaps + 1)]


def _dress(svg: str, key: str, title: str, description: str) -> str:
    """Own identifiers, colours from the style sheet, a name for those who do not see it."""
    view_box = _VIEW_BOX.search(svg)
    body = _ROOT.sub("", svg, count=1)
    # The engine counts clip paths through the life of the process; we count from one.
    numbers: dict[str, str] = {}
    body = _ID.sub(
        lambda found: found[1] + numbers.setdefault(found[2], f"{key}-{len(numbers) + 1}"), body
    )
    body = _DEAD_WEIGHT.sub("", body)
    while (thinner := _EMPTY.sub("", body)) != body:
        body = thinner
    body = _COLOUR.sub(lambda found: _COLOURS[found[0]], _FONT.sub("", body))
    label = escape(". ".join(filter(None, [title, description])))
    box = view_box[1] if view_box else "0 0 1 1"
    width = round(float(box.split()[2]))
    return (
        f'<svg class="chart" width="{width}" viewBox="{box}" role="img" aria-label="{label}">{body}'
    )
