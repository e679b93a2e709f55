"""Copies in a ledger on disk: each new report is compared only with those that may be copies.

The result is that of `link_copies` over the same reports, in whatever order they came. Of the
comparisons, one pair is kept for each report that joins others: enough to know who belongs
together. Pairs stand in the table both ways round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, and_, delete, func, insert, or_, select

from tocsin.domain import Report, ReportId
from tocsin.ledger.sources.copies import (
    Body,
    are_copies,
    bands_of,
    body_of,
    group_copies,
    link,
)
from tocsin.ledger.store import schema
from tocsin.ledger.store.bodies import unpack_report

_AT_ONCE = 400
"""Identifiers in one question."""


def add_copies(connection: Connection, report: Report) -> None:
    """Find what a report that was just recorded is a copy of. Adding twice changes nothing.

    The others it is compared with must have been recorded with `add_report`.
    """
    bands = bands_of(report)
    kept = _kept_bands(connection, report.id, bands)
    is_reread = _states(connection, report.id) > 1
    if kept == len(bands) and not is_reread:
        return
    joined = _group_of(connection, [report.id]).get(report.id, frozenset({report.id}))
    if kept or is_reread:
        # Read with other captions, say: what it held together may now fall apart.
        _forget(connection, report.id, joined)
    rows = [{"band": band, "hash": key, "report": report.id} for band, key in enumerate(bands)]
    connection.execute(insert(schema.copy_band), rows)
    bodies = {report.id: body_of(report)}
    for member in sorted(joined):
        one = report if member == report.id else _report(connection, member)
        _pair(connection, one, bodies)


def linked(connection: Connection, reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports with `duplicate_of` set as `link_copies` sets it, each added before.

    The reports need not be all there are: what was published later links nothing earlier.
    """
    given = {report.id: place for place, report in enumerate(reports)}
    groups: list[object] = list(range(len(reports)))
    seen: set[ReportId] = set()
    for start, members in _group_of(connection, list(given)).items():
        if start in seen:
            continue
        seen |= members
        here = sorted(given[member] for member in members if member in given)
        if len(here) == len(members):
            numbers = [0] * len(here)
        else:
            # Some that hold the group together are missing, so its rest is compared anew.
            numbers = group_copies([reports[place] for place in here])
        for place, number in zip(here, numbers, strict=True):
            groups[place] = (start, number)
    return link(reports, groups)


def _pair(connection: Connection, report: Report, bodies: dict[ReportId, Body]) -> None:
    """Join a report to each group among its candidates that holds a copy of it."""
    body = bodies.setdefault(report.id, body_of(report))
    candidates = _candidates(connection, report)
    groups = _group_of(connection, [*candidates, report.id])
    own = groups.get(report.id, frozenset({report.id}))
    settled = set(own)
    for candidate in candidates:
        if candidate in settled:
            continue
        other = bodies.get(candidate) or body_of(_report(connection, candidate))
        if are_copies(body, other):
            _join(connection, report.id, candidate)
            settled |= groups.get(candidate, frozenset({candidate}))


def _candidates(connection: Connection, report: Report) -> list[ReportId]:
    table = schema.copy_band
    shared = or_(
        *(
            and_(table.c.band == band, table.c.hash == key)
            for band, key in enumerate(bands_of(report))
        )
    )
    query = select(table.c.report).where(shared, table.c.report != report.id).distinct()
    return sorted(connection.execute(query).scalars())


def _kept_bands(connection: Connection, report: ReportId, bands: Sequence[str]) -> int:
    """How many of these bands stand in the table for this report."""
    table = schema.copy_band
    keys = or_(*(and_(table.c.band == band, table.c.hash == key) for band, key in enumerate(bands)))
    query = select(table.c.band).where(keys, table.c.report == report)
    return len(connection.execute(query).all())


def _states(connection: Connection, report: ReportId) -> int:
    """In how many states a report was taken in: its text is the same, what is a caption may not."""
    query = select(func.count()).select_from(schema.report).where(schema.report.c.id == report)
    return int(connection.execute(query).scalar_one())


def _forget(connection: Connection, report: ReportId, group: Iterable[ReportId]) -> None:
    connection.execute(delete(schema.copy_band).where(schema.copy_band.c.report == report))
    pairs = schema.copy_pair
    for part in _parts(sorted(group)):
        connection.execute(delete(pairs).where(pairs.c.first.in_(part)))


def _join(connection: Connection, one: ReportId, other: ReportId) -> None:
    rows = [{"first": one, "second": other}, {"first": other, "second": one}]
    connection.execute(insert(schema.copy_pair), rows)


def _group_of(
    connection: Connection, reports: Sequence[ReportId]
) -> dict[ReportId, frozenset[ReportId]]:
    """Each of the reports that has copies, with all that belong with it, itself included."""
    beside: dict[ReportId, set[ReportId]] = {}
    frontier = sorted(set(reports))
    asked: set[ReportId] = set()
    while frontier:
        asked.update(frontier)
        for first, second in _pairs(connection, frontier):
            beside.setdefault(first, set()).add(second)
        reached = {other for one in frontier for other in beside.get(one, ())}
        frontier = sorted(reached - asked)
    groups: dict[ReportId, frozenset[ReportId]] = {}
    for report in beside:
        if report not in groups:
            group = frozenset(_reach(report, beside))
            groups.update(dict.fromkeys(group, group))
    return {report: groups[report] for report in reports if report in groups}


def _pairs(
    connection: Connection, reports: Sequence[ReportId]
) -> Iterator[tuple[ReportId, ReportId]]:
    pairs = schema.copy_pair
    for part in _parts(reports):
        found = connection.execute(select(pairs).where(pairs.c.first.in_(part)))
        yield from ((first, second) for first, second in found)


def _reach(start: ReportId, beside: dict[ReportId, set[ReportId]]) -> set[ReportId]:
    reached, frontier = {start}, [start]
    while frontier:
        for other in beside[frontier.pop()] - reached:
            reached.add(other)
            frontier.append(other)
    return reached


def _report(connection: Connection, identifier: ReportId) -> Report:
    table = schema.report
    query = (
        select(table.c.body)
        .where(table.c.id == identifier)
        .order_by(table.c.recorded_at.desc(), table.c.digest.desc())
        .limit(1)
    )
    return unpack_report(connection.execute(query).scalar_one())


def _parts(identifiers: Sequence[ReportId]) -> Iterator[Sequence[ReportId]]:
    for start in range(0, len(identifiers), _AT_ONCE):
        yield identifiers[start : start + _AT_ONCE]
