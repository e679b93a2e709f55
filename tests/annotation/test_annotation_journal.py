"""What was decided is on the disk, whatever happens next."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.annotation import Work, gold_of, save_gold
from tocsin.annotation.journal import Decided, Decision, Journal
from tocsin.domain import InputError, Report, UsageError
from tocsin.evaluation import read_gold


def decision(key: str) -> Decided:
    return Decided(report="r-1", key=key, decision=Decision.ACCEPTED, annotator="Ada ☂")


def written(path, keys):
    journal = Journal(path)
    for key in keys:
        journal.append(decision(key))
    journal.close()
    return path.read_bytes()


def test_entries_come_back_in_order(tmp_path):
    path = tmp_path / "gold.json.journal"
    written(path, ["events 1", "events 2"])
    written(path, ["events 3"])
    journal = Journal(path)
    assert list(journal.entries()) == [decision(f"events {n}") for n in (1, 2, 3)]
    journal.close()


@given(lost=st.integers(1, 600))
def test_a_journal_cut_anywhere_keeps_every_whole_line(tmp_path_factory, lost):
    path = tmp_path_factory.mktemp("cut") / "gold.json.journal"
    data = written(path, ["events 1", "events 2", "signals 1"])
    kept = data[: max(len(data) - lost, 0)]
    path.write_bytes(kept)
    # A line without its line end is whole where all else of it is there.
    lines = data.split(b"\n")
    whole = [line for line in kept.split(b"\n") if line and line in lines]
    journal = Journal(path)
    assert len(list(journal.entries())) == max(len(whole) - 1, 0)
    journal.append(decision("events 9"))
    journal.close()
    again = Journal(path)
    assert list(again.entries())[-1] == decision("events 9")
    assert all(json.loads(line) for line in path.read_bytes().splitlines())
    again.close()


@pytest.mark.parametrize("line", [b"\x00\x00\x00", b'{"entry": "decided"}', b"[]", b"nonsense"])
def test_a_damaged_line_in_the_middle_is_named_and_nothing_is_lost(tmp_path, line):
    path = tmp_path / "gold.json.journal"
    lines = written(path, ["events 1", "events 2"]).splitlines(keepends=True)
    damaged = b"".join([*lines[:2], line + b"\n", *lines[2:]])
    path.write_bytes(damaged)
    with pytest.raises(InputError, match=r"journal, line 3: is damaged\. Put back a copy"):
        Journal(path)
    assert path.read_bytes() == damaged


def test_another_file_is_not_taken_for_a_journal(tmp_path):
    path = tmp_path / "gold.json.journal"
    for text in ("a diary\n", "a diary", '{"form": "tocsin-gold/1"}\n'):
        path.write_text(text)
        with pytest.raises(InputError, match="is no journal"):
            Journal(path)
        assert path.read_text() == text


def test_two_cannot_write_one_journal(tmp_path):
    pytest.importorskip("fcntl")
    first = Journal(tmp_path / "gold.json.journal")
    with pytest.raises(UsageError, match=r"in use by another `tocsin annotate`"):
        Journal(tmp_path / "gold.json.journal")
    first.close()
    Journal(tmp_path / "gold.json.journal").close()


def test_one_in_which_nothing_was_put_leaves_no_file(tmp_path):
    Journal(tmp_path / "gold.json.journal").close()
    assert list(tmp_path.iterdir()) == []


def test_the_state_is_what_the_journal_says(sit, tmp_path):
    """Replayed, it is the same as it was, the gold file to the byte."""
    work, _ = sit("e target -", "a", "n signals", "", "off", "bor", "", "", "", "s", "a", "r")
    again = Work(tmp_path / "gold.json", "Ben")
    again.close()
    assert again.sheets.keys() == work.sheets.keys()
    for key, sheet in work.sheets.items():
        assert again.sheets[key].stops == sheet.stops
        assert again.sheets[key].complete() == sheet.complete()
    assert gold_of(again).reports == gold_of(work).reports


def open_again(tmp_path):
    return Work(tmp_path / "gold.json", "Ada")


def test_the_gold_file_is_replaced_whole(sit, tmp_path):
    sit("a", "a", "a")
    work = open_again(tmp_path)
    save_gold(work)
    work.close()
    gold = read_gold(tmp_path / "gold.json")
    assert gold.bad == ()
    assert [len(report.events) for report in gold.gold.reports] == [2]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gold.json", "gold.json.journal"]


def test_nothing_finished_writes_no_gold(sit, tmp_path):
    sit("a")
    work = open_again(tmp_path)
    assert save_gold(work).reports == ()
    work.close()
    assert not (tmp_path / "gold.json").exists()


def test_a_gold_file_from_elsewhere_is_not_replaced(sit, tmp_path):
    gold = tmp_path / "gold.json"
    gold.write_text('{"form": "tocsin-gold/1"}')
    with pytest.raises(UsageError, match="was not written by this annotation, or was changed"):
        sit("a")
    assert [path.name for path in tmp_path.iterdir()] == ["gold.json"]


def test_a_gold_file_that_was_changed_by_hand_is_not_replaced(sit, tmp_path):
    sit("a", "a", "a")
    work = open_again(tmp_path)
    save_gold(work)
    work.close()
    gold = tmp_path / "gold.json"
    gold.write_text(gold.read_text().replace("ASSAULT", "COERCE"))
    with pytest.raises(UsageError, match="was changed since"):
        open_again(tmp_path)
    assert "COERCE" in gold.read_text()


def test_a_report_that_changed_is_named_with_the_decisions_it_has(sit, tmp_path, report):
    sit("a", "r")
    work = open_again(tmp_path)
    changed = Report.make(origin=report.origin, text=report.text + " It stopped.")
    other = Report.make(origin="ferry.txt", text="Borland seized a ferry.")
    (error,) = work.check([changed, other])
    assert str(error) == (
        "tolm.txt: has changed since it was annotated (2 decisions in gold.json.journal). "
        "Put the old text back, or annotate the new one into another file with --out."
    )
    assert list(work.check([report, other])) == []
    work.close()
