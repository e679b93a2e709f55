"""Fit the weights of `tocsin ask` on questions with known answers.

    python tools/fit_ask.py QUESTIONS.json… --out src/tocsin/ledger/ask/weights.json

The questions at even places (0, 2, …) of each file are fitted on, those at odd places are held
out; both are scored at the end. A logistic model of "this sentence answers" is fitted to sentences
that answer and to those that the model of the round before ranked high and that do not. Weights
that would count against sense (a word met that lowers the odds) are held at 0. The threshold is the
one that loses least on the tuning half: an answer refused costs 1, an answer that is none costs
COST.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.assess import read_all, sort_out
from tocsin.desk import load
from tocsin.domain import Reading
from tocsin.evaluation.asking import QuestionFile, answers, read_questions
from tocsin.intake import collect
from tocsin.knowledge import gazetteer
from tocsin.knowledge.names import Gazetteer
from tocsin.ledger.ask.deciding import Weights, shipped_weights
from tocsin.ledger.ask.features import NAMES
from tocsin.ledger.ask.question import parse
from tocsin.ledger.ask.ranking import able, rank
from tocsin.ledger.meaning import sentence_vectors

Vectors = NDArray[np.float64]

AGAINST = {
    *("foreign", "absent", "other_doer", "other_voice", "stranger", "no_figure", "wrong_figure"),
    *("no_time", "no_one", "no_cause", "no_place", "asking", "bare", "time"),
}
ROUNDS, HARD, COST, PENALTY = 8, 6, 0.8, 0.004


NO_WEIGHTS = Weights(0.0, {}, 0.5)
"""To rank by while features are taken: their order does not matter here."""


class Case(NamedTuple):
    """A question: features of its candidates, which of them answer, whether any can."""

    table: np.ndarray
    right: np.ndarray
    texts: tuple[str, ...]
    answerable: bool
    tuning: bool
    kind: str


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("files", nargs="+", type=Path)
    given.add_argument("--out", type=Path)
    given.add_argument("--all", action="store_true", help="fit on both halves, for a release")
    wanted = given.parse_args()
    cases = [case for file in wanted.files for case in cases_of(file)]
    tuning = [case for case in cases if case.tuning or wanted.all]
    weights = fit(tuning)
    for name, part in (("tuning", True), ("held out", False)):
        print(name, report([case for case in cases if case.tuning is part], weights))
    shown = {name: round(value, 3) for name, value in weights.features.items()}
    print(json.dumps(shown))
    if wanted.out:
        table = {"bias": round(weights.bias, 3), "threshold": round(weights.threshold, 3)}
        wanted.out.write_text(json.dumps({**table, "features": shown}, indent=1) + "\n")


def cases_of(file: Path) -> list[Case]:
    asked = read_questions(file)
    readings, names, as_of = _material(asked)
    cases = []
    for at, item in enumerate(asked.questions):
        question = parse(item.question, names=names, as_of=item.as_of or as_of)
        scored = rank(question, readings, names=names, similar=_kept, weights=NO_WEIGHTS)
        cases.append(
            Case(
                np.array([[each.features[name] for name in NAMES] for each in scored]),
                np.array([answers(each.sentence.text, item.answers) for each in scored]),
                tuple(each.sentence.text for each in scored),
                bool(item.answers),
                at % 2 == 0,
                question.kind.value,
            )
        )
    return cases


def _material(asked: QuestionFile) -> tuple[list[Reading], Gazetteer, date]:
    desk = load(asked.desk)
    reports, _ = sort_out(collect(asked.reports), desk=desk, as_of=date.max)
    readings = list(read_all(reports, desk=desk))
    days = [report.published for report in reports if report.published]
    return readings, gazetteer(desk.actors), max(days, default=date(2026, 1, 1))


_vectors: dict[str, NDArray[np.float32]] = {}


def _kept(texts: Sequence[str]) -> NDArray[np.float32]:
    missing = [text for text in dict.fromkeys(texts) if text not in _vectors]
    _vectors.update(zip(missing, sentence_vectors(missing), strict=True))
    return np.stack([_vectors[text] for text in texts]) if texts else sentence_vectors([])


def fit(cases: list[Case]) -> Weights:
    """Logistic regression with hard negatives, signs held, and the threshold after it."""
    start = shipped_weights()
    solution = np.array([start.bias, *(start.features.get(name, 0.0) for name in NAMES)])
    for _ in range(ROUNDS):
        rows, labels, counts = [], [], []
        for case in cases:
            scores = case.table @ solution[1:]
            good = [at for at in np.argsort(-scores) if case.right[at]][:2]
            bad = [at for at in np.argsort(-scores) if not case.right[at]][:HARD]
            rows += [case.table[at] for at in (*good, *bad)]
            labels += [1.0] * len(good) + [0.0] * len(bad)
            # Another sentence may answer too where one does: what stands there counts less.
            first = 1.5 if not case.answerable else 0.12
            counts += [1.0 / max(len(good), 1)] * len(good) + [
                first if place == 0 else first / 4 for place in range(len(bad))
            ]
        solution = _logistic(np.array(rows), np.array(labels), np.array(counts), solution)
    weights = Weights(
        float(solution[0]), dict(zip(NAMES, map(float, solution[1:]), strict=True)), 0.5
    )
    return weights._replace(threshold=_threshold(cases, weights))


def _logistic(rows: Vectors, labels: Vectors, counts: Vectors, start: Vectors) -> Vectors:
    table = np.hstack([np.ones((len(rows), 1)), rows])
    signs = np.array([0.0, *(-1.0 if name in AGAINST else 1.0 for name in NAMES)])
    solution, speed = start.copy(), np.zeros_like(start)
    for step in range(4000):
        odds = 1 / (1 + np.exp(-(table @ solution)))
        slope = table.T @ (counts * (odds - labels)) / counts.sum()
        slope[1:] += PENALTY * solution[1:]
        speed = 0.9 * speed + slope
        solution = solution - (0.3 if step < 3000 else 0.1) * speed
        solution = np.where((signs != 0) & (solution * signs < 0), 0.0, solution)
    return solution


def _best(case: Case, weights: Weights) -> tuple[float, bool]:
    """Score of the best sentence, and whether one of the first three different ones answers."""
    rows = [dict(zip(NAMES, row, strict=True)) for row in case.table]
    scores = [weights.score(row) * able(row) for row in rows]
    shown: dict[str, int] = {}
    for at in sorted(range(len(scores)), key=lambda at: -scores[at]):
        shown.setdefault(case.texts[at], at)
        if len(shown) == 3:
            break
    return max(scores), any(case.right[at] for at in shown.values())


def _threshold(cases: list[Case], weights: Weights) -> float:
    found = [(_best(case, weights), case.answerable) for case in cases]

    def loss(limit: float) -> float:
        refused = sum(score < limit and hit for (score, hit), right in found if right)
        invented = sum(score >= limit for (score, _), right in found if not right)
        right = sum(right for _, right in found)
        return refused / max(right, 1) / 0.85 + COST * invented / max(len(found) - right, 1)

    limits = [at / 200 for at in range(10, 191)]
    losses = [loss(limit) for limit in limits]
    least = [
        limit for limit, lost in zip(limits, losses, strict=True) if lost <= min(losses) + 1e-9
    ]
    return float(np.median(least))


def report(cases: list[Case], weights: Weights) -> str:
    """Hit@3 with the refusals counted as misses, and the share of refusals."""
    hits = asked = refused = without = 0
    for case in cases:
        score, hit = _best(case, weights)
        if case.answerable:
            asked, hits = asked + 1, hits + (hit and score >= weights.threshold)
        else:
            without, refused = without + 1, refused + (score < weights.threshold)
    return f"hit@3 {hits}/{asked}, refused {refused}/{without}"


if __name__ == "__main__":
    main()
