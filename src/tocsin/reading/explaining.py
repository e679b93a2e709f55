"""Why a sentence was coded as it was: its parse, its frames, their scores, the decision."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Span

from tocsin.desk import Desk
from tocsin.domain import ActorCode, Event, EventType, Report
from tocsin.reading.coder import Coding, code_votes, tag_sides
from tocsin.reading.coder.framed import FrameVote
from tocsin.reading.coder.marked import Marked
from tocsin.reading.events import Act, acts_of, weigh
from tocsin.reading.passage import Passage
from tocsin.reading.pipeline import Reader

SHOWN = 3
"""Types of a ranking that are worth a look."""


class Word(NamedTuple):
    """A token of the parse. actors: whom the phrase that it heads stands for."""

    text: str
    lemma: str
    part: str
    slot: str
    head: str
    actors: tuple[ActorCode, ...]
    side: str


class Weighed(NamedTuple):
    """An act that a frame found: what each part says of it, and the event made of it.

    frame_alone, model_alone, together: the likeliest types with their
    probabilities, the likeliest first.
    """

    marked: Marked
    vote: FrameVote
    frame_alone: tuple[tuple[EventType, float], ...]
    model_alone: tuple[tuple[EventType, float], ...]
    together: tuple[tuple[EventType, float], ...]
    event: Event


class Explanation(NamedTuple):
    """One sentence: its words and the acts in it."""

    text: str
    words: tuple[Word, ...]
    acts: tuple[Weighed, ...]


def explain(text: str, *, desk: Desk) -> tuple[Explanation, ...]:
    """An explanation for each sentence of a text, in order."""
    report = Report.make(origin="the text given", text=text)
    passages = Reader(desk, gate=False).trace(report)
    return tuple(
        _explain(passage, sentence) for passage in passages for sentence in passage.doc.sents
    )


def _explain(passage: Passage, sentence: Span) -> Explanation:
    acts = [act for act in acts_of(passage) if act.sentence.start == sentence.start]
    events = {coded.trigger.i: coded.event for coded in passage.coded}
    return Explanation(
        sentence.text,
        _words(passage, sentence),
        tuple(
            _weighed(act, coding, events[act.found.trigger.i])
            for act, coding in zip(acts, weigh(acts), strict=True)
            if act.found.trigger.i in events
        ),
    )


def _words(passage: Passage, sentence: Span) -> tuple[Word, ...]:
    (tags,) = tag_sides([[token.text for token in sentence]])
    words = []
    for token, tag in zip(sentence, tags, strict=True):
        reference = passage.references.get(token.i)
        words.append(
            Word(
                token.text,
                token.lemma_,
                token.pos_,
                token.dep_,
                token.head.text,
                reference.codes if reference else (),
                {"S": "source", "T": "target"}.get(tag.partition("-")[2], ""),
            )
        )
    return tuple(words)


def _weighed(act: Act, coding: Coding, event: Event) -> Weighed:
    (frame,) = code_votes([act.marked], [act.vote], model=False)
    (model,) = code_votes([act.marked], [None])
    return Weighed(act.marked, act.vote, _top(frame), _top(model), _top(coding), event)


def _top(coding: Coding) -> tuple[tuple[EventType, float], ...]:
    ranked = sorted(coding.scores.items(), key=lambda item: -item[1])
    return tuple(ranked[:SHOWN])
