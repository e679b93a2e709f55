"""The assessment as JSON: the contract in `docs/schema/assessment.json`.

    python -m tocsin.brief.publish_schema > docs/schema/assessment.json

publishes the schema again after the vocabulary has grown.
"""

from __future__ import annotations

import json
from typing import Any

from tocsin.brief.registry import renderer
from tocsin.domain import Assessment


@renderer("json")
def write_json(assessment: Assessment) -> str:
    """One object; fields in the order of the vocabulary, dates as ISO 8601."""
    return assessment.model_dump_json(indent=2) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `write_json` writes."""
    described = Assessment.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Assessment",
        **described,
    }


def schema_text() -> str:
    """The schema as the published file holds it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
