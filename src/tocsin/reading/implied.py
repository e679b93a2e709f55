"""Acts that a signal is: who holds out harm to another threatens it, who makes a charge accuses.

PLOVER codes the saying itself as an act ("Iran said it would strike back" is
THREATEN, "Iran claims that Israel shelled it" is ACCUSE), whichever verb the
report chose; the lexicon's frames see only the verbs that say so themselves.
"""

from __future__ import annotations

from tocsin.domain import (
    ActorCode,
    Attribution,
    Event,
    EventType,
    Evidence,
    Signal,
    SignalKind,
    Status,
    derive_id,
)
from tocsin.knowledge.codebook import codebook
from tocsin.knowledge.words import word_list
from tocsin.reading.facing import other_party
from tocsin.reading.modes import MOODS, mode_when_undone
from tocsin.reading.passage import CodedEvent, Passage
from tocsin.reading.registry import extractor
from tocsin.reading.stances import accused_in

CHARGING = word_list("implied_charging")


@extractor("implied", needs={"signals"})
def code_implied_acts(passage: Passage) -> None:
    """Add the threats and accusations that a passage's signals and claims amount to."""
    for signal in passage.signals:
        held_out = signal.kind is SignalKind.WARNING and signal.condition is not None
        if signal.kind is SignalKind.THREAT or held_out:
            _add(passage, EventType.THREATEN, signal.sender, signal.receiver, signal)
        elif signal.kind is SignalKind.REJECTION:
            _add(passage, EventType.REJECT, signal.sender, signal.receiver, signal)
    for speech in passage.speeches:
        if speech.attribution is not Attribution.NAMED or speech.speaker is None:
            continue
        if passage.doc[speech.verb].lemma_.lower() not in CHARGING:
            continue
        accused = accused_in(passage, speech.start, speech.end, speech.speaker.codes)
        if accused and speech.speaker.codes:
            _add(passage, EventType.ACCUSE, speech.speaker.codes, accused, speech.verb)


def _add(
    passage: Passage,
    type_: EventType,
    source: tuple[ActorCode, ...],
    target: tuple[ActorCode, ...],
    cause: Signal | int,
) -> None:
    """Code the act, unless the lexicon has coded it in this sentence already."""
    if isinstance(cause, Signal):
        evidence = cause.evidence[0]
        because = f"{cause.kind} held out"
    else:
        evidence = passage.cite_sentence(passage.doc[cause].sent)
        because = passage.doc[cause].text
    for coded in passage.coded:
        event = coded.event
        same = event.evidence[0] == evidence and event.type is type_
        if same and set(event.source) & set(source):
            return
    offset = evidence.start - passage.offset
    span = passage.doc.char_span(offset, offset + 1, alignment_mode="expand")
    if span is None:
        return
    if not target:
        target = other_party(passage, span.start, source)
    book = codebook()
    mode = "allege" if type_ is EventType.ACCUSE else _mode_of_content(passage, type_, evidence)
    event = Event(
        id=derive_id("event", evidence.report, evidence.start, "implied", type_, *source),
        type=type_,
        mode=mode,
        status=Status.ACTUAL,
        quad=book.quad(type_),
        intensity=book.intensity(type_, mode),
        source=source,
        target=tuple(code for code in target if code not in source),
        because=because,
        evidence=(evidence,),
    )
    passage.coded.append(CodedEvent(event, span.root))


def _mode_of_content(passage: Passage, type_: EventType, evidence: Evidence) -> str | None:
    """The mode by the act held out or refused, where the same words tell of one not done."""
    for coded in passage.coded:
        event = coded.event
        here = event.evidence[0] == evidence and event.status is not Status.ACTUAL
        mode = mode_when_undone(type_, event.type, event.mode) if here and type_ in MOODS else None
        if mode is not None:
            return mode
    return None
