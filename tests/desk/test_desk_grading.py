"""A report takes the grade of whoever published it."""

import pytest

from tocsin.desk import Desk, SourceGrade, grade, load
from tocsin.domain import Reliability, Report

DESK = Desk(
    name="t",
    title="t",
    sources=(
        SourceGrade(name="RT", match=("RT", "rt.com"), reliability="E", reason="x"),
        SourceGrade(name="Ista Courier", reliability="C", reason="x"),
        SourceGrade(
            name="Courier Weekend", match=("Ista Courier Weekend",), reliability="D", reason="x"
        ),
        SourceGrade(
            name="AP", match=("Associated Press", "AP", "apnews.com"), reliability="A", reason="x"
        ),
        SourceGrade(name="Sport", match=("sport.apnews.com",), reliability="B", reason="x"),
    ),
)


@pytest.mark.parametrize(
    ("origin", "fields", "expected"),
    [
        ("a.txt", {"source": "Ista Courier"}, "C"),
        ("a.txt", {"source": "The ISTA Courier, Weekend"}, "C"),
        ("a.txt", {"source": "Ista Courier Weekend"}, "D"),  # the longer pattern decides
        ("a.txt", {"source": "Art Report"}, "F"),  # RT only as a whole word
        ("a.txt", {"source": "RT"}, "E"),
        ("a.txt", {"url": "https://www.rt.com/news/1"}, "E"),
        ("a.txt", {"url": "https://www.start.com/rt.com"}, "F"),  # a host, not any part of it
        ("https://apnews.com/article/1", {}, "A"),
        ("https://sport.apnews.com/1", {}, "B"),
        ("a.txt", {"source": "apnews.com"}, "A"),  # publishers are often given as hosts
        ("inbox/ista-courier-0402.txt", {}, "C"),
        ("inbox/ista_courier.txt", {}, "C"),
        ("inbox/istacourier_2.txt", {}, "C"),
        ("inbox/ap_0402.md", {}, "A"),
        ("inbox/2031-04-02_ista-courier.txt", {}, "C"),
        ("inbox/april.md", {}, "F"),
        ("inbox/2031-04-02.md", {}, "F"),
        ("inbox\\AP 0402.md", {}, "A"),
        ("a.txt", {}, "F"),
        ("a.txt", {"source": "Nobody's Paper", "grade": Reliability.D}, "D"),  # graded before
        ("a.txt", {"source": "Ista Courier", "grade": Reliability.A}, "C"),  # the desk decides
    ],
)
def test_grade_of_a_report(origin, fields, expected):
    assert grade(DESK, Report.make(origin=origin, text="x", **fields)) == expected


@pytest.mark.parametrize(
    ("desk", "source", "expected"),
    [
        ("general", "Reuters", "A"),
        ("general", "BBC News", "B"),
        ("general", "TASS", "D"),
        ("europe-east", "Reuters", "A"),
        ("europe-east", "Institute for the Study of War", "B"),
        ("taiwan-strait", "Global Times", "E"),
        ("korea", "KCNA", "E"),
        ("gulf", "Press TV", "E"),
        ("sahel", "RFI", "B"),
        ("general", "Airport Weekly", "F"),
    ],
)
def test_grades_of_the_desks_that_ship(desk, source, expected):
    assert grade(load(desk), Report.make(origin="x.txt", text="x", source=source)) == expected
