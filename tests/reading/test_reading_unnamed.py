"""Acts whose author or victim has no name in the text, and words that are acts of nobody.

Rows give the actual acts of a text, all of them, as in the tables of events.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.domain import Reading

Acts = Callable[..., list[str]]
ReadText = Callable[..., Reading]

UNKNOWN_HANDS = [
    ("A landmine killed four herders near Bamako.", ["- ASSAULT MLI"]),
    ("Unidentified gunmen stormed a clinic in Chad.", ["- ASSAULT TCD"]),
    ("Two shells hit the Ugandan consulate.", ["- ASSAULT UGA"]),
    ("The mayor flew to Nairobi. Three nurses were abducted on the road.", ["- ASSAULT KEN"]),
    # who is no fighter and no weapon has hit nobody
    ("The drought killed thousands of goats in Chad.", []),
]
STOOD_FOR = [
    # an object that points back is what it points back to
    ("Mali owns twelve barges. Chad boarded them.", ["TCD COERCE -"]),
    ("Germany has four frigates. Norway promised another to Chad.", ["NOR AGREE TCD"]),
    ("Mali owns twelve goats. Chad boarded them.", []),
    # a second passive shares the object of the first
    ("Two villages in Chad were looted and burned.", ["- ASSAULT TCD"]),
    ("Turkey shut its ferry link to Syria.", ["TUR COERCE SYR"]),
]
TWICE = [
    (
        "Chad kidnapped two officers of Sudan and shelled a Sudanese village.",
        ["TCD ASSAULT SDN", "TCD ASSAULT SDN"],
    ),
    ("Chad shelled and bombed Sudan.", ["TCD ASSAULT SDN"]),
]
NO_CROWD = [
    # only people protest; a state that does so condemns, fighters on a road blockade it
    ("Sweden protested against the flights of Russia.", ["SWE ACCUSE RUS"]),
    ("Serbs protested against Hungary.", ["SRB PROTEST HUN"]),
    ("The army of Mali blockaded the roads to Chad.", ["MLI COERCE TCD"]),
]
BESIDE = [
    # who acts after a meeting was in it
    ("After talks with Norway, the Swedish minister flew home.", ["SWE CONSULT NOR"]),
    ("During a visit to Chad, the Malian president slept badly.", ["MLI CONSULT TCD"]),
    # an appeal that has an author was made
    ("Repeated appeals by the African Union went unheard.", ["AU REQUEST -"]),
    # harm forsworn is no threat
    ("Iran vowed not to attack Bahrain.", ["IRN AGREE BHR"]),
]
REFUTED = [
    ("Iran denied Sudan's claim that it had supplied missiles.", []),
    ("Peru rejected the allegations of Chile.", []),
    ("Peru rejected the proposal of Chile.", ["PER REJECT CHL"]),
    ("Norway denied visas to Russian athletes.", ["NOR REJECT RUS"]),
]


@pytest.mark.parametrize(("text", "expected"), UNKNOWN_HANDS)
def test_harm_needs_no_name(
    read_text: ReadText, acts: Acts, text: str, expected: list[str]
) -> None:
    assert [act for act in acts(read_text(text)) if "ASSAULT" in act] == expected


@pytest.mark.parametrize(("text", "expected"), STOOD_FOR + TWICE + NO_CROWD + BESIDE)
def test_acts_by_what_stands_beside_them(
    read_text: ReadText, acts: Acts, text: str, expected: list[str]
) -> None:
    assert acts(read_text(text)) == expected


@pytest.mark.parametrize(("text", "expected"), REFUTED)
def test_who_refutes_a_charge_refuses_nothing(
    read_text: ReadText, acts: Acts, text: str, expected: list[str]
) -> None:
    assert acts(read_text(text)) == expected
