"""The pages that are the server's own; everything from a report or an address is escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.domain import RELIABILITY_WORDS, Assessment, Report
from tocsin.server.marking import cited_spans, parts_of

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def report_page(report: Report, assessment: Assessment) -> str:
    """A report's text with every cited span marked."""
    cited = cited_spans(assessment, report.id)
    original = next((one for one in assessment.reports if one.id == report.duplicate_of), None)
    return _render(
        "report.html.j2",
        report=report,
        title=report.title or report.origin,
        reliability=RELIABILITY_WORDS[report.grade],
        original=original,
        parts=parts_of(report, cited),
        cited=len(cited),
    )


def reports_page(assessment: Assessment) -> str:
    """All reports of an assessment, in its order."""
    return _render("reports.html.j2", title="Reports", reports=assessment.reports)


def problem_page(title: str, detail: str) -> str:
    """What went wrong and where to go from here."""
    return _render("problem.html.j2", title=title, detail=detail)


def _render(template: str, **values: object) -> str:
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
