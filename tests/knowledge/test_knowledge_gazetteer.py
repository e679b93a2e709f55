"""What holds for every scan, and for whom persons spoke."""

from __future__ import annotations

import pickle
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tocsin.desk import DeskActor, DeskPerson
from tocsin.domain import ActorKind, UsageError
from tocsin.knowledge import AliasForm, gazetteer
from tocsin.knowledge.catalogue import read_catalogue

GAZETTEER = gazetteer()
NAMES = sorted(read_catalogue().entries)


def codes(text: str) -> list[str]:
    return [hit.senses[0].code for hit in GAZETTEER.scan(text)]


def straightened(text: str) -> str:
    """The text as the scanner compares it; one character for each of the original's."""
    return text.replace("\n", " ").replace("\xa0", " ").replace("’", "'")


def in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


@given(
    st.lists(
        st.one_of(
            st.sampled_from(NAMES),
            st.sampled_from([" ", "-", "’s ", ", ", "\n", "\xa0", ".", "’", "/", "é", "𝒳", "💥"]),
            st.text(max_size=6),
        ),
        max_size=12,
    ).map("".join)
)
@example("U.S.-led")
@example("Mali in Somalia")
@example("Papua New Guinea-Bissau")
def test_hits_are_sorted_apart_bounded_names_and_never_without_a_sense(text: str) -> None:
    hits = GAZETTEER.scan(text)
    assert hits == sorted(hits, key=lambda hit: hit.start)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    known = set(NAMES)
    for start, end, senses in hits:
        assert straightened(text)[start:end] in known
        assert not (start and in_word(text[start - 1]))
        assert not (end < len(text) and in_word(text[end]))
        assert senses
        assert len({sense.code for sense in senses}) == len(senses)
    assert GAZETTEER.scan(text) == hits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia-Ukraine talks", ["RUS", "UKR"]),
        ("U.S.-led strikes", ["USA"]),
        ("an anti-Russian law", ["RUS"]),
        ("pro-Russian separatists", ["RUS"]),
        ("Germany’s and France's plans", ["DEU", "FRA"]),
        ("the U.S.'s offer", ["USA"]),
        ("He left the U.S.", ["USA"]),
        ("US and us", ["USA"]),
        ("USUAL MALICE", []),
        ("South\nKorea", ["KOR"]),
        ("North\xa0Korea", ["PRK"]),
        ("KYIV (AP)", ["UKR"]),
        ("RUSSIAN JETS", ["RUS"]),
        ("russia and ukraine", ["RUS", "UKR"]),
        ("putin and nato", ["vladimir-putin", "NATO"]),
        ("fine china, a jordan almond, polish, turkey, a chad, guinea, swede", []),
        ("see kremlin.ru, @nato and /russia/", []),
        ("Russia.Ukraine", ["RUS", "UKR"]),
        ("(Iran)", ["IRN"]),
        ("Bosnia and Herzegovina", ["BIH"]),
        ("the European Commission", ["EU"]),
        ("the United Nations Security Council", ["UNSC"]),
        ("the UN’s envoy", ["UN"]),
        ("Hamas, Hezbollah and the Houthis", ["HAMAS", "HEZBOLLAH", "HOUTHIS"]),
        ("the Donetsk People's Republic", ["DNR"]),
        ("", []),
    ],
)
def test_names_as_reports_write_them(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_offsets_count_code_points() -> None:
    text = "💥 Iran’s navy"
    assert GAZETTEER.scan(text)[0][:2] == (2, 6)
    assert text[2:6] == "Iran"


def test_hits_and_senses_pickle() -> None:
    hits = GAZETTEER.scan("Kyiv")
    assert pickle.loads(pickle.dumps(hits)) == hits


@pytest.mark.parametrize(
    ("name", "on", "for_code"),
    [
        ("Sergei Lavrov", date(2014, 3, 1), "RUS"),
        # secretary general of NATO 2014-10-01 to 2024-10-01, then Norway's finance minister
        ("Jens Stoltenberg", date(2013, 1, 1), "NOR"),
        ("Jens Stoltenberg", date(2022, 3, 1), "NATO"),
        ("Jens Stoltenberg", date(2024, 12, 1), "NOR"),  # out of office: from Norway
        ("Jens Stoltenberg", date(2025, 6, 1), "NOR"),
        ("Mark Rutte", date(2020, 1, 1), "NLD"),
        ("Mark Rutte", date(2025, 6, 1), "NATO"),
        ("Ursula von der Leyen", date(2016, 1, 1), "DEU"),
        ("Ursula von der Leyen", date(2023, 1, 1), "EU"),
        ("Kaja Kallas", date(2023, 1, 1), "EST"),
        ("Kaja Kallas", date(2025, 6, 1), "EU"),
        ("Kofi Annan", date(2003, 3, 20), "UN"),
        ("Kofi Annan", date(2010, 1, 1), "GHA"),
        ("Kofi Annan", None, "UN"),  # undated: the most recent office
        ("Mark Rutte", None, "NATO"),
    ],
)
def test_for_whom_a_person_spoke(name: str, on: date | None, for_code: str) -> None:
    (hit,) = GAZETTEER.scan(name)
    assert hit.senses[0].form is AliasForm.PERSON
    assert GAZETTEER.spoke_for(hit.senses[0].code, on) == for_code


def test_homes() -> None:
    assert GAZETTEER.home("kofi-annan") == "GHA"
    assert GAZETTEER.home("HAMAS") == "PSE"
    assert GAZETTEER.home("WAGNER") == "RUS"
    assert GAZETTEER.home("HEZBOLLAH") == "LBN"
    assert GAZETTEER.home("FRA") == "FRA"


def test_actors_by_code() -> None:
    assert GAZETTEER.actor("RUS").kind is ActorKind.STATE
    assert GAZETTEER.actor("NATO").kind is ActorKind.ALLIANCE
    lavrov = GAZETTEER.actor("sergei-lavrov")
    assert lavrov.kind is ActorKind.PERSON
    assert any(role.holds_on(date(2014, 3, 1)) for role in lavrov.roles)
    with pytest.raises(UsageError, match="unknown actor 'RUSSIA'"):
        GAZETTEER.actor("RUSSIA")
    with pytest.raises(UsageError, match="unknown person 'RUS'"):
        GAZETTEER.spoke_for("RUS", None)


def test_codes_are_those_of_states_and_organisations_a_desks_own_among_them() -> None:
    assert {"RUS", "NATO", "HAMAS", "BALTIC"} <= GAZETTEER.codes()
    assert "sergei-lavrov" not in GAZETTEER.codes()
    assert gazetteer((ARVIA,)).codes() - GAZETTEER.codes() == {"ARV"}


ARVIA = DeskActor(
    code="ARV",
    name="Arvia",
    aliases=("Republic of Arvia", "Velm"),
    demonyms=("Arvian", "Arvians"),
    people=(
        DeskPerson(
            name="Ilse Korn", aliases=("Ilse M. Korn",), office="president", start=date(2030, 1, 1)
        ),
    ),
)


def test_a_desk_brings_its_own_actors() -> None:
    own = gazetteer((ARVIA,))
    text = "Velm said the Republic of Arvia and Iran agreed. Arvian ships left. Korn spoke."
    assert [(hit.senses[0].code, hit.senses[0].form) for hit in own.scan(text)] == [
        ("ARV", AliasForm.NAME),
        ("ARV", AliasForm.NAME),
        ("IRN", AliasForm.SHORT),
        ("ARV", AliasForm.DEMONYM),
        ("ilse-korn", AliasForm.SURNAME),
    ]
    assert own.actor("ARV").name == "Arvia"
    assert own.spoke_for("ilse-korn", date(2031, 4, 2)) == "ARV"
    assert codes(text) == ["IRN"]  # other desks do not see it


def test_a_desks_meaning_of_a_name_comes_before_ours() -> None:
    own = gazetteer((DeskActor(code="GA", name="Georgia", aliases=("Atlanta",)),))
    assert [hit.senses[0].code for hit in own.scan("Georgia sued; Atlanta agreed.")] == ["GA", "GA"]


def test_a_desk_adds_to_an_actor_we_know() -> None:
    own = gazetteer(
        (
            DeskActor(
                code="RUS",
                name="Russia",
                aliases=("the Bear",),
                people=(DeskPerson(name="Sergei Lavrov", office="special envoy"),),
            ),
        )
    )
    assert [hit.senses[0].code for hit in own.scan("the Bear and the Kremlin")] == ["RUS", "RUS"]
    assert own.actor("RUS").kind is ActorKind.STATE
    offices = [role.office for role in own.actor("sergei-lavrov").roles]
    assert "special envoy" in offices
    assert "foreign minister" in offices


def test_the_gazetteer_is_built_once() -> None:
    assert gazetteer() is gazetteer()
    assert gazetteer((ARVIA,)) is gazetteer((ARVIA,))
