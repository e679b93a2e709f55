"""Which reports are searched, on both databases, and what their claims are graded by."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tocsin.domain import Reading
from tocsin.ledger import gather_claims
from tocsin.ledger.store import Ledger
from tocsin.ledger.store.grading import kept_claims
from tocsin.ledger.store.passages import find_reports

NOW = datetime(2031, 10, 1, tzinfo=UTC)
LAST = date(2031, 12, 31)


@pytest.fixture
def filled(ledger: Ledger, telling) -> tuple[Ledger, dict[str, str]]:
    """Twelve reports about wheat and one each about a bridge, a pipeline and Latvia."""
    told: dict[str, Reading] = {
        f"wheat {day}": telling(
            f"Farmer {day}",
            f"The wheat of field {day} is ripe.",
            report={"published": date(2031, 9, day)},
        )
        for day in range(1, 13)
    }
    told["bridge"] = telling(
        "Herald", "Soldiers crossed the bridges at Narew.", report={"published": date(2031, 9, 20)}
    )
    told["pipeline"] = telling("Post", "The pipeline was repaired in the night.")
    told["latvia"] = telling(
        "Gazette", "Riga is calm.", about="LVA", report={"published": date(2031, 9, 21)}
    )
    for reading in told.values():
        ledger.record(reading, at=NOW, reader="test")
    return ledger, {name: reading.report.id for name, reading in told.items()}


@pytest.mark.parametrize(
    ("words", "codes", "found"),
    [
        (("bridge", "crossing"), (), "bridge"),  # by its stem
        (("pipeline",), (), "pipeline"),  # undated
        ((), ("LVA",), "latvia"),  # by whom it is about
        (("pipe-line", "OR", '"', "pipeline*"), (), "pipeline"),  # no operators
    ],
)
def test_reports_are_found_by_words_and_actors(filled, words, codes, found) -> None:
    ledger, named = filled
    assert find_reports(ledger, words, codes, until=LAST, limit=3)[0] == named[found]


def test_a_small_ledger_is_searched_whole(filled) -> None:
    ledger, named = filled
    assert set(find_reports(ledger, ("bridge",), until=LAST)) == set(named.values())


def test_later_reports_are_not_found(filled) -> None:
    ledger, named = filled
    found = find_reports(ledger, ("bridge", "wheat"), until=date(2031, 9, 10), limit=3)
    assert found
    assert named["bridge"] not in found


def test_nothing_to_look_for_finds_nothing(filled) -> None:
    ledger, _ = filled
    assert find_reports(ledger, (), until=LAST, limit=3) == ()


def test_kept_claims_are_those_that_would_be_gathered(ledger: Ledger, telling) -> None:
    words = "Poland closed the railway bridge at Narew to lorries."
    readings = [
        telling("Herald", words, about="POL", speaker="Poland", speaker_code="POL"),
        telling("Courier", words, about="POL", speaker="Poland", speaker_code="POL"),
        telling("Post", "Latvia repaired the harbour of Liepaja in the night.", about="LVA"),
    ]
    for reading in readings:
        ledger.record(reading, at=NOW, reader="test")
    assert kept_claims(ledger)(readings) == gather_claims(readings)
    assert kept_claims(ledger)(readings[2:]) == gather_claims(readings[2:])
