"""Words of likelihood read as numbers on ICD 203, beside PHIA and Kent."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.knowledge.estimative import estimative_scale

SCALE = estimative_scale()
ROWS = [pytest.param(term, id=term.words[0]) for term in SCALE.terms]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [  # Intelligence Community Directive 203 (2015), D.6.e
        ("almost no chance", 0.01, 0.05),
        ("very unlikely", 0.05, 0.20),
        ("unlikely", 0.20, 0.45),
        ("roughly even chance", 0.45, 0.55),
        ("likely", 0.55, 0.80),
        ("very likely", 0.80, 0.95),
        ("almost certainly", 0.95, 0.99),
    ],
)
def test_the_bands_are_those_of_icd_203(words: str, low: float, high: float) -> None:
    found = SCALE.find(f"A second crossing is {words} this year.")
    assert found is not None
    assert (found.words, found.low, found.high, found.scale) == (words, low, high, "ICD 203")


def test_the_bands_of_icd_203_meet_end_to_end() -> None:
    bands = sorted({(term.low, term.high) for term in SCALE.terms if term.scale == "ICD 203"})
    assert all(before[1] == after[0] for before, after in pairwise(bands))


ORDER = [
    "impossible", "almost no chance", "very unlikely", "unlikely", "may", "even chance",
    "more likely than not", "likely", "very likely", "almost certainly", "certain to",
]  # fmt: skip


@pytest.mark.parametrize(("weaker", "stronger"), list(pairwise(ORDER)))
def test_stronger_words_never_mean_less(weaker: str, stronger: str) -> None:
    low, high = SCALE.find(weaker), SCALE.find(stronger)
    assert low is not None
    assert high is not None
    assert low.probability < high.probability


@pytest.mark.parametrize("term", ROWS)
def test_every_row_is_a_range_and_says_where_it_comes_from(term) -> None:
    assert 0 <= term.low <= term.probability <= term.high <= 1
    assert term.rank in (1, 2, 3)
    assert term.scale in ("ICD 203", "PHIA", "Kent", "ours")
    assert (term.scale == "ours") == bool(term.reason)


def test_no_expression_stands_in_two_rows() -> None:
    words = [words for term in SCALE.terms for words in term.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("words", "term"),
    [(words, term) for term in SCALE.terms for words in term.words if "*" not in words],
)
def test_every_expression_is_found_by_its_own_row(words: str, term) -> None:
    found = SCALE.find(f"So {words} it goes")
    assert found is not None
    assert (found.words, found.probability) == (words, term.probability)


@pytest.mark.parametrize(
    ("sentence", "operative"),
    [
        ("Tovia will probably sign in spring.", "probably"),  # the adverb, not the modal
        ("Tovia may be highly likely to sign.", "highly likely"),
        ("Tovia might well leave the pact.", "might well"),
        ("Tovia is not very likely to sign.", "not very likely"),
        ("Nobody can entirely rule out that Tovia signs.", "can"),
        ("One cannot entirely rule out that Tovia signs.", "cannot entirely rule out"),
        ("Tovia is expected to sign and may leave later.", "is expected to"),
        ("Tovia won’t sign.", "won’t"),
        ("There is a growing risk of a breach.", "growing risk"),
        ("Tovia is poised to move its fleet.", "poised to"),
        ("There is a 30 % chance of a breach.", "30 % chance"),
        ("They put the odds at 20 to 30 percent.", "odds at 20 to 30 percent"),
    ],
)
def test_the_operative_word_is_found(sentence: str, operative: str) -> None:
    found = SCALE.find(sentence)
    assert found is not None
    assert found.words == operative


@pytest.mark.parametrize(
    "sentence",
    [
        "Tovia signed the pact in May 2031.",  # a month
        "It took political will.",  # a noun
        "They admire its military might.",
        "Will Parry signed for Tovia.",  # a man
        "Prices rose by 30 percent.",  # a number without a chance
        "The fleet left port.",
    ],
)
def test_no_likelihood_is_read_where_none_is_stated(sentence: str) -> None:
    assert SCALE.find(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "inverse"),
    [
        ("Tovia may not sign.", True),  # as likely as "may", of not signing
        ("Tovia will not sign.", True),
        ("Tovia is unlikely to sign.", False),  # the number is that of signing
        ("Tovia is not likely to sign.", False),
        ("Tovia may sign.", False),
    ],
)
def test_of_which_outcome_the_number_speaks(sentence: str, inverse: bool) -> None:
    found = SCALE.find(sentence)
    assert found is not None
    assert found.inverse is inverse


def test_a_stated_number_is_taken_at_its_word() -> None:
    found = SCALE.find("Analysts see a 20-30% probability of war.")
    assert found is not None
    assert (found.low, found.probability, found.high, found.scale) == (0.2, 0.25, 0.3, "stated")


@given(st.text())
def test_what_is_found_stands_in_the_text(text: str) -> None:
    found = SCALE.find(text)
    assert found is None or text[found.start : found.end] == found.words


@given(st.lists(st.sampled_from([*ORDER, "Tovia", "will", "not", "."]), max_size=8))
def test_a_reading_is_always_a_range(words: list[str]) -> None:
    found = SCALE.find(" ".join(words))
    assert found is None or 0 <= found.low <= found.probability <= found.high <= 1
