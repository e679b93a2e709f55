"""Copies found report by report are those found all at once, in whatever order reports come."""

import random
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from tocsin.domain import Block, BlockKind, Report
from tocsin.ledger.sources.copies import bands_of, link_copies
from tocsin.ledger.store import Ledger, open_ledger, schema
from tocsin.ledger.store.copies import add_copies, linked
from tocsin.ledger.store.recording import add_report

NOON = datetime(2031, 4, 1, 12, tzinfo=UTC)
WORDS = [f"word{number}" for number in range(400)]


def passage(seed: int, count: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=count))


LONG = passage(1, 160)
WINDOWS = [" ".join(LONG.split()[start:end]) for start, end in
           ((0, 160), (0, 100), (30, 130), (60, 160), (0, 70), (90, 160), (40, 110))]  # fmt: skip
OTHER = passage(2, 120)
TEXTS = [*WINDOWS, OTHER, OTHER + " (Reuters)", WINDOWS[1] + " " + passage(3, 20), "", "Arvia",
         "Arvia closes its border"]  # fmt: skip


def report(number: int, text: str, day: date | None, *, captioned: bool = False) -> Report:
    """captioned: its last third is the caption of a picture, and not compared."""
    cut = len(text) * 2 // 3 if captioned else len(text)
    blocks = (
        Block(kind=BlockKind.PARAGRAPH, start=0, end=cut),
        Block(kind=BlockKind.CAPTION, start=cut, end=len(text)),
    )
    return Report.make(
        origin=f"{number}.txt", text=text, published=day, blocks=blocks[: 1 + captioned]
    )


rows = st.lists(
    st.tuples(st.sampled_from(TEXTS), st.none() | st.dates(date(2031, 3, 1), date(2031, 3, 5))),
    max_size=9,
)
reports = rows.map(
    lambda found: [report(number, text, day) for number, (text, day) in enumerate(found)]
)


def empty(ledger: Ledger) -> None:
    with ledger.engine.begin() as connection:
        for table in (schema.copy_pair, schema.copy_band, schema.report):
            connection.execute(delete(table))


def add(ledger: Ledger, *some: Report) -> None:
    for each in some:
        with ledger.engine.begin() as connection:
            add_report(connection, each, NOON)
            add_copies(connection, each)


def recall(ledger: Ledger, some: list[Report]) -> tuple[Report, ...]:
    with ledger.engine.connect() as connection:
        return linked(connection, some)


same_ledger = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@same_ledger
@given(reports, st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(ledger, some, chance):
    empty(ledger)
    add(ledger, *chance.sample(some, len(some)))
    assert recall(ledger, some) == link_copies(some)


@same_ledger
@given(reports, st.randoms(use_true_random=False), st.data())
def test_of_the_reports_of_a_day_only_those_are_linked_that_were_there(ledger, some, chance, data):
    """What came later must not hold together what was apart before."""
    empty(ledger)
    add(ledger, *chance.sample(some, len(some)))
    early = [each for each in some if data.draw(st.booleans())]
    assert recall(ledger, early) == link_copies(early)


@same_ledger
@given(reports, st.sets(st.integers(0, 8)), st.randoms(use_true_random=False))
def test_a_report_taken_in_with_other_captions_is_compared_anew(ledger, some, again, chance):
    empty(ledger)
    add(ledger, *chance.sample(some, len(some)))
    now = [
        report(number, each.text, each.published, captioned=number in again)
        for number, each in enumerate(some)
    ]
    for number in sorted(again & set(range(len(now)))):
        with ledger.engine.begin() as connection:
            # Later than the first taking in, so that it counts.
            add_report(connection, now[number], NOON.replace(hour=13))
            add_copies(connection, now[number])
    assert recall(ledger, now) == link_copies(now)


def test_adding_twice_changes_nothing(ledger):
    wire, paper = report(1, LONG, None), report(2, WINDOWS[1], None)
    add(ledger, wire, paper)

    def counts() -> list[int]:
        with ledger.engine.connect() as connection:
            tables = (schema.copy_band, schema.copy_pair)
            return [
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in tables
            ]

    before = counts()
    add(ledger, wire, paper, wire)
    assert counts() == before == [len(bands_of(wire)) + len(bands_of(paper)), 2]


def test_a_wire_in_many_papers_keeps_one_pair_for_each(tmp_path):
    with open_ledger(tmp_path / "ledger.sqlite", create=True) as ledger:
        papers = [report(number, f"headline {number} {LONG}", None) for number in range(30)]
        add(ledger, *papers)
        with ledger.engine.connect() as connection:
            pairs = connection.execute(
                select(func.count()).select_from(schema.copy_pair)
            ).scalar_one()
        assert pairs == 2 * (len(papers) - 1)
        assert recall(ledger, papers) == link_copies(papers)


@pytest.mark.parametrize(("text", "count"), [("", 1), ("Arvia", 64), (LONG, 64)])
def test_every_text_has_its_bands(text, count):
    assert len(bands_of(report(1, text, None))) == count


def test_a_report_of_which_nothing_is_left_as_it_was_leaves_its_copies(ledger):
    one, other = report(1, "Arvia", None), report(2, "Arvia", None)
    add(ledger, one, other)
    now = report(1, "Arvia", None, captioned=True)
    with ledger.engine.begin() as connection:
        add_report(connection, now, NOON.replace(hour=13))
        add_copies(connection, now)
    assert recall(ledger, [now, other]) == link_copies([now, other]) == (now, other)
