"""The credible interval of a share, against an independent program and identities."""

from math import asin, comb, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain import Reliability
from tocsin.ledger.sources.beta import beta_quantile, beta_share, credible_interval
from tocsin.ledger.sources.suggesting import FEWEST_SETTLED, suggest


@pytest.mark.parametrize(
    ("x", "a", "b", "share"),
    [
        (0.5, 2, 3, 11 / 16),  # by hand: the chance of two or more heads in four
        (0.5, 7.5, 7.5, 0.5),
        (0.2, 1, 1, 0.2),
        (0.3, 1, 4, 1 - 0.7**4),
        (0.3, 4, 1, 0.3**4),
        (0.3, 0.5, 0.5, 2 / pi * asin(sqrt(0.3))),  # the arcsine law
        (0.0, 0.5, 3, 0.0),
        (1.0, 0.5, 3, 1.0),
    ],
)
def test_the_incomplete_beta_function_has_its_known_values(x, a, b, share):
    assert beta_share(x, a, b) == pytest.approx(share, abs=1e-13)


@pytest.mark.parametrize("x", [0.01, 0.2, 0.5, 0.77, 0.999])
@pytest.mark.parametrize(("a", "b"), [(3, 8), (1, 20), (40, 2), (150, 90)])
def test_for_whole_numbers_it_is_the_tail_of_a_binomial(x, a, b):
    n = a + b - 1
    tail = sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert beta_share(x, a, b) == pytest.approx(tail, abs=1e-12)


counts = st.integers(0, 400)
shapes = st.floats(0.5, 300)


@given(st.floats(0, 1), shapes, shapes)
def test_both_tails_make_one(x, a, b):
    assert beta_share(x, a, b) + beta_share(1 - x, b, a) == pytest.approx(1, abs=1e-9)


@given(st.floats(0.001, 0.999), shapes, shapes)
def test_the_quantile_undoes_the_share(probability, a, b):
    assert beta_share(beta_quantile(probability, a, b), a, b) == pytest.approx(
        probability, abs=1e-9
    )


# Student's t at 0.95 for 2 hits + 1 degrees of freedom, from any table: an even record's interval
# reaches t / (2 sqrt(degrees + t^2)) to both sides of one half.
@pytest.mark.parametrize(("hits", "t"), [(0, 6.3138), (2, 2.0150), (5, 1.7959), (10, 1.7207)])
def test_the_interval_of_an_even_record_follows_from_the_tables_of_student(hits, t):
    half = t / (2 * sqrt(2 * hits + 1 + t * t))
    interval = credible_interval(hits, hits)
    assert (interval.low, interval.high) == pytest.approx((0.5 - half, 0.5 + half), abs=1e-4)


@given(counts, counts)
def test_the_interval_leaves_a_twentieth_on_either_side(hits, misses):
    interval = credible_interval(hits, misses)
    low, high = (beta_quantile(share, hits + 0.5, misses + 0.5) for share in (0.05, 0.95))
    assert (interval.low, interval.high) == (round(low, 4), round(high, 4))
    assert 0 <= interval.low <= interval.high <= 1
    assert credible_interval(misses, hits).low == pytest.approx(1 - interval.high, abs=1.1e-4)


@given(st.integers(1, 100), st.integers(1, 100))
def test_more_of_the_same_narrows_the_interval(hits, misses):
    few, many = credible_interval(hits, misses), credible_interval(4 * hits, 4 * misses)
    assert many.high - many.low < few.high - few.low


ORDER = "ABCDE"


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_better_record_never_earns_a_worse_letter(corroborated, contradicted):
    letter = suggest(corroborated, contradicted)
    if corroborated + contradicted < FEWEST_SETTLED:
        assert letter is Reliability.F
        return
    better = suggest(corroborated + 1, contradicted)
    if Reliability.F not in (letter, better):
        assert ORDER.index(better) <= ORDER.index(letter)


@pytest.mark.parametrize(
    ("corroborated", "contradicted", "letter"),
    [(0, 0, "F"), (4, 0, "F"), (12, 0, "A"), (5, 0, "B"), (6, 1, "C"), (5, 4, "F"), (1, 4, "D"),
     (0, 5, "E")],
)  # fmt: skip
def test_the_published_rule_suggests(corroborated, contradicted, letter):
    assert suggest(corroborated, contradicted) == letter
