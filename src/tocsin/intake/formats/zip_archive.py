"""Zip archives of anything that Tocsin reads, nested ones too, within limits."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from tocsin.domain.errors import InputError
from tocsin.domain.report import Unread
from tocsin.intake.formats.docx import read_docx
from tocsin.intake.items import too_big
from tocsin.intake.registry import Draft, IntakeOptions, RawItem, importer, what_is_read
from tocsin.intake.report_files import is_report_by_content, is_report_by_name, nothing_readable

ENCRYPTED = 0x1
# Files that are zip archives only on the inside.
DOCUMENT_MARKS = ("[Content_Types].xml", "mimetype", "AndroidManifest.xml")


@importer(
    "zip",
    label="a zip archive",
    suffixes=(".zip",),
    content_types=("application/zip", "application/x-zip-compressed"),
)
def read_zip(item: RawItem, options: IntakeOptions) -> Iterator[RawItem | Draft | Unread]:
    """The reports in an archive, in its own order, named `archive.zip/inner.txt`.

    What is no report is passed over, as in a folder. All sizes are checked
    before anything is unpacked: a zip bomb unpacks to nothing.
    """
    with open_zip(item, options) as archive:
        names = archive.namelist()
        if "word/document.xml" in names:
            yield from read_docx(item, options)
            return
        if any(mark in names for mark in DOCUMENT_MARKS):
            raise InputError(
                item.origin,
                "is a document of a kind that is not read.",
                "Save it as .docx, .pdf or .html.",
            )
        found_any = False
        entries = [entry for entry in archive.infolist() if _is_of_a_person(entry)]
        for entry in entries:
            by_name = is_report_by_name(entry.filename)
            if by_name is False:
                continue
            part = _unpack(item, archive, entry, options)
            if by_name or isinstance(part, Unread) or is_report_by_content(part.data):
                found_any = True
                yield part
        if not found_any:
            reason = nothing_readable(entry.filename for entry in entries)
            raise InputError(item.origin, reason, what_is_read())


def open_zip(item: RawItem, options: IntakeOptions) -> zipfile.ZipFile:
    """The archive, once all it unpacks to is paid for; raises InputError otherwise."""
    try:
        archive = zipfile.ZipFile(BytesIO(item.data))
    except (zipfile.BadZipFile, ValueError, OverflowError) as error:
        raise InputError(item.origin, "is a damaged zip archive.", "Get it again.") from error
    for entry in archive.infolist():
        options.allowance.take(entry.file_size, entry.compress_size)
    return archive


def _is_of_a_person(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file that a person put there, and no program."""
    parts = entry.filename.split("/")
    return not (entry.is_dir() or parts[0] == "__MACOSX" or any(p.startswith(".") for p in parts))


def _unpack(
    item: RawItem, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, options: IntakeOptions
) -> RawItem | Unread:
    origin = f"{item.origin}/{entry.filename}"
    if entry.flag_bits & ENCRYPTED:
        return Unread(
            origin=origin, reason="is password-protected.", remedy="Unpack it and pass the files."
        )
    if entry.file_size >= options.limits.file_bytes:
        error = too_big(origin, entry.file_size, options.limits)
        return Unread(origin=origin, reason=error.reason, remedy=error.remedy)
    try:
        return RawItem(origin, archive.read(entry))
    except NotImplementedError:
        return Unread(
            origin=origin,
            reason="is packed in a way that is not read.",
            remedy="Unpack it and pass the file.",
        )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        return Unread(
            origin=origin, reason="is damaged in the archive.", remedy="Get the archive again."
        )
