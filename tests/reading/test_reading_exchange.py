"""Who is meant where a sentence leaves it to the text: the exchange at hand, whose text it is."""

from __future__ import annotations

import pytest

from tocsin.domain import Status


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # whose deed is judged
        (
            "Chad shelled a town in Mali. Mali's president condemned the barbaric act.",
            "MLI ACCUSE TCD",
        ),
        (
            "Peru shelled Chile. Brazil met Bolivia. Norway condemned the shelling.",
            "NOR ACCUSE PER",
        ),
        (
            "Chad bombed Mali. Mali's minister condemned what she called an outrage.",
            "MLI ACCUSE TCD",
        ),
        (
            "Peru offered Chile to leave the islands. Chile rejected the proposal.",
            "CHL REJECT PER",
        ),
        # what is struck is the other side's
        (
            "Peru accused Chile of spying. Chile then recalled its envoy from Peru. "
            "On Monday Chilean guns shelled an outpost.",
            "CHL ASSAULT PER",
        ),
        # what is held out goes to whom one deals with
        (
            "Norway's minister flew to Chad. Chad has asked Norway for jets. "
            "Norway delivered 20 trucks.",
            "NOR AID TCD",
        ),
    ],
)
def test_the_exchange_at_hand_tells_whom_an_act_is_meant_for(read_text, acts, text, told):
    assert told in acts(read_text(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # nobody was named who could be meant
        ("Norway condemned the shelling.", "NOR ACCUSE -"),
        # another act than the one that was told
        ("Peru shelled Chile. Norway condemned the sale.", "NOR ACCUSE -"),
        # nobody helps whom he has just accused
        (
            "Chad accused Mali of spying. Mali shelled Chad. Chad then sent 20 tanks north.",
            "TCD ACCUSE MLI",
        ),
        # who judges is not the author
        ("Chad shelled Mali. Chad's minister condemned the attack.", "TCD ACCUSE -"),
    ],
)
def test_where_nothing_was_told_the_target_stays_open(read_text, acts, text, told):
    assert told in acts(read_text(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # forces moved by nobody are moved by whom the text is about
        (
            "Peru accused Chile of spying. Three tank companies were moved north.",
            "PER MOBILIZE CHL",
        ),
        # a line that only says who speaks
        ("3 May, Ministry of Defence, Oslo. The ministry condemned Chad.", "NOR ACCUSE TCD"),
        ("3 May, Royal Thai Army. The army condemned Chad.", "THA ACCUSE TCD"),
        # police need no article
        ("Mali's minister met Peru's envoy. Police detained several Chadians.", "MLI COERCE TCD"),
        # a movement, a group, a realm
        ("The Houthis bombed Israel. The group condemned Chad.", "HOUTHIS ACCUSE TCD"),
        ("Saudi Arabia met Chad. The kingdom condemned Mali.", "SAU ACCUSE MLI"),
        ("Jordan met Chad. Chad left. The kingdom's minister condemned Mali.", "JOR ACCUSE MLI"),
        # both
        ("Mali and Chad exchanged fire. Norway warned both countries.", "NOR THREATEN MLI+TCD"),
        (
            "Mali shelled Chad. Chad bombed Mali. The African Union met Norway. "
            "The African Union warned both governments.",
            "AU THREATEN TCD+MLI",
        ),
        # the people of a place
        ("Hundreds of residents rallied in Oslo against Chad.", "NOR PROTEST TCD"),
        ("Residents rallied outside Chad's embassy in Oslo.", "NOR PROTEST TCD"),
        # whose
        ("Peru, whose ships shelled Chile, condemned Chad.", "PER ASSAULT CHL"),
        # an object is not the subject
        (
            "Mali's president Amadou Keller called Peru's president Rosa Quint. "
            "Keller thanked her.",
            "MLI SUPPORT PER",
        ),
        # nor is one's ally oneself
        ("Chad bombed Mali. Norway sided with its ally.", "NOR SUPPORT MLI"),
        # what comes behind a date
        ("In October Chad shelled Mali.", "TCD ASSAULT MLI"),
        ("On Sunday Norway bombed Chad.", "NOR ASSAULT TCD"),
        # uniforms
        ("Gunners in Chadian uniforms shelled Mali.", "TCD ASSAULT MLI"),
        # what is done together, and where
        ("Chad and Mali signed a truce in Nairobi.", "TCD RETREAT MLI"),
        ("Chad and Mali reached an agreement in Oslo.", "TCD SUPPORT MLI"),
        ("Chad and Mali held a meeting at a hotel in Oslo.", "TCD CONSULT MLI"),
        # a ship's flag is not its owner
        ("Chad seized a Panamanian-flagged trawler.", "TCD COERCE -"),
    ],
)
def test_who_acts_is_found_in_what_was_said_before(read_text, acts, text, told):
    assert told in acts(read_text(text))


@pytest.mark.parametrize(
    ("text", "status", "told"),
    [
        (
            "Mali will free him provided that Chad pulls back.",
            Status.CONDITIONAL,
            "TCD RETREAT -",
        ),
        (
            "Mali will not talk to Chad as long as Chad is shelling Niger.",
            Status.CONDITIONAL,
            "TCD ASSAULT NER",
        ),
        ("Norway ruled out arming Chad.", Status.NEGATED, "NOR AID TCD"),
        ("Reports that Peru shelled Chile are false.", Status.NEGATED, "PER ASSAULT CHL"),
        ("Rumours that Peru bombed Chile were baseless.", Status.NEGATED, "PER ASSAULT CHL"),
        ("Chad halted arms sales to Mali.", Status.ACTUAL, "TCD SANCTION MLI"),
        ("Norway suspended its aid to Chad.", Status.ACTUAL, "NOR SANCTION TCD"),
    ],
)
def test_provisos_are_conditions_and_ending_an_act_is_done(read_text, acts, text, status, told):
    assert told in acts(read_text(text), status)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # arms sent home or to one's own border are no help for anybody
        ("Bolivia has sent 12 tanks to its border with Chile.", "BOL MOBILIZE CHL"),
        ("Kenya sent 28 armoured vehicles to Mandera.", "KEN MOBILIZE -"),
        ("Norway sent missiles to Ukraine.", "NOR AID UKR"),
        # ships ordered somewhere, or bought
        ("France ordered the carrier Foch to the Red Sea.", "FRA MOBILIZE -"),
        ("Peru ordered jets from Sweden.", "PER COOPERATE SWE"),
        ("Two Turkish frigates arrived off Libya.", "TUR MOBILIZE LBY"),
        # shown, and used
        ("North Korea test-fired two missiles on Sunday.", "PRK MOBILIZE -"),
        ("Chad turned its guns on Sudan.", "TCD ASSAULT SDN"),
        ("Kuwait and Iraq restored a hotline.", "KWT COOPERATE IRQ"),
        ("Sweden froze 40 million euros of support for Mali.", "SWE SANCTION MLI"),
    ],
)
def test_forces_and_arms_are_shown_used_or_given_by_where_they_go(read_text, acts, text, told):
    assert told in acts(read_text(text))
