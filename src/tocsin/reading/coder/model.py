"""The small trained model: marked sentences and tokens in, log-probabilities out.

MiniLM with five heads in one graph of 8-bit weights, of which types, modes and
sides are asked (docs/quality.md says how it was made and measured;
model/coder.json beside the file, what its outputs mean).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tocsin.domain import KnowledgeError
from tocsin.knowledge.wordpieces import quiet_session, same_length
from tocsin.reading.coder.marked import Marked
from tocsin.reading.coder.pieces import MarkedPieces, marked_pieces, token_pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    Scores = NDArray[np.float32]

MODEL = Path(__file__).parent / "model"
"""Folder of the committed model; one that `tocsin train coder --out` wrote has the same files."""
BATCH = 16


class Card(NamedTuple):
    """What the model's outputs mean, and how its vote is joined with that of the frames.

    labels: names by place, for each output. temperature: what its logits are
    divided by. votes: what a frame's vote adds to the logit of its type, by
    how well its sides fit.
    """

    labels: dict[str, tuple[str, ...]]
    temperature: float
    votes: dict[str, float]


class PairScores(NamedTuple):
    """Of n marked sentences: log-probabilities (n, types), (n, modes)."""

    types: Scores
    modes: Scores


@cache
def card(folder: Path = MODEL) -> Card:
    """The card of a model. Raises KnowledgeError when it is missing or broken."""
    path = folder / "coder.json"
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        labels = {name: tuple(names) for name, names in raw["labels"].items()}
        joined = raw["combination"]
        return Card(labels, float(joined["temperature"]), dict(joined["votes"]))
    except (OSError, ValueError, KeyError) as error:
        raise KnowledgeError(
            f"{path} is missing or broken: {error}. Install Tocsin anew."
        ) from None


@cache
def _session(folder: Path) -> InferenceSession:
    return quiet_session(folder / "coder.onnx", threads=1)


def score_pairs(sentences: Sequence[Marked], *, folder: Path = MODEL) -> PairScores:
    """How likely each type and mode is between the marked sides."""
    labels = card(folder).labels
    found = PairScores(
        *(np.zeros((len(sentences), len(labels[name])), np.float32) for name in PairScores._fields)
    )
    pieces = [marked_pieces(sentence) for sentence in sentences]
    for batch in same_length([len(piece.ids) for piece in pieces], most=BATCH):
        types, modes = _run(folder, [pieces[at] for at in batch], PairScores._fields)
        found.types[batch] = _log_softmax(types)
        found.modes[batch] = _log_softmax(modes)
    return found


def score_sides(sentences: Sequence[Sequence[str]], *, folder: Path = MODEL) -> list[Scores]:
    """Log-probabilities (tokens, tags) of each sentence.

    A token that was cut off a very long sentence, or has no piece, is surely O.
    """
    names = card(folder).labels["sides"]
    pieces = [token_pieces(tokens) for tokens in sentences]
    outside = np.full(len(names), -30.0, np.float32)
    outside[names.index("O")] = 0.0
    found = [np.tile(outside, (len(tokens), 1)) for tokens in sentences]
    for batch in same_length([len(piece.ids) for piece in pieces], most=BATCH):
        unmarked = [MarkedPieces(pieces[at].ids, 0, 0) for at in batch]
        (scores,) = _run(folder, unmarked, ("sides",))
        for row, at in enumerate(batch):
            logs = _log_softmax(scores[row])
            for token, place in enumerate(pieces[at].first):
                if place >= 0:
                    found[at][token] = logs[place]
    return found


def _run(folder: Path, batch: Sequence[MarkedPieces], outputs: Sequence[str]) -> list[Scores]:
    ids = np.array([piece.ids for piece in batch], dtype=np.int64)
    feeds = {
        "input_ids": ids,
        "attention_mask": np.ones_like(ids),
        "source": np.array([piece.source for piece in batch], dtype=np.int64),
        "target": np.array([piece.target for piece in batch], dtype=np.int64),
    }
    found: list[Scores] = _session(folder).run(list(outputs), feeds)
    return found


def _log_softmax(logits: Scores) -> Scores:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    logs: Scores = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs
