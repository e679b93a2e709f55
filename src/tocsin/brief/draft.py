"""What every section is written from, and how long lists are cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from tocsin.brief.attestation import Attestations
from tocsin.brief.footnotes import Footnotes
from tocsin.brief.wording import Names, clip
from tocsin.domain import Assessment, Event, Evidence, Report, Statement, origins_of

Item = TypeVar("Item")
Line = TypeVar("Line")


@dataclass(frozen=True)
class Draft:
    """An assessment with the names of its actors and the footnotes given so far.

    thrift: what share of the folded part of long lists is kept, in (0, 1].
    """

    assessment: Assessment
    names: Names
    footnotes: Footnotes
    thrift: float = 1.0

    @classmethod
    def of(cls, assessment: Assessment, *, thrift: float = 1.0) -> Draft:
        """A draft without any footnote yet."""
        return cls(assessment, Names(assessment.actors), Footnotes(assessment), thrift)

    def listing(
        self, items: Sequence[Item], write: Callable[[Item], Line], *, shown: int, kept: int
    ) -> Listing[Line]:
        """The first `shown` items as lines, the next up to `kept` folded away, the rest counted.

        Lines left out are never written, so they take up no footnote.
        """
        shown, kept = self.cut(len(items), shown=shown, kept=kept)
        lines = tuple(write(item) for item in items[:kept])
        return Listing(lines[:shown], lines[shown:], max(0, len(items) - kept))

    def cut(self, count: int, *, shown: int, kept: int) -> tuple[int, int]:
        """Where to fold and where to cut a list of `count` lines."""
        if count <= shown + 2:  # folding one or two lines away saves the reader nothing
            return count, count
        return shown, max(shown, int(kept * self.thrift))

    @cached_property
    def attestations(self) -> Attestations:
        """Who says what in the words that lines rest on."""
        return Attestations(self.assessment)

    @property
    def statements(self) -> dict[str, Statement]:
        """Statements by identifier."""
        return self.attestations.statements

    @cached_property
    def events(self) -> dict[str, Event]:
        """Events by identifier."""
        return {event.id: event for event in self.assessment.events}

    @cached_property
    def reports(self) -> dict[str, Report]:
        """Reports by identifier."""
        return {report.id: report for report in self.assessment.reports}

    def author(self, evidence: Sequence[Evidence]) -> str:
        """The report that says something in its own words: its number, and source or title."""
        report = self.reports.get(evidence[0].report) if evidence else None
        if report is None:
            return "the report itself"
        return self.report_name(report)

    def report_name(self, report: Report) -> str:
        """A report in running text: its number, and source or title."""
        name = report.source or clip(report.title or report.origin, 48)
        return f"{self.footnotes.label(report.id)}, {name}"

    @cached_property
    def origin_names(self) -> dict[str, str]:
        """File name of a report without publisher -> what a reader calls that report."""
        return {
            report.origin: self.report_name(report)
            for report in self.assessment.reports
            if not report.source and report.title
        }

    @cached_property
    def origin_of(self) -> dict[str, str]:
        """Report -> the key of the house whose text it is, as claims count their sources."""
        found = origins_of(self.assessment.reports)
        return {report: origin.key for report, origin in found.items()}

    def one_per_origin(self, evidence: Iterable[Evidence]) -> list[Evidence]:
        """The first passage of each independent source."""
        found: dict[str, Evidence] = {}
        for item in evidence:
            found.setdefault(self.origin_of.get(item.report, item.report), item)
        return list(found.values())

    def first_of_each(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        """All passages, one of each independent source before further ones of the same."""
        first = self.one_per_origin(evidence)
        return [*first, *(item for item in evidence if item not in first)]

    def origins(self, evidence: Sequence[Evidence]) -> int:
        """How many independent sources stand behind some evidence: houses, not reports."""
        return len(self.one_per_origin(evidence))


@dataclass(frozen=True, slots=True)
class Listing(Generic[Line]):
    """A list cut to size: what shows, what unfolds, and how many are only in the JSON form."""

    shown: tuple[Line, ...] = ()
    folded: tuple[Line, ...] = ()
    left_out: int = 0

    def __len__(self) -> int:
        return len(self.shown) + len(self.folded)

    @property
    def total(self) -> int:
        """How many there were before the cut."""
        return len(self) + self.left_out
