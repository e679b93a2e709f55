"""JSON, one object to a line: written alike everywhere, read past a line that is broken."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tocsin.domain import InputError, Unread

CUT_OFF = "The file may have been cut off or changed; copy or export it again."


class Line(NamedTuple):
    """An object with the place it stands at: "events.jsonl, line 4"."""

    place: str
    value: dict[str, Any]


def to_json(value: object) -> str:
    """One line of JSON; fields in the order given."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def to_lines(values: Iterable[object]) -> bytes:
    """One value to a line, each line ended; empty for no values."""
    return "".join(to_json(value) + "\n" for value in values).encode("utf-8")


def read_lines(path: Path) -> Iterator[Line | Unread]:
    """Each object of a file of JSON lines; empty lines are passed over."""
    with path.open("rb") as file:
        yield from parse_lines(file, path)


def parse_lines(lines: Iterable[bytes], path: Path) -> Iterator[Line | Unread]:
    """Each object of some JSON lines. path: where they come from, for messages."""
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        place = f"{path}, line {number}"
        try:
            value = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
        except (ValueError, RecursionError) as error:
            yield Unread(origin=place, reason=f"is not JSON ({_why(error)}).", remedy=CUT_OFF)
            continue
        if isinstance(value, dict):
            yield Line(place, value)
        else:
            yield Unread(origin=place, reason="is not a JSON object.", remedy=CUT_OFF)


def read_object(path: Path) -> dict[str, Any]:
    """The one object of a JSON file. Raises InputError where it is not one."""
    try:
        value = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(str(path), f"is not JSON ({_why(error)}).", CUT_OFF) from None
    if not isinstance(value, dict):
        raise InputError(str(path), "is not a JSON object.", CUT_OFF)
    return value


def first_object(head: bytes) -> dict[str, Any]:
    """The object on the first line of a file; empty where there is none."""
    try:
        value = json.loads(head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0])
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def present(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something: neither None nor empty. Zero and False do.

    >>> present({"mode": None, "context": [], "event_scale": 0.0})
    {'event_scale': 0.0}
    """
    return {
        name: value
        for name, value in fields.items()
        if value is not None and not (isinstance(value, str | list | dict | tuple) and not value)
    }


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.lower()} at character {error.pos + 1}"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error)
