"""What was read, what it is worth, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.brief.draft import Draft, Listing
from tocsin.brief.wording import day_words
from tocsin.domain import RELIABILITY_WORDS, Report

SHOWN, KEPT = 40, 600


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One report. link: its address where that is http(s), else empty."""

    label: str
    id: str
    title: str
    origin: str
    source: str
    published: str
    words: int
    grade: str
    grade_words: str
    copy_of: str
    link: str


def title_of(report: Report) -> str:
    """What a reader calls a report: its title, else where it came from."""
    return report.title or report.origin


def link_of(report: Report) -> str:
    """The address of a report; nothing but http(s) becomes a link on a page."""
    address = report.url or report.origin
    return address if address.lower().startswith(("http://", "https://")) else ""


def row_of(report: Report, draft: Draft) -> SourceRow:
    """The row of one report."""
    return SourceRow(
        label=draft.footnotes.label(report.id),
        id=report.id,
        title=title_of(report),
        origin=report.origin,
        source=report.source or "",
        published=day_words(report.published),
        words=report.words,
        grade=report.grade.value,
        grade_words=RELIABILITY_WORDS[report.grade],
        copy_of=draft.footnotes.label(report.duplicate_of) if report.duplicate_of else "",
        link=link_of(report),
    )


def sources_table(draft: Draft) -> Listing[SourceRow]:
    """One row per report, in the order in which they were given."""
    return draft.listing(
        draft.assessment.reports, lambda report: row_of(report, draft), shown=SHOWN, kept=KEPT
    )
