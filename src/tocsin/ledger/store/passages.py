"""Which reports are worth reading for a question: by their words and whom they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection, func, or_, select

from tocsin.domain import ActorCode, ReportId
from tocsin.ledger.store import schema
from tocsin.ledger.store.ledger import Ledger
from tocsin.ledger.store.words import find_words

PASSAGES, ACTOR_BONUS = 600, 0.5


def find_reports(
    ledger: Ledger,
    words: Sequence[str],
    codes: Collection[ActorCode] = (),
    *,
    until: date,
    limit: int = 80,
) -> tuple[ReportId, ...]:
    """Reports to search for an answer, best first; all where there are no more than `limit`.

    words: what the question is about. codes: whom it names. until: last day of publication. A
    report counts by its best passage among those that full-text search finds (the reciprocal of
    its rank, since scores of two databases cannot be compared), and more for each actor that an
    item in it is about.
    """
    with ledger.reading() as connection:
        known = _published(connection, until, limit + 1)
        if len(known) <= limit:
            return tuple(known)
        ranks: dict[ReportId, float] = {}
        for rank, (_, report, _) in enumerate(
            find_words(connection, words, PASSAGES, until=until), start=1
        ):
            ranks.setdefault(report, 10 / (10 + rank))
        about = _about(connection, codes, until, limit * 4, ranks)
    worth = {
        report: ranks.get(report, 0.0) + ACTOR_BONUS * about.get(report, 0) / max(len(codes), 1)
        for report in {**ranks, **about}
    }
    return tuple(sorted(worth, key=lambda report: (-worth[report], report))[:limit])


def _published(connection: Connection, until: date, most: int) -> list[ReportId]:
    table = schema.report
    dated = or_(table.c.published.is_(None), table.c.published <= until)
    query = select(table.c.id).where(dated).distinct().order_by(table.c.id).limit(most)
    return [str(report) for report in connection.execute(query).scalars()]


def _about(
    connection: Connection,
    codes: Collection[ActorCode],
    until: date,
    most: int,
    ranks: Collection[ReportId],
) -> Counter[ReportId]:
    """How many of the actors each report is about: those found by words, and the latest others."""
    found: Counter[ReportId] = Counter()
    if not codes:
        return found
    actor, item = schema.item_actor, schema.item
    latest = (
        select(item.c.report)
        .join(actor, (actor.c.report == item.c.report) & (actor.c.item == item.c.id))
        .where(actor.c.code.in_(sorted(codes)))
        .where(or_(item.c.published.is_(None), item.c.published <= until))
        .group_by(item.c.report)
        .order_by(
            func.count(func.distinct(actor.c.code)).desc(),
            func.max(item.c.published).desc(),
            item.c.report,
        )
        .limit(most)
    )
    reports = sorted({*map(str, connection.execute(latest).scalars()), *ranks})
    pairs = (
        select(actor.c.report, actor.c.code)
        .where(actor.c.code.in_(sorted(codes)), actor.c.report.in_(reports))
        .distinct()
    )
    found.update(str(report) for report, _ in connection.execute(pairs))
    return found
