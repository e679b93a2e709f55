"""Footnotes: numbering, and how much of a paragraph they show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.brief.footnotes import DENSE, MARKERS, Footnotes, Markers, trim
from tocsin.domain import Assessment, BlockKind, Evidence, Report

words = st.text(alphabet="abc é—\U0001f514.", min_size=1, max_size=12)


def assessment_of(*reports: Report) -> Assessment:
    return Assessment(
        desk="general", as_of="2031-03-14", generated_by="tocsin 0.1.0", reports=reports
    )


@given(paragraphs=st.lists(words.filter(str.strip), min_size=1, max_size=30), data=st.data())
def test_context_and_quotation_are_one_stretch_of_the_report(make_report, paragraphs, data):
    long_paragraph = " ".join(paragraphs) * data.draw(st.integers(1, 40))
    report = make_report("a.txt", [(BlockKind.PARAGRAPH, text) for text in (long_paragraph, "End")])
    start = data.draw(st.integers(0, len(report.text) - 1))
    end = data.draw(st.integers(start + 1, len(report.text)))
    evidence = Evidence(report=report.id, start=start, end=end, quote=report.text[start:end])
    footnotes = Footnotes(assessment_of(report))
    footnotes.cite([evidence])
    [note] = footnotes.all()
    shown = note.before.removeprefix("… ") + note.quote + note.after.removesuffix(" …")
    assert note.quote == evidence.quote
    assert shown in report.text


@pytest.mark.parametrize(
    ("paragraph", "quotation", "limit", "shown"),
    [
        ((0, 80), (10, 20), 100, (0, 80)),  # short enough: all of it
        ((0, 1000), (500, 520), 100, (460, 560)),  # as much before as after
        ((0, 1000), (10, 20), 100, (0, 100)),  # what is not needed before goes after
        ((0, 1000), (985, 1000), 100, (900, 1000)),
        ((0, 1000), (100, 900), 100, (100, 900)),  # never cuts the quotation itself
    ],
)
def test_a_long_paragraph_is_trimmed_around_the_quotation(paragraph, quotation, limit, shown):
    assert trim(*paragraph, *quotation, limit) == shown


def test_a_quotation_over_two_paragraphs_shows_both(make_report, cite):
    report = make_report("a.txt", [(BlockKind.PARAGRAPH, "One two."), (BlockKind.QUOTE, "Three.")])
    footnotes = Footnotes(assessment_of(report))
    footnotes.cite(cite(report, "two.\nThree"))
    [note] = footnotes.all()
    assert (note.before, note.quote, note.after) == ("One ", "two.\nThree", ".")


def test_without_blocks_the_line_is_the_paragraph():
    report = Report.make(origin="a.txt", text="First line.\nSecond line here.\nThird.")
    footnotes = Footnotes(assessment_of(report))
    footnotes.cite([Evidence.cite(report, 19, 23)])
    [note] = footnotes.all()
    assert (note.before, note.quote, note.after) == ("Second ", "line", " here.")


def test_a_quotation_that_does_not_stand_there_is_shown_without_context(make_report):
    # A ledger may hold evidence whose report was revised since; the words still count.
    report = make_report("a.txt", [(BlockKind.PARAGRAPH, "Other words.")])
    footnotes = Footnotes(assessment_of(report))
    footnotes.cite([Evidence(report=report.id, start=0, end=5, quote="Lost!")])
    footnotes.cite([Evidence(report="r-unknown", start=0, end=4, quote="Gone")])
    assert [(n.before, n.quote, n.after) for n in footnotes.all()] == [
        ("", "Lost!", ""),
        ("", "Gone", ""),
    ]


def test_a_line_carries_a_few_markers_and_counts_the_rest(make_report):
    report = make_report("a.txt", [(BlockKind.PARAGRAPH, "abcdefghij")])
    places = [Evidence.cite(report, i, i + 1) for i in range(9)]
    footnotes = Footnotes(assessment_of(report))
    assert footnotes.cite([*places, *places]) == Markers((1, 2, 3, 4), 9 - MARKERS)
    assert len(footnotes.all()) == MARKERS  # what no line shows takes up no footnote


def test_many_footnotes_show_shorter_paragraphs(make_report):
    report = make_report("a.txt", [(BlockKind.PARAGRAPH, "word " * 2000)])
    few, many = Footnotes(assessment_of(report)), Footnotes(assessment_of(report))
    for i in range(DENSE + 1):
        evidence = [Evidence.cite(report, 5 * i, 5 * i + 4)]
        many.cite(evidence)
        if i < DENSE:
            few.cite(evidence)
    assert len(many.all()[300].before) < len(few.all()[300].before)
