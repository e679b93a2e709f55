"""Words that decide an act's mode and words that tell its context.

mode_words()     rows of data/mode_words.csv, by type, in their order
context_terms()  data/context_words.csv as a tree of lemmas
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from tocsin.domain.errors import KnowledgeError
from tocsin.domain.event import EventType
from tocsin.knowledge.codebook import codebook
from tocsin.knowledge.frames import object_classes, rows_of

PARTS = ("act", "object", "means", "content")
"""Where words about an act may stand."""


class ModeRow(NamedTuple):
    """One row; the head of mode_words.csv explains the columns.

    mode: None where the act is said to have none. over: modes of a frame that
    this row overrules, "*" for all. words: empty where the trigger is enough.
    """

    mode: str | None
    triggers: frozenset[str]
    where: tuple[str, ...]
    words: frozenset[str]
    over: frozenset[str]


@cache
def mode_words() -> Mapping[EventType, tuple[ModeRow, ...]]:
    """The rows of each type that has modes.

    Raises KnowledgeError on a mode or a part that there is not.
    """
    found: dict[EventType, list[ModeRow]] = {}
    for number, row in enumerate(rows_of("mode_words.csv"), start=1):
        type_ = EventType(row["type"])
        there = codebook().types[type_].modes
        named = {mode for mode in (row["mode"], *row["over"].split("|")) if mode not in ("-", "*")}
        where = tuple(row["where"].split("|"))
        if named - {""} - there.keys() or not set(where) <= set(PARTS):
            raise KnowledgeError(
                f"mode_words.csv, row {number}: modes of {type_} are {', '.join(there)}, "
                f"parts {', '.join(PARTS)}; got {row}"
            )
        found.setdefault(type_, []).append(
            ModeRow(
                None if row["mode"] == "-" else row["mode"],
                _words(row["trigger"]),
                where,
                _words(row["words"]),
                _words(row["over"]),
            )
        )
    return {type_: tuple(rows) for type_, rows in found.items()}


def _words(cell: str) -> frozenset[str]:
    words: set[str] = set()
    for word in filter(None, cell.split("|")):
        words |= object_classes()[word] if word.startswith("$") else {word}
    return frozenset(words)


class Term(NamedTuple):
    """A term that tells a context: the lemmas after its first, and which context."""

    rest: tuple[str, ...]
    context: str


@cache
def context_terms() -> Mapping[str, tuple[Term, ...]]:
    """Terms by their first lemma, the longest first.

    Raises KnowledgeError on a context that the codebook does not have, and on a
    term that stands under two.
    """
    found: dict[str, list[Term]] = {}
    seen: dict[str, str] = {}
    for row in rows_of("context_words.csv"):
        context = row["context"]
        if context not in codebook().contexts:
            raise KnowledgeError(f"context_words.csv: the codebook has no context {context!r}")
        for term in row["terms"].split("|"):
            if seen.setdefault(term, context) != context:
                raise KnowledgeError(
                    f"context_words.csv: {term!r} stands under {seen[term]} and {context}"
                )
            first, *rest = term.split()
            found.setdefault(first, []).append(Term(tuple(rest), context))
    return {
        first: tuple(sorted(terms, key=lambda term: -len(term.rest)))
        for first, terms in found.items()
    }


@cache
def contexts_of_kind(type_: EventType, mode: str | None) -> tuple[str, ...]:
    """Contexts that every CAMEO code of a type and mode converts to, by the published table.

    >>> contexts_of_kind(EventType.MOBILIZE, "troops")
    ('military',)
    >>> contexts_of_kind(EventType.AID, None)
    ()
    """
    rows = [
        row.contexts
        for row in codebook().cameo.values()
        if row.published and (row.type, row.mode) == (type_, mode)
    ]
    if not rows:
        return ()
    return tuple(name for name in rows[0] if all(name in row for row in rows))
