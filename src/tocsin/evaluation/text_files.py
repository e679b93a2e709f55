"""Files of gold as lines: byte marks, line ends and encodings that editors leave."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from tocsin.domain import InputError

LINE_END = re.compile(r"\r\n|\n|\r")


class BadRow(NamedTuple):
    """A line that was left out. line: from 1."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


def lines_of(path: Path) -> list[str]:
    """The lines of a text file, without their ends.

    Raises InputError where there is no such file, it is empty, or is not text.
    """
    text = text_of(path)
    lines = LINE_END.split(text)
    return lines if lines[-1] else lines[:-1]


def text_of(path: Path) -> str:
    """A text file, without its byte order mark. Raises InputError as `lines_of` does."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(str(path), "there is no such file.") from None
    except IsADirectoryError:
        raise InputError(str(path), "is a folder.", "Name one file.") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror}).") from None
    if not data.strip():
        raise InputError(str(path), "is empty.")
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}, line {line}", "is not UTF-8.", "Save it as UTF-8.") from None
