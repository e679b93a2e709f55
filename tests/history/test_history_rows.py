"""Events become rows: one per act and dyad, with as many origins as there are independent ones."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain import (
    DatePrecision,
    Event,
    EventType,
    Evidence,
    Quad,
    Reading,
    Report,
    Status,
    derive_id,
)
from tocsin.history import tabulate

MONDAY, TUESDAY = date(2031, 4, 7), date(2031, 4, 8)


def report(name: str, **fields: Any) -> Report:
    return Report.make(origin=f"{name}.txt", text="Arvia shelled Borland.", **fields)


def shelling(of: Report, **fields: Any) -> Event:
    """Arvia shells Borland on Monday, unless told otherwise."""
    values: dict[str, Any] = {
        "type": EventType.ASSAULT,
        "status": Status.ACTUAL,
        "quad": Quad.MATERIAL_CONFLICT,
        "intensity": -9.0,
        "source": ("ARV",),
        "target": ("BOR",),
        "date": MONDAY,
        "evidence": (Evidence.cite(of, 0, len(of.text)),),
    } | fields
    return Event(id=derive_id("event", of.id, sorted(map(str, values.items()))), **values)


def reading(of: Report, *acts: dict[str, Any]) -> Reading:
    return Reading(report=of, events=tuple(shelling(of, **act) for act in acts or ({},)))


def test_one_strike_told_by_three_publishers_is_one_row_with_three_origins():
    papers = [report(name, source=name.title()) for name in ("gazette", "herald", "kestrel")]
    (row,) = tabulate([reading(paper) for paper in papers])
    assert (row.day, row.source, row.target, row.type) == (MONDAY, "ARV", "BOR", EventType.ASSAULT)
    assert row.origins == ("Gazette", "Herald", "Kestrel")
    assert len(row.events) == 3


def test_a_reprinted_wire_counts_once_and_its_original_is_cited_first():
    wire = report("wire", source="Kestrel Wire")
    reprints = [
        report(name, source=name.title(), duplicate_of=wire.id) for name in ("gazette", "herald")
    ]
    (row,) = tabulate([reading(reprint) for reprint in reprints] + [reading(wire)])
    assert row.origins == ("Kestrel Wire",)
    assert row.events[0] == shelling(wire).id
    assert len(row.events) == 3


def test_two_copies_of_an_original_we_never_saw_are_still_one_origin():
    copies = [report(name, source=name, duplicate_of="r-unseen") for name in ("Gazette", "Herald")]
    (row,) = tabulate([reading(copy) for copy in copies])
    assert len(row.origins) == 1


def test_copies_that_name_each_other_as_the_original_are_one_origin():
    first = report("first")
    second = report("second", duplicate_of=first.id)
    first = first.model_copy(update={"duplicate_of": second.id})
    (row,) = tabulate([reading(first), reading(second)])
    assert len(row.origins) == 1


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"source": " The  Gazette "}, "The Gazette"),
        ({"source": None, "url": "https://www.gazette.example/a?b"}, "gazette.example"),
        ({"source": None}, "first.txt"),
    ],
)
def test_an_origin_is_the_publisher_else_the_host_else_the_file(fields, name):
    (row,) = tabulate([reading(report("first", **fields))])
    assert row.origins == (name,)


@pytest.mark.parametrize(
    ("other", "rows", "why"),
    [
        ({}, 1, "nothing differs"),
        ({"intensity": -7.0}, 1, "two reports grade one act differently"),
        ({"mode": "airstrike"}, 1, "two reports describe one act differently"),
        ({"date": TUESDAY}, 2, "another day"),
        ({"target": ("CAS",)}, 2, "another target"),
        ({"source": ("BOR",), "target": ("ARV",)}, 2, "the answer, not the strike"),
        ({"type": EventType.COERCE}, 2, "another act"),
        ({"date": None}, 2, "perhaps another day"),
        ({"date": date(2031, 4, 1), "date_precision": DatePrecision.MONTH}, 2, "some day in April"),
        ({"status": Status.FUTURE}, 1, "it has not happened"),
        ({"status": Status.CONDITIONAL}, 1, "it may never happen"),
        ({"status": Status.HYPOTHETICAL}, 1, "it is imagined"),
        ({"status": Status.NEGATED}, 1, "it did not happen"),
    ],
)
def test_rows_are_told_apart_by_what_happened(other, rows, why):
    first, second = report("first", source="Gazette"), report("second", source="Herald")
    assert len(tabulate([reading(first), reading(second, other)])) == rows, why


def test_undated_acts_of_one_type_between_the_same_two_count_once():
    first, second = report("first", source="Gazette"), report("second", source="Herald")
    (row,) = tabulate([reading(first, {"date": None}), reading(second, {"date": None})])
    assert row.day is None
    assert row.precision is None
    assert row.origins == ("Gazette", "Herald")


@pytest.mark.parametrize(
    ("source", "target", "dyads"),
    [
        (("ARV", "CAS"), ("BOR",), [("ARV", "BOR"), ("CAS", "BOR")]),
        (("ARV", "BOR"), ("ARV", "BOR"), [("ARV", "BOR"), ("BOR", "ARV")]),
        (("ARV",), (), [("ARV", None)]),
        ((), ("BOR",), [(None, "BOR")]),
        (("ARV",), ("ARV",), [("ARV", "ARV")]),
    ],
)
def test_one_dyad_per_row(source, target, dyads):
    rows = tabulate([reading(report("first"), {"source": source, "target": target})])
    assert [(row.source, row.target) for row in rows] == dyads


def test_a_copied_report_does_not_outvote_the_others_on_intensity():
    wire = report("wire", source="Kestrel")
    copies = [report(f"copy{n}", source=f"Copy {n}", duplicate_of=wire.id) for n in range(5)]
    other = report("other", source="Gazette")
    voices = [reading(one, {"intensity": -10.0}) for one in (wire, *copies)]
    (row,) = tabulate([*voices, reading(other, {"intensity": -6.0})])
    assert row.intensity == -8.0


def test_a_row_was_known_from_its_first_dated_report_on():
    reports = [report("a"), report("b", published=TUESDAY), report("c", published=MONDAY)]
    (row,) = tabulate([reading(one) for one in reports])
    assert row.published == MONDAY
    assert tabulate([reading(report("a"))])[0].published is None


def test_nothing_read_is_no_rows():
    assert tabulate([]) == ()
    assert tabulate([Reading(report=report("quiet"))]) == ()


@st.composite
def readings_of_a_day(draw: st.DrawFn) -> list[Reading]:
    """Up to six reports, some copies of others, with acts among three actors."""
    actors = st.lists(st.sampled_from(["ARV", "BOR", "CAS"]), max_size=2, unique=True).map(tuple)
    acts = st.fixed_dictionaries(
        {
            "source": actors,
            "target": actors,
            "type": st.sampled_from([EventType.ASSAULT, EventType.ACCUSE]),
            "date": st.sampled_from([None, MONDAY, TUESDAY]),
            "status": st.sampled_from(list(Status)),
            "intensity": st.sampled_from([-9.0, -7.0, -4.5]),
        }
    )
    reports: list[Report] = []
    for number in range(draw(st.integers(1, 6))):
        of = draw(st.none() | st.sampled_from([one.id for one in reports])) if reports else None
        reports.append(report(f"r{number}", duplicate_of=of))
    return [reading(one, *draw(st.lists(acts, min_size=1, max_size=3))) for one in reports]


@given(readings=readings_of_a_day(), data=st.data())
def test_rows_do_not_depend_on_the_order_of_the_readings(readings, data):
    assert tabulate(data.draw(st.permutations(readings))) == tabulate(readings)


@given(readings=readings_of_a_day())
def test_every_actual_event_is_in_some_row_and_no_other_is(readings):
    actual = {
        event.id
        for reading in readings
        for event in reading.events
        if event.status is Status.ACTUAL
    }
    rows = tabulate(readings)
    assert {event for row in rows for event in row.events} == actual
    acts = [(row.day, row.precision, row.source, row.target, row.type) for row in rows]
    assert len(set(acts)) == len(acts)


@given(readings=readings_of_a_day())
def test_a_reprint_of_everything_adds_no_origin(readings):
    reprints = [
        reading(
            report(f"again{number}", duplicate_of=one.report.id),
            *(event.model_dump(exclude={"id", "evidence"}) for event in one.events),
        )
        for number, one in enumerate(readings)
    ]
    before = [
        (row.day, row.source, row.target, row.type, row.origins) for row in tabulate(readings)
    ]
    after = tabulate(readings + reprints)
    assert [(row.day, row.source, row.target, row.type, row.origins) for row in after] == before
