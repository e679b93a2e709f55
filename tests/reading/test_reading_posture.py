"""Force posture from prose: whose forces, how many or how many more, of what, where."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("sentence", "actor", "change", "total", "equipment"),
    [
        ("Poland has stationed 3,000 troops near Suwalki.", "POL", None, 3000, "troops"),
        (
            "Some 12,000 Polish soldiers are deployed along the river.",
            "POL",
            None,
            12000,
            "soldiers",
        ),
        ("Poland sent 3,000 additional troops to the border.", "POL", 3000, None, "troops"),
        ("Poland is sending another 500 soldiers to Suwalki.", "POL", 500, None, "soldiers"),
        ("Poland withdrew 2,000 troops from Suwalki.", "POL", -2000, None, "troops"),
        (
            "The withdrawal of 1,500 Polish troops from Suwalki took a week.",
            "POL",
            -1500,
            None,
            "troops",
        ),
        ("Lithuania sent two battalions to Latvia.", "LTU", 2, None, "battalions"),
        ("Three brigades of the Polish army moved to the border.", "POL", 3, None, "brigades"),
        ("Poland deployed a brigade of 4,800 soldiers to Latvia.", "POL", 4800, None, None),
        ("Canada stationed 40 tanks in Latvia.", "CAN", None, 40, "tanks"),
        ("Two Italian frigates were dispatched to the Red Sea.", "ITA", 2, None, "frigates"),
        ("India massed tens of thousands of troops near the pass.", "IND", None, None, "troops"),
        ("India has massed troops and tanks near the pass.", "IND", None, None, "troops and tanks"),
        (
            "The Indian presence of 50,000 troops near the pass is old.",
            "IND",
            None,
            50000,
            "troops",
        ),
        ("Chinese warships sailed around the island.", "CHN", None, None, "warships"),
        (
            "Officials said that India had deployed 60,000 soldiers to the valley.",
            "IND",
            60000,
            None,
            "soldiers",
        ),
    ],
)
def test_prose_gives_owner_number_and_kind(read_text, sentence, actor, change, total, equipment):
    (posture,) = read_text(sentence).posture
    assert (posture.actor, posture.change, posture.total) == (actor, change, total)
    assert equipment is None or posture.equipment == equipment


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Poland has stationed 3,000 troops near Suwalki.", "Suwalki"),
        ("Lithuania sent two battalions to Latvia.", "Latvia"),
        ("Two Italian frigates were dispatched to the Red Sea.", "the Red Sea"),
        ("India massed 9,000 troops along its border with China.", "its border with China"),
        ("Poland withdrew 2,000 troops from Suwalki.", "Suwalki"),
        ("Poland has raised the number of its troops to 200,000.", None),
        ("In May, Poland stationed 3,000 troops near Suwalki.", "Suwalki"),
    ],
)
def test_a_place_is_named_as_the_report_names_it(read_text, sentence, place):
    found = [posture.place for posture in read_text(sentence).posture]
    if place is None:
        assert all(where is None for where in found)
    else:
        assert found == [place]


@pytest.mark.parametrize(
    "sentence",
    [
        # casualties, prisoners, ceremonies
        "The shelling killed 12 Polish soldiers near Suwalki.",
        "Twelve Polish soldiers were wounded near Suwalki.",
        "Poland lost 40 tanks in the battle.",
        "Lithuania captured 12 Polish soldiers.",
        "The death of 12 Polish soldiers shocked the town.",
        "Lithuania released 12 Polish soldiers.",
        # no forces
        "Two countries sent envoys to Latvia.",
        "Poland sent 3,000 tents to Latvia.",
        "Fourteen countries signed the letter.",
        "Poland deployed 40 doctors to Latvia.",
        "Poland's forces are led by a general of 55.",
        # nothing has moved
        "Poland may send 3,000 troops to Latvia.",
        "Poland plans to send 3,000 troops to Latvia.",
        "Poland did not send 3,000 troops to Latvia.",
        "Poland will send 3,000 troops to Latvia if asked.",
        "Did Poland send 3,000 troops to Latvia?",
        "Latvia asked Poland for 3,000 troops.",
        "A deployment of 3,000 Polish troops to Latvia is possible.",
    ],
)
def test_what_is_no_posture_gives_none(read_text, sentence):
    assert read_text(sentence).posture == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [  # change, total, equipment
        (
            "Poland sent 600 soldiers to Suwalki, bringing the garrison there to 2,400.",
            [(600, 2400, "soldiers")],
        ),
        (
            "Poland has stationed 18,000 troops near Suwalki, up from about 11,000 in May.",
            [(7000, 18000, "troops")],
        ),
        ("Poland sent 500 soldiers and 40 tanks.", [(500, None, "soldiers"), (40, None, "tanks")]),
        ("Poland pulled its frigate out of the mission.", [(-1, None, "frigate")]),
    ],
)
def test_what_came_is_told_apart_from_what_is_there(read_text, sentence, expected):
    found = [(p.change, p.total, p.equipment) for p in read_text(sentence).posture]
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "change", "total"),
    [  # people before units and vehicles, wherever the sentence puts them
        ("Poland sent two brigades, about 6,000 men, to Suwalki.", 6000, None),
        ("Poland moved an armoured brigade of 3,000 soldiers to Suwalki.", 3000, None),
        ("Two Polish brigades, some 7,000 strong, have been railed to Suwalki.", 7000, None),
        ("Poland sent a tank battalion and 700 marines to Suwalki.", 700, None),
        ("Chile ordered its carrier to sea along with 3,500 sailors.", 3500, None),
        ("Poland has kept its troops at Suwalki, some 600 of them, in their barracks.", None, 600),
        ("Poland's 1,500-strong garrison at Suwalki was put on alert.", None, 1500),
        ("Up to 4,000 Polish soldiers are in Suwalki.", None, 4000),
        ("Half of Poland's 800 soldiers have left Latvia.", -400, None),
        # one ship, aircraft or battery is one, named or not
        ("The frigate HMS Dauntless sailed to the Gulf.", 1, None),
        ("A Polish frigate, the Orlik, shadowed the convoy for two days.", 1, None),
        ("Poland has moved a missile battery to Suwalki.", 1, None),
        # called up, added, put on alert
        ("Poland called up 9,000 reservists.", 9000, None),
        ("Poland reinforced its border with Belarus with 3,000 troops.", 3000, None),
        ("An additional 1,500 Polish troops were sent to Suwalki.", 1500, None),
        ("Poland placed two brigades stationed near Suwalki on alert.", None, 2),
        ("Tens of thousands of Polish troops are massed near Suwalki.", None, None),
    ],
)
def test_how_many_are_counted_as_a_reader_would(read_text, sentence, change, total):
    (posture,) = read_text(sentence).posture
    assert (posture.change, posture.total) == (change, total)


@pytest.mark.parametrize(
    ("sentence", "change", "total"),
    [
        ("Poland has doubled its garrison in Suwalki to 800 men.", 400, 800),
        ("Poland has cut its force in Suwalki from 4,000 to 1,200.", -2800, 1200),
        ("Poland's contingent in Latvia has grown to 1,000 from 400.", 600, 1000),
        ("Poland's presence in Suwalki now stands at 9,000 troops, up 400 since May.", 400, 9000),
        ("Poland sent 700 marines to the island, whose garrison now counts some 1,900.", 700, 1900),
        ("Poland sent 500 more men to Suwalki, where there are now 6,000 of them.", 500, 6000),
        ("Poland brought 20 patrol boats to Hel, where it now keeps 40.", 20, 40),
        ("Poland is withdrawing 700 soldiers from Latvia, leaving 1,000 there.", -700, 1000),
    ],
)  # fmt: skip
def test_what_a_sentence_adds_up_is_taken_with_what_moved(read_text, sentence, change, total):
    (posture,) = read_text(sentence).posture
    assert (posture.actor, posture.change, posture.total) == ("POL", change, total)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Poland moved 200 Italian soldiers to Suwalki.", "POL"),
        ("Poland hosts 200 Italian soldiers in Suwalki.", "ITA"),
        ("Poland broke off the talks. Two brigades were moved to Suwalki.", "POL"),
        ("Two brigades were moved to Suwalki, Poland's defence ministry said.", "POL"),
        ("Poland sent two frigates to Hel, and 600 marines were flown to Suwalki.", "POL"),
        ("The destroyer USS Benton arrived off Gdynia at noon.", "USA"),
    ],
)
def test_whose_forces_they_are_is_told_here_or_just_before(read_text, text, actor):
    assert {posture.actor for posture in read_text(text).posture} == {actor}


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Poland sent two brigades, about 6,000 men, to Suwalki.", "Suwalki"),
        ("Poland moved 200 soldiers from Gdynia to Suwalki.", "Suwalki"),
        ("Poland sent 400 soldiers to Suwalki, where its contingent is to grow.", "Suwalki"),
        ("Poland has ordered the carrier back to the Gulf of Riga.", "the Gulf of Riga"),
        ("Poland pulled its last 200 soldiers out of Latvia.", "Latvia"),
        ("A group of 2,200 Polish marines entered the Gulf on 3 May.", "the Gulf"),
        ("Poland has kept 600 troops at Suwalki in their barracks.", "Suwalki"),
    ],
)
def test_the_place_is_where_they_are_bound_or_what_they_left(read_text, sentence, place):
    (posture,) = read_text(sentence).posture
    assert posture.place == place


@pytest.mark.parametrize(
    "sentence",
    [
        "Poland shot down 30 Belarusian drones near Suwalki.",
        "Poland fired 40 missiles at the depot.",
        "Any Polish vessel that enters the strait will be sunk.",
        "In Suwalki, a Polish military adviser was franker.",
        "The Polish army said that prices had grown from 4 to 12.",
        "Poland cut the number of its embassies to 20.",
        "Poland's envoy brought a radar with him.",
        # forces that nothing is told of
        "The presence of Polish troops in Latvia feeds the quarrel.",
        "Poland has troops in Latvia.",
        "Polish troops deployed in Latvia are to be replaced.",
    ],
)
def test_arms_that_fire_and_numbers_of_other_things_are_no_posture(read_text, sentence):
    assert read_text(sentence).posture == ()
