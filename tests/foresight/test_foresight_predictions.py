"""Predictions: nearest horizon first, who made them kept, a reprint counted once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain import Evidence, Horizon, Prediction, Reading, Report, derive_id
from tocsin.foresight import collect_predictions

WAR = "Arvia may cross the river before the end of the spring."
TALKS = "Borland is likely to ask for talks in Carran."


def reading(name: str, *texts: str, of: Report | None = None, **fields: Any) -> Reading:
    """A report with a prediction per text; of: the report it copies."""
    report = Report.make(
        origin=f"{name}.txt", text="\n".join(texts), duplicate_of=of.id if of else None
    )
    found = []
    for text in dict.fromkeys(texts):
        start = report.text.index(text)
        values = {"horizon": Horizon.SHORT, "likelihood": "may"} | fields
        found.append(
            Prediction(
                id=derive_id("prediction", report.id, start),
                text=text,
                evidence=(Evidence.cite(report, start, start + len(text)),),
                **values,
            )
        )
    return Reading(report=report, predictions=tuple(found))


def test_predictions_stand_in_order_of_their_horizon():
    horizons = [Horizon.NONE, Horizon.LONG, Horizon.SHORT, Horizon.MID]
    readings = [reading(f"r{n}", WAR, horizon=each) for n, each in enumerate(horizons)]
    found = [prediction.horizon for prediction in collect_predictions(readings)]
    assert found == [Horizon.SHORT, Horizon.MID, Horizon.LONG, Horizon.NONE]


def test_within_a_horizon_they_stand_as_they_were_read():
    found = collect_predictions([reading("b", WAR, TALKS), reading("a", "Grain may run short.")])
    assert [one.text for one in found] == [WAR, TALKS, "Grain may run short."]


@pytest.mark.parametrize(
    ("copied", "why"),
    [
        (WAR, "word for word"),
        (WAR.replace("spring.", "spring"), "a full stop"),
        (WAR.replace("the spring", "spring"), "a word lost"),
    ],
)
def test_a_reprinted_prediction_is_one_with_the_evidence_of_both(copied, why):
    first = reading("first", WAR)
    reprint = reading("reprint", copied, of=first.report)
    (found,) = collect_predictions([reprint, first])
    assert found.id == first.predictions[0].id, why
    assert found.text == WAR
    assert found.evidence == (*first.predictions[0].evidence, *reprint.predictions[0].evidence)


@pytest.mark.parametrize(
    ("other", "fields", "why"),
    [
        (TALKS, {}, "another prediction"),
        (WAR, {"horizon": Horizon.LONG}, "another horizon"),
        (WAR, {"likelihood": "likely"}, "another likelihood"),
        (WAR, {"speaker": "General Okal"}, "somebody else's"),
    ],
)
def test_what_a_copy_adds_of_its_own_stays_apart(other, fields, why):
    first = reading("first", WAR, speaker="Minister Dravik")
    copy = reading("copy", other, of=first.report, **fields)
    assert len(collect_predictions([first, copy])) == 2, why


def test_a_report_that_repeats_itself_predicts_once():
    (found,) = collect_predictions([reading("first", WAR, "Again: " + WAR)])
    assert len(found.evidence) == 2


def test_two_who_predict_the_same_on_their_own_are_two_predictions():
    assert len(collect_predictions([reading("first", WAR), reading("second", WAR)])) == 2


def test_who_made_it_is_kept_where_a_copy_lost_the_name():
    original = reading("first", WAR)
    copy = reading("copy", WAR, of=original.report, speaker="Minister Dravik", attribution="named")
    (found,) = collect_predictions([original, copy])
    assert (found.speaker, found.attribution) == ("Minister Dravik", "named")


def test_copies_of_an_original_we_never_saw_are_one():
    unseen = Report.make(origin="unseen.txt", text=WAR)
    copies = [reading(name, WAR, of=unseen) for name in ("a", "b")]
    assert len(collect_predictions(copies)) == 1


def test_no_readings_no_predictions():
    assert collect_predictions([]) == ()


@given(data=st.data())
def test_nothing_is_lost_and_nothing_is_made_up(data):
    readings: list[Reading] = []
    for number in range(data.draw(st.integers(1, 5))):
        texts = data.draw(st.lists(st.sampled_from([WAR, TALKS]), min_size=1, max_size=2))
        seen = [None, *(one.report for one in readings)]
        of = data.draw(st.sampled_from(seen))
        horizon = data.draw(st.sampled_from(list(Horizon)))
        readings.append(reading(f"r{number}", *texts, of=of, horizon=horizon))
    found = collect_predictions(readings)
    given_evidence = {one for each in readings for one in each.evidence()}
    assert {one for each in found for one in each.evidence} == given_evidence
    assert {each.id for each in found} <= {one.id for each in readings for one in each.predictions}
    assert all(each.probability is None for each in found)
