"""What a form has no field for travels along with what it has: the record itself, as JSON.

Forms that others define say in their own fields what they can. Beside them
stands the whole record, in the place that the form keeps for such things, and
that is what is read back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from tocsin.domain import Item, Record, Report, Unread
from tocsin.domain.errors import InputError
from tocsin.exchange.cast import Cast, named
from tocsin.exchange.excerpts import excerpt, in_short
from tocsin.exchange.registry import Arrived
from tocsin.exchange.sorting import MODELS, readings_of

REPORT = "report"
CLAIM = "claim"

_RESTORE = "Export it again with this version of Tocsin."


def packed(record: Record, *, leave_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A record as JSON without what is not there: no null, no empty list.

    Some forms prohibit both.
    """
    value: dict[str, Any] = _pruned(record.model_dump(mode="json", exclude=set(leave_out)))
    return value


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        inner = {name: _pruned(each) for name, each in value.items()}
        return {name: each for name, each in inner.items() if each is not None and each != []}
    if isinstance(value, list):
        return [_pruned(each) for each in value]
    return value


class Unpacking:
    """Reports and items as they come out of a file, in any order."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._about: dict[str, dict[str, Any]] = {}
        self._items: list[Item] = []
        self.refused: list[Unread] = []

    def take(self, kind: object, value: object, place: str) -> None:
        """One record. What is no record of ours is remembered in `refused`; claims are passed
        over, since they are gathered anew from the statements."""
        if kind == CLAIM:
            return
        if kind == REPORT and isinstance(value, dict) and isinstance(value.get("id"), str):
            self._about.setdefault(value["id"], value)
        elif isinstance(kind, str) and kind in MODELS and isinstance(value, dict):
            self._take_item(MODELS[kind], value, place)
        else:
            reason = f"is marked as Tocsin's own {kind!r}, and is none."
            self.refused.append(Unread(origin=place, reason=reason, remedy=_RESTORE))

    def _take_item(self, model: type[Item], value: Mapping[str, Any], place: str) -> None:
        try:
            item = model.model_validate({**blanks(model), **value})
        except ValidationError as error:
            reason = f"is no {model.__name__.lower()}: {in_short(error)}."
            self.refused.append(Unread(origin=place, reason=reason, remedy=_RESTORE))
            return
        if item.evidence:
            self._items.append(item)
        else:
            reason = "carries no quotation, and Tocsin keeps nothing without."
            self.refused.append(Unread(origin=place, reason=reason, remedy=_RESTORE))

    def __bool__(self) -> bool:
        """Whether anything of ours was found."""
        return bool(self._about or self._items or self.refused)

    def leave(self, cast: Cast) -> Iterator[Arrived]:
        """What was refused; then a reading for each report: whole where its text came along, an
        excerpt where only quotations did, none where nothing was found in what has no text."""
        yield from self.refused
        by_report: dict[str, list[Item]] = {key: [] for key in self._about}
        for item in self._items:
            by_report.setdefault(item.evidence[0].report, []).append(item)
        for key, items in by_report.items():
            about = self._about.get(key, {"id": key, "origin": self._path})
            place = f"{self._path}, report {key}"
            try:
                if "text" in about:
                    (reading,) = readings_of([Report.model_validate(about)], items)
                elif items:
                    reading = excerpt(about, items, place=place)
                else:
                    continue
            except ValidationError as error:
                reason = f"is no report: {in_short(error)}."
                yield Unread(origin=place, reason=reason, remedy=_RESTORE)
            except InputError as error:
                yield Unread(origin=error.origin, reason=error.reason, remedy=error.remedy)
            else:
                yield named(reading, cast)


def blanks(model: type[Record]) -> dict[str, Any]:
    """What the fields without a default hold where they hold nothing, and so were left out."""
    return {
        name: () if get_origin(field.annotation) is tuple else None
        for name, field in model.model_fields.items()
        if field.is_required() and (get_origin(field.annotation) is tuple or _may_be_none(field))
    }


def _may_be_none(field: FieldInfo) -> bool:
    return type(None) in get_args(field.annotation)


def strangers(path: str, what: str, count: int, *, all_of_it: bool) -> Unread:
    """The one message about objects that are not ours. what: such as "STIX objects"."""
    if all_of_it:
        return Unread(
            origin=path,
            reason=f"holds {count} {what}, none of them written by Tocsin.",
            remedy="Tocsin takes back what it wrote; let it read the reports behind these with "
            "`tocsin add`.",
        )
    return Unread(
        origin=path,
        reason=f"holds {count} {what} besides those written by Tocsin; they were left out.",
        remedy="Let Tocsin read the reports behind them with `tocsin add`.",
    )
