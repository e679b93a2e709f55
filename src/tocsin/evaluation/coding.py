"""How well the coder names the act between two marked actors.

Macro F1 is over the types that the gold has. Quads are those of the codebook;
YIELD, which stands for CONCEDE and RETREAT in older files, is material
cooperation there, as in the published data. Binary is cooperation against
conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from tocsin.domain import EventType, Quad
from tocsin.evaluation.bootstrap import interval, resample_confusion
from tocsin.evaluation.confusion import (
    Floats,
    accuracy,
    count_pairs,
    fold,
    macro_f1,
    score_classes,
)
from tocsin.evaluation.marked_file import LABELS, YIELD, MarkedRow, read_marked
from tocsin.evaluation.results import Evaluation, class_rows, confusion_of, rounded
from tocsin.evaluation.timing import Clock, run_timed
from tocsin.knowledge.codebook import codebook
from tocsin.reading.coder import Coding, Marked, Parts, code_marked

Code = Callable[[Sequence[Marked]], Sequence[Coding]]
MERGED = frozenset({EventType.CONCEDE, EventType.RETREAT})
QUADS = tuple(Quad)
SIDES = ("cooperation", "conflict")
CALIBRATION_BINS = 10


def evaluate_coding(
    path: Path,
    *,
    parts: Parts = Parts.BOTH,
    code: Code | None = None,
    clock: Clock = perf_counter,
) -> Evaluation:
    """Scores of the coder on a file of marked sentences.

    code: another coder to score in the place of ours. Raises InputError as
    `read_marked` does.
    """
    file = read_marked(path)
    merges = any(row.gold == YIELD for row in file.rows)
    labels = tuple(label for label in LABELS if _is_used(label, merges=merges))
    run = code or partial(code_marked, parts=parts)
    codings, speed = run_timed(run, [row.marked for row in file.rows], clock)
    gold = [label_in_file(row.gold, merges=merges) for row in file.rows]
    given = [label_in_file(coding.type, merges=merges) for coding in codings]
    scores, intervals, tables = _score(count_pairs(gold, given, labels), labels)
    return Evaluation(
        task="coding",
        file=str(path),
        n=len(file.rows),
        scores=scores,
        intervals=intervals,
        tables=tables,
        errors=_errors(file.rows, codings, gold, given),
        sentences_per_second=speed,
        confusion=confusion_of(labels, count_pairs(gold, given, labels)),
        details={"parts": str(parts), "calibration": _calibrate(codings, gold, given)},
        bad_rows=file.bad,
    )


def label_in_file(type_: EventType | str, *, merges: bool) -> str:
    """The label that a type has in a file; merges: whether it says YIELD.

    >>> label_in_file(EventType.RETREAT, merges=True)
    'YIELD'
    """
    return YIELD if merges and type_ in MERGED else str(type_)


def quad_of(label: str) -> Quad:
    """The quadrant of a label.

    >>> str(quad_of("YIELD"))
    'material_cooperation'
    """
    return Quad.MATERIAL_COOPERATION if label == YIELD else codebook().quad(label)


def _is_used(label: str, *, merges: bool) -> bool:
    return label not in MERGED if merges else label != YIELD


def _score(confusion: Floats, labels: Sequence[str]) -> tuple[Any, Any, Any]:
    """Scores, their intervals and the tables by class, quad and side."""
    quads = [QUADS.index(quad_of(label)) for label in labels]
    sides = [int(QUADS[quad].value.endswith("conflict")) for quad in quads]
    measures: Mapping[str, Callable[[Floats], Floats]] = {
        "macro_f1": macro_f1,
        "accuracy": accuracy,
        "binary_macro_f1": lambda counts: macro_f1(fold(counts, sides)),
        "quad_macro_f1": lambda counts: macro_f1(fold(counts, quads)),
    }
    drawn = resample_confusion(confusion)
    classes = score_classes(confusion)
    scores = {name: rounded(measure(confusion)) for name, measure in measures.items()}
    there = classes.support > 0
    scores["macro_precision"] = rounded(classes.precision[there].mean())
    scores["macro_recall"] = rounded(classes.recall[there].mean())
    tables = {
        "per_class": class_rows(labels, classes, score_classes(drawn)),
        "per_quad": class_rows(
            [str(quad) for quad in QUADS],
            score_classes(fold(confusion, quads)),
            score_classes(fold(drawn, quads)),
        ),
        "per_side": class_rows(
            SIDES, score_classes(fold(confusion, sides)), score_classes(fold(drawn, sides))
        ),
    }
    return scores, {name: interval(measure(drawn)) for name, measure in measures.items()}, tables


def _errors(
    rows: Sequence[MarkedRow], codings: Sequence[Coding], gold: Sequence[str], given: Sequence[str]
) -> list[dict[str, Any]]:
    """The rows coded wrongly, the surest first."""
    wrong = [
        {
            "line": row.line,
            "sentence": row.marked.text,
            "source": row.marked.text[slice(*row.marked.source)],
            "target": row.marked.text[slice(*row.marked.target)],
            "gold": is_,
            "predicted": said,
            "confidence": rounded(coding.confidence),
            "because": coding.because,
        }
        for row, coding, is_, said in zip(rows, codings, gold, given, strict=True)
        if is_ != said
    ]
    return sorted(wrong, key=lambda error: (-float(str(error["confidence"])), error["line"]))


def _calibrate(
    codings: Sequence[Coding], gold: Sequence[str], given: Sequence[str]
) -> dict[str, Any]:
    """How often the coder is right where it says it is so sure: a reliability diagram's bars.

    expected_error: mean distance of confidence and accuracy over the bins,
    weighted by their sentences. Source: Naeini et al. 2015, AAAI.
    """
    sure = np.array([coding.confidence for coding in codings])
    right = np.array([is_ == said for is_, said in zip(gold, given, strict=True)], dtype=float)
    bin_of = np.clip((sure * CALIBRATION_BINS).astype(int), 0, CALIBRATION_BINS - 1)
    bins = []
    for at in range(CALIBRATION_BINS):
        inside = bin_of == at
        if inside.any():
            bins.append(
                {
                    "low": at / CALIBRATION_BINS,
                    "high": (at + 1) / CALIBRATION_BINS,
                    "n": int(inside.sum()),
                    "confidence": rounded(sure[inside].mean()),
                    "accuracy": rounded(right[inside].mean()),
                }
            )
    gaps = [row["n"] * abs(row["confidence"] - row["accuracy"]) for row in bins]
    return {"expected_error": rounded(sum(gaps) / len(codings)), "bins": bins}
