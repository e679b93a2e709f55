"""Scores against tables counted by hand, and laws they keep."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.evaluation.bootstrap import interval, resample_confusion, resample_rows
from tocsin.evaluation.confusion import accuracy, count_pairs, fold, macro_f1, score_classes
from tocsin.evaluation.span_counts import (
    count_spans,
    macro_span_f1,
    micro_f1,
    resample_sums,
    score_spans,
)
from tocsin.evaluation.tagged_file import TagSpan
from tocsin.evaluation.tagged_file import spans_of as spans_of_tags

# Gold in rows, given in columns; worked out on paper:
#   a: right 3, given 4, there 4 -> 3/4, 3/4, 3/4
#   b: right 2, given 5, there 3 -> 2/5, 2/3, 4/8
#   c: right 1, given 1, there 3 -> 1,   1/3, 2/4
BY_HAND = np.array([[3.0, 1, 0], [1, 2, 0], [0, 2, 1]])

labels = st.sampled_from("abcd")
pairs = st.lists(st.tuples(labels, labels), min_size=1, max_size=40)


def confusion_of(rows):
    return count_pairs([gold for gold, _ in rows], [given for _, given in rows], "abcd")


def test_scores_are_those_counted_by_hand():
    scores = score_classes(BY_HAND)
    assert scores.precision == pytest.approx([3 / 4, 2 / 5, 1])
    assert scores.recall == pytest.approx([3 / 4, 2 / 3, 1 / 3])
    assert scores.f1 == pytest.approx([3 / 4, 1 / 2, 1 / 2])
    assert scores.support.tolist() == [4, 3, 3]
    assert scores.predicted.tolist() == [4, 5, 1]
    assert macro_f1(BY_HAND) == pytest.approx((3 / 4 + 1 / 2 + 1 / 2) / 3)
    assert accuracy(BY_HAND) == pytest.approx(6 / 10)


def test_macro_f1_is_over_the_classes_of_the_gold():
    # Two of a right, one of a given as b, which is never there: F1 of a is 4/5.
    confusion = count_pairs(["a", "a", "a"], ["a", "a", "b"], "ab")
    assert macro_f1(confusion) == pytest.approx(4 / 5)


def test_coarser_labels_forgive_what_they_do_not_tell_apart():
    folded = fold(BY_HAND, [0, 0, 1])
    assert folded.tolist() == [[7, 0], [2, 1]]
    assert accuracy(folded) == pytest.approx(8 / 10)


def test_nothing_there_and_nothing_given_is_zero_and_no_error():
    empty = np.zeros((2, 2))
    assert macro_f1(empty) == accuracy(empty) == 0
    assert score_classes(empty).f1.tolist() == [0, 0]


@given(pairs)
def test_f1_lies_between_precision_and_recall(rows):
    scores = score_classes(confusion_of(rows))
    low, high = np.minimum(scores.precision, scores.recall), np.maximum(*scores[:2])
    assert ((low - 1e-12 <= scores.f1) & (scores.f1 <= high + 1e-12)).all()


@given(pairs)
def test_all_right_is_one(rows):
    assert macro_f1(confusion_of([(gold, gold) for gold, _ in rows])) == 1


@given(pairs)
def test_accuracy_is_the_mean_recall_weighted_by_support(rows):
    confusion = confusion_of(rows)
    scores = score_classes(confusion)
    weighted = (scores.recall * scores.support).sum() / scores.support.sum()
    assert accuracy(confusion) == pytest.approx(weighted)


@given(pairs)
def test_leading_axes_are_scored_as_each_alone(rows):
    one = confusion_of(rows)
    stacked = np.stack([one, one.T, np.eye(4)])
    assert macro_f1(stacked) == pytest.approx([float(macro_f1(one)), float(macro_f1(one.T)), 1])


@given(pairs)
def test_a_resample_has_as_many_sentences(rows):
    drawn = resample_confusion(confusion_of(rows), rounds=20)
    assert drawn.shape == (20, 4, 4)
    assert (drawn.sum(axis=(1, 2)) == len(rows)).all()


def test_the_same_seed_draws_the_same_and_another_does_not():
    first, again = (resample_confusion(BY_HAND, rounds=50, seed=1) for _ in range(2))
    assert (first == again).all()
    assert (first != resample_confusion(BY_HAND, rounds=50, seed=2)).any()


def test_the_interval_of_a_share_is_that_of_the_normal_approximation():
    # 300 of 400 right: 0.75 ± 1.96 · sqrt(0.75 · 0.25 / 400) = 0.7076 to 0.7924.
    confusion = np.array([[300.0, 100.0], [0.0, 0.0]])
    low, high = interval(accuracy(resample_confusion(confusion, rounds=20_000)))
    assert (low, high) == pytest.approx((0.7076, 0.7924), abs=0.005)


def test_what_is_in_one_sentence_is_drawn_together():
    rows = np.array([[5.0, 5.0], [0.0, 3.0], [0.0, 3.0]])
    drawn = resample_rows(rows, rounds=200)
    assert ((drawn[:, 1] - drawn[:, 0]) % 3 == 0).all()


def test_values_that_cannot_be_told_do_not_move_an_interval():
    assert interval(np.array([0.5, np.nan, 0.5])) == (0.5, 0.5)


# -- spans ---------------------------------------------------------------------


def spans_of(tags: str) -> list[TagSpan]:
    return spans_of_tags(tags.split())


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O O", []),
        ("B-S I-S O", [("S", 0, 2)]),
        ("B-S B-S", [("S", 0, 1), ("S", 1, 2)]),
        ("I-S I-T", [("S", 0, 1), ("T", 1, 2)]),  # as the CoNLL scorer has it
        ("B-S I-T I-T", [("S", 0, 1), ("T", 1, 3)]),
        ("O B-T", [("T", 1, 2)]),
    ],
)
def test_spans_from_tags(tags, spans):
    assert [tuple(span) for span in spans_of(tags)] == spans


def same(one: TagSpan, other: TagSpan) -> bool:
    return one == other


def overlap(one: TagSpan, other: TagSpan) -> bool:
    return one.start < other.end and other.start < one.end


def test_span_scores_are_those_counted_by_hand():
    gold = [spans_of("B-S I-S O B-T"), spans_of("B-S O B-T I-T")]
    given = [spans_of("B-S O O B-T"), spans_of("B-S O O O")]
    counts = count_spans(gold, given, "ST", [same, same])
    assert counts.tolist() == [[[0, 1, 1], [1, 1, 1]], [[1, 1, 1], [0, 0, 1]]]
    scores = score_spans(counts.sum(axis=0))
    assert scores.f1 == pytest.approx([1 / 2, 2 / 3])
    assert micro_f1(counts.sum(axis=0)) == pytest.approx(4 / 7)  # right 2, given 3, there 4
    assert macro_span_f1(counts.sum(axis=0)) == pytest.approx((1 / 2 + 2 / 3) / 2)


def test_a_gold_span_is_matched_once():
    gold, given = [spans_of("B-S I-S I-S")], [spans_of("B-S B-S O")]
    (counts,) = count_spans(gold, given, "S", [overlap])
    assert counts.tolist() == [[1, 2, 1]]


tag_rows = st.lists(
    st.lists(st.sampled_from(["O", "B-S", "I-S", "B-T", "I-T"]), min_size=1, max_size=8),
    min_size=1, max_size=8,
)  # fmt: skip


@given(tag_rows)
def test_what_is_given_as_it_is_there_is_all_right(rows):
    spans = [spans_of_tags(row) for row in rows]
    counts = count_spans(spans, spans, "ST", [same] * len(rows))
    assert (counts[..., 0] == counts[..., 1]).all()
    assert (counts[..., 0] == counts[..., 2]).all()


@given(tag_rows)
def test_resampled_spans_are_never_more_right_than_given(rows):
    spans = [spans_of_tags(row) for row in rows]
    counts = count_spans(spans, spans[::-1], "ST", [overlap] * len(rows))
    drawn = resample_sums(counts)
    assert (drawn[..., 0] <= drawn[..., 1]).all()
    assert (drawn[..., 0] <= drawn[..., 2]).all()
