"""What can go wrong, as one short tree.

    TocsinError
    ├── InputError      a report, address or file could not be taken in
    ├── DeskError       a desk file is wrong
    ├── KnowledgeError  one of our own data tables is wrong
    └── UsageError      a command was asked for something that does not exist

Every message says what happened, where, and what to do. The command line
prints the message alone; no traceback reaches a user.
"""

from __future__ import annotations


class TocsinError(Exception):
    """Base of all errors that Tocsin raises on purpose."""


class InputError(TocsinError):
    """An item could not be read.

    origin: the file name or address. reason: what happened. remedy: what the
    user can do about it; may be empty where nothing can be done.
    """

    def __init__(self, origin: str, reason: str, remedy: str = "") -> None:
        self.origin = origin
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{origin}: {reason}" + (f" {remedy}" if remedy else ""))


class DeskError(TocsinError):
    """A desk file is wrong: file, line, what is wrong, what is allowed."""


class KnowledgeError(TocsinError):
    """A table under `knowledge/` contradicts itself; always our own fault."""


class UsageError(TocsinError):
    """Something was asked for that does not exist; the message lists what does."""
