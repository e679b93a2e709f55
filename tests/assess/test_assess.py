"""The hallway: what an assessment takes in, leaves out, and lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tocsin.assess import assess
from tocsin.desk import load
from tocsin.domain import Assessment
from tocsin.intake import collect

EXAMPLES = Path(__file__).parents[2] / "examples"
DESK = load(EXAMPLES / "desk.toml")


def assessed(as_of: date, processes: int = 1) -> Assessment:
    items = collect([str(EXAMPLES / "reports")])
    return assess(items, desk=DESK, as_of=as_of, processes=processes)


@pytest.fixture(scope="module")
def whole() -> Assessment:
    return assessed(date(2031, 4, 10))


def test_every_quotation_stands_where_it_is_cited(whole: Assessment) -> None:
    texts = {report.id: report.text for report in whole.reports}
    cited = [
        evidence
        for section in (
            *(whole.statements, whole.events, whole.signals, whole.commitments),
            *(whole.posture, whole.predictions),
        )
        for item in section
        for evidence in item.evidence
    ]
    assert len(cited) > 100
    for evidence in cited:
        assert texts[evidence.report][evidence.start : evidence.end] == evidence.quote


def test_the_same_day_gives_the_same_bytes_on_one_core_and_on_two(whole: Assessment) -> None:
    again = assessed(date(2031, 4, 10), processes=2)
    assert again.model_dump_json() == whole.model_dump_json()


def test_nothing_published_later_is_used_and_what_is_left_out_is_told() -> None:
    early = assessed(date(2031, 3, 28))
    assert early.reports
    assert all(r.published is None or r.published <= early.as_of for r in early.reports)
    assert early.unread
    assert all(item.excluded and "2031" in item.reason for item in early.unread)


def test_every_code_that_an_item_uses_is_among_the_actors(whole: Assessment) -> None:
    listed = {actor.code for actor in whole.actors}
    for event in whole.events:
        assert {*event.source, *event.target} <= listed
    for signal in whole.signals:
        assert {*signal.sender, *signal.receiver} <= listed


def test_statements_of_claims_exist_and_contradictions_point_both_ways(whole: Assessment) -> None:
    statements = {statement.id for statement in whole.statements}
    claims = {claim.id: claim for claim in whole.claims}
    for claim in whole.claims:
        assert set(claim.statements) <= statements
        for other in claim.contradicts:
            assert claim.id in claims[other].contradicts


def test_a_reprint_is_linked_to_its_original(whole: Assessment) -> None:
    copies = [report for report in whole.reports if report.duplicate_of is not None]
    originals = {report.id for report in whole.reports}
    assert copies
    assert all(report.duplicate_of in originals for report in copies)
