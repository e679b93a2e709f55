"""Scores as tables in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from tocsin.evaluation import ClassRow, Confusion, Evaluation

TITLES = {
    "per_class": "By class",
    "per_quad": "By quadrant",
    "per_side": "Cooperation against conflict",
    "per_token": "By token",
    "per_class_overlap": "By class, any overlap counts",
}
# Wider than this a confusion is a list of what is confused, not a square.
WIDEST_CONFUSION = 4
MOST_CONFUSED = 15


def print_evaluation(console: Console, evaluation: Evaluation, *, errors: int) -> None:
    """Scores with intervals, tables by class, what is confused with what, the worst errors."""
    speed = f"{evaluation.sentences_per_second:,.1f} sentences a second"
    console.print(f"{evaluation.file}: {evaluation.n:,} sentences, {speed}")
    _print_scores(console, evaluation)
    for name, rows in evaluation.tables.items():
        _print_rows(console, TITLES.get(name, name), rows)
    if evaluation.confusion is not None:
        _print_confused(console, evaluation.confusion)
    _print_calibration(console, evaluation.details or {})
    if errors:
        console.print(Text(f"The worst errors, {errors} at most", style="italic"))
        for error in evaluation.errors[:errors]:
            _print_error(console, error)


def _table(console: Console, title: str, first: str, *numbers: str) -> Table:
    console.print(Text(title, style="italic"))
    table = Table(box=SIMPLE_HEAD)
    table.add_column(first)
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _print_scores(console: Console, evaluation: Evaluation) -> None:
    counts = evaluation.counts or {}
    extra = ("right / of",) if counts else ()
    table = _table(console, "Scores", "score", "value", "95 % interval", *extra)
    for name, value in evaluation.scores.items():
        pair = evaluation.intervals.get(name)
        row = [name, f"{value:.3f}", f"{pair[0]:.3f} – {pair[1]:.3f}" if pair else "–"]
        if counts:
            row.append("{} / {}".format(*counts[name]) if name in counts else "–")
        table.add_row(*row)
    console.print(table)


def _print_rows(console: Console, title: str, rows: Mapping[str, ClassRow]) -> None:
    table = _table(console, title, "class", "precision", "recall", "F1", "in gold", "given")
    for label, row in rows.items():
        figures = (f"{value:.3f}" for value in (row.precision, row.recall, row.f1))
        table.add_row(label, *figures, str(row.support), str(row.predicted))
    console.print(table)


def _print_confused(console: Console, confusion: Confusion) -> None:
    if len(confusion.labels) > WIDEST_CONFUSION:
        _print_most_confused(console, confusion)
        return
    table = _table(console, "Confusion: gold in rows, given in columns", "", *confusion.labels)
    for label, row in zip(confusion.labels, confusion.matrix, strict=True):
        table.add_row(label, *(str(number) if number else "·" for number in row))
    console.print(table)


def _print_most_confused(console: Console, confusion: Confusion) -> None:
    pairs = sorted(
        (-number, gold, given)
        for gold, row in zip(confusion.labels, confusion.matrix, strict=True)
        for given, number in zip(confusion.labels, row, strict=True)
        if number and gold != given
    )
    table = _table(console, "Most confused", "gold", "given", "times")
    for number, gold, given in pairs[:MOST_CONFUSED]:
        table.add_row(gold, given, str(-number))
    console.print(table)


def _print_calibration(console: Console, details: Mapping[str, Any]) -> None:
    calibration = details.get("calibration")
    if not calibration:
        return
    table = _table(
        console, "How often it is right when it is so sure", "confidence", "sentences", "right"
    )
    for row in calibration["bins"]:
        span = f"{row['low']:.1f} – {row['high']:.1f}"
        table.add_row(span, str(row["n"]), f"{row['accuracy']:.3f}")
    console.print(table)
    console.print(f"Expected calibration error {calibration['expected_error']:.3f}")


def _print_error(console: Console, error: Mapping[str, Any]) -> None:
    words = error.get("sentence", "")
    facts = [
        f"{'' if name == 'error' else name + ' '}"
        f"{', '.join(value) if isinstance(value, list) else value}"
        for name, value in error.items()
        if name != "sentence" and value not in ("", [], None)
    ]
    console.print(Padding(Text("; ".join(facts), style="bold"), (0, 0, 0, 2)))
    console.print(Padding(Text(words), (0, 0, 1, 4)))
