"""What a report tells: its statements, and its acts where no statement tells of them.

"Arvia shelled Oster, and Borland said it would answer": what Borland said is
a statement; that Arvia shelled Oster is only an event. Here it becomes a
statement of the report, under the identifier of the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tocsin.domain import (
    Attribution,
    Event,
    Evidence,
    Origin,
    Quad,
    Reading,
    Report,
    SpeechAct,
    Statement,
    Status,
    origins_of,
)

_MATERIAL = frozenset({Quad.MATERIAL_COOPERATION, Quad.MATERIAL_CONFLICT})


class Telling(NamedTuple):
    """One statement with the report it stands in.

    origin: who first published it. voice: on whose word it stands, the named
    speaker's or else the publisher's.
    """

    statement: Statement
    report: Report
    origin: Origin
    voice: str

    @property
    def anonymous(self) -> bool:
        """Whether nobody with a name answers for it."""
        return self.statement.attribution is Attribution.ANONYMOUS

    @property
    def rank(self) -> tuple[object, ...]:
        """Sorts by day of publication, then identifier; undated ones come last."""
        return said_at(self.report.published, self.statement.id)


def said_at(published: object, identifier: str) -> tuple[object, ...]:
    """Sorts statements by day of publication, then identifier; undated ones come last."""
    return published is None, "" if published is None else str(published), identifier


def tellings_of(readings: Sequence[Reading]) -> dict[str, Telling]:
    """All that is told, by identifier."""
    origins = origins_of(reading.report for reading in readings)
    return {
        statement.id: _telling(statement, reading.report, origins[reading.report.id])
        for reading in readings
        for statement in told_in(reading)
    }


def told_in(reading: Reading) -> Iterator[Statement]:
    """The statements of a report, and one for each act that none of them tells of."""
    yield from reading.statements
    for event in reading.events:
        if event.status is Status.ACTUAL and event.attribution is Attribution.NONE:
            beside = [said for said in reading.statements if _overlap(event, said)]
            if not _is_told(event, beside):
                yield _as_statement(event, beside)


def _is_told(event: Event, beside: Sequence[Statement]) -> bool:
    """Whether a statement in the same words tells of the act, or is the act.

    Who accuses somebody does so by speaking: the statement is the act.
    """
    if not event.evidence or (beside and event.quad not in _MATERIAL):
        return True
    return any(said.attribution is Attribution.NONE for said in beside)


def _as_statement(event: Event, beside: Iterable[Statement]) -> Statement:
    return Statement(
        id=event.id,
        attribution=Attribution.NONE,
        speech_act=SpeechAct.ASSERTED,
        text=_own_words(event.evidence[0], [said.text for said in beside]),
        about=tuple(dict.fromkeys((*event.source, *event.target))),
        evidence=event.evidence,
    )


def _own_words(evidence: Evidence, said: Iterable[str]) -> str:
    """The longest stretch of the quotation that is not said by somebody in it.

    The words that lead over to what is said (", and Borland said") are left out.
    """
    stretches = [evidence.quote]
    for text in said:
        parts = [stretch.split(text) for stretch in stretches]
        stretches = [_without_lead(part) for own in parts for part in own[:-1]]
        stretches += [own[-1] for own in parts]
    longest = max((stretch.strip(" ,;:–—") for stretch in stretches), key=len)
    return longest or evidence.quote


def _without_lead(stretch: str) -> str:
    return re.split(r"[,;](?=[^,;]*$)", stretch)[0]


def _overlap(event: Event, said: Statement) -> bool:
    return any(
        one.start < other.end and other.start < one.end
        for one in event.evidence
        for other in said.evidence
    )


def _telling(statement: Statement, report: Report, origin: Origin) -> Telling:
    voice = f"publisher {origin.key}"
    if statement.attribution is Attribution.NAMED and statement.speaker:
        voice = f"speaker {statement.speaker_code or ''} {statement.speaker.casefold()}"
    return Telling(statement, report, origin, voice)
