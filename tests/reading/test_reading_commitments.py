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


@pytest.mark.parametrize(
    ("sentence", "by", "to", "content"),
    [  # bound by an offer, by being ready, by an assurance, by agreeing
        ("Norway offered to rebuild the school in Malawi.", "NOR", "MWI", "rebuild the school"),
        ("Norway offered Malawi 40 tents.", "NOR", "MWI", "40 tents"),
        ("Norway proposed a joint study to Malawi.", "NOR", "MWI", "joint study"),
        ("Norway is ready to host talks with Malawi.", "NOR", "MWI", "host talks"),
        ("Norway assured Malawi that it would not close the road.", "NOR", "MWI", "not close"),
        ("Norway assured Malawi that the clinic was safe.", "NOR", "MWI", "the clinic was safe"),
        (
            "Norway said it would reopen the road once Malawi had paid.",
            "NOR",
            "MWI",
            "reopen the road",
        ),
        ("Norway promised Malawi not to interfere.", "NOR", "MWI", "not to interfere"),
        ("Norway agreed to receive an envoy of Malawi.", "NOR", "MWI", "receive an envoy"),
        ("Norway and Malawi have agreed to hold their fire.", "NOR", "MWI", "hold their fire"),
    ],
)
def test_who_offers_assures_or_agrees_is_bound(read_text, sentence, by, to, content):
    (commitment,) = read_text(sentence).commitments
    assert by in commitment.by
    assert to in commitment.to
    assert content in commitment.content


@pytest.mark.parametrize(
    "sentence",
    [
        '"We will not give up the island," Norway said.',
        "Norway said that it sought no war with Malawi.",
        "Norway refused to agree to the plan of Malawi.",
        "Norway and Malawi agreed to disagree.",
    ],
)
def test_defiance_and_denial_bind_nobody(read_text, sentence):
    assert read_text(sentence).commitments == ()
