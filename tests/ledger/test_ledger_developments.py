"""What changed between two days: told once, in words, with the citation; else nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tocsin.assess import join
from tocsin.desk import load
from tocsin.domain import Assessment, DevelopmentKind, GaugeSeries, Reading
from tocsin.ledger.developments import developments

FIRST, SECOND = date(2031, 4, 2), date(2031, 4, 9)


def wire(telling: Callable[..., Reading], publisher: str, text: str, day: int) -> Reading:
    published = date(2031, 4, day)
    return telling(publisher, text, about="ARV BOR", report={"published": published})


@pytest.fixture
def readings(telling: Callable[..., Reading]) -> list[Reading]:
    return [
        wire(telling, "Gazette", "Arvia has moved 4,000 soldiers to the Borlander border.", 1),
        wire(telling, "Herald", "Arvia has moved 4,000 soldiers to the Borlander border.", 5),
        wire(telling, "Monitor", "Arvia has moved 400 soldiers to the Borlander border.", 6),
    ]


def as_of(readings: list[Reading], day: date) -> Assessment:
    known = [
        reading
        for reading in readings
        if reading.report.published is not None and reading.report.published <= day
    ]
    return join(known, (), load("general"), day)


def test_a_claim_that_others_confirm_or_contest_later_is_a_change(readings: list[Reading]) -> None:
    found = developments(as_of(readings, FIRST), as_of(readings, SECOND))
    told = {change.text: change for change in found.changes}
    stands = next(change for text, change in told.items() if "4,000" in text)
    assert stands.kind is DevelopmentKind.STANDING
    assert stands.before.startswith("single-source")
    assert stands.after.startswith("contested")
    new = next(change for text, change in told.items() if " 400 " in text)
    assert (new.kind, new.before) == (DevelopmentKind.CLAIM, "")
    assert all(change.evidence for change in found.changes)
    assert (found.reports, found.since, found.until) == (2, FIRST, SECOND)


def test_between_equal_states_nothing_has_changed(readings: list[Reading]) -> None:
    state = as_of(readings, SECOND)
    assert developments(state, state.model_copy(update={"as_of": date(2031, 4, 10)})).changes == ()


def gauge(value: float | None) -> GaugeSeries:
    return GaugeSeries(
        name="tension",
        subject="ARV-BOR",
        unit="points",
        points=((FIRST, value, None, None),),
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [(1.0, 3.25, ("1.0", "3.2")), (1.0, 1.2, None), (None, 3.0, None), (3.0, None, None)],
)
def test_a_gauge_is_told_of_when_it_moves_by_half_a_unit(
    readings: list[Reading], before: float | None, after: float | None, told: object
) -> None:
    state = as_of(readings, FIRST)
    one = state.model_copy(update={"gauges": (gauge(before),)})
    other = state.model_copy(update={"gauges": (gauge(after),), "as_of": SECOND})
    changes = [(change.before, change.after) for change in developments(one, other).changes]
    assert changes == ([told] if told else [])
