"""Tocsin's own bundle: all that was read and ruled, without loss, from one machine to another.

JSON lines: a head that names the form and its version, one line for each
reading and each correction with the digest of its body, and an end that counts
them, so that a bundle that was cut off is known for one.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tocsin.domain import Correction, InputError, Reading, Record, Unread
from tocsin.exchange.excerpts import in_short
from tocsin.exchange.lines import CUT_OFF, Line, first_object, parse_lines, to_json
from tocsin.exchange.registry import Arrived, Holdings, form

VERSION = 1
"""Counted up when an older Tocsin could no longer read what is written."""

_GZIP = b"\x1f\x8b"
_MODELS: Mapping[str, type[Reading] | type[Correction]] = {
    "reading": Reading,
    "correction": Correction,
}


def recognise(path: Path, head: bytes) -> bool:
    """Whether the first line says so; packed with gzip or not."""
    if head.startswith(_GZIP) and not path.is_dir():
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 65_536)
        except zlib.error:
            return False
    return "tocsin_bundle" in first_object(head)


def write(holdings: Holdings) -> Mapping[str, bytes]:
    """One file; readings as they are, then corrections in the order in which they were given."""
    assessment = holdings.assessment
    head = {
        "tocsin_bundle": VERSION,
        "desk": assessment.desk,
        "as_of": assessment.as_of.isoformat(),
        "generated_by": assessment.generated_by,
    }
    lines = [to_json(head)]
    lines += [_line("reading", reading) for reading in holdings.readings]
    lines += [_line("correction", correction) for correction in holdings.corrections]
    end = {"end": len(lines) - 1, "digest": _digest("\n".join(lines[1:]))}
    return {"tocsin-bundle.jsonl": "\n".join([*lines, to_json(end), ""]).encode("utf-8")}


def _line(kind: str, record: Record) -> str:
    body = to_json(record.model_dump(mode="json"))
    return f'{{"kind":"{kind}","digest":"{_digest(body)}","body":{body}}}'


def _digest(text: str) -> str:
    """BLAKE2b with 16 bytes, RFC 7693."""
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def read(path: Path) -> Iterator[Arrived]:
    """What the bundle holds; a line that was changed is an Unread, and so is a missing end."""
    ended: int | None = None
    found = 0
    for line in _lines(path):
        if isinstance(line, Unread):
            found += 1
            yield line
        elif "tocsin_bundle" in line.value:
            _check_version(line)
        elif "end" in line.value:
            ended = line.value["end"]
        else:
            found += 1
            yield _record(line)
    if ended is None:
        yield Unread(origin=str(path), reason="has no end: it was cut off.", remedy=CUT_OFF)
    elif ended != found:
        reason = f"has {found} of the {ended} lines that were written."
        yield Unread(origin=str(path), reason=reason, remedy=CUT_OFF)


def _lines(path: Path) -> Iterator[Line | Unread]:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
        file.seek(0)
        if not packed:
            yield from parse_lines(file, path)
            return
        try:
            with gzip.open(file) as unpacked:
                yield from parse_lines(unpacked, path)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            reason = "is damaged or was cut off: what follows cannot be unpacked."
            yield Unread(origin=str(path), reason=reason, remedy=CUT_OFF)


def _check_version(head: Line) -> None:
    version = head.value["tocsin_bundle"]
    if version == VERSION:
        return
    by = head.value.get("generated_by", "another program")
    raise InputError(
        head.place,
        f"is a bundle of form {version!r}, written by {by}; this Tocsin reads form {VERSION}.",
        "Update Tocsin here, or export with the version that is here.",
    )


def _record(line: Line) -> Reading | Correction | Unread:
    kind: Any = line.value.get("kind")
    model = _MODELS.get(kind) if isinstance(kind, str) else None
    if model is None:
        there = ", ".join(_MODELS)
        reason = f"is of the kind {kind!r}; a bundle holds: {there}."
        return Unread(origin=line.place, reason=reason, remedy=CUT_OFF)
    body = to_json(line.value.get("body"))
    if _digest(body) != line.value.get("digest"):
        return Unread(origin=line.place, reason="is not what its digest says.", remedy=CUT_OFF)
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        reason = f"is no {kind} as this Tocsin knows it: {in_short(error)}."
        return Unread(origin=line.place, reason=reason, remedy="Update Tocsin here.")


form(
    "tocsin",
    label="Tocsin's own bundle, nothing lost",
    read=read,
    recognise=recognise,
)(write)
