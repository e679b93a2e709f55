"""What goes out in a form comes back from it, as far as the form can hold it."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tocsin.domain import Correction, Event, Item, Reading, Statement, UsageError
from tocsin.exchange import Excerpt, export, forms, import_bundle

# Each example writes and reads files; what fails is small enough to be read as it is.
FEW = settings(
    max_examples=10,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

HELD = {
    "plover": ("events",),
    "polecat": ("events",),
    "claimreview": ("statements",),
    "stix": ("statements", "events", "signals", "commitments", "posture", "predictions"),
}
"""Forms that pass on quotations and not articles: what they hold of a reading."""


def as_excerpt(reading: Reading, fields: tuple[str, ...]) -> dict[str, list[Item]]:
    """The items that a form holds, without the report that they cite."""
    return {
        field: [
            item.model_copy(
                update={
                    "evidence": tuple(
                        each.model_copy(update={"report": ""}) for each in item.evidence
                    )
                }
            )
            for item in getattr(reading, field)
        ]
        for field in fields
    }


@FEW
@given(data=st.data())
@pytest.mark.parametrize("form", ["tocsin", "parquet"])
def test_nothing_is_lost(exchange, crisis_drawn, form, data):
    crisis = data.draw(crisis_drawn)
    assert exchange.back(exchange.out(crisis, form)) == list(crisis[1])


@FEW
@given(data=st.data())
def test_followthemoney_loses_only_how_often_somebody_is_named(exchange, crisis_drawn, data):
    crisis = data.draw(crisis_drawn)
    back = exchange.back(exchange.out(crisis, "ftm"))
    bare = [reading.model_copy(update={"mentions": ()}) for reading in back]
    assert bare == [reading.model_copy(update={"mentions": ()}) for reading in crisis[1]]
    for before, after in zip(crisis[1], back, strict=True):
        names = {mention.code: mention.name for mention in after.mentions}
        assert {mention.code: mention.name for mention in before.mentions}.items() <= names.items()


@FEW
@given(data=st.data())
@pytest.mark.parametrize("form", HELD)
def test_quotations_come_back_to_the_letter_and_at_their_place(exchange, crisis_drawn, form, data):
    crisis = data.draw(crisis_drawn)
    back = exchange.back(exchange.out(crisis, form))
    assert [as_excerpt(reading, HELD[form]) for reading in back] == [
        as_excerpt(reading, HELD[form]) for reading in crisis[1]
    ]
    for before, after in zip(crisis[1], back, strict=True):
        kept = {"title", "source", "published", "url", "language", "words", "byline", "grade"}
        if form == "claimreview":
            kept -= {"grade"}  # of the source; a review rates the claim
        assert after.report.model_dump(include=kept) == before.report.model_dump(include=kept)


@FEW
@given(data=st.data())
@pytest.mark.parametrize("form", sorted(forms()))
def test_every_citation_that_comes_back_holds(exchange, crisis_drawn, form, data):
    for reading in exchange.back(exchange.out(data.draw(crisis_drawn), form)):
        for cited in reading.evidence():
            assert cited.report == reading.report.id
            assert reading.report.text[cited.start : cited.end] == cited.quote


@FEW
@given(data=st.data())
@pytest.mark.parametrize("form", HELD)
def test_an_excerpt_says_of_what_it_is_one(exchange, crisis_drawn, form, data):
    """It is a report of its own, since its text is another, and no second source."""
    crisis = data.draw(crisis_drawn)
    back = exchange.back(exchange.out(crisis, form))
    for before, after in zip(crisis[1], back, strict=True):
        whole = before.report
        assert (after.report.id == whole.id) == (after.report.text == whole.text)
        assert after.report.duplicate_of == (None if after.report.id == whole.id else whole.id)
        assert isinstance(after, Excerpt) == (after.report.id != whole.id)
        assert after.report.source == whole.source


@FEW
@given(data=st.data())
@pytest.mark.parametrize("form", sorted(forms()))
def test_what_came_back_goes_out_the_same(exchange, crisis_drawn, form, data):
    """After one way there and back nothing more is lost."""
    assessment, read = data.draw(crisis_drawn)
    once = exchange.back(exchange.out((assessment, read), form))
    assert exchange.back(exchange.out((assessment, once), form)) == once


@FEW
@given(data=st.data())
@pytest.mark.parametrize("form", sorted(forms()))
def test_no_byte_hangs_on_chance(crisis_drawn, form, data):
    assessment, read = data.draw(crisis_drawn)
    first = export(assessment, form, readings=read)
    assert first == export(assessment, form, readings=read)


@FEW
@given(data=st.data())
@pytest.mark.parametrize("form", sorted(forms()))
def test_readings_need_not_be_at_hand(exchange, crisis_drawn, form, data):
    """An assessment knows which item was found in which report."""
    assessment, read = data.draw(crisis_drawn)
    unnamed = tuple(reading.model_copy(update={"mentions": ()}) for reading in read)
    assert export(assessment, form) == export(assessment, form, readings=unnamed)


@pytest.mark.parametrize("form", ["ftm", "parquet", "tocsin"])
def test_a_reprint_stays_a_report_of_its_own(exchange, crisis_of_one, form):
    """It is a copy, and no excerpt: its publisher chose to print it."""
    assessment, (reading,) = crisis_of_one
    reprint = reading.report.model_copy(update={"duplicate_of": "r-000000000001"})
    reading = reading.model_copy(update={"report": reprint})
    (back,) = exchange.back(exchange.out((assessment, (reading,)), form))
    assert back.report == reprint
    assert list(back.items()) == list(reading.items())
    assert not isinstance(back, Excerpt)


def test_corrections_travel_in_the_bundle(exchange, crisis_of_one, rulings):
    path = exchange.out(crisis_of_one, "tocsin", corrections=rulings)
    arrived = list(import_bundle(path))
    assert [each for each in arrived if isinstance(each, Correction)] == list(rulings)


def test_a_bundle_may_be_packed(exchange, crisis_of_one, tmp_path):
    packed = tmp_path / "bundle.gz"
    packed.write_bytes(gzip.compress(exchange.out(crisis_of_one, "tocsin").read_bytes()))
    assert list(import_bundle(packed)) == list(crisis_of_one[1])


@pytest.mark.parametrize("form", sorted(forms()))
def test_nothing_leaves_without_its_quotation(exchange, crisis_of_one, form):
    assessment, (reading,) = crisis_of_one
    unproven: list[Event | Statement] = [
        item.model_copy(update={"id": f"{item.id[:3]}unproven", "evidence": ()})
        for item in (reading.events[0], reading.statements[0])
    ]
    with_them = reading.model_copy(
        update={
            "events": (*reading.events, unproven[0]),
            "statements": (*reading.statements, unproven[1]),
        }
    )
    if form in ("tocsin", "parquet"):
        # These are the ledger's own tables: what is in them is judged where it arrives.
        arrived = list(import_bundle(exchange.out((assessment, (with_them,)), form)))
        assert [each for each in arrived if isinstance(each, Reading)] == [reading]
        assert [each.reason for each in arrived if not isinstance(each, Reading)]
    else:
        exported = export(assessment, form, readings=[with_them])
        assert not any(b"unproven" in data for data in exported.files.values())


def test_an_unknown_form_is_told_which_there_are(crisis_of_one):
    with pytest.raises(UsageError, match=r"unknown form 'csv'; there are: claimreview, ftm"):
        export(crisis_of_one[0], "csv")
