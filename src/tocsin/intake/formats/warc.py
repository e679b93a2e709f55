"""Web archives: .warc, .warc.gz; every page in them is an item."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from tocsin.domain.errors import InputError
from tocsin.intake.registry import IntakeOptions, RawItem, importer

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
STATUS_OK = 200


@importer(
    "warc",
    label="a web archive",
    suffixes=(".warc", ".warc.gz"),
    content_types=("application/warc",),
)
def read_warc(item: RawItem, options: IntakeOptions) -> Iterator[RawItem]:
    """Pages that a server sent with status 200.

    Pictures, scripts, redirects and errors are no reports and are passed over.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    found = False
    records = ArchiveIterator(
        BytesIO(item.data),
        record_types=WarcRecordType.response,
        max_content_length=options.limits.file_bytes,
        auto_decode="all",
        fsspec_args=False,
    )
    try:
        for record in records:
            page = _page(item, record, options)
            if page is not None:
                found = True
                yield page
    except OSError as error:
        raise InputError(item.origin, "is a truncated or damaged web archive.") from error
    if not found:
        raise InputError(item.origin, "is a web archive without pages.")


def _page(item: RawItem, record: Any, options: IntakeOptions) -> RawItem | None:
    status = record.http_headers.status_code if record.http_headers else None
    content_type = record.http_content_type
    if status != STATUS_OK or content_type not in PAGE_TYPES:
        return None
    data = record.reader.read(options.limits.file_bytes)
    options.allowance.take(len(data), record.content_length)
    if len(data) >= options.limits.file_bytes:
        options.allowance.refuse("holds a page larger than is read at once")
    address = str(record.headers.get("WARC-Target-URI", "")).strip("<>")
    served = (
        f"{content_type}; charset={record.http_charset}" if record.http_charset else content_type
    )
    return RawItem(f"{item.origin}/{address}", data, served, url=address or None)
