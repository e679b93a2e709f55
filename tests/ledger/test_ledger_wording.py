"""Marks that words leave without a parser."""

from __future__ import annotations

import pytest

from tocsin.ledger.wording import (
    are_opposite,
    in_first_person,
    is_passive,
    is_unreal,
    names_in,
    negates,
    places_in,
    stems_of,
    times_in,
    words_of,
)


def test_content_words_leave_out_what_every_sentence_has():
    assert words_of("Arvia's troops have crossed the river") == (
        "arvia",
        "troops",
        "crossed",
        "river",
    )


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The troops did not cross", True),
        ("The troops didn’t cross", True),
        ("They failed to cross", True),
        ("Nobody crossed", True),
        ("The notable crossing", False),
        ("They crossed in November", False),
    ],
)
def test_negation_in_any_word(text, negated):
    assert negates(text) is negated


@pytest.mark.parametrize(
    ("text", "unreal"),
    [
        ("Arvia may cross the river", True),
        ("Arvia is preparing to cross", True),
        ("If Arvia crosses the river", True),
        ("We'll cross", True),
        ("Arvia crossed the river", False),
        ("Arvia is crossing the river", False),
    ],
)
def test_what_has_not_happened_yet(text, unreal):
    assert is_unreal(text) is unreal


def test_the_speaker_in_its_own_words():
    assert in_first_person("that our troops crossed")
    assert not in_first_person("that hours passed in the US camp")


@pytest.mark.parametrize(
    ("text", "passive"),
    [
        ("The bridge was blown up by Arvia", True),
        ("Arvia blew up the bridge by night", False),
        ("It is late, and they went by boat", False),
    ],
)
def test_the_passive_turns_the_sides(text, passive):
    assert is_passive(text) is passive


def test_years_months_and_weekdays_are_times():
    assert times_in("On Monday 3 May 2031") == ({"2031"}, {"may"}, {"monday"})
    assert times_in("May we cross 20,310 rivers?") == (set(), set(), set())


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("strikes in southern Borland", {"borl"}),
        ("in the Strait of Carran on Monday", {"stra", "carr"}),
        ("talks with Borland in April", set()),
    ],
)
def test_places_follow_a_preposition_of_place(text, places):
    assert places_in(text) == places


def test_names_are_those_who_act_not_where():
    assert names_in("Arvia struck Borland in Carran") == ("arvi", "borl")
    assert names_in("The Arvian army and Arvia") == ("arvi",)


@pytest.mark.parametrize(
    ("one", "other", "opposite"),
    [
        ("accepted the offer", "rejected the offer", True),
        ("spending rises", "spending fell", True),
        ("released hostages", "took hostages", True),
        ("in the northern valley", "in the southern valley", True),
        ("attacked the village", "bombed the village", False),
    ],
)
def test_opposites(one, other, opposite):
    assert are_opposite(stems_of(one), stems_of(other)) is opposite
    assert are_opposite(stems_of(other), stems_of(one)) is opposite
