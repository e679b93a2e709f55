"""Which words of an announcement and of a deed mean the same act, with the real vectors.

The pairs are our own; the thresholds were set by them, and are told in docs/decisions.
"""

from __future__ import annotations

import pytest

from tocsin.ledger import sentence_vectors
from tocsin.ledger.deeds.likeness import DEED, Likeness, clause_with, deed_words, is_vague

NAMES = frozenset(("arvi", "borl", "halm", "ondr", "vest", "iran", "fran"))
LIKENESS = Likeness(sentence_vectors)


def words(text: str) -> tuple[str, ...]:
    return deed_words(text, NAMES)


@pytest.mark.parametrize(
    ("announced", "done"),
    [
        (
            "Arvia would strike Borland's bridges",
            "Arvia struck two bridges in Borland on Thursday.",
        ),
        ("it would shell Borland", "Arvia shelled Borland's positions near Tolm on Thursday."),
        (
            "to withdraw its forces from the valley within 48 hours",
            "The last Borlander soldiers left the valley on Friday.",
        ),
        ("to deliver 20 tanks to Borland before winter", "Halmark delivered 20 tanks to Borland."),
        (
            "to send ten air-defence batteries to Borland",
            "The first Halmarker air-defence batteries arrived in Borland.",
        ),
        ("to close the strait", "Iran closed the strait to shipping."),
        (
            "France will impose sanctions on Arvia within ten days",
            "France imposed new sanctions on Arvian banks.",
        ),
        ("Borland release the fishermen by 1 May", "The twelve fishermen were freed on Monday."),
        ("cut gas deliveries to Borland", "Arvia cut off gas to Borland at midnight."),
    ],
)
def test_a_deed_in_other_words_is_the_one_announced(announced, done):
    assert LIKENESS.alike(words(announced), words(done)) >= DEED


@pytest.mark.parametrize(
    ("announced", "done"),
    [
        ("to deliver 20 tanks to Borland before winter", "France trained 300 Borlander medics."),
        ("to send ten air-defence batteries to Borland", "Halmark sent tents and food to Borland."),
        ("to close the strait", "Iran seized a tanker near Larak."),
        ("to close the strait", "Iran opened the strait to shipping."),
        ("Borland release the fishermen", "Borland withdrew a company from the ridge."),
        ("to host talks in Lakeport", "Ondria's president visited Vestria."),
        ("cut gas deliveries to Borland", "Arvia expelled two Borlander diplomats."),
        ("Arvia would strike Borland's bridges", "Arvia arrested three Borlander journalists."),
    ],
)
def test_another_deed_toward_the_same_actor_is_not(announced, done):
    assert LIKENESS.alike(words(announced), words(done)) < DEED


@pytest.mark.parametrize(
    ("condition", "told", "met"),
    [
        ("Borland's troops crossed the Tolm", "Borland's troops crossed the Tolm at dawn.", True),
        (
            "the deployment of foreign troops in Borland",
            "Vestria deployed two battalions to Borland.",
            True,
        ),
        ("its convoy is stopped", "Borland stopped an Arvian convoy at Tolm.", True),
        (
            "Borland's troops crossed the Tolm",
            "Borland's troops held an exercise near the Tolm.",
            False,
        ),
        ("Borland's troops crossed the Tolm", "Borland's troops withdrew from the Tolm.", False),
        ("the deployment of foreign troops in Borland", "Halmark sent food to Borland.", False),
        ("its convoy is stopped", "A convoy of trucks reached Brannock.", False),
        ("the crossing stays closed", "Borland opened the Tolm crossing.", False),
    ],
)
def test_a_condition_asks_for_more_than_a_common_subject(condition, told, met):
    assert LIKENESS.meets(words(condition), words(told)) is met


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Arvia would strike two bridges by Friday", ("strike", "bridges")),
        ("to withdraw its forces within 48 hours", ("withdraw", "forces")),
        ("Soldiers of Borland crossed the Tolm", ("soldiers", "crossed")),
        ("on Monday", ()),
    ],
)
def test_names_and_times_say_nothing_of_a_deed(text, left):
    assert words(text) == left


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("there will be harsh consequences", True),
        ("it would respond with all necessary means", True),
        ("it would respond by closing the border", False),
        ("Arvia would strike Borland's bridges", False),
    ],
)
def test_a_vague_threat_names_no_deed(text, vague):
    assert is_vague(words(text)) is vague


def test_a_long_sentence_is_compared_by_the_clause_that_tells_of_the_act():
    text = "Verrin opened the fair, and later guns shelled Kest, the Wire said."
    assert clause_with(text, ["shelled"]) == " and later guns shelled Kest"
    assert clause_with(text, ["fled"]) == text
