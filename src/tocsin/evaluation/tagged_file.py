"""Files of tagged tokens: `tocsin eval actors` and `tocsin eval entities`.

A token and its tag to a line, a blank or a tab between them; a blank line
between sentences; tags B-… where a span begins, I-… where it goes on, O
outside; any other tag counts as O. Where a line has more columns, the first is
the token and the last the tag.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tocsin.domain import InputError
from tocsin.evaluation.text_files import BadRow, lines_of

COLUMNS = re.compile(r"[ \t]+")
TAG = re.compile(r"O|[BI]-\S+")
DOCUMENT_START = "-DOCSTART-"


class TaggedSentence(NamedTuple):
    """Tokens with a tag each. line: where it begins in the file, from 1."""

    line: int
    tokens: tuple[str, ...]
    tags: tuple[str, ...]


class TaggedFile(NamedTuple):
    """What a file of tagged tokens holds, and which of its lines were left out."""

    sentences: tuple[TaggedSentence, ...]
    bad: tuple[BadRow, ...]


class TagSpan(NamedTuple):
    """Tokens `[start, end)` of a sentence that are one thing of a kind."""

    kind: str
    start: int
    end: int


def read_tagged(path: Path) -> TaggedFile:
    """The sentences of a file. Raises InputError when it cannot be read or holds none."""
    sentences: list[TaggedSentence] = []
    bad: list[BadRow] = []
    pairs: list[tuple[str, str]] = []
    begins = 0
    lines = lines_of(path)
    for number, line in enumerate([*lines, ""], start=1):
        if not line.strip(" \t"):
            if pairs:
                tokens, tags = zip(*pairs, strict=True)
                sentences.append(TaggedSentence(begins, tokens, tags))
            pairs = []
            continue
        columns = COLUMNS.split(line.strip(" \t"))
        if columns[0] == DOCUMENT_START:
            continue
        if len(columns) < 2:
            reason = f"{columns[0]!r} stands alone; a line has a token and its tag."
            bad.append(BadRow(number, reason))
            continue
        begins = begins if pairs else number
        pairs.append((columns[0], columns[-1] if TAG.fullmatch(columns[-1]) else "O"))
    if not sentences:
        reason = f"holds no tagged token; {bad[0]}" if bad else "holds no tagged token."
        raise InputError(str(path), reason, "Write a token and its tag to a line.")
    return TaggedFile(tuple(sentences), tuple(bad))


def spans_of(tags: Sequence[str]) -> list[TagSpan]:
    """The spans of a tagged sentence, in order.

    I- without anything of its kind before it begins a span, as the CoNLL
    scorer has it.

    >>> spans_of(["B-S", "I-S", "O", "I-T", "B-T"])
    [TagSpan(kind='S', start=0, end=2), TagSpan(kind='T', start=3, end=4), \
TagSpan(kind='T', start=4, end=5)]
    """
    spans: list[TagSpan] = []
    start, open_kind = 0, ""
    for at, tag in enumerate([*tags, "O"]):
        mark, _, kind = tag.partition("-")
        if open_kind and (mark != "I" or kind != open_kind):
            spans.append(TagSpan(open_kind, start, at))
            open_kind = ""
        if kind and not open_kind:
            start, open_kind = at, kind
    return spans
