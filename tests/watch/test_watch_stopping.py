"""The commands themselves: watch stops when it is told to, and lists say what fails."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tocsin.ledger.store import open_ledger
from tocsin.ledger.store.verifying import verify

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tocsin", *arguments]


def settings(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TOCSIN_")}
    return kept | {"XDG_CACHE_HOME": str(folder / "cache"), "COLUMNS": "100"} | more


def tocsin(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), cwd=folder, env=settings(folder, **more),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def desk_folder(folder: Path, text: str) -> Path:
    (folder / "desk.toml").write_text(f'title = "Ista"\n{text}')
    (folder / "inbox").mkdir()
    return folder


def fill(folder: Path, number: int) -> None:
    for each in range(number):
        day = WEEKDAYS[each % 5]
        (folder / "inbox" / f"{each:03}.txt").write_text(
            f"France sent {each + 2} trucks to Spain on {day}, the ministry in Paris said. "
        )


def wait_for(condition, seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.02)


def count(folder: Path) -> int:
    with contextlib.closing(sqlite3.connect(folder / "ledger.sqlite")) as connection:
        try:
            return connection.execute("SELECT count(*) FROM reading").fetchone()[0]
        except sqlite3.OperationalError:  # still being made
            return 0


@pytest.fixture
def running(tmp_path: Path):
    """A watch in a process of its own, ended whatever becomes of the test."""
    desk_folder(tmp_path, '[[feeds]]\naddress = "inbox"\n')
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command("watch", *arguments), cwd=tmp_path, env=settings(tmp_path), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_in_the_middle_of_a_folder_keeps_what_is_in_hand_and_no_half(
    tmp_path, running, number
):
    fill(tmp_path, 150)
    process = running()
    wait_for(lambda: count(tmp_path) > 0)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in errors) == (0, False)
    assert 0 < count(tmp_path) < 150
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        assert verify(ledger).faults == ()
        assert ledger.looks() == {}, "a look cut short is none"
    assert tocsin(tmp_path, "watch", "--once").returncode == 0
    assert count(tmp_path) == 150


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_nothing_is_due_stops_at_once(tmp_path, running, number):
    fill(tmp_path, 1)
    process = running("--every", "1d")
    assert process.stderr.readline().endswith("inbox: 1 new\n")
    time.sleep(0.3)  # into its sleep
    process.send_signal(number)
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")


def test_what_comes_into_the_folder_is_read_in_the_next_round(tmp_path, running):
    process = running("--every", "1s")
    assert process.stderr.readline().endswith("inbox: 0 new\n")
    fill(tmp_path, 2)
    wait_for(lambda: count(tmp_path) == 2)
    process.terminate()
    assert process.wait(timeout=30) == 0


def test_lists_say_which_feeds_fail_since_when_and_why(tmp_path):
    desk_folder(tmp_path, '[[feeds]]\naddress = "inbox"\n[[feeds]]\naddress = "gone"\nname = "G"')
    fill(tmp_path, 1)
    done = tocsin(tmp_path, "watch", "--once")
    assert done.returncode == 0
    assert "G: failed: there is no such file or folder" in done.stderr
    (row,) = json.loads(tocsin(tmp_path, "sources", "--failing", "--format", "json").stdout)
    assert (row["name"], row["times"]) == ("G", 1)
    assert row["address"] == str(tmp_path / "gone")
    assert row["reason"].startswith("there is no such file or folder")
    shown = tocsin(tmp_path, "sources", "--failing").stdout
    assert "there is no such file or folder" in shown
    assert tocsin(tmp_path, "feeds", "--failing").stdout.startswith("G: failing, 1 times in a row")
    brief = tocsin(tmp_path, "brief", "--format", "md", "--as-of", "2099-01-01").stdout
    assert "**1 feed fails:** G since " in brief
    assert "1 failing feed" in brief.splitlines()[2]
    (tmp_path / "gone").mkdir()
    again = tocsin(tmp_path, "watch", "--once")
    assert "G" not in again.stderr, "once respects the pause of what fails"


@pytest.mark.parametrize("form", ["table", "json", "csv", "parquet"])
def test_sources_can_be_had_in_every_form(tmp_path, form):
    desk_folder(tmp_path, "")
    fill(tmp_path, 2)
    tocsin(tmp_path, "add", "inbox")
    done = subprocess.run(
        command("sources", "--format", form), cwd=tmp_path, env=settings(tmp_path),
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(
        {"json": b"[", "csv": b"house,name,", "parquet": b"PAR1"}.get(form, b"")
    )
    assert done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("watch",), "names no feed to follow"),
        (("watch", "--every", "soon"), "'soon' is no span of time; write 30s, 15m, 2h or 1d."),
        (("watch", "--every", "0m"), "is no span of time"),
    ],
)
def test_what_cannot_be_watched_is_refused_with_a_remedy(tmp_path, arguments, said):
    desk_folder(tmp_path, "")
    done = tocsin(tmp_path, *arguments)
    assert (done.returncode, said in done.stderr) == (2, True)


def test_alerts_are_told_after_the_round_once_and_listed(tmp_path):
    rule = (
        '[[alerts]]\nname = "Gone"\nwhen = "feed_failing"\ntimes = 1\nto = ["terminal", "a.jsonl"]'
    )
    desk_folder(tmp_path, f'[[feeds]]\naddress = "gone"\n{rule}\n')
    first, second = (tocsin(tmp_path, "watch", "--once") for _ in range(2))
    assert first.stdout.startswith("ALERT Gone: the feed ")
    assert second.stdout == ""
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 1
    (row,) = json.loads(tocsin(tmp_path, "alerts", "--since", "1d", "--format", "json").stdout)
    assert (row["rule"], row["sent"], row["waiting"]) == ("Gone", "terminal a.jsonl", "")
    assert "Gone" in tocsin(tmp_path, "alerts").stdout
    assert (
        json.loads(tocsin(tmp_path, "alerts", "--since", "2099-01-01", "--format", "json").stdout)
        == []
    )
