"""Archives are opened, nested ones too; those made to do harm are refused in one line."""

import gzip
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tocsin.domain.report import Report, Unread
from tocsin.intake import Limits, collect

TEXT = (
    "Arvia's border guard halted a relief convoy on Tuesday, and asked Borland for an explanation "
    "of what the lorries had carried across the river."
)
OTHER = "Borland denied that its lorries held anything but grain, and called it a provocation."


def zipped(files: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def read(tmp_path: Path, name: str, data: bytes, **options) -> list[Report | Unread]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(collect([str(path)], **options))


def read_unread(tmp_path: Path, name: str, data: bytes, **options) -> Unread:
    (unread,) = read(tmp_path, name, data, **options)
    assert isinstance(unread, Unread)
    return unread


def test_files_in_a_zip_are_named_by_both(tmp_path):
    inner = zipped({"c.txt": OTHER, "c.txt.gz": gzip.compress(OTHER.encode())})
    files = {"notes/a.txt": TEXT, "b.zip": inner, "__MACOSX/a.txt": "x", ".hidden.txt": "x"}
    found = read(tmp_path, "week.zip", zipped(files))
    assert [(report.origin, report.text) for report in found] == [
        ("week.zip/notes/a.txt", TEXT),
        ("week.zip/b.zip/c.txt", OTHER),
        ("week.zip/b.zip/c.txt.gz", OTHER),
    ]


def test_what_is_not_read_in_a_zip_stops_nothing(tmp_path):
    picture = b"\x89PNG\r\n\x1a\n\0\0"
    files = {"a.txt": picture, "b.txt": "", "c.doc": b"\xd0\xcf\x11\xe0\0", "d.txt": TEXT}
    *unread, report = read(tmp_path, "week.zip", zipped(files))
    assert isinstance(report, Report)
    assert [(each.origin, each.reason) for each in unread] == [
        ("week.zip/a.txt", "a PNG picture is not read."),
        ("week.zip/b.txt", "is empty."),
        ("week.zip/c.doc", "an old Word, Excel or Outlook file is not read."),
    ]


def test_what_is_no_report_in_a_zip_is_passed_over_as_in_a_folder(tmp_path):
    files = {"a.png": b"\x89PNG", "desk.toml": "title = 'Delta'", "Makefile": "all:\n\tgo $@\n"}
    (report,) = read(tmp_path, "week.zip", zipped({**files, "letter": TEXT}))
    assert (report.origin, report.text) == ("week.zip/letter", TEXT)
    assert read_unread(tmp_path, "week.zip", zipped(files)).reason == (
        "holds nothing readable (1 .png, 1 .toml, 1 without suffix)."
    )
    assert read_unread(tmp_path, "week.zip", zipped({})).reason == (
        "holds nothing readable (it is empty)."
    )


def test_encrypted_files_in_a_zip_are_named(tmp_path):
    data = bytearray(zipped({"a.txt": TEXT}, zipfile.ZIP_STORED))
    # The flag stands in the local header (offset 6) and in the directory (offset 8).
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    unread = read_unread(tmp_path, "week.zip", bytes(data))
    assert unread.origin == "week.zip/a.txt"
    assert unread.reason == "is password-protected."


def test_a_damaged_file_in_a_zip_stops_no_other(tmp_path):
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": OTHER}, zipfile.ZIP_STORED))
    data[data.index(TEXT.encode())] ^= 0xFF
    damaged, report = read(tmp_path, "week.zip", bytes(data))
    assert damaged.origin == "week.zip/a.txt"
    assert "damaged" in damaged.reason
    assert report.text == OTHER


def test_a_document_that_is_a_zip_inside_is_not_taken_apart(tmp_path):
    sheet = zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
    assert "a document of a kind that is not read" in read_unread(tmp_path, "a.xlsx", sheet).reason


@pytest.mark.parametrize(
    ("name", "data", "limits", "reason"),
    [
        ("a.zip", zipped({"a.txt": b"0" * 40_000_000}), Limits(), "times its size"),
        ("a.txt.gz", gzip.compress(b"0" * 40_000_000), Limits(), "times its size"),
        (
            "a.txt.gz",
            gzip.compress(TEXT.encode()),
            Limits(file_bytes=len(TEXT) - 1),
            "more than is read at once",
        ),
        ("a.docx", zipped({"word/document.xml": b"0" * 40_000_000}), Limits(), "times its size"),
        (
            "a.zip",
            zipped({f"{n}.txt": TEXT for n in range(9)}),
            Limits(unpacked_bytes=5 * len(TEXT)),
            "unpacks to more than",
        ),
        (
            "a.zip",
            zipped({f"{n}.txt": TEXT for n in range(9)}),
            Limits(archive_entries=8),
            "holds more than 8 files",
        ),
    ],
    ids=["zip bomb", "gzip bomb", "large", "docx bomb", "too much in all", "too many files"],
)
def test_bombs_are_refused_before_they_are_unpacked(tmp_path, name, data, limits, reason):
    unread = read_unread(tmp_path, name, data, limits=limits)
    assert unread.origin == name
    assert reason in unread.reason
    assert unread.remedy


def nested(depth: int, width: int = 1) -> bytes:
    data = zipped({"a.txt": TEXT})
    for _ in range(depth - 1):
        data = zipped({f"{number}.zip": data for number in range(width)})
    return data


def test_archives_are_opened_three_deep(tmp_path):
    (report,) = read(tmp_path, "a.zip", nested(3))
    assert isinstance(report, Report)
    assert "more than 3 deep" in read_unread(tmp_path, "b.zip", nested(4)).reason


def test_a_bomb_of_nested_archives_gives_one_line(tmp_path):
    unread = read_unread(tmp_path, "a.zip", nested(5, width=9))
    assert unread.origin == "a.zip"


def test_a_bomb_inside_an_archive_stops_that_archive_alone(tmp_path):
    (tmp_path / "b.txt").write_text(TEXT)
    files = {"a.txt": OTHER, "b.zip": zipped({"c.txt": b"0" * 40_000_000})}
    (tmp_path / "a.zip").write_bytes(zipped(files))
    first, refused, after = collect([str(tmp_path)])
    assert isinstance(first, Report)
    assert isinstance(refused, Unread)
    assert refused.origin == "a.zip"
    assert isinstance(after, Report)


@pytest.mark.parametrize("keep", [20, -1, -6])
def test_a_truncated_gzip_is_said_to_be(tmp_path, keep):
    unread = read_unread(tmp_path, "a.txt.gz", gzip.compress(TEXT.encode())[:keep])
    assert unread.reason == "is a truncated gzip file."


def test_gzip_members_are_joined_and_padding_is_left_out(tmp_path):
    data = gzip.compress(TEXT.encode()) + gzip.compress(b"\n\n" + OTHER.encode()) + b"\0" * 512
    (report,) = read(tmp_path, "a.txt.gz", data)
    assert report.text == f"{TEXT}\n\n{OTHER}"


def record(url: str, body: str, content_type: str = "text/html", status: str = "200 OK") -> bytes:
    """A response as web archives keep it (ISO 28500, WARC 1.0)."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n"
    block = f"{head}\r\n{body}"
    return (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2031-04-02T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(url):032x}>\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        f"{block}\r\n\r\n"
    ).encode()


RECORDS = [
    record("https://gazette.example/sel", f"<html><body><p>{TEXT}</p></body></html>"),
    record("https://gazette.example/logo", "PNG", "image/png"),
    record("https://gazette.example/gone", f"<p>{OTHER}</p>", status="404 Not Found"),
    record("https://gazette.example/note.php", OTHER, "text/plain; charset=utf-8"),
]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc", b"".join(RECORDS)),
        ("a.warc.gz", b"".join(map(gzip.compress, RECORDS))),
        ("a.dat", b"".join(RECORDS)),
        ("a.dat.gz", gzip.compress(b"".join(RECORDS))),
    ],
)
def test_web_archives_give_their_pages(tmp_path, name, data):
    found = read(tmp_path, name, data)
    assert [(report.origin, report.url, report.text) for report in found] == [
        (f"{name}/https://gazette.example/sel", "https://gazette.example/sel", TEXT),
        (f"{name}/https://gazette.example/note.php", "https://gazette.example/note.php", OTHER),
    ]


def test_a_web_archive_without_pages_says_so(tmp_path):
    assert "without pages" in read_unread(tmp_path, "a.warc", RECORDS[1]).reason
