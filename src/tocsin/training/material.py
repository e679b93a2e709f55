"""Labelled sentences from every file that the coder learns from, in one form.

sentences/*.tsv         ours, in this folder: marked sentence, tab, CAMEO code,
                        TYPE/mode, or NONE (see sentences/README.md)
frames                  the example of every frame
plv_train.tsv           news sentences with marked actors and their type
cameo_ner_train.txt     tokens tagged as source and target
re3d/train.txt          tokens tagged as persons, organisations, places …
own files               as `tocsin eval coding` and `tocsin annotate` have them
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tocsin.domain import EventType, InputError, UsageError
from tocsin.evaluation.marked_file import YIELD, read_marked, read_marks
from tocsin.evaluation.tagged_file import read_tagged
from tocsin.evaluation.text_files import BadRow
from tocsin.knowledge.codebook import codebook
from tocsin.knowledge.frames import frames
from tocsin.reading.coder.marked import Marked
from tocsin.training.labels import NONE, SIDE_TAGS

SENTENCES = Path(__file__).parent / "sentences"
# Blockade and occupation stand under the use of force in CAMEO, and so in the data that the
# published figures are measured on; the frames keep to PLOVER's table, which has them under COERCE.
BY_FORCE = frozenset({"191", "192"})


class Pair(NamedTuple):
    """A sentence with marked sides. types: those that its label admits ("YIELD" admits two)."""

    marked: Marked
    types: tuple[str, ...]
    mode: str | None = None
    contexts: tuple[str, ...] | None = None


class Tagged(NamedTuple):
    """Tokens with a tag each."""

    tokens: tuple[str, ...]
    tags: tuple[str, ...]


class Material(NamedTuple):
    """All there is to learn from. broad: ours, of every kind of act; real: from the news."""

    broad: tuple[Pair, ...]
    real: tuple[Pair, ...]
    sides: tuple[Tagged, ...]
    entities: tuple[Tagged, ...]


def gather(shared: Path, more: Iterable[Path] = ()) -> Material:
    """Everything that the committed model learns from, and files of the user's own.

    shared: the folder of the development data (docs/quality.md names its
    files). Raises InputError for a file that is missing or not of its form,
    and for a line that is not: training takes too long to find out afterwards
    what was left out.
    """
    real = [pair for path in (shared / "plv_train.tsv", *more) for pair in _from_news(path)]
    return Material(
        broad=(*our_sentences(), *_from_frames()),
        real=tuple(real),
        sides=tuple(_tagged(shared / "cameo_ner_train.txt", SIDE_TAGS)),
        entities=tuple(_tagged(shared / "re3d" / "train.txt", None)),
    )


def our_sentences(folder: Path = SENTENCES) -> Iterator[Pair]:
    """The marked sentences of this folder.

    Raises InputError for a row without both marks and a known code.
    """
    for path in sorted(folder.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            sentence, _, code = line.partition("\t")
            marked = read_marks(sentence)
            if not (marked.source[1] and marked.target[1]):
                raise InputError(f"{path}, line {number}", "has not both sides marked.")
            try:
                yield _coded(marked, code.strip())
            except (UsageError, ValueError) as error:
                raise InputError(f"{path}, line {number}", f"has no known code: {error}") from None


def _coded(marked: Marked, code: str) -> Pair:
    if code == NONE:
        return Pair(marked, (NONE,))
    type_name, _, mode = code.partition("/")
    if mode:
        type_ = EventType(type_name)
        codebook().intensity(type_, mode)  # raises for a mode that the type has not
        return Pair(marked, (str(type_),), f"{type_}/{mode}")
    if code in BY_FORCE:
        return Pair(marked, (str(EventType.ASSAULT),))
    read = codebook().from_cameo(code)
    if read.type is None:
        raise ValueError(f"{code} is no act")
    return Pair(marked, (str(read.type),), _mode_name(read.type, read.mode), read.contexts)


def _mode_name(type_: EventType, mode: str | None) -> str:
    known = mode is not None and mode in codebook().types[type_].modes
    return f"{type_}/{mode}" if known else str(type_)


def _from_frames() -> Iterator[Pair]:
    for frame in frames():
        marked = read_marks(frame.example)
        if marked.source[1] and marked.target[1]:
            yield Pair(marked, (str(frame.type),), _mode_name(frame.type, frame.mode))


def _from_news(path: Path) -> Iterator[Pair]:
    file = read_marked(path)
    _expect_none(path, file.bad)
    for row in file.rows:
        two = (str(EventType.CONCEDE), str(EventType.RETREAT))
        yield Pair(row.marked, two if row.gold == YIELD else (row.gold,))


def _tagged(path: Path, allowed: tuple[str, ...] | None) -> Iterator[Tagged]:
    file = read_tagged(path)
    _expect_none(path, file.bad)
    for sentence in file.sentences:
        tags = sentence.tags
        if allowed is not None:
            tags = tuple(tag if tag in allowed else "O" for tag in tags)
        yield Tagged(sentence.tokens, tags)


def _expect_none(path: Path, bad: Sequence[BadRow]) -> None:
    if bad:
        more = f" {len(bad) - 1} more lines are wrong too." if len(bad) > 1 else ""
        raise InputError(
            f"{path}, line {bad[0].line}",
            bad[0].reason.rstrip(".") + ".",
            f"Correct it or take it out.{more}",
        )
