"""Files of marked sentences: `tocsin eval coding`.

Tab separated, with a header. Columns: marked_sentence (`<s>…</s>` round the
source, `<t>…</t>` round the target), or sentence, source and target; and
gold_root. Others are ignored. A side that the sentence leaves unsaid is not
marked. Fields may be quoted as spreadsheets do it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tocsin.domain import EventType, InputError
from tocsin.evaluation.text_files import BadRow, lines_of
from tocsin.reading.coder import Marked

YIELD = "YIELD"
"""CONCEDE and RETREAT in one, as older files have it."""

LABELS = (*(str(type_) for type_ in EventType), YIELD)
MARK = re.compile(r"<(/?)([st])>")
QUOTED = re.compile(r'\s*"(?:[^"]|"")*"\s*')
LONGEST_FIELD_LINES = 50
NO_SIDE = (0, 0)


class MarkedRow(NamedTuple):
    """One sentence with its gold type. line: where it begins in the file, from 1."""

    line: int
    marked: Marked
    gold: str


class MarkedFile(NamedTuple):
    """What a file of marked sentences holds, and which of its lines were left out."""

    rows: tuple[MarkedRow, ...]
    bad: tuple[BadRow, ...]


def read_marked(path: Path) -> MarkedFile:
    """The sentences of a file.

    Raises InputError when it cannot be read, lacks a column or has no sentence.
    """
    lines = lines_of(path)
    header = [name.strip().lower() for name in _split(lines[0])]
    _check_columns(path, header)
    rows: list[MarkedRow] = []
    bad: list[BadRow] = []
    for number, fields in _records(lines, len(header)):
        if not any(field.strip() for field in fields):
            continue
        row = _row(number, dict(zip(header, fields, strict=False)))
        if isinstance(row, BadRow):
            bad.append(row)
        else:
            rows.append(row)
    if not rows:
        first = f"{path}, {bad[0]}" if bad else f"{path}: there is no line below the header."
        raise InputError(str(path), f"holds no sentence that can be used; {first}")
    return MarkedFile(tuple(rows), tuple(bad))


def _check_columns(path: Path, header: Sequence[str]) -> None:
    there = f"there are: {', '.join(name for name in header if name) or 'none'}."
    where = f"{path}, line 1"
    if "gold_root" not in header:
        raise InputError(where, f"the column gold_root is missing; {there}", "Separate by tabs.")
    if "marked_sentence" in header or {"sentence", "source", "target"} <= set(header):
        return
    raise InputError(
        where,
        f"the column marked_sentence is missing; {there}",
        "Without it there must be sentence, source and target.",
    )


def _records(lines: Sequence[str], columns: int) -> Iterator[tuple[int, list[str]]]:
    """Number of the first line and fields of each record below the header."""
    at = 1
    while at < len(lines):
        fields, used = _record(lines, at, columns)
        yield at + 1, fields
        at += used


def _record(lines: Sequence[str], at: int, columns: int) -> tuple[list[str], int]:
    """The record that begins at a line, and how many lines it takes.

    A line with as many fields as the header stands for itself, whatever quotation
    marks its sentences open and do not close; only a line that is short of fields
    may go on in the next, inside quotation marks.
    """
    fields = _split(lines[at])
    if len(fields) == columns or lines[at].count('"') % 2 == 0:
        return fields, 1
    for used in range(2, LONGEST_FIELD_LINES):
        if at + used > len(lines):
            break
        try:
            parsed = list(csv.reader(["\n".join(lines[at : at + used])], "excel-tab", strict=True))
        except csv.Error:
            continue
        if len(parsed) == 1 and len(parsed[0]) == columns:
            return parsed[0], used
    return fields, 1


def _split(line: str) -> list[str]:
    """The fields of a line; a tab inside a quoted field does not part it."""
    fields = line.split("\t")
    if any(field.lstrip().startswith('"') and not QUOTED.fullmatch(field) for field in fields):
        try:
            (parsed,) = csv.reader([line], "excel-tab", strict=True)
        except (csv.Error, ValueError):
            parsed = fields
        if len(parsed) < len(fields):
            return parsed
    return [_unquote(field) for field in fields]


def _unquote(field: str) -> str:
    if QUOTED.fullmatch(field):
        return field.strip()[1:-1].replace('""', '"')
    return field


def _row(line: int, fields: dict[str, str]) -> MarkedRow | BadRow:
    gold = fields.get("gold_root", "").strip().upper()
    if not gold:
        return BadRow(line, "gold_root is empty.")
    if gold not in LABELS:
        return BadRow(line, f"gold_root is {gold!r}; there are: {', '.join(LABELS)}.")
    sentence = fields.get("marked_sentence", "").strip() or fields.get("sentence", "").strip()
    marked = read_marks(sentence)
    if not marked.text.strip():
        return BadRow(line, "the sentence is empty.")
    source = marked.source if marked.source != NO_SIDE else _find(marked.text, fields.get("source"))
    target = marked.target if marked.target != NO_SIDE else _find(marked.text, fields.get("target"))
    return MarkedRow(line, Marked(marked.text, source, target), gold)


def read_marks(text: str) -> Marked:
    """A sentence without its marks, and where they stood; the first of each counts.

    >>> read_marks("<s>Arvia</s> shelled <t>Tolm</t>.")
    Marked(text='Arvia shelled Tolm.', source=(0, 5), target=(14, 18))
    """
    plain, end, length = [], 0, 0
    begun: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    for mark in MARK.finditer(text):
        plain.append(text[end : mark.start()])
        length += mark.start() - end
        end = mark.end()
        closes, side = mark.groups()
        if not closes:
            begun[side] = length
        elif side in begun:
            spans.setdefault(side, (begun.pop(side), length))
    whole = "".join([*plain, text[end:]])
    return Marked(whole, *(_trim(whole, *spans.get(side, NO_SIDE)) for side in "st"))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return (start, start + len(inner.strip())) if inner.strip() else NO_SIDE


def _find(text: str, words: str | None) -> tuple[int, int]:
    """Where a side's words stand in the sentence; nowhere, if it leaves the side unsaid."""
    words = (words or "").strip()
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) if words else None
    return found.span() if found else NO_SIDE
