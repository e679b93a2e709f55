"""What our two small encoders share: the word pieces of MiniLM and a quiet runtime.

wordpieces()        the tokenizer of data/minilm, without padding or truncation
quiet_session(path) an onnxruntime session on the CPU that reports to nobody
same_length(lengths) which texts to run together, so that none needs padding
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.knowledge.tables import DATA

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


@cache
def wordpieces() -> Tokenizer:
    """The WordPiece tokenizer of all-MiniLM-L6-v2; texts of any length, no padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(DATA / "minilm" / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def same_length(lengths: Sequence[int], *, most: int) -> list[list[int]]:
    """Places of texts in batches of at most `most`, all of a batch equally long.

    Without padding, what a model says of a text is the same bytes whatever else
    it is asked about.

    >>> same_length([7, 5, 7, 7], most=2)
    [[1], [0, 2], [3]]
    """
    by_length: defaultdict[int, list[int]] = defaultdict(list)
    for at, length in enumerate(lengths):
        by_length[length].append(at)
    return [
        group[start : start + most]
        for _, group in sorted(by_length.items())
        for start in range(0, len(group), most)
    ]


def quiet_session(path: Path, *, threads: int) -> InferenceSession:
    """An inference session on `threads` cores, in the order of the graph."""
    # From 1.29 on the runtime counts what is run, keeps an identifier in the user's home and sends
    # both to its makers, unless this is set before it is imported.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # where the variable is not heeded
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # A waiting thread that spins takes the core from the processes that read.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        str(path), sess_options=options, providers=["CPUExecutionProvider"]
    )
