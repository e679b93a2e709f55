"""Commitments: who promises what to whom, and how much of it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("sentence", "by", "to", "quantity"),
    [
        (
            "Fourteen countries pledged to send doctors to Malawi.",
            (),
            ("MWI",),
            "Fourteen countries",
        ),
        (
            "Ministers noted commitments from 14 countries to send doctors to Malawi.",
            (),
            ("MWI",),
            "14 countries",
        ),
        ("Norway pledged $300 million in aid for Malawi.", ("NOR",), ("MWI",), "$300 million"),
        ("Norway promised €40 million to Malawi.", ("NOR",), ("MWI",), "€40 million"),
        ("Canada pledged to send two battalions to Latvia.", ("CAN",), ("LVA",), "two battalions"),
        ("Canada promised 40 tanks to Latvia.", ("CAN",), ("LVA",), "40 tanks"),
        (
            "Canada and Norway vowed to train 2,000 Latvian soldiers.",
            ("CAN", "NOR"),
            ("LVA",),
            "2,000 Latvian soldiers",
        ),
        (
            "Norway's commitment to provide 500 tents to Malawi was welcome.",
            ("NOR",),
            ("MWI",),
            "500 tents",
        ),
        ("Norway pledged to stand by Denmark.", ("NOR",), ("DNK",), None),
        ("Norway guaranteed the independence of Iceland.", ("NOR",), ("ISL",), None),
        ("Norway's pledge to defend Iceland still holds.", ("NOR",), ("ISL",), None),
        ("Emmanuel Macron promised Armenia new radars.", ("FRA",), ("ARM",), None),
        ("In 2019 Norway promised to rebuild a school in Malawi.", ("NOR",), ("MWI",), None),
    ],
)
def test_a_promise_has_a_maker_a_receiver_and_its_quantity(read_text, sentence, by, to, quantity):
    (commitment,) = read_text(sentence).commitments
    assert (commitment.by, commitment.to, commitment.quantity) == (by, to, quantity)


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Canada pledged to send two battalions to Latvia.", "send two battalions to Latvia"),
        ("Norway promised that it would rebuild the school in Malawi.", "rebuild the school"),
        ("Norway's commitment to provide 500 tents to Malawi was welcome.", "provide 500 tents"),
        ("Norway pledged $300 million in aid for Malawi.", "$300 million in aid for Malawi"),
    ],
)
def test_the_content_is_in_the_words_of_the_report(read_text, sentence, content):
    (commitment,) = read_text(sentence).commitments
    assert content in commitment.content
    assert commitment.content in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway did not pledge to send tents to Malawi.",
        "Norway may promise tents to Malawi.",
        "Norway refused to promise tents to Malawi.",
        "Malawi asked Norway to promise tents.",
        "Will Norway pledge tents to Malawi?",
        "Iran vowed retaliation against Bahrain.",
        "Iran promised to destroy Bahrain's navy.",
        "Norway sent 500 tents to Malawi.",
        "The talks are promising for Norway and Malawi.",
        "A promised Norwegian visit to Malawi was cancelled.",
    ],
)
def test_what_is_no_promise_makes_no_commitment(read_text, sentence):
    assert read_text(sentence).commitments == ()
