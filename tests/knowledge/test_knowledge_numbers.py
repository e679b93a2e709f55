"""Numbers as the press writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.knowledge.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Some 300,000 men and 26 ships", [300_000, 26]),
        ("a force of 1,250,000", [1_250_000]),
        ("3.5 million refugees", [3_500_000]),
        ("$3bn in aid, 10k shells", [3e9, 10_000]),
        ("twenty-six states", [26]),
        ("two hundred and fifty thousand", [250_000]),
        ("between one and two", [1, 2]),
        ("two dozen tanks and a hundred lorries", [24, 100]),
        ("6-12 months", [6, 12]),
        ("S-400, F-16, MiG-31 and the G7", []),  # names, not counts
        ("the 19th meeting", []),  # a rank
        ("thousands fled, hundreds stayed", []),  # no number
        ("", []),
    ],
)
def test_numbers_are_found_with_their_values(text, values):
    assert [number.value for number in find_numbers(text)] == values


@given(value=st.integers(0, 10**12))
def test_figures_read_back_with_and_without_separators(value):
    for written in (f"{value}", f"{value:,}"):
        (number,) = find_numbers(f"about {written} people")
        assert number.value == value
        assert f"about {written} people"[number.start : number.end] == written


@given(text=st.text(alphabet="0123456789.,- twohundredandbnk", max_size=40))
def test_numbers_never_overlap_whatever_the_text(text):
    ends = [0]
    for number in find_numbers(text):
        assert number.start >= ends[-1]
        ends.append(number.end)
