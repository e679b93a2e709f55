"""Signals and commitments as they were uttered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tocsin.domain import (
    ActorCode,
    Commitment,
    Event,
    EventType,
    Evidence,
    Reading,
    Report,
    Signal,
    SignalKind,
    SpeechAct,
    Statement,
    Status,
)
from tocsin.ledger.deeds.likeness import deed_words
from tocsin.ledger.deeds.red_line_words import line_drawn, tells_of_crossing
from tocsin.ledger.wording import names_in, stems_of

SAID_AS = {
    SignalKind.THREAT: SpeechAct.THREATENED,
    SignalKind.WARNING: SpeechAct.WARNED,
    SignalKind.PROMISE: SpeechAct.PROMISED,
    SignalKind.REASSURANCE: SpeechAct.PROMISED,
    SignalKind.OFFER: SpeechAct.OFFERED,
    SignalKind.DEMAND: SpeechAct.DEMANDED,
    SignalKind.REJECTION: SpeechAct.REJECTED,
    SignalKind.DENIAL: SpeechAct.DENIED,
}
BINDING = (SignalKind.PROMISE, SignalKind.OFFER, SignalKind.REASSURANCE)
_TRUCE = re.compile(
    r"\b(?:agree|declar|announc|sign|accept|conclud|reach|begin|began|enter|order|observ)\w*\b"
    r"(?:(?!\b(?:talks?|negotiat|discuss|plan|propos|monitor|call|how|whether)\w*)[^.;:])*?"
    r"\b(?:cease-?\s?fires?|truces?|armistices?)\b",
    re.IGNORECASE,
)
TRUCE = "ceasefire"
IF = re.compile(
    r"^(?:that\s+)?(?:if|unless|until|once|provided(?: that)?|should)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """One place where a word is given.

    said: when its report was published. text: the deed in the report's words,
    condition and verb of saying left out where they can be told apart.
    quantity: of a commitment. inside: the events coded in the same words.
    names: roots of the names of the actors in the report. truce: it is an
    agreed ceasefire, kept by holding fire. claim: it tells that a red line was
    crossed rather than draws one. borrowed: its condition and consequence are
    those of a threat in the next sentence, which is a word of its own.
    """

    ids: tuple[str, ...]
    kind: SignalKind
    sender: tuple[ActorCode, ...]
    receiver: tuple[ActorCode, ...]
    text: str
    condition: str | None
    consequence: str | None
    quantity: str | None
    report: Report
    evidence: tuple[Evidence, ...]
    inside: tuple[Event, ...]
    names: frozenset[str]
    truce: bool = False
    claim: bool = False
    borrowed: bool = False

    @property
    def said(self) -> date | None:
        """The day of the report; None where it bears none."""
        return self.report.published

    @property
    def words(self) -> tuple[str, ...]:
        """The content words of the deed."""
        return (TRUCE,) if self.truce else deed_words(self.text, self.names)


def utterances_in(reading: Reading) -> tuple[Utterance, ...]:
    """Everything in a report that binds or menaces: signals, commitments, ceasefires.

    A commitment in the words of a promise, offer or reassurance by the same
    maker is that promise; a threat in the words of a red line is what the line
    threatens with.
    """
    made = _Maker(reading)
    lines = [signal for signal in reading.signals if signal.kind is SignalKind.RED_LINE]
    found = [made.of_signal(signal) for signal in reading.signals if not _in_line(signal, lines)]
    for commitment in reading.commitments:
        promise = next(
            (
                place
                for place, uttered in enumerate(found)
                if uttered.kind in BINDING
                and set(uttered.sender) & set(commitment.by)
                and overlap(uttered.evidence, commitment.evidence)
            ),
            None,
        )
        uttered = made.of_commitment(commitment)
        if promise is None:
            found.append(uttered)
        else:
            found[promise] = _joined(found[promise], uttered)
    return (*found, *made.truces())


def _in_line(signal: Signal, lines: Iterable[Signal]) -> bool:
    """Whether a menace belongs to a red line drawn by the same sender in the same words."""
    return signal.kind in (SignalKind.THREAT, SignalKind.WARNING) and any(
        set(signal.sender) & set(line.sender) and overlap(signal.evidence, line.evidence)
        for line in lines
    )


def overlap(some: Iterable[Evidence], others: Sequence[Evidence]) -> bool:
    """Whether two items rest on words in common."""
    return any(
        one.report == other.report and one.start < other.end and other.start < one.end
        for one in some
        for other in others
    )


def _names_line(consequence: str) -> bool:
    """ "it would cross our red line" says once more what it is, not what is to follow."""
    return re.search(r"\bred[\s-]lines?\b", consequence, re.IGNORECASE) is not None


def _adjoin(one: Evidence, other: Evidence) -> bool:
    """Whether two sentences follow one another."""
    gap = max(one.start, other.start) - min(one.end, other.end)
    return one.report == other.report and 0 <= gap <= len(' "\n')


def _joined(promise: Utterance, commitment: Utterance) -> Utterance:
    """A promise with what the commitment in the same words tells more exactly."""
    return Utterance(
        ids=(*promise.ids, *commitment.ids),
        kind=promise.kind,
        sender=promise.sender,
        receiver=promise.receiver or commitment.receiver,
        text=_without(commitment.text, promise.condition) or commitment.text,
        condition=promise.condition,
        consequence=promise.consequence,
        quantity=commitment.quantity or promise.quantity,
        report=promise.report,
        evidence=promise.evidence,
        inside=promise.inside,
        names=promise.names,
    )


class _Maker:
    """Makes utterances of what was read in one report."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.names = frozenset(
            root for mention in reading.mentions for root in names_in(mention.name)
        )

    def of_signal(self, signal: Signal) -> Utterance:
        """A signal as it was uttered."""
        if signal.kind is SignalKind.RED_LINE:
            return self._line(signal)
        quote = " ".join(item.quote for item in signal.evidence)
        condition = signal.condition
        if condition is not None and not deed_words(IF.sub("", condition), self.names):
            condition = None  # a name alone is no condition
        return Utterance(
            ids=(signal.id,),
            kind=signal.kind,
            sender=signal.sender,
            receiver=signal.receiver,
            text=self._text(signal, quote, condition, signal.consequence),
            condition=condition,
            consequence=signal.consequence,
            quantity=None,
            report=self.reading.report,
            evidence=signal.evidence,
            inside=self._inside(signal.evidence),
            names=self.names,
        )

    def _line(self, signal: Signal) -> Utterance:
        """A red line, with its condition from the way the sentence draws it.

        A threat in the same words is what it threatens with; one in the next
        sentence, of which the line repeats the condition, lends it both.
        """
        quote = " ".join(item.quote for item in signal.evidence)
        claim, drawn, menaces = tells_of_crossing(quote), line_drawn(quote), self._menaces(signal)
        condition = signal.condition or (None if claim else drawn.condition)
        said = (each.consequence for each in menaces if each.kind is SignalKind.THREAT)
        told = (signal.consequence, drawn.consequence, *said)
        consequence = next((words for words in told if words and not _names_line(words)), None)
        evidence, beside = signal.evidence, None if claim else self._beside(signal, condition)
        if beside is not None:
            condition, consequence = beside.condition, beside.consequence
            evidence = (*evidence, *beside.evidence)
        return Utterance(
            ids=(signal.id, *(each.id for each in menaces)),
            kind=signal.kind,
            sender=signal.sender,
            receiver=signal.receiver,
            text=consequence or "",  # the sentence tells what would cross it
            condition=condition,
            consequence=consequence,
            quantity=None,
            report=self.reading.report,
            evidence=evidence,
            inside=self._inside(evidence),
            names=self.names,
            claim=claim,
            borrowed=beside is not None,
        )

    def _beside(self, line: Signal, condition: str | None) -> Signal | None:
        """The conditional threat by the same sender in the sentence before or after a red line."""
        words = stems_of(condition or "")
        for signal in self.reading.signals:
            if (
                signal.kind is SignalKind.THREAT
                and signal.condition
                and set(signal.sender) & set(line.sender)
                and any(_adjoin(one, other) for one in signal.evidence for other in line.evidence)
                and (not words or words & stems_of(signal.condition))
            ):
                return signal
        return None

    def of_commitment(self, commitment: Commitment) -> Utterance:
        """A commitment, which is a promise with content."""
        return Utterance(
            ids=(commitment.id,),
            kind=SignalKind.PROMISE,
            sender=commitment.by,
            receiver=commitment.to,
            text=commitment.content,
            condition=None,
            consequence=None,
            quantity=commitment.quantity,
            report=self.reading.report,
            evidence=commitment.evidence,
            inside=self._inside(commitment.evidence),
            names=self.names,
        )

    def truces(self) -> Iterator[Utterance]:
        """A ceasefire that was agreed or declared: each side's promise to hold fire.

        Where one sentence is read as several acts, those who act in any of
        them are the sides: who mediated does not hold fire.
        """
        sentences: dict[tuple[int, int], list[Event]] = {}
        for event in self.reading.events:
            agreed = event.type is EventType.AGREE or event.mode == TRUCE
            if event.status is Status.ACTUAL and agreed and event.evidence:
                place = event.evidence[0]
                if _TRUCE.search(place.quote):
                    sentences.setdefault((place.start, place.end), []).append(event)
        for events in (sentences[span] for span in sorted(sentences)):
            acting = tuple(dict.fromkeys(code for event in events for code in event.source))
            named = dict.fromkeys((*acting, *(c for event in events for c in event.target)))
            sides = acting if len(acting) > 1 else tuple(named)
            mutual = len(acting) > 1 or events[0].type is EventType.AGREE
            for side in sides if mutual else acting:
                others = tuple(code for code in sides if code != side)
                if others:
                    yield self._truce(events, side, others)

    def _truce(
        self, events: Sequence[Event], side: ActorCode, others: tuple[ActorCode, ...]
    ) -> Utterance:
        return Utterance(
            ids=tuple(event.id for event in events),
            kind=SignalKind.PROMISE,
            sender=(side,),
            receiver=others,
            text=events[0].evidence[0].quote,
            condition=None,
            consequence=None,
            quantity=None,
            report=self.reading.report,
            evidence=events[0].evidence,
            inside=(),
            names=self.names,
            truce=True,
        )

    def _inside(self, evidence: Sequence[Evidence]) -> tuple[Event, ...]:
        return tuple(e for e in self.reading.events if overlap(e.evidence, evidence))

    def _menaces(self, line: Signal) -> list[Signal]:
        """The threats and warnings in the words of a red line."""
        return [signal for signal in self.reading.signals if _in_line(signal, (line,))]

    def _text(
        self, signal: Signal, quote: str, condition: str | None, consequence: str | None
    ) -> str:
        """The words of the deed: those of the consequence, else of a statement, else the sentence.

        The first of them that names a deed and not only a time or an addressee.
        """
        said = self._statement(signal)
        texts = [consequence, _without(said.text, condition) if said else None]
        told = [text for text in texts if text]
        for least in (2, 1):
            for text in told:
                if len(deed_words(text, self.names)) >= least:
                    return text
        return _without(quote, condition)

    def _statement(self, signal: Signal) -> Statement | None:
        wanted = SAID_AS.get(signal.kind)
        found = [
            statement
            for statement in self.reading.statements
            if statement.speech_act is wanted and overlap(statement.evidence, signal.evidence)
        ]
        return min(found, key=lambda statement: statement.id, default=None)


def _without(text: str, condition: str | None) -> str:
    """A text without its condition and the word that opens it."""
    if condition is None:
        return text
    bare = IF.sub("", condition)
    return " ".join(
        re.sub(
            rf"(?:\b(?:if|unless|until|once|provided(?: that)?|should)\s+)?{re.escape(bare)}",
            " ",
            text,
            flags=re.IGNORECASE,
        ).split()
    ).strip(" ,")
