"""What a desk wants to be told at once, and what it was told."""

from __future__ import annotations

import datetime as dt  # not `date`: the field of that name would hide it
from enum import StrEnum

from tocsin.domain.base import Record
from tocsin.domain.claim import Standing
from tocsin.domain.report import Evidence


class AlertWhen(StrEnum):
    """What sets an alert off."""

    RED_LINE = "red_line"
    RED_LINE_CROSSED = "red_line_crossed"
    CONTESTED = "contested"
    CORROBORATED = "corroborated"
    BROKEN = "broken"
    GAUGE = "gauge"
    EVENT = "event"
    FEED_FAILING = "feed_failing"


class Alert(Record):
    """Something that a rule of the desk is about, told once.

    key: follows from the rule's name and the item, so that the same is never told twice.
    text: one line that carries its own caution; nothing in it is stated as fact that only
    one source or nobody by name has said. standing: how well what it rests on stands; None
    for feeds and gauges. day: when it came about or was published, None where no report
    says. item: what it is about. sources: who published what is quoted. to: the channels.
    """

    key: str
    rule: str
    when: AlertWhen
    text: str
    standing: Standing | None = None
    day: dt.date | None = None
    item: str
    sources: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    to: tuple[str, ...] = ()


class FailingFeed(Record):
    """A feed, page or folder that could not be read when last looked at.

    since: day of the first failure in a row. times: how many in a row. reason: of the last.
    """

    address: str
    name: str
    since: dt.date
    times: int
    reason: str
