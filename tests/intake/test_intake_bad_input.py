"""Whatever is given, each thing that cannot be read is one clear line, and the rest is read."""

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tocsin.domain.report import Report, Unread
from tocsin.intake import JsonFields, Limits, collect
from tocsin.intake.registry import by_suffix

TEXT = (
    "Arvia's border guard halted a relief convoy on Tuesday, and asked Borland for an explanation "
    "of what the lorries had carried across the river."
)
GERMAN = (
    "Der Grenzschutz hat am Dienstag einen Hilfszug angehalten und eine Erklärung verlangt, was "
    "die Lastwagen über den Fluss gebracht haben und wer sie geschickt hat. Zwei Fahrer wurden "
    "befragt, einer davon bis in den späten Abend; beide durften danach weiterfahren."
)
RUSSIAN = (
    "Пограничная служба остановила во вторник колонну с гуманитарной помощью и потребовала "
    "объяснить, что именно везли грузовики через реку."
)


def read(tmp_path: Path, name: str, data: bytes | str, **options) -> list[Report | Unread]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(collect([str(path)], **options))


def read_unread(tmp_path: Path, name: str, data: bytes | str, **options) -> Unread:
    (unread,) = read(tmp_path, name, data, **options)
    assert isinstance(unread, Unread), unread
    return unread


def locked_pdf() -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def scanned_pdf() -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(200, 200)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


ENTITIES = '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", "", "is empty."),
        ("a.txt", " \n\t\n", "is empty."),
        ("a.pdf", "", "is empty."),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture is not read."),
        ("a.txt", bytes(range(256)) * 8, "binary data under the name of .txt is not read."),
        ("a.xyz", b"\0\1\2\3" * 100, "a file of type .xyz is not read."),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "an old Word"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "is password-protected or in Word's old"),
        ("a.docx", TEXT, "is not a Word document"),
        ("a.zip", b"PK\x03\x04" + b"\0" * 50, "is a damaged zip archive."),
        ("a.pdf", locked_pdf(), "is password-protected."),
        ("a.pdf", scanned_pdf(), "has no text layer"),
        ("a.pdf", b"%PDF-1.4\n" + b"x" * 100, "is a damaged PDF"),
        ("a.rss", f"{ENTITIES}<rss><channel><item/></channel></rss>", "declares XML entities"),
        ("a.xml", f"{LAUGHS}<rss><channel><item/></channel></rss>", "declares XML entities"),
        ("a.xhtml", f"{ENTITIES}<html><p>&file;</p></html>", "declares XML entities"),
        ("a.xml", f"{ENTITIES}<html>&file;</html>".encode("utf-16"), "declares XML entities"),
        ("a.rss", "<rss version='2.0'><channel></channel></rss>", "is a feed without entries."),
        ("a.xml", "<plan><step/></plan>", "is no feed that can be read."),
        ("a.json", "{not json", "is not valid JSON"),
        ("a.json", "[" * 100_000, "is not valid JSON"),
        ("a.json", '"words"', "holds no JSON object."),
        ("a.json", "[1, 2]", "holds no JSON object."),
        ("a.csv", "when,who\n2031,Arvia\n", "has no field with a text; its fields: when, who."),
        ("a.html", "<html><body><script>x()</script></body></html>", "holds no text"),
        ("a.html", "<!-- -->", "holds no text"),
        ("a.csv", "title,text\n", "holds nothing to read."),
        ("a.txt", "Share this article\nSubscribe to our newsletter\n", "but page furniture."),
        ("a.txt", GERMAN, "is not in English (de); only English is read so far."),
        ("a.txt", RUSSIAN.encode("koi8-r"), "is not in English"),
        ("a.txt", RUSSIAN.encode("utf-16"), "is not in English (ru)"),
        ("a.warc", "WARC/1.0\r\n", "is a web archive without pages."),
        ("a.eml", "From: x\n\n", "holds no text"),
        ("a.txt.gz", b"\x1f\x8b\x08\0nonsense", "gzip"),
    ],
)
def test_bad_files_get_one_line_that_says_what_is_wrong(tmp_path, name, data, reason):
    unread = read_unread(tmp_path, name, data)
    assert unread.origin.startswith(name)
    assert reason in unread.reason
    assert "\n" not in unread.reason + unread.remedy
    assert "Traceback" not in unread.reason


def test_libraries_do_not_talk_to_the_user(tmp_path, caplog):
    read(tmp_path, "a.html", "<html><body></body></html>")
    read(tmp_path, "a.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF")
    assert not caplog.records


def test_external_entities_are_never_read_into_a_report(tmp_path):
    (tmp_path / "secret").write_text("the secret words")
    entity = f'<!DOCTYPE html [<!ENTITY file SYSTEM "file://{tmp_path}/secret">]>'
    for name in ("a.html", "a.xhtml", "a.xml", "a.rss", "a.txt", "a.md"):
        for found in read(
            tmp_path, name, f"{entity}<html><body><p>{TEXT} &file;</p></body></html>"
        ):
            assert "the secret words" not in str(found)


def test_one_bad_row_stops_no_other(tmp_path):
    rows = [
        json.dumps({"text": TEXT}),
        "{broken",
        "",
        json.dumps({"text": ""}),
        json.dumps({"text": GERMAN}),
        json.dumps([TEXT]),
        json.dumps({"text": f"{TEXT} Two were searched."}),
    ]
    found = read(tmp_path, "a.jsonl", "\n".join(rows))
    assert [each.origin for each in found] == [
        f"a.jsonl, line {number}" for number in (1, 2, 4, 5, 6, 7)
    ]
    assert [isinstance(each, Report) for each in found] == [True, False, False, False, False, True]
    assert found[1].reason.startswith("is not valid JSON (")
    assert found[2].reason == "has nothing in its field 'text'."


def test_a_file_of_rows_without_texts_is_one_line(tmp_path):
    rows = "\n".join(json.dumps({"id": number, "from": "ARV"}) for number in range(500))
    unread = read_unread(tmp_path, "events.jsonl", rows)
    assert unread.origin == "events.jsonl"
    assert "its fields: id, from" in unread.reason


def test_a_named_field_that_is_not_there_is_said(tmp_path):
    unread = read_unread(tmp_path, "a.csv", f"text\n{TEXT}\n", fields=JsonFields(text="story"))
    assert unread.reason == "has no field 'story'; its fields: text."


def test_a_file_above_the_limit_is_not_opened(tmp_path):
    unread = read_unread(tmp_path, "a.txt", TEXT, limits=Limits(file_bytes=len(TEXT)))
    assert "and more are not read" in unread.reason
    assert read(tmp_path, "a.txt", TEXT, limits=Limits(file_bytes=len(TEXT) + 1))[0].text == TEXT
    (unread,) = collect(["-"], stdin=io.BytesIO(b"x" * 9), limits=Limits(file_bytes=8))
    assert unread.origin == "standard input"


def test_a_document_longer_than_any_report_is_refused(tmp_path):
    unread = read_unread(tmp_path, "a.txt", TEXT * 2, limits=Limits(report_characters=len(TEXT)))
    assert unread.reason == f"is {2 * len(TEXT)} characters long; up to {len(TEXT)} are read."


def test_a_file_of_300_megabytes_is_refused_unread(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(300_000_000)  # takes no room on disk
    (unread,) = collect([str(tmp_path / "a.txt")])
    assert unread.reason == "is 300 MB; files of 200 MB and more are not read."


def test_a_missing_file_suggests_a_near_name(tmp_path):
    (tmp_path / "april.txt").write_text(TEXT)
    (unread,) = collect([str(tmp_path / "apirl.txt")])
    assert unread.origin == str(tmp_path / "apirl.txt")
    assert unread.remedy == f"Did you mean {tmp_path / 'april.txt'}?"
    (unread,) = collect([str(tmp_path / "june.txt")])
    assert unread.remedy == ""  # the suffix alone makes no likeness
    (unread,) = collect([str(tmp_path / "april.html")])
    assert unread.remedy == f"Did you mean {tmp_path / 'april.txt'}?"
    (unread,) = collect([str(tmp_path / "no" / "such.txt")])
    assert unread.reason == "there is no such file or folder."


@pytest.mark.parametrize(
    "name", ["", " ", "a\0b", "x" * 5000, "april.txt/inner.txt", "ftp://press.example/april.txt"]
)
def test_impossible_names_are_one_line_each(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    Path("april.txt").write_text(TEXT)
    found = list(collect([name, "april.txt"]))
    assert isinstance(found[-1], Report)
    assert isinstance(found[0], Unread)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "'': is no name. Give a file, a folder or an address."),
        (
            "FTP://press.example/april.txt",
            "FTP://press.example/april.txt: is fetched by no way Tocsin knows: there are http and "
            "https. Save it and give the file.",
        ),
    ],
)
def test_what_is_no_path_is_not_looked_for(tmp_path, monkeypatch, name, message):
    monkeypatch.chdir(tmp_path)
    Path("april.txt").write_text(TEXT)
    (unread,) = collect([name])
    assert f"{unread.origin}: {unread.reason} {unread.remedy}" == message


def test_a_file_without_permission_is_said_to_be(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    if os.access(tmp_path / "a.txt", os.R_OK):
        pytest.skip("this user may read everything")
    (unread,) = collect([str(tmp_path / "a.txt")])
    assert unread.reason == "may not be read by you."


def test_a_folder_with_nothing_readable_is_one_line(tmp_path):
    for name in ("a.png", "b.png", "c.exe"):
        (tmp_path / name).write_bytes(b"\0\1\2")
    (unread,) = collect([str(tmp_path)])
    assert unread.origin == str(tmp_path)
    assert "2 .png" in unread.reason
    empty = tmp_path / "empty"
    empty.mkdir()
    (unread,) = collect([str(empty)])
    assert "it is empty" in unread.reason


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text(TEXT)
    report, unread = collect([str(tmp_path)])
    assert isinstance(report, Report)
    assert "device or pipe" in unread.reason


def test_an_importer_that_fails_stops_nothing(tmp_path, monkeypatch):
    """Whatever a library raises on a damaged file."""

    def fail(item, options):
        raise RuntimeError("lost\nits way")
        yield

    monkeypatch.setitem(by_suffix(), ".md", by_suffix()[".md"]._replace(read=fail))
    (tmp_path / "a.md").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)
    unread, report = collect([str(tmp_path)])
    assert unread.reason == "could not be read as Markdown: lost its way."
    assert isinstance(report, Report)


SUFFIXES = sorted(by_suffix())
STARTS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"WARC/1.0\r\n",
    b"<html>",
    b"<table><tr><td colspan=99999999999>",
    b"<rss>",
    b"{",
    b"[{",
    b"\xff\xfe",
    b"From: a\nTo: b\nSubject: c\n\n",
    b"a,text\n",
    b"|a|b|\n|-|-|\n",
    b"---\ntitle: x\n---\n",
    b"```html\n",
]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    suffix=st.sampled_from(SUFFIXES),
    start=st.sampled_from(STARTS),
    rest=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)),
)
@example(suffix=".html", start=b"<html>", rest=b"<div>" * 5000 + TEXT.encode())
@example(suffix=".json", start=b"", rest=b'{"a":' * 100_000)
@example(
    suffix=".html", start=b"<html>", rest=b'<script type="application/ld+json">' + b"[" * 10**5
)
@example(suffix=".csv", start=b"a,text\n", rest=b"")
@example(suffix=".html", start=b"", rest=b"<!---->" * 5000 + b"<")
@example(suffix=".txt", start=b"", rest=b"<?x?>" * 5000 + b"<")
@example(suffix=".txt", start=b"", rest=b"__a" * 20_000 + b" *b" * 20_000)
@example(suffix=".txt", start=b"", rest=b". " * 50_000 + b"- " * 50_000)
@example(suffix=".md", start=b"", rest=b"> " * 2000 + b"- " * 2000)
def test_any_bytes_under_any_name_give_reports_or_reasons(tmp_path, suffix, start, rest):
    found = read(tmp_path, f"a{suffix}", start + rest)
    assert found
    for each in found:
        if isinstance(each, Report):
            for block in each.blocks:
                assert each.text[block.start : block.end].strip()
        else:
            assert each.reason
            assert "\n" not in each.reason
