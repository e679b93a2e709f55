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
