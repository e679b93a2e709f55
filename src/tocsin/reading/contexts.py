"""Contexts: which fields of politics an act touches, by the words of its own clause.

Terms are lemmas in `knowledge/data/context_words.csv`; a step through a
sentence looks each word up once, and takes the longest term that begins there.
The context whose term stands nearest to the act comes first. Those that the
codebook gives every act of a type and mode come last.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from spacy.strings import get_string_id
from spacy.tokens import Span, Token

from tocsin.domain import Event
from tocsin.knowledge.modes import Term, context_terms, contexts_of_kind
from tocsin.reading.clauses import clause_words
from tocsin.reading.passage import Passage
from tocsin.reading.registry import extractor

MOST = 3
"""Contexts that an event is given at most."""


class Told(NamedTuple):
    """A term that tells a context, at `[start, end)` in token positions."""

    start: int
    end: int
    context: str


@extractor("contexts", needs={"events", "implied"})
def find_contexts(passage: Passage) -> None:
    """Give each event the contexts of its clause."""
    told: dict[int, list[Told]] = {}
    for coded in passage.coded:
        sentence = coded.trigger.sent
        if sentence.start not in told:
            told[sentence.start] = terms_in(passage, sentence)
        contexts = contexts_of(coded.event, coded.trigger, told[sentence.start])
        if contexts:
            coded.event = coded.event.model_copy(update={"contexts": contexts})


def terms_in(passage: Passage, sentence: Span) -> list[Told]:
    """Terms of a sentence in its order, outside the actors' names, none within another."""
    terms = _terms_by_hash()
    found: list[Told] = []
    after = sentence.start
    for token in sentence:
        rows = terms.get(token.lemma, ()) + terms.get(token.lower, ())
        if not rows or token.i < after or token.i in passage.mentions:
            continue
        term = next((row for row in rows if _follows(token, row.rest)), None)
        if term is not None:
            after = token.i + 1 + len(term.rest)
            found.append(Told(token.i, after, term.context))
    return found


@cache
def _terms_by_hash() -> dict[int, tuple[Term, ...]]:
    """Terms by the parser's number of their first lemma, which spares it spelling each word."""
    return {get_string_id(first): rows for first, rows in context_terms().items()}


def _follows(token: Token, rest: tuple[str, ...]) -> bool:
    after = token.doc[token.i + 1 : token.i + 1 + len(rest)]
    return len(after) == len(rest) and all(
        word in (there.lemma_.lower(), there.lower_)
        for word, there in zip(rest, after, strict=True)
    )


def contexts_of(event: Event, trigger: Token, told: list[Told]) -> tuple[str, ...]:
    """The contexts of one event, nearest word first, at most MOST."""
    own = {word.i for word in clause_words(trigger)} if told else set()
    near = sorted(
        (term for term in told if own.intersection(range(term.start, term.end))),
        key=lambda term: (_distance(term, trigger.i), term.start),
    )
    names = dict.fromkeys(term.context for term in near)
    kind = contexts_of_kind(event.type, event.mode)
    if "cyber" in names:  # attacks on computers are unconventional, and no matter of poison gas
        kind = tuple(name for name in kind if name != "cbrn")
    return tuple(dict.fromkeys((*names, *kind)))[:MOST]


def _distance(term: Told, position: int) -> int:
    if term.start <= position < term.end:
        return 0
    return term.start - position if term.start > position else position - term.end + 1
