"""What changed between two days."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from tocsin.domain.base import Record
from tocsin.domain.report import Evidence


class DevelopmentKind(StrEnum):
    """What has changed."""

    CLAIM = "claim"
    STANDING = "standing"
    OUTCOME = "outcome"
    RED_LINE = "red_line"
    GAUGE = "gauge"


class Development(Record):
    """One change. item: identifier, or name and subject of a gauge.

    before, after: in words, before empty for what is new. text: what the item says.
    """

    kind: DevelopmentKind
    item: str
    text: str
    before: str = ""
    after: str
    evidence: tuple[Evidence, ...] = ()


class Developments(Record):
    """All changes between the ends of two days. reports, events: how many came new."""

    since: date
    until: date
    reports: int = 0
    events: int = 0
    changes: tuple[Development, ...] = ()
