"""Rules register here; all of them are asked in turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tocsin.alerts.grounds import Grounds
from tocsin.desk import AlertRule, Desk
from tocsin.domain import Alert, AlertWhen, Assessment, Evidence, Standing, derive_id

MOST_QUOTED = 6
"""Quotations that an alert carries."""


class Found(NamedTuple):
    """What a rule has come upon.

    item: what it is about. what: the sentence, caution and sources left out. known_by: what
    makes it the same the next time; the item where empty. published: the latest day on which
    something that makes it so was published, None where no report says; only for what may be
    too old to be told. day: shown.
    """

    item: str
    what: str
    evidence: tuple[Evidence, ...] = ()
    standing: Standing | None = None
    known_by: tuple[str, ...] = ()
    published: dt.date | None = None
    day: dt.date | None = None


Find = Callable[[AlertRule, Grounds], Iterator[Found]]
_registered: dict[AlertWhen, Find] = {}


def rule(when: AlertWhen) -> Callable[[Find], Find]:
    """Register a function as what finds alerts of that sort."""

    def register(find: Find) -> Find:
        _registered[when] = find
        return find

    return register


def sorts() -> tuple[AlertWhen, ...]:
    """Everything that sets off alerts, in the order of the vocabulary."""
    return tuple(when for when in AlertWhen if when in _registered)


def raise_alerts(
    assessment: Assessment, rules: Sequence[AlertRule], desk: Desk
) -> tuple[Alert, ...]:
    """Everything the rules are about, in the order of the rules; each key once.

    What was published longer ago than a rule's `days`, seen from `assessment.as_of`, is left
    out, so that a new rule does not tell of all the past. The same assessment gives the same
    alerts: whether one has been sent is not known here.
    """
    if not rules:
        return ()
    grounds = Grounds(assessment, desk)
    alerts: dict[str, Alert] = {}
    for each in rules:
        oldest = assessment.as_of - dt.timedelta(days=each.days)
        for found in _registered[each.when](each, grounds):
            if found.published is None or found.published >= oldest:
                alert = _alert(each, found, grounds)
                alerts.setdefault(alert.key, alert)
    return tuple(alerts.values())


def _alert(each: AlertRule, found: Found, grounds: Grounds) -> Alert:
    evidence = tuple(dict.fromkeys(found.evidence))[:MOST_QUOTED]
    sources = grounds.sources_of(evidence)
    return Alert(
        key=derive_id("alert", each.name, each.when, *(found.known_by or (found.item,))),
        rule=each.name,
        when=each.when,
        text=grounds.cautious(found.what, found.standing, evidence, sources),
        standing=found.standing,
        day=found.day or found.published,
        item=found.item,
        sources=sources,
        evidence=evidence,
        to=each.to,
    )
