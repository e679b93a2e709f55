"""What the brief shows of words held against deeds."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.brief import compose
from tocsin.domain import (
    ActorKind,
    ActorMention,
    Assessment,
    Deeds,
    Event,
    Evidence,
    Reading,
    Report,
    Signal,
)
from tocsin.ledger.deeds import follow_words

REPORTS = (
    (
        "Arvia will cut gas deliveries to Borland if Halmark sends soldiers to Tolm.",
        date(2031, 3, 1),
    ),
    ("Halmark sent soldiers to Tolm & Kest.", date(2031, 3, 9)),
    ("Arvia cut gas deliveries to Borland.", date(2031, 3, 11)),
    ("Arvia held elections.", date(2031, 5, 20)),
)


def act(report: Report, key: str, type_: str, source: str, target: str, status: str, word: str):
    return Event(
        id=key,
        type=type_,
        status=status,
        quad="material_conflict",
        intensity=-7,
        source=(source,),
        target=(target,),
        because=f"frame \u201c{word}\u201d",
        evidence=(Evidence.cite(report, 0, len(report.text)),),
    )


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    reports = [
        Report.make(origin=f"{n}.txt", text=text, published=day, source=f"Paper {n}")
        for n, (text, day) in enumerate(REPORTS)
    ]
    said, sent, cut, late = reports
    threat = Signal(
        id="sg-1",
        kind="red_line",
        sender=("ARV",),
        receiver=("BOR",),
        condition="Halmark sends soldiers to Tolm",
        consequence="Arvia will cut gas deliveries to Borland",
        evidence=(Evidence.cite(said, 0, len(said.text)),),
    )
    bare = threat.model_copy(update={"id": "sg-2", "kind": "threat"})
    actors = tuple(
        ActorMention(code=code, name=name, kind=ActorKind.STATE, mentions=1)
        for code, name in (("ARV", "Arvia"), ("BOR", "Borland"), ("HAL", "Halmark"))
    )
    inside = (
        act(said, "ev-1", "SANCTION", "ARV", "BOR", "conditional", "cut"),
        act(said, "ev-2", "MOBILIZE", "HAL", "BOR", "conditional", "sends"),
    )
    readings = [
        Reading(report=said, mentions=actors, signals=(threat,), events=inside),
        Reading(
            report=sent,
            mentions=actors,
            events=(act(sent, "ev-3", "MOBILIZE", "HAL", "BOR", "actual", "sent"),),
        ),
        Reading(
            report=cut,
            mentions=actors,
            events=(act(cut, "ev-4", "SANCTION", "ARV", "BOR", "actual", "cut"),),
        ),
        Reading(report=late, mentions=actors),
    ]
    lines = follow_words(readings, as_of=date(2031, 6, 1))
    readings[0] = readings[0].model_copy(update={"signals": (bare,)})
    threats = follow_words(readings, as_of=date(2031, 6, 1))
    deeds = Deeds(
        followed=threats.followed,
        track_records=threats.track_records,
        red_lines=lines.red_lines,
    )
    return Assessment(
        desk="test",
        as_of=date(2031, 6, 1),
        generated_by="Tocsin",
        reports=tuple(reports),
        actors=actors,
        events=tuple(event for reading in readings for event in reading.events),
        **dict(deeds),
    )


@pytest.mark.parametrize(
    "words",
    [
        "carried out",
        "Its condition came on 9 March 2031; done on 11 March 2031, told by one source.",
        "Halmark sends soldiers to Tolm",
        "Red lines",
        "crossed",
        "Track records",
        "1 of 1 (100 %)",
        "30 days",
    ],
)
@pytest.mark.parametrize("form", ["html", "md"])
def test_the_brief_tells_what_became_of_a_word_and_why(assessment, form, words):
    assert words in compose(assessment, form=form)


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_deed_and_its_condition_can_be_opened_as_notes(assessment, form):
    page = compose(assessment, form=form)
    section = page[page.index("Words against deeds") :]
    for told in (
        "Halmark sent soldiers to Tolm &amp; Kest",
        "Arvia cut gas deliveries to Borland.",
    ):
        assert told in section


def test_an_assessment_without_words_says_that_none_was_found(assessment):
    empty = assessment.model_copy(update={"followed": (), "track_records": (), "red_lines": ()})
    assert "words that announce a deed" in compose(empty, form="html")


def test_words_in_undated_reports_are_counted_and_not_listed(assessment):
    word = assessment.followed[0].model_copy(update={"first_said": None})
    undated = assessment.model_copy(update={"followed": (word,), "red_lines": ()})
    assert "1 word in reports without a date" in compose(undated, form="html")
    assert "carried out" not in compose(undated, form="html")


def test_the_json_form_holds_all_of_it(assessment):
    assert Assessment.model_validate_json(compose(assessment, form="json")) == assessment
