"""The JSON form and the schema that describes it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from tocsin.brief import compose, schema
from tocsin.brief.json_form import schema_text
from tocsin.domain import Assessment

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema" / "assessment.json"
CONTRACT = [
    "desk", "as_of", "generated_by", "reports", "actors", "statements", "events", "signals",
    "commitments", "posture", "predictions", "claims", "gauges", "outlook", "bargaining",
]  # fmt: skip


def test_the_published_schema_is_that_of_the_code():
    # After a change: python -m tocsin.brief.publish_schema > docs/schema/assessment.json
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


def test_what_is_written_keeps_the_schema(assessment):
    written = json.loads(compose(assessment, form="json"))
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(
        schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert list(validator.iter_errors(written)) == []


def test_every_name_of_the_contract_is_there_in_its_order(assessment):
    names = list(json.loads(compose(assessment, form="json")))
    assert [name for name in names if name in CONTRACT] == CONTRACT


def test_it_reads_back_as_what_it_was(assessment):
    assert Assessment.model_validate_json(compose(assessment, form="json")) == assessment


def test_dates_are_iso_and_offsets_point_at_the_quotation(assessment):
    written = json.loads(compose(assessment, form="json"))
    assert written["as_of"] == "2031-03-14"
    assert written["gauges"][0]["points"][0] == ["2031-01-01", 2.0, 1.0, 3.0]
    texts = {report["id"]: report["text"] for report in written["reports"]}
    for event in written["events"]:
        for place in event["evidence"]:
            assert texts[place["report"]][place["start"] : place["end"]] == place["quote"]
