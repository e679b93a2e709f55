"""Acts of the kind, and between those, that a rule names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tocsin.alerts.grounds import BEST_FIRST, Grounds, acts_as_wanted, is_about
from tocsin.alerts.registry import Found, rule
from tocsin.desk import AlertRule
from tocsin.domain import AlertWhen, DatePrecision, Event, Status


@rule(AlertWhen.EVENT)
def events(wanted: AlertRule, grounds: Grounds) -> Iterator[Found]:
    """Acts, those of one type, pair and day told once, however many reports tell of them.

    With `first`, only the earliest of each pair, and none after it.
    """
    groups: defaultdict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in grounds.assessment.events:
        if _fits(event, wanted, grounds):
            groups[_same(event, wanted, grounds)].append(event)
    for known_by, told in groups.items():
        told = sorted(told, key=lambda event: (_day(event, grounds) or date.max, event.id))
        if wanted.first:  # later ones say nothing about whether it was the first
            told = [each for each in told if _day(each, grounds) == _day(told[0], grounds)]
        yield _found(told, known_by, wanted, grounds)


def _fits(event: Event, wanted: AlertRule, grounds: Grounds) -> bool:
    return (
        event.status in (wanted.status or (Status.ACTUAL,))
        and (not wanted.types or event.type in wanted.types)
        and (not wanted.modes or event.mode in wanted.modes)
        and acts_as_wanted(wanted, event.source, event.target)
        and is_about(
            wanted,
            (event.place, *(cited.quote for cited in event.evidence)),
            (*event.source, *event.target),
        )
        and not grounds.is_copy(event.evidence)
    )


def _same(event: Event, wanted: AlertRule, grounds: Grounds) -> tuple[str, ...]:
    """What makes two tellings one alert."""
    sides = [" ".join(sorted(event.source)), " ".join(sorted(event.target))]
    if wanted.first:
        return ("first", *(sorted(sides) if wanted.between else sides))
    return (event.type, event.status, *sides, str(_day(event, grounds)))


def _day(event: Event, grounds: Grounds) -> date | None:
    """When it happened: an act of long ago, told again, is no news. Else when it was published."""
    exact = event.date_precision in (None, DatePrecision.DAY)
    return event.date if event.date and exact else grounds.published(event.evidence)


def _found(
    told: list[Event], known_by: tuple[str, ...], wanted: AlertRule, grounds: Grounds
) -> Found:
    one = told[0]
    toward = f" toward {grounds.name(one.target)}" if one.target else ""
    status = "" if one.status is Status.ACTUAL else f" ({one.status})"
    on = f" on {one.date}" if one.date else ""
    first = "first " if wanted.first else ""
    count = f", told {len(told)} times" if len(told) > 1 else ""
    # The best of them: that one paper has it from nobody takes nothing from the others.
    standings = {event.id: grounds.standing(event.id, event.evidence) for event in told}
    best = min(told, key=lambda event: BEST_FIRST.index(standings[event.id]))
    told = [best, *(event for event in told if event is not best)]
    return Found(
        item=best.id,
        what=f"{first}{one.type} by {grounds.name(one.source)}{toward}{on}{status}, "
        f"as reported{count}",
        evidence=grounds.evidence_of(told),
        standing=standings[best.id],
        known_by=known_by,
        published=_day(one, grounds),
        day=one.date,
    )
