"""What an analyst says about an item that was read."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime

from tocsin.domain.base import Record, derive_id
from tocsin.domain.report import Evidence


class Ruling(StrEnum):
    """The item is right, is wrong, or is right with changes."""

    ACCEPT = "accept"
    REJECT = "reject"
    AMEND = "amend"


class Change(Record):
    """One field of an item and its right value, as JSON."""

    field: str
    value: str


class Correction(Record):
    """An analyst's ruling on one item, honoured from then on.

    item: identifier of the item, which the ruling follows also when a
    re-reading finds it under another identifier: evidence and kind say which
    it is. by: name of the analyst. at: when it was given.
    """

    id: str
    item: str
    kind: str
    ruling: Ruling
    changes: tuple[Change, ...] = ()
    by: str
    at: AwareDatetime
    note: str = ""
    evidence: tuple[Evidence, ...] = ()

    @classmethod
    def make(cls, *, item: str, ruling: Ruling, by: str, at: dt.datetime, **fields: object) -> Self:
        """A correction with its identifier: who ruled what on which item, and when."""
        key = derive_id("correction", item, ruling, by, at.isoformat(), fields.get("changes", ()))
        return cls.model_validate(
            {"id": key, "item": item, "ruling": ruling, "by": by, "at": at, **fields}
        )
