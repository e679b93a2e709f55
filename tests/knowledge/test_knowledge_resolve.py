"""`tocsin actors NAME --on DAY`: who is this, whose, on that day."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.domain import ActorKind
from tocsin.knowledge import gazetteer

GAZETTEER = gazetteer()


@pytest.mark.parametrize(
    "name",
    ["Lavrov", "lavrov", "LAVROV", "Sergey Lavrov", "sergei lavrov", "lavr", "Sergei-Lavrov"],
)
def test_a_person_is_found_by_any_part_of_their_name_in_any_case(name: str) -> None:
    found = GAZETTEER.find(name, date(2014, 3, 1))
    (lavrov,) = [one for one in found if one.code == "sergei-lavrov"]
    assert lavrov.kind is ActorKind.PERSON
    assert lavrov.office == "foreign minister"
    assert lavrov.for_code == "RUS"
    assert lavrov.start == date(2004, 3, 9)
    assert lavrov.roles[0].start is not None
    assert all(source.startswith("offices.csv, line ") for source in lavrov.sources)
    assert len(lavrov.sources) == len(lavrov.roles)


@pytest.mark.parametrize(("name", "code"), [("Orban", "viktor-orban"), ("Orbán", "viktor-orban")])
def test_accents_do_not_matter(name: str, code: str) -> None:
    assert code in [one.code for one in GAZETTEER.find(name, None)]


def test_out_of_office_a_person_counts_for_their_home_state() -> None:
    (stoltenberg,) = GAZETTEER.find("Jens Stoltenberg", date(2024, 12, 1))
    assert (stoltenberg.office, stoltenberg.for_code) == (None, "NOR")
    (stoltenberg,) = GAZETTEER.find("Jens Stoltenberg", date(2022, 2, 24))
    assert stoltenberg.for_code == "NATO"


def test_of_several_the_one_in_office_that_day_comes_first() -> None:
    assert GAZETTEER.find("Bush", date(1991, 1, 17))[0].code == "george-h-w-bush"
    assert GAZETTEER.find("Bush", date(2003, 3, 20))[0].code == "george-w-bush"


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("russia", "RUS", ActorKind.STATE),
        ("RUS", "RUS", ActorKind.STATE),
        ("kremlin", "RUS", ActorKind.STATE),
        ("u.s.", "USA", ActorKind.STATE),
        ("cote d'ivoire", "CIV", ActorKind.STATE),
        ("nato", "NATO", ActorKind.ALLIANCE),
        ("hizbollah", "HEZBOLLAH", ActorKind.ARMED_GROUP),
        ("baltic states", "BALTIC", ActorKind.BLOC),
    ],
)
def test_states_and_organisations_are_found_too(name: str, code: str, kind: ActorKind) -> None:
    found = GAZETTEER.find(name, None)[0]
    assert (found.code, found.kind, found.for_code) == (code, kind, code)


def test_a_state_comes_with_its_memberships() -> None:
    (finland,) = GAZETTEER.find("Finland", None)
    nato = next(kept for kept in finland.memberships if kept.of == "NATO")
    assert nato.start == date(2023, 4, 4)


def test_an_unknown_name_finds_nobody_and_suggests_who_may_be_meant() -> None:
    assert GAZETTEER.find("Lavrof", None) == ()
    assert "Lavrov" in GAZETTEER.suggest("Lavrof")
    assert GAZETTEER.find("", None) == ()
    assert GAZETTEER.find("?!", None) == ()
    assert GAZETTEER.suggest("Qwxzjv Bbbb") == ()


def test_the_same_question_gets_the_same_answer() -> None:
    assert GAZETTEER.find("john", None) == GAZETTEER.find("john", None)
    assert len(GAZETTEER.find("a", None)) <= 25
