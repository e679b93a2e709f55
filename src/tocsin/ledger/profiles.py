"""A statement with everything about it that decides whether another one says the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tocsin.domain import (
    ActorCode,
    Attribution,
    Event,
    Evidence,
    Origin,
    Reading,
    Report,
    ReportId,
    SpeechAct,
    Statement,
    Status,
    origins_of,
)
from tocsin.knowledge.numbers import find_numbers
from tocsin.ledger.quantities import Quantity, quantities_in
from tocsin.ledger.wording import (
    in_first_person,
    is_passive,
    is_unreal,
    names_in,
    negates,
    places_in,
    stems_of,
    times_in,
    words_of,
)

LEAST_WORDS = 4
"""Content words and figures that a statement needs to claim anything comparable."""


class Force(StrEnum):
    """What kind of thing is said; only within one kind can two statements say the same.

    To promise troops, to demand them and to report them are three claims.
    """

    FACT = "fact"
    FORECAST = "forecast"
    PLEDGE = "pledge"
    THREAT = "threat"
    DEMAND = "demand"
    REFUSAL = "refusal"


FORCES: Mapping[SpeechAct, Force] = {
    SpeechAct.ASSERTED: Force.FACT,
    SpeechAct.DENIED: Force.FACT,
    SpeechAct.PREDICTED: Force.FORECAST,
    SpeechAct.WARNED: Force.FORECAST,
    SpeechAct.PROMISED: Force.PLEDGE,
    SpeechAct.OFFERED: Force.PLEDGE,
    SpeechAct.THREATENED: Force.THREAT,
    SpeechAct.DEMANDED: Force.DEMAND,
    SpeechAct.REJECTED: Force.REFUSAL,
}


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One statement, ready to be compared.

    origin: who first published it. voice: on whose word it stands, the named
    speaker's or else the publisher's. negative: whether it says that something
    is not so; negation: whether any word negates, perhaps only in passing.
    acts: the actual events in the same words. words: number of content words
    and figures.
    """

    statement: Statement
    report: Report
    origin: Origin
    voice: str
    force: Force
    actors: frozenset[ActorCode]
    negative: bool
    negation: bool
    unreal: bool
    passive: bool
    quantities: tuple[Quantity, ...]
    times: tuple[frozenset[str], frozenset[str], frozenset[str]]
    places: frozenset[str]
    names: tuple[str, ...]
    stems: frozenset[str]
    words: int
    acts: tuple[Event, ...]

    @property
    def published(self) -> date | None:
        """When the report was published; None where it does not say."""
        return self.report.published

    @property
    def anonymous(self) -> bool:
        """Whether nobody with a name answers for it."""
        return self.statement.attribution is Attribution.ANONYMOUS


def profiles_of(readings: Sequence[Reading]) -> tuple[Profile, ...]:
    """The profiles of all statements that say enough, each once, by identifier."""
    origins = origins_of(reading.report for reading in readings)
    profiles = {
        statement.id: profile
        for reading in readings
        for statement in reading.statements
        if (profile := _profile(statement, reading, origins)).words >= LEAST_WORDS
    }
    return tuple(profiles[key] for key in sorted(profiles))


def _profile(statement: Statement, reading: Reading, origins: Mapping[ReportId, Origin]) -> Profile:
    text = statement.text
    origin = origins[reading.report.id]
    denied = _is_denied_by_verb(statement)
    actors = frozenset(statement.about)
    if statement.speaker_code and in_first_person(text):
        actors |= {statement.speaker_code}
    return Profile(
        statement=statement,
        report=reading.report,
        origin=origin,
        voice=_voice(statement, origin),
        force=FORCES[statement.speech_act],
        actors=actors,
        # "denied that it was not ready" says that it was.
        negative=statement.negated != denied,
        negation=(statement.negated or negates(text)) != denied,
        unreal=is_unreal(text),
        passive=is_passive(text),
        quantities=quantities_in(text),
        times=times_in(text),
        places=places_in(text),
        names=names_in(text),
        stems=stems_of(text),
        words=len(words_of(text)) + len(find_numbers(text)),
        acts=tuple(_acts_in(reading.events, statement.evidence)),
    )


_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)\b|dismiss|reject|refut|rebut|disput|disavow|disclaim"
    r"|contradict|debunk|disprov|repudiat)",
    re.IGNORECASE,
)


def _is_denied_by_verb(statement: Statement) -> bool:
    """Whether the verb denies what is said, so that a "not" in it counts double.

    "Said that it had not fired" is a denial too, but there the words deny. Where
    nothing but the words is cited, the verb is taken to.
    """
    if statement.speech_act is not SpeechAct.DENIED or not statement.negated:
        return statement.speech_act is SpeechAct.DENIED
    around = [evidence.quote.replace(statement.text, " ") for evidence in statement.evidence]
    return not words_of(" ".join(around)) or any(map(_DENIES.search, around))


def _voice(statement: Statement, origin: Origin) -> str:
    if statement.attribution is Attribution.NAMED and statement.speaker:
        return f"speaker {statement.speaker_code or ''} {statement.speaker.casefold()}"
    return f"publisher {origin.key}"


def _acts_in(events: Iterable[Event], evidence: Sequence[Evidence]) -> Iterator[Event]:
    for event in events:
        if event.status is Status.ACTUAL and any(
            one.start < other.end and other.start < one.end
            for one in event.evidence
            for other in evidence
        ):
            yield event
