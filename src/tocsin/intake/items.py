"""Where items come from: files, folders and standard input, as RawItems."""

from __future__ import annotations

import difflib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tocsin.domain.errors import InputError
from tocsin.domain.report import Unread
from tocsin.intake.limits import Limits, in_megabytes
from tocsin.intake.registry import RawItem, what_is_read
from tocsin.intake.report_files import is_report_by_content, is_report_by_name, nothing_readable
from tocsin.intake.sniff import HEAD_BYTES

STANDARD_INPUT = "standard input"


def read_standard_input(stream: BinaryIO, limits: Limits) -> RawItem:
    """Everything on standard input; raises InputError when it is too much."""
    data = stream.read(limits.file_bytes)
    if len(data) >= limits.file_bytes:
        raise too_big(STANDARD_INPUT, None, limits)
    return RawItem(STANDARD_INPUT, data)


def read_path(name: str, limits: Limits) -> Iterator[RawItem | Unread]:
    """The item of a file, or the items of a folder in the order of their names."""
    path = Path(name)
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        yield _unreadable(path, readable_name(name), error)
        return
    if is_folder:
        yield from _read_folder(path, limits)
    else:
        yield _read_file(path, readable_name(path.name), limits)


def readable_name(name: str) -> str:
    """A file name as text: bytes that are not UTF-8 become question marks."""
    return os.fsencode(name).decode("utf-8", "replace")


def too_big(origin: str, size: int | None, limits: Limits) -> InputError:
    """The error for an item larger than the limit; size: None where not known."""
    has = f"is {in_megabytes(size)}" if size else "is large"
    return InputError(
        origin,
        f"{has}; files of {in_megabytes(limits.file_bytes)} and more are not read.",
        "Split it into smaller files.",
    )


def _read_folder(folder: Path, limits: Limits) -> Iterator[RawItem | Unread]:
    """The reports below a folder; everything else in it is passed over, see `report_files`."""
    passed_over: list[str] = []
    found_any = False
    for path in _walk(folder, frozenset()):
        if isinstance(path, Unread):
            found_any = True
            yield path
        elif _is_report(path):
            found_any = True
            yield _read_file(path, readable_name(path.relative_to(folder).as_posix()), limits)
        else:
            passed_over.append(path.name)
    if not found_any:
        yield Unread(
            origin=readable_name(str(folder)),
            reason=nothing_readable(passed_over),
            remedy=what_is_read(),
        )


def _walk(folder: Path, above: frozenset[tuple[int, int]]) -> Iterator[Path | Unread]:
    """Files below a folder, by name; hidden ones and links back up are passed over.

    above: device and inode of the folders being walked.
    """
    try:
        status = folder.stat()
        children = sorted(folder.iterdir(), key=lambda child: os.fsencode(child.name))
    except OSError as error:
        yield _unreadable(folder, readable_name(str(folder)), error)
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    for child in children:
        if child.name.startswith("."):
            continue
        if child.is_dir():
            yield from _walk(child, above | {here})
        else:
            yield child


def _is_report(path: Path) -> bool:
    """Whether a file in a folder is worth reading, or at least an error message of its own."""
    by_name = is_report_by_name(path.name)
    if by_name is not None:
        return by_name
    try:
        if not path.is_file():
            return path.is_symlink() and not path.exists()  # a broken link gets its own message
        with path.open("rb") as file:
            return is_report_by_content(file.read(HEAD_BYTES))
    except OSError:
        return True


def _read_file(path: Path, origin: str, limits: Limits) -> RawItem | Unread:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Unread(
                origin=origin,
                reason="is not a file but a device or pipe.",
                remedy="Use - for pipes.",
            )
        if status.st_size >= limits.file_bytes:
            error = too_big(origin, status.st_size, limits)
            return Unread(origin=origin, reason=error.reason, remedy=error.remedy)
        return RawItem(origin, path.read_bytes())
    except (OSError, ValueError) as error:
        return _unreadable(path, origin, error)


def _unreadable(path: Path, origin: str, error: OSError | ValueError) -> Unread:
    if isinstance(error, FileNotFoundError):
        return Unread(origin=origin, reason="there is no such file or folder.", remedy=_near(path))
    if isinstance(error, PermissionError):
        return Unread(
            origin=origin, reason="may not be read by you.", remedy="Change its permissions."
        )
    what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Unread(origin=origin, reason=f"cannot be read ({what.lower()}).")


def _near(path: Path) -> str:
    """A question that names the most similar file beside a missing one."""
    try:
        names = sorted(child.name for child in path.parent.iterdir())
    except OSError:
        return ""
    # All text files look alike to whoever compares ".txt" as well.
    stems = [name.removesuffix(path.suffix) for name in names]
    close = difflib.get_close_matches(path.stem, stems, n=1, cutoff=0.6)
    if not close:
        return ""
    return f"Did you mean {readable_name(str(path.parent / names[stems.index(close[0])]))}?"
