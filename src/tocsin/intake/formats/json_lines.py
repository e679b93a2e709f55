"""JSON: one object to a line (.jsonl), a list of objects, or an object that holds such a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from tocsin.domain.errors import InputError
from tocsin.domain.report import Unread
from tocsin.intake.cleaning import decode, looks_like_utf16
from tocsin.intake.records import Row, read_rows
from tocsin.intake.registry import Draft, IntakeOptions, RawItem, importer

# Where programs and services put their list of articles.
LIST_FIELDS = ("articles", "items", "reports", "documents", "docs", "entries", "results", "news",
               "data", "records", "posts")  # fmt: skip


@importer(
    "json",
    label="JSON",
    suffixes=(".jsonl", ".json", ".ndjson"),
    content_types=("application/json", "application/x-ndjson", "application/jsonl",
                   "application/feed+json"),
)  # fmt: skip
def read_json(item: RawItem, options: IntakeOptions) -> Iterator[Draft | Unread]:
    """One Draft per object; a broken line is one Unread and stops no other."""
    data = item.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) or looks_like_utf16(data):
        data = decode(data).encode("utf-8", "replace")
    rows = _lines(item.origin, data) if _is_one_to_a_line(data) else _whole(item.origin, data)
    yield from read_rows(item, rows, options.fields)


def _is_one_to_a_line(data: bytes) -> bool:
    """Whether the first line is an object by itself and more than brackets follows it."""
    first, _, rest = data.lstrip().partition(b"\n")
    if not rest.strip() or not first.strip().startswith(b"{"):
        return False
    if isinstance(_parsed(first), dict):
        return True
    # The first line may be the broken one.
    second = rest.lstrip().partition(b"\n")[0]
    return isinstance(_parsed(second), dict)


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(decode(line), strict=False)
    except (ValueError, RecursionError):
        return None


def _lines(origin: str, data: bytes) -> Iterator[tuple[str, Row | Unread]]:
    for number, line in enumerate(BytesIO(data), start=1):
        if not line.strip():
            continue
        place = f"{origin}, line {number}"
        try:
            row = json.loads(decode(line), strict=False)
        except (ValueError, RecursionError) as error:
            yield place, Unread(origin=place, reason=f"is not valid JSON ({_in_short(error)}).")
            continue
        yield place, row if isinstance(row, dict) else _no_object(place)


def _whole(origin: str, data: bytes) -> Iterator[tuple[str, Row | Unread]]:
    try:
        value = json.loads(decode(data), strict=False)
    except (ValueError, RecursionError) as error:
        raise InputError(origin, f"is not valid JSON ({error}).") from error
    if isinstance(value, dict):
        rows = next(
            (value[name] for name in LIST_FIELDS if _is_list_of_objects(value.get(name))), None
        )
        if rows is None:
            yield origin, value
            return
        value = rows
    if not _is_list_of_objects(value):
        raise InputError(origin, "holds no JSON object.")
    for number, row in enumerate(value, start=1):
        place = f"{origin}, item {number}"
        yield place, row if isinstance(row, dict) else _no_object(place)


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _in_short(error: Exception) -> str:
    """What is wrong in a line of JSON, without the parser's own count of lines."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.lower()} at character {error.pos + 1}"
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error)


def _no_object(place: str) -> Unread:
    return Unread(origin=place, reason="is not a JSON object with named fields.")
