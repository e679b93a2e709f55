"""What was decided, as a gold file: only what is finished, so that no score is misled."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tocsin.annotation.fields import as_gold
from tocsin.annotation.journal import Decision, sync_folder
from tocsin.annotation.work import KEPT, Sheet, Stop, Work
from tocsin.domain import UsageError
from tocsin.evaluation import GoldFile, GoldReport, write_gold


def gold_of(work: Work) -> GoldFile:
    """The reports in which at least one kind of items is finished.

    Other kinds are left out of them, which says that they were not annotated.
    The annotator of the file is everybody who decided on something in it.
    """
    reports: list[GoldReport] = []
    names: dict[str, None] = {}
    for sheet in work.sheets.values():
        kinds = sheet.complete()
        if not kinds:
            continue
        reports.append(_gold_report(sheet, kinds))
        decided = (stop for stop in sheet.stops.values() if stop.kind in kinds and stop.annotator)
        names |= {stop.annotator: None for stop in decided}
    return GoldFile(annotator=", ".join(names) or work.annotator, reports=tuple(reports))


def save_gold(work: Work) -> GoldFile:
    """Writes the gold file, at once and whole or not at all; none while nothing is finished."""
    gold = gold_of(work)
    if gold.reports or work.gold_path.exists():
        text = write_gold(gold)
        work.will_write(text)
        write_at_once(work.gold_path, text)
    return gold


def write_at_once(path: Path, text: str) -> None:
    """A file takes the place of the old one when all of it is on the disk.

    Raises UsageError where the folder cannot be written to.
    """
    path = path.resolve()  # where a link leads, not the link
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except PermissionError as error:
        raise UsageError(f"{path.name} cannot be written: {error.strerror}.") from None
    sync_folder(path.parent)


def _gold_report(sheet: Sheet, kinds: Iterable[str]) -> GoldReport:
    report = sheet.report
    known = {"title": report.title, "source": report.source, "published": report.published}
    fields: dict[str, Any] = {name: value for name, value in known.items() if value is not None}
    for kind in kinds:
        kept = [
            stop for stop in sheet.stops.values() if stop.kind == kind and stop.decision in KEPT
        ]
        kept.sort(key=lambda stop: (stop.fields["start"], stop.fields["end"]))
        fields[kind] = tuple(as_gold(kind, _signed(stop)) for stop in kept)
    return GoldReport(id=report.origin, text=report.text, blocks=report.blocks, **fields)


def _signed(stop: Stop) -> dict[str, Any]:
    decision = Decision(stop.decision) if stop.decision else None
    return stop.fields | {"annotator": stop.annotator, "decision": decision}
