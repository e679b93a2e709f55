"""The store: what was read is kept once, whole, and can be had as it stood at any moment."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text

from tocsin.domain import (
    Attribution,
    Correction,
    Event,
    EventType,
    Evidence,
    InputError,
    Quad,
    Reading,
    Report,
    Ruling,
    SpeechAct,
    Statement,
    Status,
    Unread,
    derive_id,
)
from tocsin.ledger.store import Ledger, Recorded, open_ledger, schema
from tocsin.ledger.store.migrating import HEAD
from tocsin.ledger.store.verifying import verify

NOON = datetime(2031, 4, 1, 12, tzinfo=UTC)
READER = "tocsin 1"


def told(number: int, *, day: date | None = date(2031, 4, 1), verb: str = "shelled") -> Reading:
    """A report of one sentence, with one event and one statement."""
    text = f"Arvia {verb} Ista number {number}."
    report = Report.make(
        origin=f"{number}.txt", text=text, source="Northern Wire", published=day, title="News"
    )
    evidence = (Evidence.cite(report, 0, len(text)),)
    return Reading(
        report=report,
        statements=(
            Statement(
                id=derive_id("statement", report.id, verb),
                attribution=Attribution.NONE,
                speech_act=SpeechAct.ASSERTED,
                text=text,
                about=("ARV",),
                evidence=evidence,
            ),
        ),
        events=(
            Event(
                id=derive_id("event", report.id, verb),
                type=EventType.ASSAULT,
                status=Status.ACTUAL,
                quad=Quad.MATERIAL_CONFLICT,
                intensity=-9,
                source=("ARV",),
                target=("BOR",),
                date=day,
                evidence=evidence,
            ),
        ),
    )


def test_what_is_recorded_comes_back_as_it_was(ledger: Ledger) -> None:
    reading = told(1)
    assert ledger.record(reading, at=NOON, reader=READER) is Recorded.NEW
    assert list(ledger.readings()) == [reading]


def test_recording_again_changes_nothing(ledger: Ledger) -> None:
    ledger.record(told(1), at=NOON, reader=READER)
    before = ledger.digest(), ledger.count()
    later = NOON + timedelta(days=3)
    assert ledger.record(told(1), at=later, reader=READER) is Recorded.KNOWN
    assert (ledger.digest(), ledger.count()) == before
    assert ledger.count() == {"report": 1, "statement": 1, "event": 1}


def test_order_and_hour_of_recording_make_no_difference(tmp_path: Path) -> None:
    digests = set()
    for name, numbers in (("a", (1, 2, 3)), ("b", (3, 1, 2))):
        with open_ledger(tmp_path / name, create=True) as ledger:
            for place, number in enumerate(numbers):
                at = NOON + timedelta(hours=place if name == "a" else 7)
                ledger.record(told(number), at=at, reader=READER)
            digests.add(ledger.digest())
    assert len(digests) == 1


def test_a_rereading_is_a_new_row_and_the_old_state_can_be_had_again(ledger: Ledger) -> None:
    first, second = told(1), told(1)
    second = second.model_copy(update={"events": ()})
    ledger.record(first, at=NOON, reader=READER)
    then = b"".join(reading.model_dump_json().encode() for reading in ledger.readings())
    hour_later = NOON + timedelta(hours=1)
    assert ledger.record(second, at=hour_later, reader="tocsin 2") is Recorded.REREAD
    assert list(ledger.readings()) == [second]
    assert ledger.count() == {"report": 1, "statement": 1}
    again = ledger.readings(known_at=NOON)
    assert b"".join(reading.model_dump_json().encode() for reading in again) == then


@pytest.mark.parametrize(
    ("since", "as_of", "found"),
    [
        (None, None, [1, 2, 3, 4]),
        (date(2031, 4, 2), None, [2, 3, 4]),
        (None, date(2031, 4, 2), [1, 2, 4]),
        (date(2031, 4, 2), date(2031, 4, 2), [2, 4]),
    ],
)
def test_readings_of_a_span_of_days_with_the_undated_last(
    ledger: Ledger, since: date | None, as_of: date | None, found: list[int]
) -> None:
    for number in (3, 2, 1):
        ledger.record(told(number, day=date(2031, 4, number)), at=NOON, reader=READER)
    ledger.record(told(4, day=None), at=NOON, reader=READER)
    readings = ledger.readings(since=since, as_of=as_of)
    assert [reading.report.origin for reading in readings] == [f"{n}.txt" for n in found]


def test_known_reports_can_be_asked_for_by_reader(ledger: Ledger) -> None:
    one, other = told(1), told(2)
    ledger.record(one, at=NOON, reader=READER)
    asked = [one.report.id, other.report.id]
    assert ledger.known(asked) == {one.report.id}
    assert ledger.known(asked, reader=READER) == {one.report.id}
    assert ledger.known(asked, reader="tocsin 2") == frozenset()


def test_corrections_are_kept_in_the_order_given(ledger: Ledger) -> None:
    item = told(1).events[0].id
    given = [
        Correction.make(
            item=item, kind="event", ruling=ruling, by="Ada", at=NOON + timedelta(minutes=minute)
        )
        for minute, ruling in enumerate((Ruling.REJECT, Ruling.ACCEPT))
    ]
    assert [ledger.correct(correction) for correction in given] == [True, True]
    assert ledger.correct(given[0]) is False
    assert list(ledger.corrections()) == given
    assert list(ledger.corrections(known_at=NOON)) == given[:1]


def test_what_could_not_be_read_is_kept_once(ledger: Ledger) -> None:
    broken = Unread(origin="a.pdf", reason="is damaged.")
    for hour in range(2):
        ledger.record_unread([broken], at=NOON + timedelta(hours=hour))
    with ledger.reading() as connection:
        assert len(connection.execute(select(schema.unread)).all()) == 1


def test_several_threads_write_and_read_at_once(address: str) -> None:
    with open_ledger(address, create=True) as ledger, ThreadPoolExecutor(8) as pool:
        outcomes = pool.map(
            lambda number: ledger.record(told(number % 20), at=NOON, reader=READER), range(40)
        )
        counts = pool.map(lambda _: len(list(ledger.readings())), range(20))
        assert sorted(outcomes) == [Recorded.KNOWN] * 20 + [Recorded.NEW] * 20
        assert all(0 <= number <= 20 for number in counts)
        assert verify(ledger).faults == ()


WRITER = """
import sys
from datetime import UTC, datetime
from tocsin.domain import Reading
from tocsin.ledger.store import open_ledger
with open_ledger(sys.argv[1]) as ledger:
    for line in sys.stdin:
        reading = Reading.model_validate_json(line)
        ledger.record(reading, at=datetime(2031, 4, 1, tzinfo=UTC), reader="test")
"""


def test_two_processes_write_at_once(address: str) -> None:
    open_ledger(address, create=True).close()
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, address], stdin=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for first, writer in zip((0, 10), writers, strict=True):
        assert writer.stdin is not None
        lines = (told(number).model_dump_json() for number in range(first, first + 15))
        writer.stdin.write("\n".join(lines))
        writer.stdin.close()
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with open_ledger(address) as ledger:
        assert ledger.count()["report"] == 25
        assert verify(ledger).faults == ()


def test_a_sound_ledger_has_no_faults(ledger: Ledger) -> None:
    for number in range(3):
        ledger.record(told(number), at=NOON, reader=READER)
    found = verify(ledger)
    assert (found.reports, found.readings, found.citations, found.faults) == (3, 3, 6, ())
    assert found.digest == ledger.digest()


TAMPERING = {
    "the bytes of a report": "UPDATE report SET body = (SELECT body FROM reading LIMIT 1)",
    "the digest of a report": "UPDATE reading SET digest = 'x'",
    "an item that nobody read": "INSERT INTO item (report, id, kind, label) "
    "SELECT id, 'ev-1', 'event', 'AID' FROM report",
    "an item that is gone": "DELETE FROM item",
    "a passage that is gone": "DELETE FROM passage",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING)
def test_whatever_is_changed_behind_its_back_is_found(ledger: Ledger, statement: str) -> None:
    reading = told(1)
    ledger.record(reading, at=NOON, reader=READER)
    with ledger.engine.begin() as connection:
        connection.execute(text(statement))
    faults = verify(ledger).faults
    assert faults
    assert any(reading.report.id in fault for fault in faults)


def test_a_false_quotation_is_found(ledger: Ledger) -> None:
    reading = told(1)
    lie = reading.events[0].evidence[0].model_copy(update={"quote": "Borland shelled"})
    event = reading.events[0].model_copy(update={"evidence": (lie,)})
    ledger.record(reading.model_copy(update={"events": (event,)}), at=NOON, reader=READER)
    assert [event.id in fault and "Borland" in fault for fault in verify(ledger).faults] == [True]


def test_a_ledger_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is not there.*tocsin init"):
        open_ledger(tmp_path / "none.sqlite")


def test_a_file_that_is_no_ledger_is_said_so(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("These are notes, not tables. " * 20)
    with pytest.raises(InputError, match=r"notes\.txt.*not a database.*tocsin init"):
        open_ledger(other)


def test_a_ledger_of_a_newer_version_is_left_alone(ledger: Ledger) -> None:
    with ledger.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InputError, match="newer Tocsin"):
        open_ledger(
            ledger.engine.url.render_as_string(hide_password=False).removeprefix("sqlite:///")
        )


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(InputError) as caught:
        open_ledger("postgresql://ada:secret@127.0.0.1:1/none")
    assert "ada" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "Check that the server runs" in str(caught.value)


def test_the_newest_migration_is_the_one_opened_for(ledger: Ledger) -> None:
    folder = Path(schema.__file__).parent / "migrations" / "versions"
    assert max(path.name[:4] for path in folder.glob("[0-9]*.py")) == HEAD


def test_the_migrations_make_the_tables_of_the_schema(ledger: Ledger) -> None:
    made = inspect(ledger.engine)
    for table in schema.metadata.sorted_tables:
        columns = {column["name"] for column in made.get_columns(table.name)}
        assert {column.name for column in table.columns} <= columns
