"""What a file is, from its first bytes and its name."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from tocsin.intake.cleaning import BYTE_ORDER_MARKS, decode, looks_like_utf16
from tocsin.intake.registry import Importer, RawItem, by_content_type, by_suffix, importers
from tocsin.intake.xml_safety import root_element

HEAD_BYTES = 4096
# Licences and notes to the robots stand in comments before the root element.
ROOT_WITHIN_BYTES = 100_000

# First bytes of files that are sure to be what they say.
MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"WARC/", "warc"),
)
# Not read, but named in the message.
FOREIGN = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or Outlook file"),
    (b"{\\rtf", "an RTF file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ID3", "a sound file"),
)
# Archives by content that other importers open by name, because they are archives inside.
INSIDE_ZIP = (".docx",)
GENERIC_TYPES = ("text/plain", "application/octet-stream", "binary/octet-stream", "text/xml",
                 "application/xml", "application/x-gzip", "application/gzip")  # fmt: skip

HTML_ROOTS = ("html", "head", "body")
FEED_ROOTS = ("rss", "feed", "rdf:rdf")
HTML_ANYWHERE = re.compile(r"<(?:p|div|h[1-6]|article|table|span|br|title|meta)\b[^>]*>", re.I)
HEADER_LINE = re.compile(
    r"(?:From|To|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To): ?\S", re.I
)


def find_importer(item: RawItem) -> Importer | None:
    """The importer for an item; None where nothing reads it.

    Unmistakable first bytes go before names, because pages are saved as PDFs
    and PDFs as pages; then what a server says, unless it says little; then
    the suffix; then a closer look at the text.
    """
    readers = importers()
    suffix = name_suffix(item.origin, is_packed=item.data.startswith(b"\x1f\x8b"))
    named = by_suffix().get(suffix)
    magic = next((name for start, name in MAGIC if item.data.startswith(start)), None)
    if magic and not (named and (named.name == magic or (suffix in INSIDE_ZIP and magic == "zip"))):
        # fastwarc unpacks by itself, record for record.
        return named if magic == "gzip" and suffix == ".warc.gz" else readers[magic]
    served = (item.content_type or "").split(";")[0].strip().lower()
    if served and served not in GENERIC_TYPES and served in by_content_type():
        return by_content_type()[served]
    if named and named.name != "text":
        looks_like_page = is_text(item.data) and _root(item.data) in HTML_ROOTS
        return readers["html"] if magic is None and looks_like_page and suffix != ".eml" else named
    return readers[sniff_text(item.data)] if is_text(item.data) else None


def sniff_text(data: bytes) -> str:
    """Which importer reads a text without a name: html, feed, json, email or text."""
    head, root = _head(data), _root(data)
    if _is_feed_root(root):
        return "feed"
    if root in HTML_ROOTS or (head.lstrip().startswith("<") and HTML_ANYWHERE.search(head)):
        return "html"
    if head.lstrip().startswith(("{", "[")) and _is_json(data):
        return "json"
    lines = head.lstrip().split("\n", 3)[:3]
    if len(lines) > 2 and sum(bool(HEADER_LINE.match(line)) for line in lines) >= 2:
        return "email"
    return "text"


def is_feed(data: bytes) -> bool:
    """Whether these bytes begin as RSS or Atom does."""
    return _is_feed_root(_root(data))


def is_text(data: bytes) -> bool:
    """Whether these bytes are text in some encoding, judged by their beginning."""
    head = data[:HEAD_BYTES]
    if any(head.startswith(mark) for mark, _ in BYTE_ORDER_MARKS) or looks_like_utf16(head):
        return True
    if any(head.startswith(start) for start, _ in FOREIGN if len(start) > 2):
        return False
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\x1b")
    return b"\0" not in head and controls <= 0.02 * len(head)


def foreign_type(data: bytes, origin: str) -> str:
    """What to call a file that is not read."""
    suffix = name_suffix(origin, is_packed=data.startswith(b"\x1f\x8b"))
    named = next((name for start, name in FOREIGN if data.startswith(start)), None)
    if named:
        return named
    if suffix in by_suffix():
        return f"binary data under the name of {suffix}"
    return f"a file of type {suffix}" if suffix else "a binary file"


def name_suffix(origin: str, *, is_packed: bool = True) -> str:
    """The longest suffix of a name that an importer goes by, else the last one, in lower case.

    is_packed: whether ".gz" still applies; an unpacked item keeps its name
    and goes by what stands before.

    >>> name_suffix("april.JSONL.gz", is_packed=False)
    '.jsonl'
    """
    path = urlsplit(origin).path if "://" in origin else origin.split("#")[0]
    suffixes = [suffix.lower() for suffix in PurePosixPath(path).suffixes[-2:]]
    if not is_packed and suffixes[-1:] == [".gz"]:
        suffixes.pop()
    both = "".join(suffixes)
    return both if both in by_suffix() else "".join(suffixes[-1:])


def _head(data: bytes) -> str:
    return decode(data[:HEAD_BYTES])


def _root(data: bytes) -> str:
    # Most texts have none, and those in an unknown encoding take long to decode.
    is_markup = _head(data).lstrip().startswith("<")
    return root_element(decode(data[:ROOT_WITHIN_BYTES])) if is_markup else ""


def _is_feed_root(root: str) -> bool:
    # Whoever wrote it may have given Atom a prefix.
    return root in FEED_ROOTS or root.endswith(":feed")


def _is_json(data: bytes) -> bool:
    """Whether the first line, or else the whole, is JSON."""
    first = data.lstrip().split(b"\n", 1)[0]
    for candidate in (first, data):
        try:
            return isinstance(json.loads(decode(candidate)), dict | list)
        except (ValueError, RecursionError):
            continue
    return False
