"""How well whole reports are read, against a gold file.

Items are paired one to one where their words overlap or stand in one
sentence; what each score asks is told in docs/measuring.md.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from tocsin.desk import Desk
from tocsin.domain import Reading, Report
from tocsin.evaluation.confusion import score_classes
from tocsin.evaluation.event_scores import EVENT_SCORES, confuse_types, score_events
from tocsin.evaluation.gold import KINDS, GoldItem, GoldReport, read_gold
from tocsin.evaluation.gold_places import find_item, locate, sentence_at, sentence_starts
from tocsin.evaluation.item_scores import ITEM_KINDS, ITEM_SCORES, score_items
from tocsin.evaluation.matching import Placed
from tocsin.evaluation.results import ClassRow, Confusion, Evaluation, class_rows
from tocsin.evaluation.tally import Tally
from tocsin.evaluation.timing import Clock, run_timed
from tocsin.reading import read

Read = Callable[[Sequence[Report]], Sequence[Reading]]


def evaluate_reading(
    path: Path, *, desk: Desk, reader: Read | None = None, clock: Clock = perf_counter
) -> Evaluation:
    """Scores of the reader on a gold file.

    reader: another reader to score in the place of ours. Raises InputError as
    `read_gold` does.
    """
    file = read_gold(path)
    annotated = file.gold.reports
    reports = [to_report(gold, f"{path.name}#{at + 1}") for at, gold in enumerate(annotated)]
    run = reader or (lambda some: list(read(some, desk=desk)))
    readings, reports_per_second = run_timed(run, reports, clock)
    starts = [sentence_starts(report) for report in reports]
    gold = _place_gold(annotated, reports, starts)
    given = _place_given(annotated, readings, starts)
    sentences = sum(map(len, starts))
    tally = Tally((*EVENT_SCORES, *ITEM_SCORES), max(sentences, 1))
    pairs = score_events(tally, gold["events"], given["events"])
    for kind, rule in ITEM_KINDS.items():
        score_items(tally, rule, gold[kind], given[kind])
    confusion = confuse_types(gold["events"], given["events"], pairs)
    return Evaluation(
        task="reading",
        file=str(path),
        n=sentences,
        scores=tally.scores(),
        intervals=tally.intervals(),
        counts=tally.counts(),
        tables={"per_class": _type_rows(confusion)},
        errors=tally.worst(),
        sentences_per_second=reports_per_second * sentences / max(len(reports), 1),
        confusion=confusion,
        details={"reports": len(reports), "annotator": file.gold.annotator, "desk": desk.name},
        bad_rows=file.bad,
    )


def to_report(gold: GoldReport, origin: str) -> Report:
    """The report that a gold report stands for: as it is where its blocks are known.

    Otherwise its text is taken in as a text file would be, headings, tables and all.
    """
    origin = gold.id or origin
    known = {"title": gold.title, "source": gold.source, "published": gold.published}
    if not gold.blocks:
        from tocsin.intake import collect

        taken_in = next(iter(collect(["-"], stdin=io.BytesIO(gold.text.encode()))), None)
        if isinstance(taken_in, Report):
            found = {name: value or getattr(taken_in, name) for name, value in known.items()}
            text, blocks = taken_in.text, taken_in.blocks
            return Report.make(origin=origin, text=text, blocks=blocks, **found)
    return Report.make(origin=origin, text=gold.text, blocks=gold.blocks, **known)


def _place_gold(
    annotated: Sequence[GoldReport], reports: Sequence[Report], starts: Sequence[Sequence[int]]
) -> dict[str, list[Placed[Any]]]:
    found: dict[str, list[Placed[Any]]] = {kind: [] for kind in KINDS}
    before = 0
    for number, (gold, report, begins) in enumerate(zip(annotated, reports, starts, strict=True)):
        for kind, items in found.items():
            for item in getattr(gold, kind):
                place = place_in(item, gold.text, report.text)
                sentence = before + (sentence_at(begins, place[0]) if place else 0)
                items.append(Placed(_with_quote(item, gold.text), place, sentence, number))
        before += len(begins)
    return found


def place_in(item: GoldItem, gold_text: str, text: str) -> tuple[int, int] | None:
    """Where an item stands in the report as it was taken in; None where its words were lost."""
    there = find_item(item.quote, item.start, item.end, gold_text)
    if there is None or gold_text == text:
        return there
    near = round(there[0] * len(text) / max(len(gold_text), 1))
    return locate(gold_text[slice(*there)], text, near=near)


def _with_quote(item: GoldItem, text: str) -> GoldItem:
    """The item with its quote filled in, for who reads the errors."""
    if item.quote or item.start is None:
        return item
    return item.model_copy(update={"quote": text[item.start : item.end]})


def _place_given(
    annotated: Sequence[GoldReport], readings: Iterable[Reading], starts: Sequence[Sequence[int]]
) -> dict[str, list[Placed[Any]]]:
    found: dict[str, list[Placed[Any]]] = {kind: [] for kind in KINDS}
    before = 0
    for number, (gold, reading, begins) in enumerate(zip(annotated, readings, starts, strict=True)):
        for kind, items in found.items():
            for item in getattr(reading, kind) if kind in gold.model_fields_set else ():
                first = item.evidence[0]
                sentence = before + sentence_at(begins, first.start)
                items.append(Placed(item, (first.start, first.end), sentence, number))
        before += len(begins)
    return found


def _type_rows(confusion: Confusion) -> dict[str, ClassRow]:
    """Types by themselves, whatever status and sides."""
    size = len(confusion.labels)
    counts = np.array(confusion.matrix, dtype=float).reshape(size, size)  # which may be 0 by 0
    rows = class_rows(confusion.labels, score_classes(counts))
    return {label: row for label, row in rows.items() if label != "none"}
