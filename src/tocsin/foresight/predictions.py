"""Predictions of many reports in one list, a reprinted one only once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tocsin.domain import Horizon, Prediction, Reading, ReportId, originals_of

HORIZONS = (Horizon.SHORT, Horizon.MID, Horizon.LONG, Horizon.NONE)

NEAR_IDENTICAL = 0.8
"""Share of words that two wordings of one prediction have in common at least."""

_WORD = re.compile(r"\w+")


class _Found(NamedTuple):
    """A prediction, the report that has it and where in all the readings it stands."""

    place: int
    report: ReportId
    copied: bool
    prediction: Prediction


def collect_predictions(readings: Sequence[Reading]) -> tuple[Prediction, ...]:
    """The predictions of all readings: short, mid, long, then those without horizon.

    A prediction that a copy of a report, or the same report, repeats in nearly
    the same words is one prediction with the evidence of all; its words and
    speaker are those of the original. What two publishers predict on their own
    stays two predictions, however alike: each is somebody's to answer for.
    Within a horizon they stand in the order of the readings.
    """
    groups: defaultdict[object, list[list[_Found]]] = defaultdict(list)
    for family, found in _in_families(readings):
        prediction = found.prediction
        known = groups[family, prediction.horizon, prediction.likelihood]
        for group in known:
            if all(_same(prediction, other.prediction) for other in group):
                group.append(found)
                break
        else:
            known.append([found])
    merged = [_merge(group) for known in groups.values() for group in known]
    merged.sort(key=lambda found: (HORIZONS.index(found.prediction.horizon), found.place))
    return tuple(found.prediction for found in merged)


def _in_families(readings: Sequence[Reading]) -> Iterator[tuple[str, _Found]]:
    """Predictions, originals before copies, with what their report was copied from."""
    originals = originals_of(reading.report for reading in readings)
    found = [
        _Found(place, reading.report.id, reading.report.duplicate_of is not None, prediction)
        for place, (reading, prediction) in enumerate(
            (reading, prediction) for reading in readings for prediction in reading.predictions
        )
    ]
    for each in sorted(found, key=lambda each: (each.copied, each.place)):
        yield originals[each.report], each


def _same(one: Prediction, other: Prediction) -> bool:
    if one.speaker and other.speaker and one.speaker != other.speaker:
        return False
    first, second = (set(_WORD.findall(each.text.casefold())) for each in (one, other))
    return len(first & second) >= NEAR_IDENTICAL * len(first | second)


def _merge(group: Sequence[_Found]) -> _Found:
    first = group[0]
    if len(group) == 1:
        return first
    evidence = tuple(dict.fromkeys(one for found in group for one in found.prediction.evidence))
    named = next(
        (found.prediction for found in group if found.prediction.speaker), first.prediction
    )
    return first._replace(
        place=min(found.place for found in group),
        prediction=first.prediction.model_copy(
            update={
                "evidence": evidence,
                # A copy that was cut short may have lost who said it, never the other way round.
                "speaker": named.speaker,
                "attribution": named.attribution,
            }
        ),
    )
