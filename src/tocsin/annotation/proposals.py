"""What was read in a report, put to the annotator: each item in the fields of the gold form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from tocsin.annotation.journal import Fields, Opened, Proposal
from tocsin.domain import (
    Attribution,
    BlockKind,
    Commitment,
    Event,
    Posture,
    Prediction,
    Reading,
    Report,
    Signal,
    Statement,
)

QUOTED = re.compile(r"“([^”]+)”")
PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})


def open_reading(reading: Reading) -> Opened:
    """A report with its sentences and everything that was read in it, ready to be annotated.

    Statements that nobody is credited with are left out: they are every other
    sentence of a report, and no score counts them.
    """
    report = reading.report
    spans, prose = _sentences(report)
    return Opened(report=report, sentences=spans, prose=prose, proposals=tuple(_proposals(reading)))


def _proposals(reading: Reading) -> Iterator[Proposal]:
    for kind, items in (
        ("events", reading.events),
        ("signals", reading.signals),
        ("statements", reading.statements),
        ("predictions", reading.predictions),
        ("commitments", reading.commitments),
        ("posture", reading.posture),
    ):
        for item in items:
            if isinstance(item, Statement) and item.attribution is Attribution.NONE:
                continue
            yield _proposal(kind, item)


def _proposal(kind: str, item: Any) -> Proposal:
    first = item.evidence[0]
    place = {"quote": first.quote, "start": first.start, "end": first.end}
    fields, note, focus = _told(item)
    told = {name: value for name, value in fields.items() if value is not None}
    return Proposal(
        kind=kind,
        fields={**place, **told},
        note=note,
        focus=tuple(words for words in focus if words),
    )


def _told(item: Any) -> tuple[Fields, str, Sequence[str | None]]:
    """An item's fields in the gold form, what else was read of it, and its words."""
    match item:
        case Event():
            fields: Fields = {"type": [item.type], "mode": item.mode, "status": [item.status]}
            fields |= {"source": [*item.source], "target": [*item.target]}
            note = "; ".join(filter(None, (item.because, f"{item.confidence:.0%} sure")))
            return fields, note, _triggers(item.because)
        case Signal():
            fields = {"kind": [item.kind], "sender": [*item.sender], "receiver": [*item.receiver]}
            fields |= {"condition": item.condition, "consequence": item.consequence}
            return fields, "", [item.condition, item.consequence]
        case Statement():
            fields = {"speaker": item.speaker, "attribution": [item.attribution]}
            return fields | {"speech_act": [item.speech_act]}, item.text, [item.text]
        case Prediction():
            spoken = f"says {item.speaker}" if item.speaker else ""
            note = ", ".join(filter(None, (item.likelihood, spoken)))
            return {"horizon": [item.horizon]}, note, [item.likelihood]
        case Commitment():
            fields = {"by": [*item.by], "to": [*item.to], "quantity": item.quantity}
            return fields, item.content, [item.content]
        case Posture():
            fields = {"actor": item.actor, "change": item.change, "total": item.total}
            fields |= {"equipment": item.equipment, "place": item.place}
            return fields, "", [item.equipment, item.place]
    raise TypeError(f"{type(item).__name__} has no gold form")


def _triggers(because: str) -> list[str]:
    """The words of the report that an act was read from: quoted, else the reason's first.

    >>> _triggers("frame expel on “expelled”"), _triggers("warned (warn)")
    (['expelled'], ['warned'])
    """
    return QUOTED.findall(because) or [because.partition(" (")[0]]


def _sentences(report: Report) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    """`[start, end)` of every sentence, and the numbers of those in running text."""
    from tocsin.evaluation.gold_places import sentence_starts
    from tocsin.reading.pipeline import blocks_of

    blocks = blocks_of(report)
    starts = sentence_starts(report)
    spans: list[tuple[int, int]] = []
    prose: list[int] = []
    for block in blocks:
        own = [start for start in starts if block.start <= start < block.end]
        for start, end in pairwise([*own, block.end]):
            words = report.text[start:end]
            if not words.strip():
                continue
            if block.kind in PROSE:
                prose.append(len(spans))
            first = start + len(words) - len(words.lstrip())
            spans.append((first, first + len(words.strip())))
    return tuple(spans), tuple(prose)
