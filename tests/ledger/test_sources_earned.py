"""What a source alone said is held against what independent sources said of it later."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.desk import Desk, SourceGrade
from tocsin.domain import (
    Claim,
    HouseKind,
    JudgedBy,
    Reading,
    Reliability,
    SourceRecord,
    Standing,
)
from tocsin.ledger.sources import source_records
from tocsin.ledger.sources.beta import credible_interval

DESK = Desk(
    name="t",
    title="t",
    sources=(SourceGrade(name="Northern Wire", reliability="B", reason="x"),),
)
DAY = date(2031, 4, 1)
SHELLED = "Arvia shelled the harbour of Oster at night."


@pytest.fixture(scope="session")
def say(telling):
    """`say("Gazette", 3)`: that Arvia shelled Oster, on its own word, on the third day."""

    def told(publisher: str | None, day: int | None, text: str = SHELLED, **fields: object):
        given: dict[str, object] = {"origin": f"{publisher} {day} {text[:9]}.txt"}
        given["published"] = None if day is None else DAY + timedelta(days=day)
        given |= fields.pop("report", {})
        return telling(publisher, text, about="ARV", report=given, **fields)

    return told


def claim(*readings: Reading, against: Sequence[str] = (), name: str = "cl-1") -> Claim:
    """One claim of all these statements. against: the claims that say otherwise."""
    return Claim(
        id=name,
        text="x",
        standing=Standing.SINGLE_SOURCE,
        grade="F6",
        sources=1,
        statements=tuple(said.id for reading in readings for said in reading.statements),
        contradicts=tuple(against),
    )


def records(readings: Sequence[Reading], *claims: Claim) -> dict[str, SourceRecord]:
    return {record.name: record for record in source_records(readings, claims, DESK)}


def fared(record: SourceRecord) -> tuple[int, int, int]:
    return record.corroborated, record.contradicted, record.open


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], (0, 0, 1)),
        ([("Herald", 1)], (1, 0, 0)),
        ([("Herald", 1), ("Osprey", 2)], (1, 0, 0)),  # one claim, however many confirm it
        ([("Gazette", 2)], (0, 0, 1)),  # it says it again itself
        ([("Herald", 0)], (0, 0, 0)),  # two said it on the first day: nobody's own
        ([("Herald", -1)], (0, 0, 0)),  # somebody was before it
        ([("Herald", None)], (0, 0, 1)),  # undated: nobody knows whether it was before
        ([(None, 1)], (0, 0, 1)),  # a file without a publisher may be the Gazette's own
    ],
)
def test_a_claim_is_corroborated_when_somebody_independent_says_it_later(say, others, expected):
    readings = [say("Gazette", 0), *(say(*other) for other in others)]
    assert fared(records(readings, claim(*readings))["Gazette"]) == expected


@pytest.mark.parametrize(
    ("confirming", "denying", "expected"),
    [
        ([], [("Herald", 1)], (0, 1, 0)),
        ([("Osprey", 1)], [("Herald", 1)], (0, 0, 1)),  # as many say so as say no
        ([("Osprey", 1), ("Kestrel", 3)], [("Herald", 1)], (1, 0, 0)),
        ([("Osprey", 1)], [("Herald", 1), ("Kestrel", 2)], (0, 1, 0)),
        ([], [("Herald", 0)], (0, 0, 1)),  # contested from the first day on, and settled by nobody
        ([], [("Gazette", 2)], (0, 0, 2)),  # who corrects itself is not contradicted by others
    ],
)
def test_a_claim_is_contradicted_when_more_say_otherwise_later(say, confirming, denying, expected):
    yes = [say("Gazette", 0), *(say(*each) for each in confirming)]
    no = [say(*each, text="No shell fell on the harbour of Oster.") for each in denying]
    claims = claim(*yes, against=["cl-2"]), claim(*no, against=["cl-1"], name="cl-2")
    assert fared(records([*yes, *no], *claims)["Gazette"]) == expected


def test_a_denial_by_the_accused_contradicts_nothing(say):
    yes = say("Gazette", 0)
    denial = "No shell of ours fell on the harbour of Oster."
    no = say("Herald", 1, denial, speaker="Ilse Maran", speaker_code="ARV", speech_act="denied")
    claims = claim(yes, against=["cl-2"]), claim(no, against=["cl-1"], name="cl-2")
    assert fared(records([yes, no], *claims)["Gazette"]) == (0, 0, 1)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (1, 0, 0)),
        ({"attribution": "anonymous", "speaker": "Insiders"}, (1, 0, 0)),  # the paper vouches
        ({"speaker": "Piet Dravik"}, (0, 0, 0)),  # the minister's claim, not the paper's
        ({"speaker": "The Gazette"}, (1, 0, 0)),
        ({"speech_act": "predicted"}, (0, 0, 0)),
        ({"speech_act": "demanded"}, (0, 0, 0)),
    ],
)
def test_a_claim_is_a_source_s_own_when_it_states_a_fact_on_its_own_word(say, fields, expected):
    readings = [say("Gazette", 0, **fields), say("Herald", 1)]
    assert fared(records(readings, claim(*readings))["Gazette"]) == expected


def test_what_is_reprinted_is_the_claim_of_whom_it_comes_from(say):
    reprint = say("Gazette", 0, report={"credit": "Northern Wire"})
    found = records([reprint, later := say("Herald", 1)], claim(reprint, later))
    assert fared(found["Northern Wire"]) == (1, 0, 0)
    assert fared(found["Gazette"]) == (0, 0, 0)
    assert (found["Gazette"].reports, found["Gazette"].reprints) == (1, 1)
    assert (found["Northern Wire"].reports, found["Northern Wire"].carried) == (0, 1)


def test_a_reprint_corroborates_nothing(say):
    first, reprint = say("Northern Wire", 0), say("Gazette", 1, report={"credit": "Northern Wire"})
    assert fared(records([first, reprint], claim(first, reprint))["Northern Wire"]) == (0, 0, 1)


def test_a_record_has_the_house_its_names_and_the_grade_in_force(say):
    readings = [
        say("BBC News - World", 0),
        say("Top stories", 1, report={"url": "https://feeds.bbci.co.uk/1"}),
        say("Northern Wire: Politics", 0),
        say(None, 0),
    ]
    found = records(readings)
    assert list(found) == ["BBC", "Northern Wire"]  # a file without a publisher is no source
    bbc, wire = found.values()
    assert (bbc.house, bbc.kind, bbc.reports) == ("bbc", HouseKind.BROADCASTER, 2)
    assert bbc.also == ("BBC News - World", "Top stories", "feeds.bbci.co.uk")
    assert (bbc.reliability, bbc.judged_by) == (Reliability.F, JudgedBy.NONE)
    assert (wire.reliability, wire.judged_by) == (Reliability.B, JudgedBy.DESK)


def test_a_record_suggests_and_changes_no_grade(say):
    claims, readings = [], []
    for number in range(8):
        text = f"Arvia shelled quarter {number} of Oster at night."
        pair = [say("Gazette", 0, text), say("Herald", 1, text)]
        readings += pair
        claims.append(claim(*pair, name=f"cl-{number}"))
    record = records(readings, *claims)["Gazette"]
    assert fared(record) == (8, 0, 0)
    assert record.interval == credible_interval(8, 0)
    assert (record.suggested, record.reliability) == (Reliability.B, Reliability.F)


papers = st.sampled_from(["Gazette", "Herald", "Osprey", "Northern Wire", None])
days = st.none() | st.integers(0, 6)
tellings = st.lists(st.tuples(papers, days, st.integers(0, 3)), max_size=14)


def gathered(say, rows) -> tuple[list[Reading], list[Claim]]:
    """Claims 0 and 1 contradict one another, so do 2 and 3."""
    readings = [
        say(paper, day, f"Arvia shelled quarter {topic}.", report={"origin": f"{place}.txt"})
        for place, (paper, day, topic) in enumerate(rows)
    ]
    claims = [
        claim(
            *(reading for reading, row in zip(readings, rows, strict=True) if row[2] == topic),
            against=[f"cl-{topic ^ 1}"],
            name=f"cl-{topic}",
        )
        for topic in range(4)
    ]
    return readings, claims


@given(rows=tellings, chance=st.randoms(use_true_random=False))
def test_the_order_of_readings_and_claims_makes_no_difference(say, rows, chance):
    readings, claims = gathered(say, rows)
    shuffled = chance.sample(readings, len(readings)), chance.sample(claims, len(claims))
    assert source_records(*shuffled, DESK) == source_records(readings, claims, DESK)


@given(rows=tellings, last=st.integers(0, 6))
def test_as_of_a_day_no_record_knows_what_came_later(say, rows, last):
    readings, claims = gathered(say, rows)
    limit = DAY + timedelta(days=last)
    known = [
        each for each in readings if not each.report.published or each.report.published <= limit
    ]
    held = {said.id for reading in known for said in reading.statements}
    then = [
        each.model_copy(update={"statements": tuple(i for i in each.statements if i in held)})
        for each in claims
    ]
    assert source_records(known, claims, DESK) == source_records(known, then, DESK)


@given(rows=tellings)
def test_every_claim_counts_for_one_source_at_most_and_once(say, rows):
    readings, claims = gathered(say, rows)
    found = source_records(readings, claims, DESK)
    assert sum(sum(fared(record)) for record in found) <= len(claims)
    assert sum(record.reports for record in found) == sum(1 for row in rows if row[0])
