"""Copies in a ledger on disk: each new report is compared only with those that may be copies.

The result is that of `link_copies` over the same reports, in whatever order they came. Of the
comparisons, one pair is kept for each report that joins others: enough to know who belongs
together. Pairs stand in the table both ways round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sqlalchemy import Connection, TextClause, delete, func, insert, select, text

from tocsin.domain import Report, ReportId
from tocsin.ledger.sources.copies import (
    Body,
    are_copies,
    bands_of_body,
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
    body = body_of(report)
    bands = bands_of_body(body)
    sharing = _sharing(connection, bands)
    is_reread = _states(connection, report.id) > 1
    if sharing.get(report.id) == len(bands) and not is_reread:
        return
    joined = frozenset({report.id})
    if report.id in sharing or is_reread:
        # Read with other captions, say: what it held together may now fall apart.
        joined = _group_of(connection, [report.id]).get(report.id, joined)
        _forget(connection, report.id, joined)
    rows = [{"band": band, "hash": key, "report": report.id} for band, key in enumerate(bands)]
    connection.execute(insert(schema.copy_band), rows)
    _pair(connection, report.id, body, sharing)
    for member in sorted(joined - {report.id}):
        other = body_of(_report(connection, member))
        _pair(connection, member, other, _sharing(connection, bands_of_body(other)))


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


def _pair(
    connection: Connection, report: ReportId, body: Body, candidates: Iterable[ReportId]
) -> None:
    """Join a report to each group among its candidates that holds a copy of it."""
    others = sorted(set(candidates) - {report})
    groups = _group_of(connection, [*others, report]) if others else {}
    settled = set(groups.get(report, ()))
    for other in others:
        if other not in settled and are_copies(body, body_of(_report(connection, other))):
            _join(connection, report, other)
            settled |= groups.get(other, frozenset({other}))


def _sharing(connection: Connection, bands: Sequence[str]) -> dict[ReportId, int]:
    """The reports that share a band with these, and how many they share."""
    keys = {f"key{band}": key for band, key in enumerate(bands)}
    return Counter(connection.execute(_shared_bands(len(bands)), keys).scalars())


@lru_cache(maxsize=4)
def _shared_bands(count: int) -> TextClause:
    """The question for a number of bands.

    Written out, since SQLAlchemy would build the 64 terms anew for every report, and SQLite finds
    (band, hash) IN (…) by reading the whole table.
    """
    table = schema.copy_band.name
    terms = (f"SELECT report FROM {table} WHERE band = {band} AND hash = :key{band}"  # noqa: S608
             for band in range(count))  # fmt: skip
    return text(" UNION ALL ".join(terms))


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
