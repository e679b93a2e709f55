"""Quantities: what counts as one, and when two statements agree on them."""

from __future__ import annotations

import math

import pytest

from tocsin.ledger.quantities import agree, differ, quantities_in


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("4,000 soldiers", [(4000, 4000)]),
        ("at least 400 soldiers", [(400, math.inf)]),
        ("more than $3bn in aid", [(3e9, math.inf)]),
        ("up to twenty tanks", [(0, 20)]),
        ("about 200 tanks", [(170, 230)]),
        ("in 2014 and on 7 April", []),  # dates count nothing
        ("on April 7, 40 drones", [(40, 40)]),
        ("one of them", []),  # hardly ever a count
    ],
)
def test_quantities_are_ranges(text, ranges):
    found = [(quantity.low, quantity.high) for quantity in quantities_in(text)]
    assert found == [(pytest.approx(low), pytest.approx(high)) for low, high in ranges]


@pytest.mark.parametrize(
    ("one", "other", "agreed", "differing"),
    [
        ("4,000 fighters entered", "four thousand men entered", True, False),
        ("about 4,000 fighters", "3,800 fighters", True, False),
        ("4,000 fighters", "400 fighters", False, True),
        ("4,000 fighters", "400 men", False, True),  # each has one figure only
        ("at least 10 dead", "12 dead", True, False),
        ("at least 10 dead", "8 dead", False, True),
        ("fighters entered", "400 fighters entered", True, False),  # says less, not otherwise
        ("40 drones and 6 missiles", "40 drones", True, False),
        ("40 drones and 6 missiles", "12 drones and 6 missiles", False, True),
        ("40 drones and 6 missiles", "3 days of talks", False, False),  # other things counted
    ],
)
def test_statements_agree_or_differ_on_quantities(one, other, agreed, differing):
    for first, second in ((one, other), (other, one)):
        some, others = quantities_in(first), quantities_in(second)
        assert (agree(some, others), differ(some, others)) == (agreed, differing)
