"""Words taken back: the deed refused, its contrary done, an offer turned down."""

from __future__ import annotations

import re
from datetime import date

from tocsin.domain import DeedState, EventType, Outcome, SignalKind, Tense
from tocsin.ledger.deeds.announced import is_contrary, is_deed, speaks_of
from tocsin.ledger.deeds.attesting import attest
from tocsin.ledger.deeds.cases import Case, Judgement
from tocsin.ledger.deeds.conditions import is_later
from tocsin.ledger.deeds.sightings import Sighting

_REFUSED = re.compile(
    r"\b(?:refus\w+|reject\w*|rul\w+ out|will not|won't|won\u2019t|would not|cancel\w*|scrap\w*|"
    r"abandon\w*|renounc\w*|take\w* back|took back|back\w* down|back\w* away)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:demand|ultimatum|call|request|appeal|offer|proposal|terms)\w*", re.I)


def taken_back(case: Case, since: date) -> Judgement | None:
    """A refusal to do it, or its contrary done."""
    announced, book = case.announced, case.book
    undone = [
        s
        for s in book.not_done(announced.doer, announced.deeds, since, book.as_of)
        if is_later(s, since) and _is_refusal(s) and is_deed(announced, s, case.likeness)
    ]
    refused = [
        s
        for s in book.done(announced.doer, (EventType.REJECT,), since, book.as_of)
        if is_later(s, since) and _refuses_what_was_asked(case, s)
    ]
    for found, words in ((undone, "refused"), (refused, "rejected")):
        verdict = attest(found, book)
        if verdict.state is DeedState.SEEN:
            because = f"It was {words} on {verdict.day}."
            return Judgement(Outcome.BROKEN, because, against=verdict.events)
    opposed = [
        s
        for s in book.done(announced.doer, announced.contrary, since, book.as_of)
        if is_later(s, since) and is_contrary(announced, s)
    ]
    verdict = attest(opposed, book)
    if verdict.state is DeedState.SEEN:
        because = f"The contrary was done on {verdict.day}, {verdict.because}."
        return Judgement(Outcome.BROKEN, because, against=verdict.events)
    return None


def _is_refusal(sighting: Sighting) -> bool:
    """ "will not", "refused to": more than a "has not yet"."""
    return sighting.event.tense is Tense.FUTURE or _REFUSED.search(sighting.quote) is not None


def _refuses_what_was_asked(case: Case, sighting: Sighting) -> bool:
    """The receiver of a demand turns it down."""
    first = case.word.first
    if first.kind is not SignalKind.DEMAND or not set(first.sender) & set(sighting.event.target):
        return False
    asked = _ASKED.search(sighting.quote) is not None
    return asked or speaks_of(case.announced.words, sighting, case.likeness)


def turned_down(case: Case) -> Judgement | None:
    """The receiver rejects an offer: it is not put to the test."""
    first, book = case.word.first, case.book
    refused = [
        s
        for s in book.done(first.receiver, (EventType.REJECT,), case.said, book.as_of)
        if is_later(s, case.said)
        and (not s.event.target or set(first.sender) & set(s.event.target))
        and (
            _ASKED.search(s.quote) is not None or speaks_of(case.announced.words, s, case.likeness)
        )
    ]
    verdict = attest(refused, book)
    if verdict.state is not DeedState.SEEN:
        return None
    because = f"Not put to the test: the offer was turned down on {verdict.day}."
    return Judgement(Outcome.UNCLEAR, because, against=verdict.events)
