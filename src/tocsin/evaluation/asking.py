"""How often `ask` quotes the right words, and how often it admits that there are none."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from tocsin.domain import AnswerSet, InputError
from tocsin.evaluation.results import Evaluation

SHOWN = 3


class Asked(NamedTuple):
    """A question with the words that answer it, any one of them; none where nothing does."""

    question: str
    answers: tuple[str, ...]
    as_of: date | None


class QuestionFile(NamedTuple):
    """A file of questions. desk: name or path; reports: inputs; both from where the file is."""

    desk: str
    reports: tuple[str, ...]
    questions: tuple[Asked, ...]


def read_questions(path: Path) -> QuestionFile:
    """Read a file of questions; InputError with what is wrong in it."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise InputError(str(path), f"is no JSON: {error}.", "See docs/ask.md.") from None
    if not isinstance(table, dict) or not isinstance(table.get("questions"), list):
        raise InputError(str(path), 'has no list "questions".', "See docs/ask.md for the form.")
    return QuestionFile(
        _beside(path, str(table.get("desk", "general"))),
        tuple(_beside(path, str(name)) for name in table.get("reports", ())),
        tuple(_asked(path, at, item) for at, item in enumerate(table["questions"], start=1)),
    )


def _beside(path: Path, name: str) -> str:
    here = path.parent / name
    return str(here) if here.exists() else name


def _asked(path: Path, at: int, item: Any) -> Asked:
    if not isinstance(item, dict) or not isinstance(item.get("question"), str):
        raise InputError(str(path), f'question {at} has no text "question".')
    answers = item.get("answers", [])
    if not isinstance(answers, list) or not all(isinstance(words, str) for words in answers):
        raise InputError(
            str(path), f'question {at}: "answers" must be a list of quotations, or empty.'
        )
    try:
        as_of = date.fromisoformat(item["as_of"]) if "as_of" in item else None
    except (TypeError, ValueError):
        raise InputError(str(path), f'question {at}: "as_of" must be such as 2031-09-30.') from None
    return Asked(item["question"], tuple(answers), as_of)


def answers(quote: str, expected: Sequence[str]) -> bool:
    """Whether a quotation holds one of the expected ones, or lies in it; typography aside.

    >>> answers("He said “no” twice.", ['said "no"'])
    True
    """
    shown = _plain(quote)
    return any(
        words in shown or (len(shown) > 20 and shown in words) for words in map(_plain, expected)
    )


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).lower().split())


_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def evaluate_asking(
    file: Path, questions: Sequence[Asked], *, ask: Callable[[Asked], AnswerSet]
) -> Evaluation:
    """hit@3 over questions that have an answer, a refusal being a miss; refusals over the others.

    ask: answers one question.
    """
    begun = perf_counter()
    found = [(item, ask(item)) for item in questions]
    seconds = perf_counter() - begun
    right, errors = {"hit@3": 0, "hit@1": 0, "refused": 0}, []
    for item, given in found:
        hits = [answers(answer.quote, item.answers) for answer in given.answers[:SHOWN]]
        right["hit@3"] += any(hits)
        right["hit@1"] += bool(hits) and hits[0]
        right["refused"] += not item.answers and not given.answered
        if any(hits) if item.answers else not given.answered:
            continue
        errors.append(
            {
                "question": item.question,
                "expected": list(item.answers),
                "given": [answer.quote for answer in given.answers[:SHOWN]],
            }
        )
    able = sum(bool(item.answers) for item, _ in found)
    of = {"hit@3": able, "hit@1": able, "refused": len(found) - able}
    return Evaluation(
        task="ask",
        file=str(file),
        n=len(found),
        scores={name: round(right[name] / of[name], 4) for name in right if of[name]},
        intervals={},
        tables={},
        errors=errors,
        sentences_per_second=len(found) / max(seconds, 1e-9),
        counts={name: (right[name], of[name]) for name in right if of[name]},
    )
