"""Folds: every text in one, of like size, a text and its near-copies in the same one."""

from collections import Counter

from hypothesis import assume, given
from hypothesis import strategies as st

from tocsin.training.folds import folds

WORDS = [f"{first}{second}" for first in "bdfgklm" for second in ("an", "el", "ir", "os", "ut")]
texts = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=4, max_size=9, unique=True).map(" ".join), max_size=30
)
numbers, seeds = st.integers(2, 5), st.integers(0, 99)


def unlike(number: int) -> list[str]:
    """Texts that share no word."""
    return [
        " ".join(f"{word}{at}" for word in ("oar", "sail", "keel", "mast")) for at in range(number)
    ]


@given(texts, numbers, seeds)
def test_every_text_is_in_exactly_one_fold(given_, number, seed):
    found = folds(given_, number, seed)
    assert len(found) == len(given_)
    assert set(found) <= set(range(number))


@given(st.integers(0, 40), numbers, seeds)
def test_sizes_differ_by_one_at_most_where_no_two_are_alike(many, number, seed):
    sizes = Counter(folds(unlike(many), number, seed))
    assert max(sizes.values(), default=0) - min(sizes[fold] for fold in range(number)) <= 1


@given(texts, numbers, seeds)
def test_no_fold_exceeds_another_by_more_than_the_largest_group(given_, number, seed):
    found = folds(given_, number, seed)
    sizes = Counter(found)
    largest = max(Counter(groups(given_)).values(), default=0)
    assert max(sizes.values(), default=0) - min(sizes[fold] for fold in range(number)) <= largest


def groups(given_: list[str]) -> list[int]:
    """By hand: texts that share more than three fifths of the shorter one's words, closed over."""
    sets = [set(text.split()) for text in given_]
    group = list(range(len(sets)))
    for at, own in enumerate(sets):
        for other in range(at):
            if len(own & sets[other]) > 0.6 * min(len(own), len(sets[other])):
                old, new = group[at], group[other]
                group = [new if label == old else label for label in group]
    return group


@given(texts, numbers, seeds)
def test_near_copies_stay_together(given_, number, seed):
    found = folds(given_, number, seed)
    by_group: dict[int, set[int]] = {}
    for label, fold in zip(groups(given_), found, strict=True):
        by_group.setdefault(label, set()).add(fold)
    assert all(len(of) == 1 for of in by_group.values())


@given(texts, numbers, seeds)
def test_the_same_texts_are_divided_the_same_way(given_, number, seed):
    assert folds(given_, number, seed) == folds(given_, number, seed)


@given(seeds, seeds)
def test_another_seed_divides_otherwise(one, other):
    assume(one != other)
    assert folds(unlike(40), 4, one) != folds(unlike(40), 4, other)


def test_copies_differ_in_case_signs_and_a_word():
    one = "Arvia shelled the harbour of Tolm on Monday."
    told = [*unlike(9), one, one.upper(), "“Arvia shelled the harbour of Tolm,” he said."]
    assert len(set(folds(told, 3, 7)[-3:])) == 1
