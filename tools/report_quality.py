"""The figures of docs/quality.md, from the card of the committed model. Run after training:

    python tools/report_quality.py

Writes the tables between the markers of the page, and the reliability diagram.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import vl_convert

from tocsin.reading.coder.model import MODEL

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/quality.md"
DIAGRAM = ROOT / "docs/images/reliability.svg"
PUBLISHED = {
    "macro_f1": 0.821,
    "accuracy": 0.835,
    "quad_macro_f1": 0.892,
    "binary_macro_f1": 0.964,
}
NAMES = {"both": "frames and model", "frames": "frames alone", "model": "model alone"}


def main() -> None:
    """Rewrite the page's tables and the diagram."""
    measured = json.loads((MODEL / "coder.json").read_text(encoding="utf-8"))["measured"]
    page = PAGE.read_text(encoding="utf-8")
    tables = {
        "coding": coding_table(measured["coding"]),
        "classes": class_table(measured["per_class"]),
        "actors": actor_table(measured["actors"]),
        "calibration": calibration_table(measured["calibration"]),
    }
    for name, lines in tables.items():
        page = between(page, name, "\n".join(lines))
    PAGE.write_text(page, encoding="utf-8")
    DIAGRAM.write_text(diagram(measured["calibration"]["bins"]), encoding="utf-8")


def between(page: str, name: str, text: str) -> str:
    """The page with new text between the markers of that name."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)", re.DOTALL)
    if not marks.search(page):
        raise SystemExit(f"{PAGE}: the markers <!-- {name} --> are missing.")
    return marks.sub(lambda found: found[1] + text + found[2], page)


def coding_table(coding: Mapping[str, Any]) -> Iterator[str]:
    """Scores of the whole coder and of its parts beside the published best."""
    yield "| | macro F1 | accuracy | quads, macro F1 | binary, macro F1 |"
    yield "| --- | --- | --- | --- | --- |"
    for parts, scores in coding.items():
        cells = [_with_interval(scores[name]) for name in PUBLISHED]
        yield f"| {NAMES[parts]} | {' | '.join(cells)} |"
    cells = [f"{value:.3f}" for value in PUBLISHED.values()]
    yield f"| published best, on its own test sentences | {' | '.join(cells)} |"


def class_table(classes: Mapping[str, Any]) -> Iterator[str]:
    """Precision, recall and F1 of each type."""
    yield "| type | precision | recall | F1 | sentences |"
    yield "| --- | --- | --- | --- | --- |"
    for name, row in classes.items():
        cells = [f"{row[key]:.2f}" for key in ("precision", "recall", "f1")]
        yield f"| {name} | {' | '.join(cells)} | {row['support']} |"


def actor_table(actors: Mapping[str, Any]) -> Iterator[str]:
    """Sources and targets found."""
    yield "| source F1 | target F1 |"
    yield "| --- | --- |"
    yield f"| {_with_interval(actors['source_f1'])} | {_with_interval(actors['target_f1'])} |"


def calibration_table(calibration: Mapping[str, Any]) -> Iterator[str]:
    """What the coder said, and how often it was right."""
    yield "| confidence | sentences | mean confidence | right |"
    yield "| --- | --- | --- | --- |"
    for row in calibration["bins"]:
        span = f"{row['low']:.1f}\u2013{row['high']:.1f}"
        yield f"| {span} | {row['n']} | {row['confidence']:.2f} | {row['accuracy']:.2f} |"
    yield ""
    yield f"Expected calibration error: {calibration['expected_error']:.3f}."


def _with_interval(values: list[float]) -> str:
    value, low, high = values
    return f"{value:.3f} ({low:.3f}\u2013{high:.3f})"


def diagram(bins: list[dict[str, Any]]) -> str:
    """Confidence against accuracy as SVG; the area of a point is its number of sentences."""
    unit = {"domain": [0, 1]}
    ideal = {
        "data": {"values": [{"x": 0, "y": 0}, {"x": 1, "y": 1}]},
        "mark": {"type": "line", "color": "#888888", "strokeDash": [4, 4]},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "scale": unit},
            "y": {"field": "y", "type": "quantitative", "scale": unit},
        },
    }
    points = {
        "data": {"values": bins},
        "mark": {"type": "point", "filled": True, "color": "#1f6feb", "opacity": 0.9},
        "encoding": {
            "x": {"field": "confidence", "type": "quantitative", "title": "confidence given"},
            "y": {"field": "accuracy", "type": "quantitative", "title": "share that was right"},
            "size": {
                "field": "n",
                "type": "quantitative",
                "title": "sentences",
                "scale": {"range": [30, 700]},
            },
        },
    }
    chart = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 360,
        "height": 360,
        "background": "white",
        "layer": [ideal, points],
    }
    return str(vl_convert.vegalite_to_svg(chart))


if __name__ == "__main__":
    main()
