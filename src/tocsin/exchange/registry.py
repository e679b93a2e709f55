"""Which forms there are; a form is one file in `formats/` that registers a writer and a reader.

    Holdings ──write──> files        files ──read──> Reading | Correction | Unread

A writer gives each file a name without folders. A reader yields what it finds
and an Unread, with place and remedy, for each part it had to leave out; it
raises InputError when the whole cannot be read.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tocsin.domain import Assessment, Correction, Reading, Unread, UsageError

Arrived = Reading | Correction | Unread


class Holdings(NamedTuple):
    """What there is to export.

    readings: those the assessment was made of, or the same items sorted by
    report where they are not at hand (`sorting.by_report`). corrections: what
    analysts ruled, in the order in which they did.
    """

    assessment: Assessment
    readings: tuple[Reading, ...]
    corrections: tuple[Correction, ...]


Write = Callable[[Holdings], Mapping[str, bytes]]
Read = Callable[[Path], Iterator[Arrived]]
Recognise = Callable[[Path, bytes], bool]


class Form(NamedTuple):
    """A form of exchange.

    label: what people call it. recognise: whether a file or folder is of this
    form, from its path and its first 64 KiB (nothing for a folder). folder: whether
    it is several files, which lie in a folder of their own.
    """

    name: str
    label: str
    write: Write
    read: Read
    recognise: Recognise
    folder: bool


_FORMS: dict[str, Form] = {}


def form(
    name: str,
    *,
    label: str,
    read: Read,
    recognise: Recognise,
    folder: bool = False,
) -> Callable[[Write], Write]:
    """Register a function that writes a form, with the one that reads it back."""

    def register(write: Write) -> Write:
        _FORMS[name] = Form(name, label, write, read, recognise, folder)
        return write

    return register


@cache
def forms() -> dict[str, Form]:
    """All forms by name: every module in `formats/` is imported once."""
    from tocsin.exchange import formats

    for module in pkgutil.iter_modules(formats.__path__):
        importlib.import_module(f"{formats.__name__}.{module.name}")
    return dict(sorted(_FORMS.items()))


def form_of(name: str) -> Form:
    """The form of a name.

    Raises UsageError for one that does not exist, listing those that do.
    """
    try:
        return forms()[name]
    except KeyError:
        raise UsageError(f"unknown form {name!r}; there are: {', '.join(forms())}.") from None
