"""Objects of the vocabulary as bytes, and the digest that tells whether they are still the same."""

from __future__ import annotations

import hashlib
import zlib

from tocsin.domain import Reading, Record, Report

UNKEPT = {"grade", "house", "credit_house", "duplicate_of"}
"""Of a report: what the desk and the other reports decide, so that it is found anew each time."""

_EMPTY = Report(id="", origin="", text="")


def pack(record: Record, *, exclude: set[str] | None = None) -> tuple[bytes, str]:
    """The body of a record and its digest, 32 hexadecimal digits over the plain JSON."""
    text = record.model_dump_json(exclude=exclude).encode()
    return zlib.compress(text), digest_of(text)


def unpack(body: bytes) -> bytes:
    """The plain JSON of a body. Errors: zlib.error where the bytes are damaged."""
    return zlib.decompress(body)


def digest_of(text: bytes) -> str:
    """BLAKE2b with 16 bytes, RFC 7693."""
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def pack_report(report: Report) -> tuple[bytes, str]:
    """The body of a report without what is decided elsewhere."""
    return pack(report, exclude=UNKEPT)


def unpack_report(body: bytes) -> Report:
    """A report as it was taken in: not graded, not yet known as a copy."""
    return Report.model_validate_json(unpack(body))


def pack_reading(reading: Reading) -> tuple[bytes, str]:
    """The body of what was found, without the report, which is kept beside it."""
    return pack(reading.model_copy(update={"report": _EMPTY}))


def unpack_reading(body: bytes, report: Report) -> Reading:
    """What was found in a report, joined with it again."""
    return Reading.model_validate_json(unpack(body)).model_copy(update={"report": report})
