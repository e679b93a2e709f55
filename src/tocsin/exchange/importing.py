"""In: a file or folder of any form becomes readings and corrections again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tocsin.domain import InputError, Item, Reading, Report, Unread, derive_id
from tocsin.exchange.registry import Arrived, Form, form_of, forms
from tocsin.exchange.sorting import readings_of

HEAD = 65_536

CHANGED = "It was changed after it was exported; export it again."


def import_bundle(path: Path, *, form: str | None = None) -> Iterator[Arrived]:
    """What a file or folder holds: readings, corrections, and what could not be read of it.

    form: its name, else it is recognised by what it holds. Every citation
    that leaves here is checked against its report: an item with one that does
    not hold is an Unread, and the rest goes on. Raises InputError where the
    whole cannot be read or no form is recognised, UsageError for an unknown
    form.
    """
    chosen = form_of(form) if form else _recognised(path)
    try:
        for arrived in chosen.read(path):
            if isinstance(arrived, Reading):
                yield from _checked(arrived, path)
            else:
                yield arrived
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}.") from None


def _recognised(path: Path) -> Form:
    if not path.exists():
        raise InputError(str(path), "is not there.", "Name a file or folder that was exported.")
    try:
        head = b"" if path.is_dir() else _head(path)
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}.") from None
    for candidate in forms().values():
        if candidate.recognise(path, head):
            return candidate
    labels = ", ".join(f"{each.name} ({each.label})" for each in forms().values())
    raise InputError(
        str(path),
        "is of no form that Tocsin takes in; there are: " + labels + ".",
        "Reports themselves are read with `tocsin add`.",
    )


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _checked(reading: Reading, path: Path) -> Iterator[Reading | Unread]:
    """The reading, without the items whose citation does not hold."""
    report = reading.report
    if report.id != derive_id("report", report.url or report.origin, report.text):
        yield Unread(
            origin=f"{path}, report {report.id}",
            reason="has another text than the one its identifier stands for.",
            remedy=CHANGED,
        )
        return
    faults = {item.id: fault for item in reading.items() if (fault := _fault(item, report))}
    for key, fault in faults.items():
        yield Unread(origin=f"{path}, item {key}", reason=fault, remedy=CHANGED)
    if faults:
        sound = [item for item in reading.items() if item.id not in faults]
        (kept,) = readings_of([report], sound)
        fields = dict(kept) | {"mentions": reading.mentions}
        reading = type(reading).model_validate(fields)
    yield reading


def _fault(item: Item, report: Report) -> str:
    if not item.evidence:
        return "carries no quotation."
    for cited in item.evidence:
        if cited.report != report.id:
            return f"cites report {cited.report}, and stands with report {report.id}."
        if report.text[cited.start : cited.end] != cited.quote:
            return f"quotes what is not at {cited.start} to {cited.end} of report {report.id}."
    return ""
