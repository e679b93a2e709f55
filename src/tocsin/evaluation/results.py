"""What every evaluation returns, and its JSON form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from tocsin.evaluation.bootstrap import Interval, interval
from tocsin.evaluation.confusion import ClassScores, Floats
from tocsin.evaluation.text_files import BadRow


class ClassRow(NamedTuple):
    """One class in a table of scores. support: times in the gold; predicted: times given."""

    precision: float
    recall: float
    f1: float
    support: int
    predicted: int
    f1_interval: Interval | None = None


class Confusion(NamedTuple):
    """Counts, gold label in rows and given label in columns."""

    labels: tuple[str, ...]
    matrix: tuple[tuple[int, ...], ...]


class Evaluation(NamedTuple):
    """How well one thing was done on one file.

    task: coding, actors, entities or reading. n: sentences scored. scores: by
    name, in [0, 1]. intervals: 95 % bootstrap intervals of the same names.
    counts: what some scores are made of, [right, of]. tables: rows of classes
    by the table's name. details: settings of the run. errors: what went wrong,
    worst first. bad_rows: lines left out.
    """

    task: str
    file: str
    n: int
    scores: Mapping[str, float]
    intervals: Mapping[str, Interval]
    tables: Mapping[str, Mapping[str, ClassRow]]
    errors: Sequence[Mapping[str, Any]]
    sentences_per_second: float
    confusion: Confusion | None = None
    counts: Mapping[str, tuple[int, int]] | None = None
    details: Mapping[str, Any] | None = None
    bad_rows: Sequence[BadRow] = ()


def as_json(evaluation: Evaluation, *, errors: int) -> dict[str, Any]:
    """One JSON object. errors: how many of the worst go with it."""
    found: dict[str, Any] = {
        "task": evaluation.task,
        "file": evaluation.file,
        "n": evaluation.n,
        **evaluation.scores,
        "intervals": {name: list(pair) for name, pair in evaluation.intervals.items()},
    }
    if evaluation.counts is not None:
        found["counts"] = {name: list(pair) for name, pair in evaluation.counts.items()}
    for name, rows in evaluation.tables.items():
        found[name] = {label: _row_as_json(row) for label, row in rows.items()}
    if evaluation.confusion is not None:
        found["confusion"] = evaluation.confusion._asdict()
    return {
        **found,
        "sentences_per_second": round(evaluation.sentences_per_second, 1),
        **(evaluation.details or {}),
        "bad_rows": [row._asdict() for row in evaluation.bad_rows],
        "errors": list(evaluation.errors[:errors]),
    }


def _row_as_json(row: ClassRow) -> dict[str, Any]:
    found = row._asdict()
    pair = found.pop("f1_interval")
    return {**found, "f1_interval": list(pair)} if pair is not None else found


def class_rows(
    labels: Sequence[str], scores: ClassScores, drawn: ClassScores | None = None
) -> dict[str, ClassRow]:
    """A row for each class that is in the gold or was given, in the order of `labels`."""
    return {
        label: ClassRow(
            rounded(scores.precision[at]),
            rounded(scores.recall[at]),
            rounded(scores.f1[at]),
            int(scores.support[at]),
            int(scores.predicted[at]),
            None if drawn is None else _interval_of(drawn, at),
        )
        for at, label in enumerate(labels)
        if scores.support[at] or scores.predicted[at]
    }


def _interval_of(drawn: ClassScores, at: int) -> Interval:
    """The interval of a class's F1, over the resamples in which the class occurs."""
    occurs = drawn.support[:, at] + drawn.predicted[:, at] > 0
    return interval(drawn.f1[occurs, at])


def confusion_of(labels: Sequence[str], counts: Floats) -> Confusion:
    """Counts as whole numbers; labels that occur nowhere left out."""
    used = np.flatnonzero(counts.sum(axis=0) + counts.sum(axis=1)).tolist()
    return Confusion(
        tuple(labels[at] for at in used),
        tuple(tuple(int(n) for n in row) for row in counts[np.ix_(used, used)]),
    )


def rounded(value: float | Floats) -> float:
    """To four places: what a thousand sentences can tell."""
    return round(float(value), 4)
