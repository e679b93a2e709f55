"""Scores of `ask`: hits among the first three, refusals, and files that are wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tocsin.domain import Answer, AnswerSet, InputError, Standing
from tocsin.evaluation.asking import Asked, evaluate_asking, read_questions


def quoting(*quotes: str) -> AnswerSet:
    answers = tuple(
        Answer(
            quote=quote, report="r-1", score=0.9, standing=Standing.SINGLE_SOURCE, grade="F6",
            evidence=(), origin="a.txt",
        )
        for quote in quotes
    )  # fmt: skip
    return AnswerSet(question="?", as_of=date(2031, 1, 1), answered=bool(quotes), answers=answers)


def test_hits_count_among_three_and_refusals_of_what_has_an_answer_are_misses() -> None:
    given = {
        "first": quoting("Arvia said “no”.", "b"),
        "third": quoting("a", "b", "He left."),
        "fourth": quoting("a", "b", "c", "He left."),
        "refused": quoting(),
        "rightly refused": quoting(),
        "invented": quoting("a"),
    }
    expected = {
        "first": ('said "no"',),
        "third": ("he left",),
        "fourth": ("He left.",),
        "refused": ("x",),
    }
    questions = [Asked(name, expected.get(name, ()), None) for name in given]
    found = evaluate_asking(Path("q.json"), questions, ask=lambda item: given[item.question])
    assert found.counts == {"hit@3": (2, 4), "hit@1": (1, 4), "refused": (1, 2)}
    assert [error["question"] for error in found.errors] == ["fourth", "refused", "invented"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "is no JSON"),
        ("[]", 'no list "questions"'),
        (json.dumps({"questions": [{}]}), "question 1 has no text"),
        (json.dumps({"questions": [{"question": "a", "answers": "b"}]}), "must be a list"),
        (json.dumps({"questions": [{"question": "a", "as_of": "May"}]}), "as_of"),
    ],
)
def test_a_wrong_file_is_one_clear_message(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "q.json"
    file.write_text(content)
    with pytest.raises(InputError, match=told):
        read_questions(file)


@pytest.mark.parametrize("name", ["crisis", "ista"])
def test_our_own_questions_name_reports_that_are_there(name: str) -> None:
    file = Path(__file__).parents[2] / "examples" / "questions" / f"{name}.json"
    given = read_questions(file)
    assert all(Path(path).exists() for path in (given.desk, *given.reports))
    assert sum(not item.answers for item in given.questions) >= 15
