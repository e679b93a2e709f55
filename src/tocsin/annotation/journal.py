"""The journal of an annotation: every decision on disk before the next question is asked.

A file of JSON lines beside the gold file, only ever added to. Each line is
forced to the disk as it is written, so that what was decided outlives a kill,
a full battery and a closed terminal. Replayed from the top it gives the state
again; it holds the reports too, and needs neither them nor the reader.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from tocsin.domain import InputError, Record, Report, ReportId, UsageError

FORM = "tocsin-annotation/1"
SUFFIX = ".journal"
Fields = dict[str, Any]


class Decision(StrEnum):
    """What became of an item. SEEN: of a sentence, in which nothing was read."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    ADDED = "added"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    DRAFT = "draft"
    SEEN = "seen"


class Proposal(Record):
    """An item as it was read, in the fields of the gold form.

    note: what else was read of it. focus: the words it rests on most.
    """

    kind: str
    fields: Fields
    note: str = ""
    focus: tuple[str, ...] = ()


class Opened(Record):
    """A report is taken up. sentences: `[start, end)` of each; prose: those of running text."""

    entry: Literal["opened"] = "opened"
    report: Report
    sentences: tuple[tuple[int, int], ...]
    prose: tuple[int, ...] = ()
    proposals: tuple[Proposal, ...]


class Decided(Record):
    """Somebody decides on an item.

    key: its name in the report. kind: None for a mere sentence. fields: the
    item, where it is not as it was read.
    """

    entry: Literal["decided"] = "decided"
    report: ReportId
    key: str
    decision: Decision
    annotator: str
    kind: str | None = None
    fields: Fields | None = None


class Finished(Record):
    """All items of these kinds in a report are decided."""

    entry: Literal["finished"] = "finished"
    report: ReportId
    kinds: tuple[str, ...]
    annotator: str


class Written(Record):
    """The gold file is about to be written. digest: of its bytes, SHA-256."""

    entry: Literal["written"] = "written"
    digest: str


Entry = Opened | Decided | Finished | Written
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Annotated[Entry, Field(discriminator="entry")])


class Journal:
    """An open journal, locked against a second annotator at the same file."""

    def __init__(self, path: Path) -> None:
        """Opens or begins the journal.

        A last line that was cut in half is taken off: nobody was told that it
        was kept. Raises UsageError where the file cannot be written or is in
        use, InputError where it is something else or another line is damaged.
        """
        self.path = path
        self._entries: list[Entry] = []
        self._is_used = False
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
        self._lock()
        try:
            self._replay()
        except InputError:
            os.close(self._file)
            raise

    def entries(self) -> Iterator[Entry]:
        """What it held when it was opened, in order."""
        yield from self._entries

    def append(self, entry: Entry) -> None:
        """Writes one entry; on return it is on the disk. Raises OSError where there is no room."""
        self._is_used = True
        self._write(entry.model_dump(mode="json", exclude_defaults=True) | {"entry": entry.entry})

    def close(self) -> None:
        """Lets go of the file, and takes it away if nothing was ever put in."""
        if not self._entries and not self._is_used:
            self.path.unlink(missing_ok=True)
        os.close(self._file)

    def _write(self, value: Fields) -> None:
        line = (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")
        while line:
            line = line[os.write(self._file, line) :]
        os.fsync(self._file)

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # on Windows: two annotators there must take two files
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise UsageError(
                f"{self.path} is in use by another `tocsin annotate`. End that one, or choose "
                "another file with --out."
            ) from None
        except OSError:  # a file system without locks
            return

    def _replay(self) -> None:
        data = self.path.read_bytes()
        lines = data.split(b"\n")
        if lines[-1]:  # cut off while it was written: never confirmed, and asked again
            lines = self._without_half_line(lines, len(data))
        if not any(lines):
            self._write({"form": FORM})
            sync_folder(self.path.parent)
            return
        if _json(lines[0]) != {"form": FORM}:
            raise InputError(str(self.path), "is no journal of `tocsin annotate`.")
        for number, line in enumerate(lines[1:], start=2):
            entry = _entry(line) if line else None
            if entry is not None:
                self._entries.append(entry)
            elif line:
                raise InputError(
                    f"{self.path}, line {number}",
                    "is damaged.",
                    "Put back a copy of the journal; or take the line out, and what it says is "
                    "asked again.",
                )

    def _without_half_line(self, lines: list[bytes], size: int) -> list[bytes]:
        *whole, last = lines
        if _json(last) == {"form": FORM} or (whole and _entry(last) is not None):
            os.write(self._file, b"\n")  # all but its end was written
            return lines
        if not whole and last and not json.dumps({"form": FORM}).encode().startswith(last):
            raise InputError(str(self.path), "is no journal of `tocsin annotate`.")
        os.ftruncate(self._file, size - len(last))
        os.fsync(self._file)
        return whole


def sync_folder(folder: Path) -> None:
    """Forces the names in a folder to the disk, where the system knows how."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError:  # a file system that cannot
            pass
        finally:
            os.close(handle)


def _json(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _entry(line: bytes) -> Entry | None:
    value = _json(line)
    if value is None:
        return None
    try:
        return _ENTRY.validate_python(value, strict=False)
    except ValidationError:
        return None
