"""Claims: who counts as a source, how a claim stands, and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.domain import (
    Claim,
    Event,
    Evidence,
    Reading,
    Report,
    Standing,
    Statement,
    derive_id,
)
from tocsin.ledger import gather_claims
from tocsin.ledger.claims import claim_id_of, find_claim
from tocsin.ledger.wording import stems_of

CROSSED = "Arvia's troops have crossed the river Ista"
NOT_CROSSED = "Arvia's troops have not crossed the river Ista"
OVER_THE_ISTA = "Arvian troops crossed the Ista river"
BUDGET = "Borland's parliament adopted a larger budget for its army"


def words_in_common(texts: Sequence[str]) -> np.ndarray:
    """Stand-in for sentence vectors: two texts are as alike as the words they share."""
    vectors = np.zeros((len(texts), 512), dtype=np.float32)
    for row, text in enumerate(texts):
        for stem in sorted(stems_of(text)) or ["nothing"]:
            vectors[row, int(derive_id("claim", stem)[3:], 16) % 512] = 1
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def claims(*readings: Reading) -> tuple[Claim, ...]:
    return gather_claims(readings)


def test_two_publishers_with_other_words_make_one_corroborated_claim(telling):
    (claim,) = claims(
        telling("Gazette", CROSSED, about="ARV"), telling("Herald", OVER_THE_ISTA, about="ARV")
    )
    assert claim.standing is Standing.CORROBORATED
    assert claim.sources == 2
    assert claim.origins == ("Gazette", "Herald")
    assert len(claim.statements) == 2


def test_copies_and_further_reports_of_one_publisher_count_once(telling):
    first = telling("Gazette", CROSSED, about="ARV")
    again = telling("Gazette", OVER_THE_ISTA, about="ARV", report={"origin": "second.txt"})
    copy = telling(
        "Herald", CROSSED, about="ARV", report={"duplicate_of": first.report.id, "origin": "h.txt"}
    )
    (claim,) = claims(first, again, copy)
    assert (claim.sources, claim.origins, claim.standing) == (
        1,
        ("Gazette",),
        Standing.SINGLE_SOURCE,
    )
    assert len(claim.statements) == 3


def test_a_denial_and_what_it_denies_are_two_contested_claims(telling):
    said, denied = claims(
        telling("Gazette", CROSSED, about="ARV"), telling("Herald", NOT_CROSSED, about="ARV")
    )
    assert said.standing is denied.standing is Standing.CONTESTED
    assert said.contradicts == (denied.id,)
    assert denied.contradicts == (said.id,)


def test_one_report_may_hold_a_claim_and_its_denial(telling):
    said, denied = claims(
        telling(
            "Gazette",
            CROSSED,
            {
                "text": "Nonsense: " + CROSSED,
                "speech_act": "denied",
                "speaker": "Dravik",
                "about": "ARV",
            },
            about="ARV",
        )
    )
    assert said.contradicts == (denied.id,)


def test_one_voice_does_not_contradict_itself_but_speaks_of_two_things(telling):
    one, other = claims(
        telling("Gazette", CROSSED, about="ARV", **DRAVIK),
        telling("Herald", CROSSED, about="ARV", speech_act="denied", **DRAVIK),
    )
    assert one.contradicts == other.contradicts == ()


def test_different_figures_contradict_each_other(telling):
    one, other = claims(
        telling("Gazette", "Some 4,000 soldiers entered the town of Carran", about="ARV"),
        telling("Herald", "Barely 400 soldiers entered the town of Carran", about="ARV"),
    )
    assert one.standing is other.standing is Standing.CONTESTED
    assert one.contradicts == (other.id,)


def test_no_claim_holds_figures_that_contradict_each_other(telling):
    gathered = claims(
        telling("Gazette", "4,000 soldiers entered the town of Carran", about="ARV"),
        telling("Herald", "400 soldiers entered the town of Carran", about="ARV"),
        telling("Kestrel", "Soldiers entered the town of Carran", about="ARV"),
    )
    assert sorted(len(claim.statements) for claim in gathered) == [1, 2]
    assert {claim.standing for claim in gathered} == {Standing.CONTESTED}


ANONYMOUS = {"attribution": "anonymous", "speaker": "insiders"}
DRAVIK = {"speaker": "Dravik", "speaker_code": "ARV"}


@pytest.mark.parametrize(
    ("told", "standing", "digit", "why"),
    [
        ([("Gazette", {})], "single-source", 6, "nothing to compare it with"),
        ([("Gazette", {}), ("Herald", {})], "corroborated", 1, "two named publishers"),
        ([(None, {}), (None, {})], "corroborated", 2, "nobody knows who published them"),
        ([("Gazette", {}), (None, {})], "corroborated", 2, "nobody knows who published one"),
        ([("Gazette", DRAVIK), ("Herald", DRAVIK)], "corroborated", 2, "one man said it to both"),
        ([("Gazette", DRAVIK), ("Herald", {})], "corroborated", 1, "he said it, another saw it"),
        ([("Gazette", ANONYMOUS)], "anonymous", 6, "nobody answers for it"),
        ([("Gazette", ANONYMOUS), ("Herald", ANONYMOUS)], "anonymous", 3, "but several tell it"),
        ([("Gazette", ANONYMOUS), ("Herald", {})], "corroborated", 2, "one vouches for it"),
    ],
)
def test_standing_and_credibility(telling, told, standing, digit, why):
    readings = [
        telling(
            publisher,
            CROSSED,
            about="ARV",
            report={"origin": f"{place}.txt"},
            **fields,
        )
        for place, (publisher, fields) in enumerate(told)
    ]
    (claim,) = claims(*readings)
    assert (claim.standing, claim.grade) == (standing, f"F{digit}"), why


@pytest.mark.parametrize(
    ("against", "digits", "why"),
    [
        (1, ("4", "4"), "one says so, one denies it"),
        (2, ("5", "3"), "one says so, two deny it"),
    ],
)
def test_credibility_of_contested_claims(telling, against, digits, why):
    said = telling("Gazette", CROSSED, about="ARV")
    denials = [telling(f"Paper {n}", NOT_CROSSED, about="ARV") for n in range(against)]
    grades = {claim.text: claim.grade[1] for claim in claims(said, *denials)}
    assert (grades[CROSSED], grades[NOT_CROSSED]) == digits, why


def test_a_single_source_is_possibly_true_where_others_report_on_the_same_actors(telling):
    claim, _ = sorted(
        claims(
            telling("Gazette", CROSSED, about="ARV"),
            telling("Herald", "Arvia and Borland have opened talks in Carran", about="ARV BOR"),
        ),
        key=lambda claim: claim.text,
        reverse=True,
    )
    assert (claim.text, claim.grade) == (CROSSED, "F3")


@pytest.mark.parametrize(
    ("grades", "letter"), [(("C", "B"), "B"), (("F", "E"), "E"), (("F", "F"), "F")]
)
def test_the_letter_is_that_of_the_best_source_that_somebody_judged(telling, grades, letter):
    readings = [
        telling(name, CROSSED, about="ARV", report={"grade": grade})
        for name, grade in zip(("Gazette", "Herald"), grades, strict=True)
    ]
    assert claims(*readings)[0].grade[0] == letter


def test_a_claim_speaks_in_its_central_statement_s_words(telling):
    (claim,) = claims(
        telling("Gazette", "that " + CROSSED + " at dawn", about="ARV", speaker="Dravik"),
        telling("Herald", OVER_THE_ISTA, about="ARV"),
        telling("Kestrel", CROSSED, about="ARV"),
    )
    assert claim.text == CROSSED + " at dawn"  # all agree with it, and it says most


def test_what_is_only_promised_or_whispered_keeps_its_speech_verb(telling):
    sentence = "Insiders say Arvia's troops are about to cross the river."
    reading = telling("Gazette", sentence, about="ARV", **ANONYMOUS)
    said = reading.statements[0].model_copy(update={"text": sentence[13:-1]})
    (claim,) = claims(reading.model_copy(update={"statements": (said,)}))
    assert claim.text == sentence


def test_statements_that_claim_too_little_are_left_out(telling):
    assert claims(telling("Gazette", "It is over.", about="ARV")) == ()
    assert claims() == ()


def test_no_vector_is_computed_where_nothing_can_be_compared(telling):
    def refuse(texts: Sequence[str]) -> np.ndarray:
        raise AssertionError(texts)

    lone = telling("Gazette", CROSSED, about="ARV")
    other = telling("Herald", BUDGET, about="BOR")
    reprint = telling("Herald", CROSSED, about="ARV")
    assert len(gather_claims([lone], similar=refuse)) == 1
    assert len(gather_claims([lone, other], similar=refuse)) == 2
    assert len(gather_claims([lone, reprint], similar=refuse)) == 1


@st.composite
def readings(draw: st.DrawFn) -> list[Reading]:
    """Reports of several publishers, some copied, with statements from a few words."""
    words = st.sampled_from(
        ["army", "bridge", "convoy", "not", "crossed", "river", "shelled", "400", "4000", "town"]
    )
    texts = st.lists(words, min_size=4, max_size=7).map(" ".join)
    found: list[Reading] = []
    for number in range(draw(st.integers(1, 6))):
        said = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
        original = draw(st.none() | st.sampled_from([one.report.id for one in found] or [None]))
        report = Report.make(
            origin=f"{number}.txt",
            text="\n".join(said),
            source=draw(st.sampled_from([None, "Gazette", "Herald"])),
            duplicate_of=original,
        )
        statements = tuple(
            Statement(
                id=derive_id("statement", report.id, text),
                attribution=draw(st.sampled_from(["none", "anonymous"])),
                speech_act=draw(st.sampled_from(["asserted", "denied", "promised"])),
                text=text,
                about=draw(st.sampled_from([(), ("ARV",), ("ARV", "BOR")])),
                negated=" not " in text,
                evidence=(),
            )
            for text in said
        )
        found.append(Reading(report=report, statements=statements))
    return found


@settings(max_examples=60)
@given(readings=readings(), data=st.data())
def test_claims_do_not_depend_on_order_or_on_reading_twice(readings, data):
    gathered = gather_claims(readings, similar=words_in_common)
    shuffled = data.draw(st.permutations(readings))
    assert gather_claims(shuffled, similar=words_in_common) == gathered
    assert gather_claims(shuffled + readings, similar=words_in_common) == gathered


@settings(max_examples=60)
@given(readings=readings())
def test_every_statement_is_in_one_claim_and_contradiction_goes_both_ways(readings):
    gathered = gather_claims(readings, similar=words_in_common)
    held = [statement for claim in gathered for statement in claim.statements]
    assert len(held) == len(set(held))
    assert set(held) <= {one.id for reading in readings for one in reading.statements}
    by_id = {claim.id: claim for claim in gathered}
    assert len(by_id) == len(gathered)
    for claim in gathered:
        assert claim.id not in claim.contradicts
        assert (claim.standing is Standing.CONTESTED) == bool(claim.contradicts)
        assert all(claim.id in by_id[other].contradicts for other in claim.contradicts)


@settings(max_examples=60)
@given(readings=readings())
def test_a_reprint_of_everything_corroborates_nothing(readings):
    reprints = []
    for number, reading in enumerate(readings):
        report = reading.report.model_copy(
            update={"id": f"r-again{number}", "duplicate_of": reading.report.id, "source": "Echo"}
        )
        again = tuple(
            statement.model_copy(update={"id": derive_id("statement", report.id, statement.id)})
            for statement in reading.statements
        )
        reprints.append(Reading(report=report, statements=again))
    before = gather_claims(readings, similar=words_in_common)
    after = gather_claims(readings + reprints, similar=words_in_common)
    assert {origin for claim in after for origin in claim.origins} == {
        origin for claim in before for origin in claim.origins
    }
    assert sum(len(claim.statements) for claim in after) == 2 * sum(
        len(claim.statements) for claim in before
    )


# --- identifiers, history, disagreement -------------------------------------------------------

DAY = [date(2031, 4, day) for day in range(1, 8)]


def on(day: int, name: str | None = None) -> dict[str, object]:
    return {"published": DAY[day]} | ({"origin": name} if name else {})


def test_a_claim_is_known_by_its_first_statement_and_found_by_any(telling):
    late = telling("Gazette", CROSSED, about="ARV", report=on(3))
    early = telling("Herald", OVER_THE_ISTA, about="ARV", report=on(1))
    undated = telling("Kestrel", CROSSED, about="ARV")
    (claim,) = claims(undated, late, early)
    assert claim.id == claim_id_of(early.statements[0].id)
    for reading in (late, early, undated):
        assert find_claim([claim], claim_id_of(reading.statements[0].id)) == claim
    assert find_claim([claim], "cl-000000000000") is None


def test_history_tells_who_was_first_who_followed_and_who_denied(telling):
    found = claims(
        telling("Gazette", CROSSED, about="ARV", report=on(1)),
        telling("Gazette", CROSSED, about="ARV", report=on(2, "again.txt"), speaker="Dravik"),
        telling("Herald", NOT_CROSSED, about="ARV", report=on(3)),
        telling("Kestrel", OVER_THE_ISTA, about="ARV", report=on(4)),
    )
    said = next(claim for claim in found if len(claim.statements) == 3)
    assert [(step.date, step.origin, step.speaker, step.step) for step in said.history] == [
        (DAY[1], "Gazette", None, "first said"),
        (DAY[2], "Gazette", "Dravik", "repeated"),
        (DAY[3], "Herald", None, "denied"),
        (DAY[4], "Kestrel", None, "corroborated"),
    ]
    assert said.first_said == DAY[1]


SIGNED = "Arvia and Borland signed the ceasefire in Lakeport on {} {}"


def act(reading: Reading, kind: str, source: str, target: str, day: date) -> Reading:
    """The same report with an actual event in its words."""
    event = Event(
        id=derive_id("event", reading.report.id, kind),
        type=kind,
        status="actual",
        quad="material_conflict",
        intensity=0,
        source=tuple(source.split()),
        target=tuple(target.split()),
        date=day,
        date_precision="day",
        evidence=(Evidence.cite(reading.report, 0, len(reading.report.text)),),
    )
    return reading.model_copy(update={"events": (*reading.events, event)})


@pytest.mark.parametrize(
    ("one", "other", "disagreement"),
    [
        (
            {"text": "4,000 soldiers entered the town of Carran"},
            {"text": "400 soldiers entered the town of Carran"},
            "4,000 (Gazette) against 400 (Herald)",
        ),
        ({"text": CROSSED}, {"text": NOT_CROSSED}, "said (Gazette) against denied (Herald)"),
        (
            {"text": CROSSED},
            {"text": CROSSED, "speech_act": "denied", "speaker": "Dravik"},
            "said (Gazette) against denied (Dravik, Herald)",
        ),
        (
            {"text": SIGNED.format("2", "April"), "act": ("AGREE", "ARV", "BOR", DAY[1])},
            {"text": SIGNED.format("3", "April"), "act": ("AGREE", "ARV", "BOR", DAY[2])},
            "on 2 April (Gazette) against on 3 April (Herald)",
        ),
        (
            {
                "text": "An Arvian drone struck the fuel depot in Oster on Monday",
                "about": "ARV BOR",
                "act": ("ASSAULT", "ARV", "BOR", DAY[1]),
            },
            {
                "text": "A Cardonian drone struck the fuel depot in Oster on Monday",
                "about": "BOR CAR",
                "act": ("ASSAULT", "CAR", "BOR", DAY[1]),
            },
            "by ARV (Gazette) against by CAR (Herald)",
        ),
    ],
)
def test_a_disagreement_is_spelled_out_with_who_is_on_which_side(telling, one, other, disagreement):
    told = []
    for publisher, words in (("Gazette", one), ("Herald", other)):
        fields = {"about": "ARV BOR", "report": on(3)} | words
        done = fields.pop("act", None)
        reading = telling(publisher, fields.pop("text"), **fields)
        told.append(act(reading, *done) if done else reading)
    found = {claim.origins[0]: claim for claim in claims(*told)}
    assert found["Gazette"].disagreement == disagreement
    first, second = disagreement.split(" against ")
    assert found["Herald"].disagreement == f"{second} against {first}"
    assert {claim.standing for claim in found.values()} == {Standing.CONTESTED}


@pytest.mark.parametrize(
    ("days", "why"), [((1, 5), "too far apart"), ((1, 1), "the same day is no disagreement")]
)
def test_two_days_for_one_act_disagree_only_next_to_each_other(telling, days, why):
    told = [
        act(
            telling(paper, "Arvia and Borland signed the ceasefire in Lakeport", about="ARV BOR"),
            "AGREE", "ARV", "BOR", DAY[day],
        )
        for paper, day in zip(("Gazette", "Herald"), days, strict=True)
    ]  # fmt: skip
    assert all(not claim.disagreement for claim in claims(*told)), why


def test_what_is_shelled_on_two_days_is_shelled_twice(telling):
    told = [
        act(
            telling(paper, f"Arvia shelled the harbour of Oster on {day}", about="ARV"),
            "ASSAULT", "ARV", "BOR", DAY[number],
        )
        for paper, day, number in (("Gazette", "Tuesday", 0), ("Herald", "Wednesday", 1))
    ]  # fmt: skip
    assert [claim.disagreement for claim in claims(*told)] == ["", ""]


def test_an_act_told_beside_what_somebody_says_is_a_claim_of_the_report(telling):
    sentence = "Arvia shelled the harbour of Oster, and Borland said it would answer soon"
    said = {"text": "it would answer soon", "about": "BOR"}
    strikes = []
    for number in range(20):
        plain = "The harbour of Oster was shelled by Arvia"
        reading = (
            telling(f"Paper {number}", sentence, speaker="Borland", about="BOR")
            if number % 2
            else telling(f"Paper {number}", plain, about="ARV BOR")
        )
        if number % 2:
            quoted = reading.statements[0].model_copy(update=said | {"about": ("BOR",)})
            reading = reading.model_copy(update={"statements": (quoted,)})
        strikes.append(act(reading, "ASSAULT", "ARV", "BOR", DAY[1]))
    strike = max(claims(*strikes), key=lambda claim: claim.sources)
    assert (strike.sources, len(strike.statements), len(strike.events)) == (20, 10, 10)
