"""Who first published what: a wire that nine papers reprint is one origin, not nine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from tocsin.domain.report import Report, ReportId


class Origin(NamedTuple):
    """Where a report comes from in the first place.

    key: equal for reports that do not confirm one another. name: as shown to a
    reader. named: False where neither text nor metadata name a publisher, so
    that two such origins may in truth be one.
    """

    key: str
    name: str
    named: bool


def origins_of(reports: Iterable[Report]) -> dict[ReportId, Origin]:
    """The origin of each report: the publisher of the original it was copied from.

    Reports of one publisher share an origin, and so do all copies of one
    original, even if the original itself is not among the reports. A report
    without publisher or address counts as its own file.
    """
    by_id = {report.id: report for report in reports}
    return {
        copy: _publisher(by_id[root]) if root in by_id else Origin(root, root, named=False)
        for copy, root in originals_of(by_id.values()).items()
    }


def originals_of(reports: Iterable[Report]) -> dict[ReportId, ReportId]:
    """For each report the one it was copied from, or itself; the original may not be among them."""
    by_id = {report.id: report for report in reports}
    return {report_id: _root(report_id, by_id) for report_id in by_id}


def _root(report_id: ReportId, by_id: Mapping[ReportId, Report]) -> ReportId:
    """The original behind a copy of a copy; a circle ends at its smallest identifier."""
    seen: list[ReportId] = []
    while report_id in by_id and (original := by_id[report_id].duplicate_of) is not None:
        if report_id in seen:
            return min(seen[seen.index(report_id) :])
        seen.append(report_id)
        report_id = original
    return report_id


def _publisher(report: Report) -> Origin:
    """Publisher, else host of the address, else the file the report came from."""
    if report.source and report.source.strip():
        name = " ".join(report.source.split())
        return Origin(name.casefold(), name, named=True)
    for address in (report.url, report.origin):
        host = urlsplit(address).hostname if address and "://" in address else None
        if host:
            host = host.removeprefix("www.")
            return Origin(host, host, named=True)
    return Origin(report.origin, report.origin, named=False)
