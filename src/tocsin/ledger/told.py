"""What a report tells: its statements, and its acts where no statement tells of them.

"Arvia shelled Oster, and Borland said it would answer": what Borland said is
a statement; that Arvia shelled Oster is only an event. Here it becomes a
statement of the report, under the identifier of the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tocsin.domain import (
    Attribution,
    Event,
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
    """The statements of a report, and one for each act that none of them tells of.

    Acts told in the same words are one.
    """
    yield from reading.statements
    untold: dict[tuple[int, str], list[Event]] = {}
    for event in reading.events:
        if event.status is Status.ACTUAL and event.attribution is Attribution.NONE:
            beside = [said for said in reading.statements if _overlap(event, said)]
            if not _is_told(event, beside):
                words = _own_words(event, [said.text for said in beside])
                untold.setdefault((event.evidence[0].start, words), []).append(event)
    for (_, words), acts in untold.items():
        yield _as_statement(acts, words)


def _is_told(event: Event, beside: Sequence[Statement]) -> bool:
    """Whether a statement in the same words tells of the act, or is the act.

    Who accuses somebody does so by speaking: the statement is the act.
    """
    if not event.evidence or (beside and event.quad not in _MATERIAL):
        return True
    return any(said.attribution is Attribution.NONE for said in beside)


def _as_statement(acts: Sequence[Event], words: str) -> Statement:
    """One statement for acts told in the same words, under the smallest of their identifiers."""
    event = min(acts, key=lambda act: act.id)
    return Statement(
        id=event.id,
        attribution=Attribution.NONE,
        speech_act=SpeechAct.ASSERTED,
        text=words,
        about=tuple(sorted({code for act in acts for code in (*act.source, *act.target)})),
        evidence=event.evidence,
    )


def _own_words(event: Event, said: Sequence[str]) -> str:
    """The clause of the quotation that tells of the act, nothing said by anybody in it.

    Known by the word for which the act was coded; without it, the longest clause. The words that
    lead over to what is said (", and Borland said") are left out.
    """
    quote = event.evidence[0].quote
    trigger = _TRIGGER.search(event.because)
    stretches = [quote]
    for text in said:
        stretches = [part for stretch in stretches for part in stretch.split(text)]
    clauses = [part.strip() for stretch in stretches for part in _CLAUSE.split(stretch)]
    telling = [part for part in clauses if trigger and trigger["word"] in part]
    return max(telling or clauses, key=len).rstrip(".") or quote


_TRIGGER = re.compile(r"on “(?P<word>[^”]+)”")
_CLAUSE = re.compile(r"(?<!\d),|,(?!\d)|[;:–—]")


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
