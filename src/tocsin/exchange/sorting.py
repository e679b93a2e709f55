"""Items and the reports they were found in, sorted into readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tocsin.domain import (
    ActorCode,
    Assessment,
    Claim,
    Commitment,
    Event,
    Item,
    Posture,
    Prediction,
    Reading,
    Report,
    Signal,
    Statement,
)

MODELS: Mapping[str, type[Item]] = {
    "statement": Statement,
    "event": Event,
    "signal": Signal,
    "commitment": Commitment,
    "posture": Posture,
    "prediction": Prediction,
}
"""Kind of item -> what it is."""

FIELDS: Mapping[str, str] = {
    "statement": "statements",
    "event": "events",
    "signal": "signals",
    "commitment": "commitments",
    "posture": "posture",
    "prediction": "predictions",
}
"""Kind of item -> the field of a reading, and of an assessment, that holds it."""

_SIDES = ("speaker_code", "source", "sender", "by", "actor", "target", "receiver", "to", "about")


def kind_of(item: Item) -> str:
    """The kind of an item: "event", "signal", …"""
    return type(item).__name__.lower()


def actors_of(item: Item) -> tuple[ActorCode, ...]:
    """Codes of all that an item names as a side, each once: who acts, then toward whom."""
    found: dict[ActorCode, None] = {}
    for field in _SIDES:
        value = getattr(item, field, None)
        codes = (value,) if isinstance(value, str) else value or ()
        found.update(dict.fromkeys(codes))
    return tuple(found)


Telling = Statement | Event
"""What a claim gathers: statements, and acts told without one."""


def tellings_of(readings: Iterable[Reading]) -> dict[str, tuple[Telling, Report]]:
    """All that can stand behind a claim, by identifier, with the report it was found in."""
    found: dict[str, tuple[Telling, Report]] = {}
    for reading in readings:
        tellings: tuple[Telling, ...] = (*reading.statements, *reading.events)
        found.update((each.id, (each, reading.report)) for each in tellings if each.evidence)
    return found


def behind(
    claim: Claim, tellings: Mapping[str, tuple[Telling, Report]]
) -> list[tuple[Telling, Report]]:
    """What stands behind a claim, of what is there."""
    return [tellings[key] for key in (*claim.statements, *claim.events) if key in tellings]


def by_report(assessment: Assessment) -> tuple[Reading, ...]:
    """The items of an assessment as one reading per report, in the order of the reports.

    An item belongs to the report of its first citation; what it cites of
    others (a prediction, of the copies) is left to them. How often a report
    names whom is not in an assessment, so the readings have no mentions.
    """
    items = [item for field in FIELDS.values() for item in getattr(assessment, field)]
    return tuple(readings_of(assessment.reports, items))


def readings_of(reports: Iterable[Report], items: Iterable[Item]) -> Iterator[Reading]:
    """One reading per report; items without citation, or of other reports, are left out."""
    sections: defaultdict[str, defaultdict[str, list[Item]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for item in items:
        if not item.evidence:
            continue
        cited = item.evidence[0].report
        own = tuple(each for each in item.evidence if each.report == cited)
        if len(own) < len(item.evidence):
            item = item.model_copy(update={"evidence": own})
        sections[cited][FIELDS[kind_of(item)]].append(item)
    for report in reports:
        found = {field: tuple(items) for field, items in sections[report.id].items()}
        yield Reading(report=report).model_copy(update=found)
