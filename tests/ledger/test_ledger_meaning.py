"""Sentence vectors: alike texts lie near, and a vector depends on nothing but its text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tocsin.ledger import sentence_vectors, warm_up

TEXTS = [
    "The bridge over the Ista was blown up.",
    "Somebody destroyed the bridge across the Ista.",
    "Grain prices fell for the third week.",
    "Arvia's parliament meets on Friday to debate the budget, and nothing else is on the agenda.",
]


def test_vectors_have_length_one():
    vectors = sentence_vectors(TEXTS)
    assert vectors.shape == (4, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-6)


def test_a_paraphrase_is_nearer_than_another_topic():
    vectors = sentence_vectors(TEXTS)
    assert vectors[0] @ vectors[1] > 0.7 > vectors[0] @ vectors[2]


def test_a_vector_is_the_same_bytes_whatever_else_is_asked_for():
    together = sentence_vectors(TEXTS)
    alone = np.concatenate([sentence_vectors([text]) for text in TEXTS])
    backwards = sentence_vectors(TEXTS[::-1])[::-1]
    crowded = sentence_vectors(TEXTS * 20)[-4:]
    for again in (alone, backwards, crowded):
        assert together.tobytes() == np.ascontiguousarray(again).tobytes()


def test_no_texts_give_no_vectors():
    assert sentence_vectors([]).shape == (0, 384)


def test_a_very_long_text_is_cut_and_an_empty_one_survives():
    vectors = sentence_vectors(["river " * 5000, ""])
    assert np.isfinite(vectors).all()


def test_loading_ahead_in_another_thread_changes_nothing():
    before = sentence_vectors(TEXTS).tobytes()
    with ThreadPoolExecutor() as threads:
        list(threads.map(lambda _: warm_up(), range(4)))
        again = list(threads.map(lambda _: sentence_vectors(TEXTS).tobytes(), range(4)))
    assert set(again) == {before}
