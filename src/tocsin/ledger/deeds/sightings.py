"""What the reports say was done, in order of time and found by who did it."""

from __future__ import annotations

import calendar
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.domain import (
    ActorCode,
    Attribution,
    DatePrecision,
    Event,
    EventType,
    Origin,
    Reading,
    Report,
    SpeechAct,
    Statement,
    Status,
    origins_of,
)
from tocsin.ledger.deeds.likeness import trigger_words
from tocsin.ledger.wording import is_unreal, names_in, places_in


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Telling:
    """One report's word that something happened.

    id: of the event or statement. day: on which it happened, as far as can be
    told: the last day of the span that the report names, else the day of the
    report. dated: whether the report names it. speaker_for: the side of a
    named speaker, None where no statement tells. names: roots of the names of
    the actors in that report. triggers: the words that tell of the act.
    """

    id: str
    quote: str
    triggers: tuple[str, ...] = ()
    source: tuple[ActorCode, ...]
    target: tuple[ActorCode, ...] = ()
    intensity: float = 0.0
    attribution: Attribution
    speaker: str | None
    speaker_for: ActorCode | None
    report: Report
    origin: Origin
    day: date
    dated: bool
    names: frozenset[str]

    @property
    def published(self) -> date:
        """When the report was published; an undated one counts for the day of its act."""
        return self.report.published or self.day


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sighting(Telling):
    """One report's word that an act, which could be coded, was done or was not."""

    event: Event


class Book:
    """All sightings up to a day, by who acted; whose acts were reported on when.

    Nothing published later than `as_of` is in it, nor an act dated later. A
    report without a date counts only with acts that it dates.
    """

    def __init__(self, readings: Sequence[Reading], as_of: date) -> None:
        self.as_of = as_of
        kept = {
            reading.report.id: reading
            for reading in readings
            if reading.report.published is None or reading.report.published <= as_of
        }
        self.readings = tuple(kept[key] for key in sorted(kept))
        self.origins = origins_of(reading.report for reading in self.readings)
        actual: defaultdict[ActorCode, list[Sighting]] = defaultdict(list)
        negated: defaultdict[ActorCode, list[Sighting]] = defaultdict(list)
        self.all: list[Sighting] = []
        for reading in self.readings:
            for sighting in self._sightings(reading):
                found = actual if sighting.event.status is Status.ACTUAL else negated
                for code in dict.fromkeys(sighting.event.source):
                    found[code].append(sighting)
                if found is actual:
                    self.all.append(sighting)
        for each in (*actual.values(), *negated.values(), self.all):
            each.sort(key=_in_order)
        self._told, self._denied = self._statements()
        self._actual, self._negated = dict(actual), dict(negated)
        self._covered = self._days_covered()
        days = [r.report.published for r in self.readings if r.report.published]
        self.first_day = min(days, default=None)

    def _sightings(self, reading: Reading) -> Iterator[Sighting]:
        report = reading.report
        names = _names(reading)
        sides = {s.speaker: s.speaker_code for s in reading.statements if s.speaker_code}
        for event in reading.events:
            if event.status not in (Status.ACTUAL, Status.NEGATED):
                continue
            day = day_of(event, report.published)
            if day is None or day > self.as_of:
                continue
            named = event.attribution is Attribution.NAMED
            yield Sighting(
                event=event,
                id=event.id,
                quote=event.evidence[0].quote if event.evidence else "",
                triggers=trigger_words(event.because),
                source=event.source,
                target=event.target,
                intensity=event.intensity,
                attribution=event.attribution,
                speaker=event.speaker,
                report=report,
                origin=self.origins[report.id],
                day=day,
                dated=event.date is not None,
                speaker_for=sides.get(event.speaker) if named else None,
                names=names,
            )

    def _statements(self) -> tuple[dict[str, list[Telling]], list[Telling]]:
        """What is told, by the names and actors in it; and what is denied."""
        told: defaultdict[str, list[Telling]] = defaultdict(list)
        denied: list[Telling] = []
        acts: dict[str, list[Telling]] = defaultdict(list)
        for sighting in self.all:
            acts[sighting.report.id].append(sighting)
        for reading in self.readings:
            if reading.report.published is None:
                continue
            coded = {act.quote for act in acts[reading.report.id]}
            for statement in reading.statements:
                telling = self._telling(statement, reading)
                if statement.speech_act is SpeechAct.DENIED or statement.negated:
                    denied.append(telling)
                elif (
                    statement.speech_act is SpeechAct.ASSERTED
                    and not is_unreal(statement.text)
                    and not any(statement.text in quote for quote in coded)
                ):
                    acts[reading.report.id].append(telling)
        self.tellings = {told.id: told for found in acts.values() for told in found}
        for telling in self.tellings.values():
            roots = dict.fromkeys((*names_in(telling.quote), *sorted(places_in(telling.quote))))
            codes = dict.fromkeys((*telling.source, *telling.target))
            for key in (*(f"name {root}" for root in roots), *(f"code {code}" for code in codes)):
                told[key].append(telling)
        for each in (*told.values(), denied):
            each.sort(key=_in_order)
        return dict(told), denied

    def _telling(self, statement: Statement, reading: Reading) -> Telling:
        published = reading.report.published
        assert published is not None
        return Telling(
            id=statement.id,
            quote=statement.text,
            source=statement.about[:1],
            target=statement.about[1:],
            attribution=statement.attribution,
            speaker=statement.speaker,
            speaker_for=None,  # whether it tells of its own side's act is not known
            report=reading.report,
            origin=self.origins[reading.report.id],
            day=published,
            dated=False,
            names=_names(reading),
        )

    def _days_covered(self) -> dict[ActorCode, list[date]]:
        """On which days reports were published that name an actor."""
        covered: defaultdict[ActorCode, set[date]] = defaultdict(set)
        for reading in self.readings:
            if reading.report.published is not None:
                for code in (*reading.codes(), *(m.code for m in reading.mentions)):
                    covered[code].add(reading.report.published)
        return {code: sorted(days) for code, days in covered.items()}

    def done(
        self, doer: Iterable[ActorCode], types: Iterable[EventType], first: date, last: date
    ) -> list[Sighting]:
        """Acts of these types by any of these actors from one day to another, in order."""
        return _between(self._actual, doer, frozenset(types), first, last)

    def not_done(
        self, doer: Iterable[ActorCode], types: Iterable[EventType], first: date, last: date
    ) -> list[Sighting]:
        """The same of acts that are denied, refused or said not to have happened."""
        return _between(self._negated, doer, frozenset(types), first, last)

    def told(
        self, names: Sequence[str], actors: Iterable[ActorCode], first: date, last: date
    ) -> list[Telling]:
        """Whatever is told from one day to another with any of these names; else of these actors.

        Acts, and statements in which no act was coded.
        """
        keys = tuple(f"name {name}" for name in names) or tuple(f"code {c}" for c in actors)
        found: dict[str, Telling] = {}
        for key in dict.fromkeys(keys):
            tellings = self._told.get(key, [])
            start = bisect_left(tellings, first, key=lambda telling: telling.day)
            end = bisect_left(tellings, last + timedelta(days=1), key=lambda telling: telling.day)
            found.update((telling.id, telling) for telling in tellings[start:end])
        return sorted(found.values(), key=_in_order)

    def denied(self, first: date, last: date) -> list[Telling]:
        """Statements from one day to another that something is not so."""
        start = bisect_left(self._denied, first, key=lambda telling: telling.day)
        end = bisect_left(self._denied, last + timedelta(days=1), key=lambda telling: telling.day)
        return self._denied[start:end]

    def covers(self, actors: Iterable[ActorCode], after: date) -> bool:
        """Whether a report published after a day names any of these actors."""
        return any(self._covered.get(code, [date.min])[-1] > after for code in actors)


def _names(reading: Reading) -> frozenset[str]:
    return frozenset(root for mention in reading.mentions for root in names_in(mention.name))


def day_of(event: Event, published: date | None) -> date | None:
    """The day of an act: the last of the span that its date names, not after the report."""
    if event.date is None:
        return published
    last = event.date
    if event.date_precision is DatePrecision.MONTH:
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    elif event.date_precision is DatePrecision.YEAR:
        last = last.replace(month=12, day=31)
    if published is not None and event.date <= published < last:
        return published
    return last


def _between(
    index: dict[ActorCode, list[Sighting]],
    doer: Iterable[ActorCode],
    types: frozenset[EventType],
    first: date,
    last: date,
) -> list[Sighting]:
    found: dict[str, Sighting] = {}
    for code in dict.fromkeys(doer):
        acts = index.get(code, [])
        start = bisect_left(acts, first, key=lambda sighting: sighting.day)
        for sighting in acts[start:]:
            if sighting.day > last:
                break
            if sighting.event.type in types:
                found[sighting.event.id] = sighting
    return sorted(found.values(), key=_in_order)


def _in_order(telling: Telling) -> tuple[object, ...]:
    return telling.day, telling.published, telling.id
