"""An analyst's rulings on what was read: `accept`, `reject` and `amend`."""

from __future__ import annotations

import getpass
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.desk_folder import find_folder, open_here
from tocsin.cli.options import FolderName
from tocsin.domain import Change, Correction, Ruling, UsageError

if TYPE_CHECKING:
    from tocsin.domain import Item
    from tocsin.ledger.store import Ledger

Items = Annotated[
    list[str], typer.Argument(help="Identifiers, such as ev-0123456789ab.", show_default=False)
]
By = Annotated[
    str | None,
    typer.Option("--by", help="Your name.", envvar="TOCSIN_ANALYST", show_default="your login"),
]
Note = Annotated[str, typer.Option("--note", "-m", help="Why.")]


def accept(items: Items, by: By = None, note: Note = "", desk: FolderName = None) -> None:
    """Say that items were read rightly; kept with your name and the time."""
    _rule(items, Ruling.ACCEPT, (), by=by, note=note, desk=desk)


def reject(items: Items, by: By = None, note: Note = "", desk: FolderName = None) -> None:
    """Say that items were read wrongly; they are left out from then on."""
    _rule(items, Ruling.REJECT, (), by=by, note=note, desk=desk)


def amend(
    item: Annotated[str, typer.Argument(help="Identifier, such as ev-0123456789ab.")],
    changes: Annotated[
        list[str],
        typer.Argument(help="FIELD=VALUE, such as type=COERCE or target=BOR,OND or mode=null."),
    ],
    by: By = None,
    note: Note = "",
    desk: FolderName = None,
) -> None:
    """Give fields of an item their right values."""
    _rule([item], Ruling.AMEND, tuple(map(_change, changes)), by=by, note=note, desk=desk)


def _rule(
    identifiers: list[str],
    ruling: Ruling,
    changes: tuple[Change, ...],
    *,
    by: str | None,
    note: str,
    desk: str | None,
) -> None:
    with open_here(find_folder(desk)) as ledger:
        found = [_find(ledger, identifier) for identifier in identifiers]
        for kind, item in found:
            ruled = Correction.make(
                item=item.id,
                kind=kind,
                ruling=ruling,
                changes=_fitted(item, changes),
                by=by or getpass.getuser(),
                at=datetime.now(UTC),
                note=note,
                evidence=item.evidence,
            )
            ledger.correct(ruled)
            typer.echo(f"{ruled.ruling}ed {item.id}: “{item.evidence[0].quote}”")


def _find(ledger: Ledger, identifier: str) -> tuple[str, Item]:
    from tocsin.ledger.corrections import corrected, kind_of

    kind = kind_of(identifier)
    if kind is None:
        raise UsageError(
            f"'{identifier}' names no item that can be ruled on; `tocsin events`, `signals`, "
            "`statements` … show their identifiers."
        )
    reports = ledger.reports_with(identifier)
    for reading in corrected(ledger.readings(reports=reports), ledger.corrections()):
        for item in reading.items():
            if item.id == identifier:
                return kind, item
    raise UsageError(f"the ledger has no {kind} {identifier}, or it was rejected.")


def _change(text: str) -> Change:
    field, sign, value = text.partition("=")
    if not sign or not field:
        raise UsageError(f"'{text}' is no change; write FIELD=VALUE, such as type=COERCE.")
    return Change(field=field.strip(), value=json.dumps(_value(value.strip())))


def _value(text: str) -> object:
    """As JSON where it is JSON (null, true, 3.5, a list), else the words as they stand."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _fitted(item: Item, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes, what has commas made a list where lists are due. Errors: UsageError."""
    from tocsin.ledger.corrections import amended

    fitted = []
    for change in changes:
        value = json.loads(change.value)
        if isinstance(getattr(item, change.field, None), tuple) and isinstance(value, str):
            value = [code.strip() for code in value.split(",") if code.strip()]
            change = change.model_copy(update={"value": json.dumps(value)})
        fitted.append(change)
    amended(item, {change.field: json.loads(change.value) for change in fitted})
    return tuple(fitted)
