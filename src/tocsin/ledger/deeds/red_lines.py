"""The register of red lines: who drew them, whether they were crossed, what came after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from tocsin.domain import (
    ActorCode,
    Attribution,
    ConditionState,
    Crossed,
    EventType,
    Followed,
    RedLine,
    SignalKind,
    derive_id,
)
from tocsin.ledger.deeds.gathering import Word
from tocsin.ledger.deeds.red_line_words import place_named
from tocsin.ledger.deeds.sightings import Book
from tocsin.ledger.deeds.track_records import Pair

AFTERMATH = tuple(
    type_
    for type_ in EventType
    if type_
    in (
        EventType.THREATEN,
        EventType.PROTEST,
        EventType.SANCTION,
        EventType.MOBILIZE,
        EventType.COERCE,
        EventType.ASSAULT,
        EventType.ACCUSE,
        EventType.REJECT,
    )
)
"""What may answer a crossing: any conflict, in words or in deeds."""

MOST = 6


def red_lines_in(pairs: Iterable[Pair], book: Book) -> tuple[RedLine, ...]:
    """The register, in the order in which the lines were drawn."""
    return tuple(
        _entry(pair.word, pair.followed, book)
        for pair in pairs
        if pair.followed.kind is SignalKind.RED_LINE
    )


def _entry(word: Word, followed: Followed, book: Book) -> RedLine:
    crossings = followed.condition_events
    by = _crossed_by(followed, book)
    return RedLine(
        id=derive_id("red_line", followed.id),
        drawn_by=followed.sender,
        toward=followed.receiver,
        drawn_on=followed.first_said,
        times=sum(not uttered.claim for uttered in word.utterances),
        place=_place(word),
        condition=followed.condition,
        consequence=followed.consequence,
        crossed=_crossed(word, followed),
        crossed_on=followed.condition_day,
        crossed_by=by,
        crossings=crossings,
        came_after=_came_after(followed, by, book),
        outcome=followed.outcome,
        because=followed.because,
        followed=followed.id,
        evidence=followed.evidence,
    )


def _crossed(word: Word, followed: Followed) -> Crossed:
    if followed.condition_state is ConditionState.MET:
        return Crossed.YES
    claimed = any(uttered.claim for uttered in word.utterances)
    doubtful = followed.condition_state is ConditionState.UNCLEAR and followed.condition_events
    if claimed or doubtful or followed.condition is None or followed.first_said is None:
        return Crossed.UNCLEAR
    return Crossed.NO


def _crossed_by(followed: Followed, book: Book) -> tuple[ActorCode, ...]:
    tellings = (book.tellings.get(key) for key in followed.condition_events)
    return tuple(dict.fromkeys(code for told in tellings if told for code in told.source))


def _came_after(followed: Followed, by: tuple[ActorCode, ...], book: Book) -> tuple[str, ...]:
    """The drawer's hostile acts toward who crossed it or the receiver, from the crossing on."""
    if followed.condition_day is None:
        return ()
    hit = {*by, *followed.receiver, *followed.toward}
    last = followed.condition_day + timedelta(days=followed.window)
    found = [
        sighting.event
        for sighting in book.done(followed.sender, AFTERMATH, followed.condition_day, last)
        if sighting.event.attribution is not Attribution.ANONYMOUS
        and (not hit or set(sighting.event.target) & hit)
    ]
    # What answers the crossing stands first, however much else was done.
    first = [event.id for event in found if event.id in followed.deed_events]
    rest = [event.id for event in found if event.id not in followed.deed_events]
    return tuple((*first, *rest)[:MOST])


def _place(word: Word) -> str | None:
    """The place in the condition, else that of an act in it, else one in the sentence."""
    for uttered in word.utterances:
        found = place_named(uttered.condition or "")
        found = found or next((event.place for event in uttered.inside if event.place), None)
        if found:
            return found
    return None
