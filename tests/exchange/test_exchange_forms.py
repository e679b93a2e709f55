"""What is written is what each form's own library, or its specification, takes for valid."""

from __future__ import annotations

import csv
import json
from collections import Counter
from io import StringIO
from itertools import pairwise

import duckdb
import pytest
import stix2
from followthemoney import model
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from stix2.confidence.scales import admiralty_credibility_to_value

from tocsin.domain import Claim, Standing, Status, derive_id
from tocsin.exchange import export
from tocsin.exchange.formats.plover import last_day
from tocsin.exchange.formats.polecat import COLUMNS
from tocsin.exchange.formats.stix_objects import CONFIDENCE

FEW = settings(
    max_examples=10,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def stix_objects(crisis) -> list[dict]:
    (data,) = export(crisis[0], "stix", readings=crisis[1]).files.values()
    return json.loads(data)["objects"]


def of_type(objects: list[dict], type_: str) -> list[dict]:
    return [each for each in objects if each["type"] == type_]


@pytest.fixture(scope="module")
def two_claims(crisis_of_one):
    """The one claim, and another that it contradicts; one of them cannot be judged."""
    assessment, (reading,) = crisis_of_one
    first = assessment.claims[0]
    said = reading.statements[0].model_copy(update={"id": "st-000000000002"})
    second = Claim(
        id=derive_id("claim", said.id), text="Arvia fired.", standing=Standing.CONTESTED,
        grade="F6", sources=2, origins=("Daily Ledger", "Wire"), statements=(said.id,),
        contradicts=(first.id,),
    )  # fmt: skip
    first = first.model_copy(
        update={"contradicts": (second.id,), "disagreement": "denied (Kestrel) against told (Wire)"}
    )
    return (
        assessment.model_copy(update={"claims": (first, second)}),
        (reading.model_copy(update={"statements": (*reading.statements, said)}),),
    )


# STIX 2.1


@FEW
@given(data=st.data())
def test_stix_is_valid_to_its_own_library_and_every_reference_leads_somewhere(crisis_drawn, data):
    objects = stix_objects(data.draw(crisis_drawn))
    bundle = stix2.parse(
        {
            "type": "bundle",
            "id": f"bundle--{'0' * 8}-0000-4000-8000-{'0' * 12}",
            "objects": objects,
        },
        allow_custom=False,
    )
    there = Counter(each.id for each in bundle.objects)
    assert set(there.values()) == {1}
    for each in objects:
        refs = [value for name, value in each.items() if name.endswith("_ref")]
        refs += [ref for name, value in each.items() if name.endswith("_refs") for ref in value]
        assert set(refs) <= set(there)
        assert each["created"] <= each["modified"]


def test_stix_has_a_report_with_who_acts_where_and_in_which_words(crisis_of_one):
    objects = stix_objects(crisis_of_one)
    names = {each["id"]: each.get("name") for each in objects}
    (report,) = of_type(objects, "report")
    assert report["name"] == "Fire at Kest"
    assert report["published"] == report["created"] == "2031-03-12T00:00:00.000Z"
    assert {"Arvia", "Borland", "Kest"} <= {names[ref] for ref in report["object_refs"]}
    (edge,) = of_type(objects, "relationship")
    assert edge["relationship_type"] == "assault"
    assert (names[edge["source_ref"]], names[edge["target_ref"]]) == ("Arvia", "Borland")
    note = next(each for each in of_type(objects, "note") if "ASSAULT" in each["abstract"])
    assert note["content"] == edge["description"] == "Arvia shelled Kest"
    assert note["authors"] == ["Borland"]
    assert note["confidence"] == 90
    (cited,) = note["external_references"]
    assert cited == {
        "source_name": "Kestrel Post",
        "description": "Arvia shelled Kest",
        "url": "https://kestrel.example/kest",
        "external_id": f"{crisis_of_one[1][0].report.id}#char=0,18",
    }


def test_stix_has_an_opinion_where_claims_disagree_and_confidence_by_the_published_scale(
    two_claims,
):
    objects = stix_objects(two_claims)
    claims = [each for each in of_type(objects, "note") if each["abstract"].startswith("Claim")]
    assert [each.get("confidence") for each in claims] == [50, None]  # B3; F6 cannot be judged
    opinions = of_type(objects, "opinion")
    assert {each["opinion"] for each in opinions} == {"disagree"}
    assert [each["object_refs"] for each in opinions] == [[each["id"]] for each in claims]
    assert opinions[0]["authors"] == ["Daily Ledger", "Wire"]
    assert opinions[0]["explanation"].startswith("denied (Kestrel) against told (Wire)")
    assert "Arvia fired." in opinions[0]["explanation"]
    assert "“Arvia denied it.”" in opinions[0]["explanation"]


@pytest.mark.parametrize(
    ("credibility", "words"),
    [
        ("1", "1 - Confirmed by other sources"),
        ("2", "2 - Probably True"),
        ("3", "3 - Possibly True"),
        ("4", "4 - Doubtful"),
        ("5", "5 - Improbable"),
    ],
)
def test_stix_confidence_is_that_of_the_appendix(credibility, words):
    assert CONFIDENCE[credibility] == admiralty_credibility_to_value(words)


@pytest.mark.parametrize("status", [status for status in Status if status != "actual"])
def test_stix_draws_no_edge_for_what_did_not_happen(crisis_of_one, status):
    assessment, (reading,) = crisis_of_one
    event = reading.events[0].model_copy(update={"status": status})
    objects = stix_objects((assessment, (reading.model_copy(update={"events": (event,)}),)))
    assert of_type(objects, "relationship") == []
    assert any(f"ASSAULT (heavy-weapons), {status}" in note["abstract"]
               for note in of_type(objects, "note"))  # fmt: skip


# FollowTheMoney


def entities(crisis) -> list[dict]:
    (data,) = export(crisis[0], "ftm", readings=crisis[1]).files.values()
    return [json.loads(line) for line in data.decode().splitlines()]


@FEW
@given(data=st.data())
def test_entities_are_valid_to_their_own_library(crisis_drawn, data):
    written = entities(data.draw(crisis_drawn))
    for entity in written:
        proxy = model.get_proxy(entity)
        proxy.schema.validate(proxy.to_dict())
        for name, values in entity["properties"].items():
            kind = proxy.schema.get(name).type
            assert all(kind.validate(value) for value in values if value.strip()), (name, values)
    assert len({entity["id"] for entity in written}) == len(written)


@FEW
@given(data=st.data())
def test_references_between_entities_lead_to_the_schema_they_ask_for(crisis_drawn, data):
    written = entities(data.draw(crisis_drawn))
    schemata = {entity["id"]: model.get(entity["schema"]) for entity in written}
    for entity in written:
        schema = schemata[entity["id"]]
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            if prop.type.name == "entity":
                for value in values:
                    assert schemata[value].is_a(prop.range), (entity["schema"], name)


def test_the_library_may_clean_what_was_written_and_it_still_comes_back(
    exchange, crisis_of_one, tmp_path
):
    """It takes white space off both ends of a text, which offsets count."""
    assessment, (reading,) = crisis_of_one
    moved = reading.model_copy(update={"events": (), "statements": ()})
    text = f" \n{reading.report.text}\t"
    report = reading.report.make(origin="kestrel.txt", text=text)
    moved = moved.model_copy(update={"report": report, "mentions": ()})
    cleaned = tmp_path / "cleaned.json"
    cleaned.write_text("".join(
        json.dumps(model.get_proxy(entity, cleaned=False).to_dict()) + "\n"
        for entity in entities((assessment, (moved,)))
    ))  # fmt: skip
    assert exchange.back(cleaned) == [moved]


def test_a_month_stays_a_month(crisis_of_one):
    (event,) = [each for each in entities(crisis_of_one) if each["schema"] == "Event"]
    assert event["properties"]["date"] == ["2031-03"]
    assert event["properties"]["organizer"] == ["actor-ARV"]
    assert event["properties"]["involved"] == ["actor-BOR"]


# PLOVER and POLECAT

# The manual's tables "PLOVER JSON", "Information object for actors", "for text", "for citations".
PLOVER_FIELDS = {
    "id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event",
    "event_loc", "event_text", "quad_code", "event_scale", "mode", "context", "link", "text",
    "text_info", "cite_info", "coder", "coded_date", "coded_time", "comment",
}  # fmt: skip
OURS = {"status", "tense", "date_precision", "attribution", "speaker", "confidence",
        "more_evidence"}  # fmt: skip


def test_plover_has_the_published_fields_and_few_of_ours(crisis_of_one):
    (data,) = export(crisis_of_one[0], "plover", readings=crisis_of_one[1]).files.values()
    (record,) = map(json.loads, data.decode().splitlines())
    assert record.keys() <= PLOVER_FIELDS | OURS
    assert record["date"] == "2031-03-01"
    assert record["enddate"] == "2031-03-31"
    assert [side["code"] for side in record["actor"]] == ["ARV"]
    assert [side["code"] for side in record["recipient"]] == ["BOR"]
    assert record["event"] == ["ASSAULT"]
    assert record["mode"] == ["heavy-weapons"]
    assert record["quad_code"] == 4
    assert record["event_scale"] == -10
    assert record["text"] == "Arvia shelled Kest"
    assert record["cite_info"]["publication"] == "Kestrel Post"


@pytest.mark.parametrize(
    ("day", "precision", "last"),
    [
        ("2031-03-10", "day", None),
        ("2031-02-01", "month", "2031-02-28"),
        ("2031-12-01", "month", "2031-12-31"),
        ("2032-01-01", "year", "2032-12-31"),
        (None, None, None),
    ],
)
def test_an_event_of_a_month_or_year_ends_with_it(crisis_of_one, day, precision, last):
    told = crisis_of_one[1][0].events[0].model_dump() | {"date": day, "date_precision": precision}
    found = last_day(type(crisis_of_one[1][0].events[0]).model_validate(told))
    assert (found.isoformat() if found else None) == last


@FEW
@given(data=st.data())
def test_polecat_is_a_plain_table_of_the_forty_published_columns(crisis_drawn, data):
    assessment, read = data.draw(crisis_drawn)
    table = export(assessment, "polecat", readings=read).files["polecat-events.txt"].decode()
    head, *rows = [line.split("\t") for line in table.splitlines()]
    assert tuple(head) == COLUMNS
    assert len(head) == 40
    assert {len(row) for row in rows} == {40}
    assert all(cell for row in rows for cell in row)


def test_polecat_joins_several_actors_and_says_none_where_there_is_none(crisis_of_one):
    assessment, (reading,) = crisis_of_one
    event = reading.events[0].model_copy(update={"source": ("ARV", "LEAGUE"), "place": None})
    reading = reading.model_copy(update={"events": (event,)})
    files = export(assessment, "polecat", readings=[reading]).files
    (row,) = csv.DictReader(StringIO(files["polecat-events.txt"].decode()), delimiter="\t")
    assert (row["Actor Name"], row["Actor Country"]) == ("Arvia; League of Six", "ARV; IGO")
    assert (row["Quad Code"], row["Placename"]) == ("MATERIAL CONFLICT", "None")
    (proof,) = csv.DictReader(StringIO(files["polecat-evidence.txt"].decode()), delimiter="\t")
    assert (proof["Event ID"], proof["Quote"]) == (row["Event ID"], "Arvia shelled Kest")


# schema.org


@FEW
@given(data=st.data())
def test_each_review_has_what_schema_org_and_its_readers_ask_for(crisis_drawn, data):
    assessment, read = data.draw(crisis_drawn)
    (written,) = export(assessment, "claimreview", readings=read).files.values()
    graph = json.loads(written)
    assert graph["@context"] == "https://schema.org"
    assert [each["@id"] for each in graph["@graph"]] == [
        f"urn:tocsin:{claim.id}" for claim in assessment.claims
    ]
    for review in graph["@graph"]:
        assert {"claimReviewed", "author", "datePublished", "itemReviewed", "reviewRating"} <= (
            review.keys()
        )
        for article in review["itemReviewed"]["appearance"]:
            assert all(part["@type"] == "Quotation" and part["text"] for part in article["hasPart"])


@pytest.mark.parametrize(
    ("grade", "value", "words"),
    [
        ("A1", 5, "A1: completely reliable; confirmed by other sources"),
        ("C4", 2, "C4: fairly reliable; doubtful"),
        ("E5", 1, "E5: unreliable; improbable"),
        ("F6", None, "F6: reliability not judged; truth cannot be judged"),
    ],
)
def test_a_review_rates_by_the_admiralty_grade(crisis_of_one, grade, value, words):
    assessment, read = crisis_of_one
    claim = assessment.claims[0].model_copy(update={"grade": grade})
    assessment = assessment.model_copy(update={"claims": (claim,)})
    (written,) = export(assessment, "claimreview", readings=read).files.values()
    rating = json.loads(written)["@graph"][0]["reviewRating"]
    assert rating.get("ratingValue") == value
    assert rating["alternateName"] == words


def test_an_act_told_without_a_statement_is_a_claim_too(crisis_of_one):
    """It goes out with its words, and comes back with the events and not with the claims."""
    assessment, (reading,) = crisis_of_one
    event = reading.events[0]
    claim = assessment.claims[0].model_copy(update={"statements": (), "events": (event.id,)})
    assessment = assessment.model_copy(update={"claims": (claim,)})
    (written,) = export(assessment, "claimreview", readings=[reading]).files.values()
    (article,) = json.loads(written)["@graph"][0]["itemReviewed"]["appearance"]
    (quotation,) = article["hasPart"]
    assert quotation["text"] == "Arvia shelled Kest"
    assert quotation["abstract"] == "ASSAULT (heavy-weapons): Arvia > Borland"
    assert quotation["creator"]["name"] == "Borland"
    notes = of_type(stix_objects((assessment, (reading,))), "note")
    (told,) = [note for note in notes if note["abstract"].startswith("Claim")]
    assert told["content"] == "Arvia shelled Kest"


# Parquet


def test_parquet_answers_a_question_in_sql(crisis_of_one, tmp_path):
    files = export(crisis_of_one[0], "parquet", readings=crisis_of_one[1]).files
    assert sorted(files) == [
        "claims.parquet", "commitments.parquet", "events.parquet", "mentions.parquet",
        "posture.parquet", "predictions.parquet", "reports.parquet", "signals.parquet",
        "statements.parquet",
    ]  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    row = duckdb.sql(
        f"SELECT type, events.source[1], date, evidence[1].quote, reports.source "
        f"FROM '{tmp_path}/events.parquet' AS events JOIN '{tmp_path}/reports.parquet' AS reports "
        f"ON events.evidence[1].report = reports.id"
    ).fetchall()
    assert [tuple(map(str, each)) for each in row] == [
        ("ASSAULT", "ARV", "2031-03-01", "Arvia shelled Kest", "Kestrel Post")
    ]
    assert duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/posture.parquet'").fetchall() == [(0,)]


def test_the_bundle_has_a_head_a_line_for_each_reading_and_an_end(crisis_of_one):
    (data,) = export(crisis_of_one[0], "tocsin", readings=crisis_of_one[1]).files.values()
    head, body, end = map(json.loads, data.decode().splitlines())
    assert head == {
        "tocsin_bundle": 1, "desk": "sarn", "as_of": "2033-01-01", "generated_by": "Tocsin 0",
    }  # fmt: skip
    assert body["kind"] == "reading"
    assert end["end"] == 1


def test_forms_are_told_in_alphabetical_order():
    from tocsin.exchange import forms

    assert all(before < after for before, after in pairwise(forms()))
