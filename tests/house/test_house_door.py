"""A command ends as it should, whatever the terminal, the disk or an impatient user does to it.

Each runs as a user runs it, in a process of its own.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

WORDS = "Russia warned [sic] Ukraine on Monday that it would answer. :warning: [/red] Nobody moved."
INTERRUPTED, WRONG_USAGE, FAILED = 130, 2, 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    return tmp_path


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tocsin", *arguments]


def run(folder: Path, *arguments: str, **streams: Any) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.defpath, "HOME": str(folder), **streams.pop("env", {})}
    given = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.run(
        command(*arguments), cwd=folder, env=env, encoding="utf-8", timeout=120,
        **{**given, **streams},
    )  # fmt: skip


@pytest.mark.parametrize("processes", ["1", "2"])
def test_ctrl_c_ends_a_reading_at_once_and_without_a_word(folder, processes):
    (folder / "many").mkdir()
    for number in range(400):
        (folder / "many" / f"{number}.txt").write_text(f"{WORDS} It was the {number}th day." * 9)
    with subprocess.Popen(
        command("read", "many", "--processes", processes),
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    ) as reading:  # fmt: skip
        assert reading.stdout is not None
        reading.stdout.readline()  # it is at work now
        os.killpg(reading.pid, signal.SIGINT)  # to the workers too, as a terminal does
        _, errors = reading.communicate(timeout=60)  # until the last of them has gone
        assert errors == b""
    assert reading.returncode == INTERRUPTED


def test_ctrl_c_while_input_is_awaited(folder):
    with subprocess.Popen(
        command("brief", "-"),
        cwd=folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
    ) as waiting:  # fmt: skip
        assert waiting.stdin is not None
        waiting.stdin.write(b"x" * 200_000)  # more than a pipe holds: it has begun to read
        waiting.send_signal(signal.SIGINT)
        assert waiting.communicate()[1] == b""
    assert waiting.returncode == INTERRUPTED


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize(
    "arguments", [("read", "a.txt"), ("brief", "a.txt"), ("brief", "a.txt", "--out", "/dev/full")]
)
def test_a_full_disk_is_one_line(folder, arguments):
    with Path("/dev/full").open("w") as full:
        done = run(folder, *arguments, stdout=full)
    assert done.returncode in (FAILED, WRONG_USAGE)
    assert done.stderr.count("\n") == 1
    assert "cannot be written: No space left on device." in done.stderr


def test_closed_streams_do_no_harm(folder):
    written = subprocess.run(
        ["sh", "-c", '"$0" -m tocsin brief a.txt --out brief.html 0<&- 1>&- 2>&-', sys.executable],
        cwd=folder, timeout=120,
    )  # fmt: skip
    assert written.returncode == 0
    assert "</html>" in (folder / "brief.html").read_text(encoding="utf-8")


def test_a_reader_that_closes_its_end_early_sees_no_traceback(folder):
    shown = subprocess.run(
        ["sh", "-c", '"$0" -m tocsin desk show europe-east | head -n 1', sys.executable],
        cwd=folder, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert shown.stdout.count("\n") == 1
    assert shown.stderr == ""


@pytest.mark.parametrize("form", ["html", "json"])
def test_a_brief_leaves_nothing_in_the_home_of_who_writes_it(folder, form):
    """No cache, no identifier, no record of use that a library would send to its makers."""
    home = folder / "home"
    home.mkdir()
    written = run(
        folder, "brief", "a.txt", "--format", form, "--out", "brief", env={"HOME": str(home)}
    )
    assert (written.returncode, written.stderr) == (0, "wrote brief\n")
    assert sorted(home.rglob("*")) == []
    assert {path.name for path in folder.iterdir()} == {"a.txt", "brief", "home"}


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_json_is_utf_8_in_every_locale(folder, encoding):
    (folder / "a.txt").write_text(
        "Türkiye warned Greece — “at once” — on Monday.", encoding="utf-8"
    )
    done = run(folder, "read", "a.txt", env={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, "")
    assert "Türkiye warned Greece — “at once”" in json.loads(done.stdout)["report"]["text"]


@pytest.mark.parametrize("width", ["40", "80"])
def test_a_table_prints_the_words_as_they_are_at_any_width(folder, width):
    done = run(folder, "read", "a.txt", "--format", "table", env={"COLUMNS": width})
    assert (done.returncode, done.stderr) == (0, "")
    assert all(len(line) <= int(width) for line in done.stdout.splitlines())
    assert "[sic]" in done.stdout
    assert max(map(len, done.stdout.splitlines())) > int(width) / 2


@pytest.mark.parametrize(
    ("out", "reason"),
    [
        ("nowhere/brief.html", "there is no folder nowhere."),
        (".", "it is a folder. Add a file name."),
    ],
)
def test_where_nothing_can_be_written_nothing_is_read(folder, out, reason):
    done = run(folder, "brief", "no-such-report.txt", "--out", out)
    assert done.returncode == WRONG_USAGE
    assert done.stderr == f"tocsin: {out} cannot be written: {reason}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("brief", "a.txt", "--desk", "atlantis"),
        ("desk", "show", "atlantis"),
        ("actors", "Nobody-At-All"),
        ("actors", "Lavrov", "--format", "xml"),
    ],
    ids=" ".join,
)
def test_what_does_not_exist_is_wrong_usage(folder, arguments):
    done = run(folder, *arguments)
    assert (done.returncode, done.stdout) == (WRONG_USAGE, "")
