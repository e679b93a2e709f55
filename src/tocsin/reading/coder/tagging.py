"""Who does it to whom, and what is named: one tag a token."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.reading.coder.coding import Parts
from tocsin.reading.coder.framed_sides import frame_sides
from tocsin.reading.coder.model import card, score_sides
from tocsin.reading.coder.named import tag_named
from tocsin.reading.coder.paths import likeliest_path


def tag_sides(sentences: Sequence[Sequence[str]], *, parts: Parts = Parts.BOTH) -> list[list[str]]:
    """The likeliest of B-S, I-S, B-T, I-T and O for each token of each sentence.

    Both parts: the model's tags, and where it sees nobody on either side, the
    frames'.
    """
    if parts is Parts.FRAMES:
        return frame_sides(sentences)
    tags = _tag(sentences)
    silent = [at for at, row in enumerate(tags) if all(tag == "O" for tag in row)]
    if parts is Parts.BOTH and silent:
        for at, row in zip(silent, frame_sides([sentences[at] for at in silent]), strict=True):
            tags[at] = row
    return tags


def tag_entities(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """What is named: B-Person, I-Person, \u2026 or O for each token of each sentence.

    Not the model's tags: it saw too few sentences of this kind to learn them.
    """
    return tag_named(sentences)


def _tag(sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    names = card().labels["sides"]
    return [likeliest_path(scores, names) for scores in score_sides(sentences)]
