"""Plain press sentences: organs whose state goes unnamed, forces that move of themselves,
acts named twice, and outlooks told in the present.

Rows give the actual acts of a text, all of them, as in the tables of events.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.domain import Reading, Status

Acts = Callable[..., list[str]]
ReadText = Callable[..., Reading]

ORGANS = [
    # whose inspectors, guards and courts they are, the text has said
    (
        "Ghana is short of fish. Inspectors impounded two Togolese trawlers.",
        ["GHA COERCE TGO"],
    ),
    (
        "Peru is nervous. A tribunal sentenced a Chilean officer to six years in prison.",
        ["PER COERCE CHL"],
    ),
    (
        "Kenya is on edge. Customs officers halted imports of Tanzanian maize.",
        ["KEN SANCTION TZA"],
    ),
    ("A court in Oslo sentenced a Serbian broker to nine years.", ["NOR COERCE SRB"]),
    ("- Mali. A group of 90 paratroopers entered Niger on Friday.", ["MLI MOBILIZE NER"]),
    (
        "Togo has seven gunboats. Two of its gunboats blocked a Ghanaian dredger.",
        ["TGO COERCE GHA"],
    ),
    # not those that are somebody else's, nor the victim's own
    ("Ghana has new rules. Foreign inspectors boarded a Togolese trawler.", []),
]
FORCES = [
    ("Two Polish corvettes entered the waters of Denmark.", ["POL MOBILIZE DNK"]),
    ("Three Kenyan battalions arrived near the border with Somalia.", ["KEN MOBILIZE SOM"]),
    ("Chadian gunners dug trenches near Niger.", ["TCD MOBILIZE NER"]),
    ("French destroyers accompanied eleven ships of Greece.", ["FRA AID GRC"]),
    ("An Indian frigate shadowed two Pakistani submarines.", ["IND MOBILIZE PAK"]),
    # ministers and goods arrive too
    ("Swedish timber arrived in Chad.", []),
]
READY = [
    ("Oman is ready to host talks between Chad and Sudan.", ["OMN AGREE TCD+SDN"]),
    ("Oman is ready to bomb Chad.", []),
    ("Oman would be ready to host talks between Chad and Sudan.", []),
]
ASKED = [
    ("We therefore call on Norway to release the trawler.", ["- REQUEST NOR"]),
    ("Japan encouraged both Chad and Sudan to show patience.", ["JPN REQUEST TCD+SDN"]),
    ('"They came by night," the minister of Chad told reporters, "they came with orders."', []),
]
WENT = [
    ("Kenyan soldiers withdrew from two hills in Somalia.", ["KEN RETREAT SOM"]),
    ("Hungary sent sixty Serbs back across the river.", ["HUN COERCE SRB"]),
    ("Danish frigates accompanied nine tankers last week.", ["DNK AID -"]),
    ("A bomb killed six porters at a market in Mali.", ["- ASSAULT MLI"]),
    ("Chad shelled a depot in Sudan with rockets dropped from drones.", ["TCD ASSAULT SDN"]),
]
COUNTED = [
    ("Latvia closed three of its crossings with Belarus on Friday.", ["LVA COERCE BLR"]),
    ("Chad shot down several of the drones of Sudan.", ["TCD ASSAULT SDN"]),
]
ONCE = [
    ("Sudan placed two companies stationed near Chad on alert.", ["SDN MOBILIZE -"]),
    (
        "Chad shelled a post in Sudan on Monday; two guards were killed.",
        ["TCD ASSAULT SDN"],
    ),
    ("Mali boarded a ship of Niger and held it for a week.", ["MLI COERCE NER"]),
    ("Chad lifted its embargo on Niger.", ["TCD RETREAT NER"]),
    ("Angolan guards threw bricks at a Zambian patrol.", ["AGO ASSAULT ZMB"]),
    ("Norway expelled two envoys of Chad and gave them a day to leave.", ["NOR SANCTION TCD"]),
    ("Chad sent nine tanks to the border with Niger.", ["TCD MOBILIZE NER"]),
    ("Chad sent nine tanks to Niger.", ["TCD AID NER"]),
    ("Chad promised that its army would not fire on Niger.", ["TCD AGREE NER"]),
    # but two nurses alone are an act
    ("Two nurses were killed in Kenya.", ["- ASSAULT KEN"]),
]
NOTHING_DONE = [
    "An official of Chad begged me not to print the name of Niger.",
    "Peru is weighing sanctions on Chile.",
    "Peru is still considering the offer of Chile.",
    "Chad accuses Niger of nothing, a charge that Niger has always dismissed.",
]
OUTLOOKS = [
    ("Less likely (one in four): Chile closes its border with Peru.", Status.HYPOTHETICAL),
    ("Unlikely: Chile shells a port of Peru.", Status.HYPOTHETICAL),
    ("Most likely: Chile withdraws its troops from Peru.", Status.FUTURE),
    ("A warning: Chile shelled a port of Peru.", Status.ACTUAL),
]


@pytest.mark.parametrize(
    ("text", "expected"), ORGANS + FORCES + READY + ASKED + WENT + COUNTED + ONCE
)
def test_plain_acts(read_text: ReadText, acts: Acts, text: str, expected: list[str]) -> None:
    assert acts(read_text(text)) == expected


@pytest.mark.parametrize("text", NOTHING_DONE)
def test_what_is_weighed_or_begged_is_no_deed(read_text: ReadText, acts: Acts, text: str) -> None:
    told = acts(read_text(text))
    assert not any(kind in act for act in told for kind in ("THREATEN", "AGREE", "REJECT", "REQ"))


@pytest.mark.parametrize(("text", "status"), OUTLOOKS)
def test_a_likelihood_before_a_colon_opens_an_outlook(
    read_text: ReadText, text: str, status: Status
) -> None:
    assert {event.status for event in read_text(text).events} == {status}
