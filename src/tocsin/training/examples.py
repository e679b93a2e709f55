"""Labelled sentences as numbers, in batches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from tocsin.reading.coder.marked import Marked
from tocsin.reading.coder.pieces import marked_pieces, token_pieces
from tocsin.training.labels import Labels
from tocsin.training.material import Pair, Tagged

IGNORED = -100
"""A piece that has no tag to learn."""

BATCH = 32


class Task(StrEnum):
    """What a batch teaches."""

    PAIR = "pair"
    SIDES = "sides"
    ENTITIES = "entities"


class Example(NamedTuple):
    """One sentence in numbers; which fields count depends on its task."""

    task: Task
    ids: list[int]
    source: int = 0
    target: int = 0
    types: tuple[int, ...] = ()
    mode: int | None = None
    contexts: tuple[int, ...] | None = None
    tags: tuple[int, ...] = ()


def pair_examples(pairs: Sequence[Pair], labels: Labels) -> list[Example]:
    """Marked sentences for the heads of type, mode and contexts."""
    found = []
    for pair in pairs:
        pieces = marked_pieces(pair.marked)
        contexts = pair.contexts
        found.append(
            Example(
                Task.PAIR,
                pieces.ids,
                pieces.source,
                pieces.target,
                types=tuple(labels.types.index(name) for name in pair.types),
                mode=None if pair.mode is None else labels.modes.index(pair.mode),
                contexts=None
                if contexts is None
                else tuple(labels.contexts.index(name) for name in contexts),
            )
        )
    return found


def tag_examples(task: Task, sentences: Sequence[Tagged], names: Sequence[str]) -> list[Example]:
    """Tagged tokens for the head of sides or of entities; a token is tagged by its first piece."""
    found = []
    outside = names.index("O")
    for sentence in sentences:
        pieces = token_pieces(sentence.tokens)
        tags = [IGNORED] * len(pieces.ids)
        for place, tag in zip(pieces.first, sentence.tags, strict=True):
            if place >= 0:
                tags[place] = names.index(tag) if tag in names else outside
        found.append(Example(task, pieces.ids, tags=tuple(tags)))
    return found


def tokens_of(marked: Marked) -> Tagged:
    """A marked sentence as tagged tokens: words and single signs, the marked ones B- and I-."""
    tokens: list[str] = []
    tags: list[str] = []
    last = ""
    for start, end in _words(marked.text):
        side = next(
            (
                name
                for name, (first, stop) in (("S", marked.source), ("T", marked.target))
                if first <= start < stop
            ),
            "",
        )
        tokens.append(marked.text[start:end])
        tags.append(f"{'I' if side == last else 'B'}-{side}" if side else "O")
        last = side
    return Tagged(tuple(tokens), tuple(tags))


def _words(text: str) -> Iterator[tuple[int, int]]:
    start = None
    for at, sign in enumerate(text):
        if sign.isalnum():
            start = at if start is None else start
            continue
        if start is not None:
            yield start, at
            start = None
        if not sign.isspace():
            yield at, at + 1
    if start is not None:
        yield start, len(text)


def batches(examples: Sequence[Example], chance: random.Random) -> list[list[Example]]:
    """Batches of one task and of like length, in random order."""
    found = []
    for task in Task:
        own = [example for example in examples if example.task is task]
        own.sort(key=lambda example: len(example.ids) + 8 * chance.random())
        found += [own[start : start + BATCH] for start in range(0, len(own), BATCH)]
    chance.shuffle(found)
    return found
