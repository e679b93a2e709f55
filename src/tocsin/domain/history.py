"""What happened, once each, however many reports tell it."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from tocsin.domain.actor import ActorCode
from tocsin.domain.base import Record
from tocsin.domain.event import DatePrecision, EventType, Quad


class EventRow(Record):
    """One act between one source and one target on one day.

    day: None where no report says when; of a month or a year, its first day.
    published: the earliest day on which a report told of it, None where no
    report is dated. source, target: None where the act has none. intensity:
    -10 (most hostile) to 10 (most cooperative). events: identifiers of all
    events that tell of it, originals before copies. origins: names of the
    independent origins; copies of one wire count once.
    """

    day: dt.date | None = None
    precision: DatePrecision | None = None
    published: dt.date | None = None
    source: ActorCode | None
    target: ActorCode | None
    type: EventType
    quad: Quad
    intensity: float = Field(ge=-10, le=10)
    events: tuple[str, ...]
    origins: tuple[str, ...]
