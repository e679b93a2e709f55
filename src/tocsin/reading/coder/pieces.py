"""Sentences as the coder's encoder takes them: numbers of word pieces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tocsin.knowledge.wordpieces import wordpieces
from tocsin.reading.coder.marked import Marked

FIRST, LAST = 101, 102
"""[CLS] and [SEP] of the vocabulary."""

MARKS = (1, 2, 3, 4)
"""Pieces that the vocabulary keeps free: begin and end of the source, then of the target."""

LONGEST = 128
"""Word pieces of a sentence that are read, the marks included."""


class MarkedPieces(NamedTuple):
    """A marked sentence. source, target: where their opening marks stand; 0 where unmarked."""

    ids: list[int]
    source: int
    target: int


class TokenPieces(NamedTuple):
    """A sentence of tokens. first: the place of each token's first piece; -1 where cut off."""

    ids: list[int]
    first: list[int]


def marked_pieces(sentence: Marked) -> MarkedPieces:
    """Pieces of a sentence with marks around source and target.

    A longer one is cut on the side where neither is; the marks come first.

    >>> marked_pieces(Marked("Mali left", (0, 4), (0, 0)))
    MarkedPieces(ids=[101, 1, 16007, 2, 2187, 102], source=1, target=0)
    """
    ids: list[int] = []
    begun = 0
    for place, mark in _marks(sentence):
        ids += _plain(sentence.text[begun:place])
        ids.append(mark)
        begun = place
    ids += _plain(sentence.text[begun:])
    ids = [FIRST, *_window(ids), LAST]
    return MarkedPieces(ids, _place(ids, MARKS[0]), _place(ids, MARKS[2]))


def token_pieces(tokens: Sequence[str]) -> TokenPieces:
    """Pieces of tokens, and where each token begins; what is over LONGEST is cut off."""
    ids, first = [FIRST], []
    for token in tokens:
        pieces = _plain(token)
        fits = pieces and len(ids) + len(pieces) < LONGEST
        first.append(len(ids) if fits else -1)
        if fits:
            ids += pieces
    return TokenPieces([*ids, LAST], first)


def _plain(text: str) -> list[int]:
    ids: list[int] = wordpieces().encode(text, add_special_tokens=False).ids if text else []
    return ids


def _marks(sentence: Marked) -> list[tuple[int, int]]:
    """Marks by their place in the text; where two meet, what ends stands first."""
    marks: list[tuple[int, int, int]] = []
    for (start, end), (opening, closing) in (
        (sentence.source, MARKS[:2]),
        (sentence.target, MARKS[2:]),
    ):
        if end > start:
            marks += [(start, 1, opening), (end, 0, closing)]
    return [(place, mark) for place, _, mark in sorted(marks)]


def _window(ids: list[int]) -> list[int]:
    room = LONGEST - 2
    if len(ids) <= room:
        return ids
    marked = [at for at, piece in enumerate(ids) if piece in MARKS] or [0]
    start = max(0, min(marked[0] - room // 4, len(ids) - room))
    if marked[-1] >= start + room:
        start = max(0, min(marked[0], marked[-1] - room + 1))
    return ids[start : start + room]


def _place(ids: list[int], mark: int) -> int:
    return ids.index(mark) if mark in ids else 0
