"""The bundled examples are plainly invented, and have what they are meant to show."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tocsin.desk import check, grade, load, shipped
from tocsin.domain import Reliability, Report
from tocsin.intake import collect
from tocsin.knowledge import gazetteer

EXAMPLES = Path(__file__).parents[2] / "examples"
CRISIS = EXAMPLES / "crisis"
FILES = [path for folder in (EXAMPLES, CRISIS) for path in sorted((folder / "reports").iterdir())]


def taken_in(folder: Path) -> list[Report]:
    found = list(collect([str(folder / "reports")]))
    assert all(isinstance(report, Report) for report in found), found
    return found


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return taken_in(EXAMPLES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_says_that_it_is_invented(path):
    documents = (
        path.read_text(encoding="utf-8").splitlines()
        if path.suffix == ".jsonl"
        else [path.read_text(encoding="utf-8")]
    )
    for document in documents:
        assert "Illustrative report, written for Tocsin's example" in document


def test_reports_are_dated_titled_and_published_by_somebody(reports):
    assert len(reports) == 12
    for report in reports:
        assert report.published is not None
        assert date(2031, 3, 1) <= report.published <= date(2031, 4, 10), report.origin
        assert report.title, report.origin
        assert report.source, report.origin


def test_the_desk_grades_every_publisher_of_the_example(reports):
    desk = load(EXAMPLES / "desk.toml")
    grades = Counter(grade(desk, report) for report in reports)
    assert Reliability.F not in grades
    assert len(grades) >= 4


def known_codes() -> frozenset[str]:
    return gazetteer().codes()


def test_the_long_example_is_of_short_reports_in_many_forms():
    reports = taken_in(CRISIS)
    assert len(reports) >= 40
    assert all(40 <= report.words <= 160 for report in reports)
    assert all(report.title and report.source and report.published for report in reports)
    assert {path.suffix for path in (CRISIS / "reports").iterdir()} >= {
        *(".txt", ".md", ".html", ".eml", ".jsonl", ".xml")
    }


@pytest.mark.parametrize(
    "name", [*shipped(), EXAMPLES / "desk.toml", CRISIS / "desk.toml"], ids=str
)
def test_every_code_in_a_desk_is_known(name):
    assert [str(problem) for problem in check(name, known_codes=known_codes())] == []
