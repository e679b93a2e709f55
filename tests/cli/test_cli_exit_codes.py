"""What a user sees at the prompt: exit codes, one line for each thing that is wrong, no traceback.

Everything runs as a user runs it, in a process and a folder of its own.
"""

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

READ_ALL, NONE_READ, WRONG_USAGE, SOME_FAILED = 0, 1, 2, 3

GOOD = (
    "Arvia closed its border on Monday and expelled two diplomats of Borland, the ministry said "
    "in a statement that gave no reason."
)
ARTICLE = f"""<!doctype html><html lang="en"><head><title>Border closed</title></head><body>
<article><h1>Border closed</h1><p>{GOOD}</p><p>Russia warned Ukraine on Tuesday that it would
answer if the bridges stayed shut.</p></article></body></html>"""
RUSSIAN = "Министерство сообщило в понедельник, что переговоры возобновятся через неделю."


class Outcome(NamedTuple):
    code: int
    out: str
    errors: list[str]


def tocsin(folder: Path, *arguments: str, given: str = "") -> Outcome:
    """Run `tocsin` in a folder, with nothing of the tester's own terminal or home."""
    done = subprocess.run(
        [sys.executable, "-m", "tocsin", *arguments],
        cwd=folder,
        input=given.encode(),
        capture_output=True,
        timeout=120,
        env={"PATH": os.defpath, "HOME": str(folder), "PYTHONUTF8": "1"},
    )
    out, errors = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + errors
    return Outcome(done.returncode, out, errors.splitlines())


def locked_pdf() -> bytes:
    from pypdf import PdfWriter

    writer, stream = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(stream)
    return stream.getvalue()


def zip_bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 40_000_000)
    return stream.getvalue()


BAD = {
    "zero.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\n", "is empty"),
    "binary.txt": (bytes(range(256)) * 8, "binary data under the name of .txt is not read"),
    "picture.jpg": (b"\xff\xd8\xff\xe0\0\0", "a JPEG picture is not read"),
    "locked.pdf": (locked_pdf(), "is password-protected. Save a copy without the password"),
    "broken.pdf": (b"%PDF-1.4\nnothing more", "is a damaged PDF"),
    "cut.txt.gz": (gzip.compress(GOOD.encode() * 99)[:-9], "is a truncated gzip file"),
    "bomb.zip": (zip_bomb(), "times its size"),
    "koi8.txt": (RUSSIAN.encode("koi8-r"), "is not in English"),
    "entities.xml": (b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><rss/>', "entities"),
}
NOTHING = "nothing"  # a folder without a report
MISSING = "march-report.txt"


@pytest.fixture(scope="module")
def desk_top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one good report, in two forms, and everything that can be wrong with others."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "good.txt").write_text(GOOD)
    (folder / "windows.txt").write_bytes(f"“{GOOD}” – Mevlüt".encode("cp1252"))
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    (folder / NOTHING).mkdir()
    (folder / NOTHING / "logo.png").write_bytes(b"\x89PNG")
    return folder


ALL_BAD = (*BAD, NOTHING, MISSING)
REASONS = [
    *(reason for _, reason in BAD.values()),
    "holds nothing readable (1 .png)",
    "there is no such file or folder",
]


def assert_one_line_each(errors: list[str]) -> None:
    for line, name, reason in zip(errors, ALL_BAD, REASONS, strict=True):
        assert line.startswith(f"not read: {name}: ")
        assert reason in line


def test_bad_items_are_one_line_each_and_the_rest_is_read(desk_top):
    code, out, errors = tocsin(desk_top, "read", *ALL_BAD, "good.txt", "windows.txt")
    assert code == SOME_FAILED
    assert_one_line_each(errors)
    good, windows = (json.loads(line)["report"] for line in out.splitlines())
    assert (good["origin"], good["text"]) == ("good.txt", GOOD)
    assert windows["text"] == f"“{GOOD}” – Mevlüt"


def test_where_nothing_could_be_read_no_brief_is_written(desk_top):
    code, out, errors = tocsin(desk_top, "brief", *ALL_BAD, "--out", "brief.html")
    assert (code, out) == (NONE_READ, "")
    assert_one_line_each(errors)
    assert not (desk_top / "brief.html").exists()


def test_strict_stops_at_the_first_that_fails(desk_top):
    code, out, errors = tocsin(desk_top, "read", "--strict", "zero.txt", "locked.pdf", "good.txt")
    assert (code, out, errors) == (NONE_READ, "", ["tocsin: zero.txt: is empty."])


def test_a_file_without_permission_is_said_to_be(desk_top):
    secret = desk_top / "secret.txt"
    secret.write_text(GOOD)
    secret.chmod(0)
    if os.access(secret, os.R_OK):
        pytest.skip("this user may read everything")
    code, _, errors = tocsin(desk_top, "read", "secret.txt")
    assert code == NONE_READ
    assert errors == ["not read: secret.txt: may not be read by you. Change its permissions."]


def test_a_page_on_standard_input_becomes_one_json_object(tmp_path):
    code, out, errors = tocsin(
        tmp_path, "brief", "-", "--format", "json", "--as-of", "2031-05-01", given=ARTICLE
    )
    assert (code, errors) == (READ_ALL, [])
    brief = json.loads(out)  # and nothing before or after it
    assert isinstance(brief, dict)
    assert (brief["as_of"], brief["unread"]) == ("2031-05-01", [])
    (report,) = brief["reports"]
    assert (report["origin"], report["title"]) == ("standard input", "Border closed")
    assert GOOD in report["text"]
    assert brief["signals"]


def test_what_could_not_be_read_stands_in_the_brief_too(desk_top):
    code, out, errors = tocsin(desk_top, "brief", "good.txt", "zero.txt", "--format", "json")
    assert code == SOME_FAILED
    assert errors == ["not read: zero.txt: is empty."]
    brief = json.loads(out)
    assert [report["origin"] for report in brief["reports"]] == ["good.txt"]
    (unread,) = brief["unread"]
    assert (unread["origin"], unread["reason"]) == ("zero.txt", "is empty.")


def test_an_empty_standard_input_is_one_line(tmp_path):
    code, out, errors = tocsin(tmp_path, "read", "-")
    assert (code, out, errors) == (NONE_READ, "", ["not read: standard input: is empty."])


def test_a_desk_is_written_shown_and_checked(tmp_path):
    code, out, _ = tocsin(tmp_path, "desk", "new", "delta", "--extends", "europe-east")
    assert code == READ_ALL
    assert "delta.toml" in out
    file = tmp_path / "delta.toml"
    assert tocsin(tmp_path, "desk", "check", "delta.toml") == (
        READ_ALL,
        "delta.toml: all is well.\n",
        [],
    )
    shown = tocsin(tmp_path, "desk", "show", "delta.toml")
    assert shown.code == READ_ALL
    assert 'name = "delta"' in shown.out
    assert '"RUS", "UKR"' in shown.out  # what it inherits

    written = file.read_text()
    again = tocsin(tmp_path, "desk", "new", "delta")
    assert again.code == WRONG_USAGE
    assert "exists already" in again.errors[0]
    assert file.read_text() == written

    lines = written.count("\n") + 1
    file.write_text(f'{written}\nsaurces = "all"\n')
    code, out, (problem, *_) = tocsin(tmp_path, "desk", "check", "delta.toml")
    assert (code, out) == (NONE_READ, "")
    assert problem.startswith(f"delta.toml, line {lines + 1}: ")
    assert "saurces" in problem


@pytest.mark.parametrize(
    "arguments",
    [
        ("desk", "show", "atlantis"),
        ("brief", "good.txt", "--desk", "atlantis"),
        ("desk", "new", "x", "--extends", "atlantis"),
    ],
    ids=" ".join,
)
def test_an_unknown_desk_is_answered_with_those_there_are(desk_top, arguments):
    code, out, (message,) = tocsin(desk_top, *arguments)
    assert code in (NONE_READ, WRONG_USAGE)
    assert out == ""
    assert "atlantis" in message
    assert "europe-east" in message
    assert not (desk_top / "x.toml").exists()


def test_who_somebody_was_on_a_day(tmp_path):
    code, out, errors = tocsin(tmp_path, "actors", "Lavrov", "--on", "2014-03-01")
    assert (code, errors) == (READ_ALL, [])
    assert "Sergei Lavrov" in out
    assert "foreign minister, speaks for RUS" in out
    code, out, _ = tocsin(tmp_path, "actors", "Lavrov", "--on", "1999-06-01", "--format", "json")
    (found,) = json.loads(out)
    assert (code, found["office"], found["for_code"]) == (READ_ALL, "ambassador to the UN", "RUS")


def test_an_unknown_actor_is_answered_with_a_similar_one(tmp_path):
    code, out, (message,) = tocsin(tmp_path, "actors", "Lavrof")
    assert (code, out) == (WRONG_USAGE, "")
    assert message.endswith("no actor goes by 'Lavrof'. Did you mean: Lavrov?")


def test_the_version_is_the_packages_own(tmp_path):
    from tocsin import __version__

    assert tocsin(tmp_path, "--version") == (READ_ALL, f"tocsin {__version__}\n", [])


@pytest.mark.parametrize(
    "command",
    ["", "brief", "read", "actors", "serve", "annotate", "desk", "desk new", "desk show",
     "desk list", "desk check", "eval", "eval coding", "eval actors", "eval entities",
     "eval reading", "init", "add", "verify", "events", "signals", "commitments", "posture",
     "statements", "claims", "accept", "reject", "amend"],
)  # fmt: skip
def test_every_command_explains_itself(tmp_path, command):
    code, out, errors = tocsin(tmp_path, *command.split(), "--help")
    assert (code, errors) == (READ_ALL, [])
    assert f"tocsin {command}".strip() in out
    assert "--help" in out


@pytest.mark.parametrize(
    "arguments",
    [("read",), ("alarm",), ("read", "good.txt", "--as-of", "31-5-1"),
     ("brief", "good.txt", "--as-of", "2031-13-01"), ("brief", "good.txt", "--format", "odt")],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_exit_code_2_and_names_the_way_out(desk_top, arguments):
    code, out, errors = tocsin(desk_top, *arguments)
    assert (code, out) == (WRONG_USAGE, "")
    assert any("--help" in line for line in errors)
