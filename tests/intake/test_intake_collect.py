"""Files, folders, standard input and addresses become reports, in an order anyone can repeat."""

import io
import json
import os
from pathlib import Path

import pytest

from tocsin.domain.errors import InputError
from tocsin.domain.report import BlockKind, Report, Unread
from tocsin.intake import collect
from tocsin.intake.fetch import Fetched

TEXT = (
    "Arvia's border guard halted relief convoy {} on Tuesday, and asked Borland for an "
    "explanation of what the lorries had carried across the river."
)


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.format(name))


def origins(*inputs: str | Path, **options) -> list[str]:
    return [found.origin for found in collect([str(each) for each in inputs], **options)]


def test_inputs_come_in_the_order_given_and_folders_by_name(tmp_path):
    write(tmp_path, "b.txt", "news/10.txt", "news/9.txt", "news/old/1.txt", "news/z.md", "a.txt")
    assert origins(tmp_path / "b.txt", tmp_path / "news", tmp_path / "a.txt") == [
        "b.txt",  # a file by its name
        "10.txt",  # in a folder by the path from there
        "9.txt",
        "old/1.txt",
        "z.md",
        "a.txt",
    ]


def test_hidden_files_are_passed_over(tmp_path):
    write(tmp_path, "a.txt", ".hidden.txt", ".git/x.txt")
    assert origins(tmp_path) == ["a.txt"]


def test_folders_that_link_to_themselves_are_walked_once(tmp_path):
    write(tmp_path, "a.txt", "inner/b.txt")
    (tmp_path / "inner" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "inner" / "self").symlink_to(tmp_path / "inner", target_is_directory=True)
    assert origins(tmp_path) == ["a.txt", "inner/b.txt"]


def test_a_broken_link_is_said_to_be_broken(tmp_path):
    write(tmp_path, "a.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    report, unread = collect([str(tmp_path)])
    assert isinstance(report, Report)
    assert (unread.origin, unread.reason) == ("gone.txt", "there is no such file or folder.")


BESIDE_REPORTS = {
    "desk.toml": f'title = "Delta"\nquestion = "{TEXT}"\n',
    "fetch.py": f'"""{TEXT}"""\n',
    "notes.cfg": TEXT,
    "setup.ini": TEXT,
    "book.yaml": f"text: {TEXT}",
    "style.css": "p { color: red }",
    "page_files/logo.png": "\x89PNG",
    "old/april.txt.bak": TEXT,
    "april.txt~": TEXT,
    "run.log": TEXT,
    "Makefile": "# What this is, said in words enough to be a sentence.\nall: $(OUT)\n\tgo $@\n",
    "run": "#!/bin/sh\n# Reads all that came in overnight and writes the brief of the day.\n",
    "index": json.dumps({"text": TEXT}),
    "list": "april\nmay\njune\njuly\naugust\nseptember\noctober\nnovember\ndecember\n",
    "empty": "",
}


def test_what_is_no_report_in_a_folder_is_passed_over(tmp_path):
    write(tmp_path, "a.txt")
    for name, text in BESIDE_REPORTS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert origins(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("name", ["desk.toml", "fetch.py", "notes.cfg", "run.log"])
def test_a_file_that_is_named_is_tried_whatever_it_is_called(tmp_path, name):
    (tmp_path / name).write_text(BESIDE_REPORTS[name])
    (report,) = collect([str(tmp_path / name)])
    assert isinstance(report, Report)
    assert "the river" in report.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("letter", TEXT),
        ("report.2031-04-02", TEXT),
        ("Talks in St. Adel", TEXT),
        ("wide", TEXT.encode("utf-16")),
        ("page", f"<!doctype html><p>{TEXT}</p>"),
        ("feed", f"<rss version='2.0'><channel><item><description>{TEXT}</description></item>"
                 "</channel></rss>"),
        ("mail", f"Subject: Convoy\nFrom: Ines Maro\nTo: desk\n\n{TEXT}"),
    ],
)  # fmt: skip
def test_files_without_a_suffix_in_a_folder_are_read_if_they_hold_prose(tmp_path, name, data):
    (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    (report,) = collect([str(tmp_path)])
    assert isinstance(report, Report)
    assert report.text == TEXT


def test_prose_in_another_language_without_a_suffix_is_named(tmp_path):
    (tmp_path / "letter").write_text("外交部星期一表示，会谈将于下周恢复，双方将讨论边境问题。")
    (unread,) = collect([str(tmp_path)])
    assert unread.reason == "is not in English (zh); only English is read so far."


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\0\0", "an old Word, Excel or Outlook file is not read."),
        ("a.rtf", b"{\\rtf1 Convoy halted}", "an RTF file is not read."),
        ("a.pages", b"\0\1\2", "a file of type .pages is not read."),
    ],
)
def test_documents_that_cannot_be_read_are_named_because_they_are_missed(
    tmp_path, name, data, reason
):
    (tmp_path / name).write_bytes(data)
    write(tmp_path, "b.txt")
    unread, report = collect([str(tmp_path)])
    assert isinstance(report, Report)
    assert (unread.origin, unread.reason) == (name, reason)
    assert ".txt" in unread.remedy


def test_names_that_are_not_utf8_do_no_harm(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT)
    assert origins(tmp_path) == ["caf\ufffd.txt"]


def test_the_same_report_comes_once(tmp_path):
    write(tmp_path, "a.txt")
    assert origins(tmp_path, tmp_path / "a.txt", tmp_path) == ["a.txt"]


def test_the_same_input_gives_the_same_reports(tmp_path):
    write(tmp_path, "a.txt", "b.md", "c/d.html")
    first, second = (list(collect([str(tmp_path)])) for _ in range(2))
    assert first == second


def test_reports_are_read_one_at_a_time(tmp_path):
    write(tmp_path, "a.txt", "b.txt")
    found = collect([str(tmp_path)])
    assert isinstance(next(found), Report)
    (tmp_path / "b.txt").unlink()
    assert isinstance(next(found), Unread)  # it had not been opened yet


@pytest.mark.parametrize(
    ("data", "origin", "url"),
    [
        (TEXT, "standard input", None),
        (f"<!doctype html><html><body><p>{TEXT}</p></body></html>", "standard input", None),
        (f"<p>{TEXT}</p>", "standard input", None),
        (json.dumps({"text": TEXT}) + "\n" + json.dumps({}), "standard input, line 1", None),
        (json.dumps([{"text": TEXT, "url": "https://a.example/1"}]), "standard input, item 1",
         "https://a.example/1"),
        (f"<rss version='2.0'><channel><item><description>{TEXT}</description></item></channel>"
         "</rss>", "standard input#1", None),
        (f"Subject: Convoy\nFrom: Ines Maro\nTo: desk\n\n{TEXT}", "standard input", None),
    ],
    ids=["text", "page", "fragment", "json lines", "json", "feed", "mail"],
)  # fmt: skip
def test_standard_input_is_known_by_what_it_holds(data, origin, url):
    report = next(collect(["-"], stdin=io.BytesIO(data.encode())))
    assert isinstance(report, Report)
    assert (report.origin, report.text, report.url) == (origin, TEXT, url)


PAGES = {
    "https://gazette.example/sel": Fetched(
        "https://gazette.example/2031/sel",
        f'<html lang="en"><body><article><p>{TEXT}</p></article></body></html>'.encode(),
        "text/html; charset=utf-8",
    ),
    "https://gazette.example/letter.php": Fetched(
        "https://gazette.example/letter.php", TEXT.encode(), "text/plain"
    ),
}


def fetch(url: str) -> Fetched:
    if url not in PAGES:
        raise InputError(url, "there is no such page (404).", "Check the address.")
    return PAGES[url]


def test_addresses_are_fetched_and_failures_stop_nothing():
    inputs = ["https://gazette.example/none", *PAGES]
    unread, page, letter = collect(inputs, fetch=fetch)
    assert isinstance(unread, Unread)
    assert unread.reason == "there is no such page (404)."
    assert (page.origin, page.text) == ("https://gazette.example/sel", TEXT)
    assert page.url == "https://gazette.example/2031/sel"
    assert letter.text == TEXT


def test_a_report_knows_where_its_parts_are(tmp_path):
    (tmp_path / "a.txt").write_text(
        f"Convoy Halted\n\n{TEXT}\n\n| Side | Lorries |\n|---|---|\n| Arvia | 40 |\n\n"
        "Demands:\n- Open the bridges.\n- Return the drivers.\n"
    )
    (report,) = collect([str(tmp_path / "a.txt")])
    assert report.text == (
        f"Convoy Halted\n\n{TEXT}\n\n| Side | Lorries |\n| Arvia | 40 |\n\n"
        "Demands:\n\nOpen the bridges.\nReturn the drivers."
    )
    assert [block.kind for block in report.blocks] == [
        BlockKind.TITLE,
        BlockKind.PARAGRAPH,
        BlockKind.TABLE_HEADER,
        BlockKind.TABLE_ROW,
        BlockKind.HEADING,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
    ]
    assert report.words == len(report.text.split())


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the development data is not beside the checkout")
def test_the_example_articles_are_read_as_a_person_would():
    reports = list(collect([str(SEEDS)]))
    assert len(reports) == 5
    assert [report.published for report in reports] == [None] * 5
    kinds = [[block.kind for block in report.blocks] for report in reports]
    assert [each.count(BlockKind.TITLE) for each in kinds] == [1, 1, 1, 0, 0]
    assert [each.count(BlockKind.TABLE_ROW) for each in kinds] == [3, 0, 0, 0, 0]
    assert [each.count(BlockKind.LIST_ITEM) for each in kinds] == [0, 0, 15, 0, 0]
    for furniture in ("`html", "Table of Contents", "Share post", "Read also", "Post a Comment"):
        assert not any(furniture in report.text for report in reports)
