"""By when: every row is a deadline as reports word it, said on Monday, 3 March 2031."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ledger.deeds.deadlines import find_deadline

SAID = date(2031, 3, 3)


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("to withdraw by 1 May", "2031-05-01"),
        ("to withdraw by May 1, 2032", "2032-05-01"),
        ("to withdraw before 20 March", "2031-03-19"),
        ("no later than 15 March", "2031-03-15"),
        ("by 1 March", "2032-03-01"),  # the next one
        ("by March", "2031-03-31"),  # the latest day that the words allow
        ("before March", "2032-02-29"),  # March has begun
        ("by the end of April", "2031-04-30"),
        ("by early April", "2031-04-10"),
        ("by 2033", "2033-12-31"),
        ("by Friday", "2031-03-07"),
        ("by the end of next week", "2031-03-16"),
        ("by the end of the year", "2031-12-31"),
        ("before winter", "2031-11-30"),
        ("by spring 2032", "2032-05-31"),
        ("before Christmas", "2031-12-23"),
        ("by midnight", "2031-03-03"),
        ("within 48 hours", "2031-03-05"),
        ("within twenty-four hours", "2031-03-04"),
        ("within ten days", "2031-03-13"),
        ("within a week", "2031-03-10"),
        ("in two weeks", "2031-03-17"),
        ("over the next three months", "2031-06-03"),
        ("in the coming days", "2031-03-10"),
        ("to meet in Dorn next month", "2031-04-30"),
        ("will open the gate tomorrow", "2031-03-04"),
    ],
)
def test_a_deadline_is_the_latest_day_that_its_words_allow(words, last):
    found = find_deadline(words, SAID)
    assert found is not None
    assert found.day == date.fromisoformat(last)


@pytest.mark.parametrize(
    "words",
    [
        "to withdraw soon",
        "after three days of talks",
        "killed in a day",
        "by the bridge",
        "the queen may march",
        "demanded on Monday",  # tells when it was said
        "seized near Gravna on February 19",  # and this is past
        "by 12 May 2029",
        "by 31 June",
    ],
)
def test_other_words_set_none(words):
    assert find_deadline(words, SAID) is None


@pytest.mark.parametrize(
    ("words", "lasting"),
    [("to hold fire until 1 May", True), ("for 30 days", True), ("by 1 May", False)],
)
def test_a_term_to_hold_out_is_told_from_a_deadline(words, lasting):
    assert find_deadline(words, SAID).lasting is lasting


def test_in_a_whole_sentence_only_what_binds_counts():
    sentence = "Arvia said in April that it would leave by 1 May"
    assert find_deadline(sentence, SAID, strict=True).day == date(2031, 5, 1)
    assert find_deadline("Arvia said this week that it would leave", SAID, strict=True) is None


@given(
    words=st.sampled_from(["by Friday", "within 5 days", "by May", "before summer", "this week"]),
    said=st.dates(date(2000, 1, 1), date(2090, 12, 31)),
)
def test_no_deadline_lies_before_it_was_set(words, said):
    found = find_deadline(words, said)
    assert found is None or found.day >= said
