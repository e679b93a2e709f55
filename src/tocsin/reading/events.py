"""Events: acts of one side toward another, coded in PLOVER."""

from __future__ import annotations

from spacy.tokens import Span

from tocsin.domain import Event, Status, derive_id
from tocsin.knowledge.codebook import codebook
from tocsin.reading.acts import Found, acts_in
from tocsin.reading.lexicon import lexicon
from tocsin.reading.modes import Kind, mode_of
from tocsin.reading.passage import CodedEvent, Passage
from tocsin.reading.registry import extractor
from tocsin.reading.status import status_of
from tocsin.reading.syntax import VERBAL


@extractor("events", needs={"speakers"})
def code_events(passage: Passage) -> None:
    """Code every event of a passage that has two sides, or one where its type needs but one."""
    for sentence in passage.doc.sents:
        seen: dict[tuple[object, ...], None] = {}
        for found in acts_in(passage, sentence):
            coded = _code(passage, sentence, found)
            event = coded.event
            sides = (frozenset(event.source), frozenset(event.target))
            # "expressed opposition": the verb's frame has coded its object too
            head = found.trigger.head
            nominal = found.trigger.pos_ not in VERBAL and head.pos_ in VERBAL
            again = nominal and (head.i, *sides) in seen
            if again or (event.type, *sides) in seen:
                continue
            seen[event.type, *sides] = seen[found.trigger.i, *sides] = None
            passage.coded.append(coded)


def _code(passage: Passage, sentence: Span, found: Found) -> CodedEvent:
    status = status_of(found.trigger, lexicon().governors)
    book = codebook()
    evidence = passage.cite_sentence(sentence)
    mode = mode_of(passage, found.trigger, Kind(found.type, found.mode, *found.sides))
    identity = (evidence.report, evidence.start, found.trigger.i, found.type, found.mode)
    event = Event(
        id=derive_id("event", *identity, *found.sides.source, "->", *found.sides.target),
        type=found.type,
        mode=mode,
        status=status,
        quad=book.quad(found.type),
        intensity=book.intensity(found.type, mode),
        source=found.sides.source,
        target=found.sides.target,
        because=f"{found.trigger.text} ({found.frame.trigger})",
        evidence=(evidence,),
    )
    return CodedEvent(event, found.trigger, certain=status is Status.ACTUAL)
