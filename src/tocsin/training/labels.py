"""What the model tells apart: types, modes, contexts, tags of sides and of entities."""

from __future__ import annotations

from typing import NamedTuple

from tocsin.domain import EventType
from tocsin.knowledge.codebook import codebook

NONE = "NONE"
"""No act between the two that are marked."""

SIDE_TAGS = ("O", "B-S", "I-S", "B-T", "I-T")


class Labels(NamedTuple):
    """Names by place in the model's outputs.

    types: the sixteen roots and NONE. modes: "TYPE/mode", and "TYPE" for an
    act without one. contexts: as in the codebook. sides, entities: tags.
    """

    types: tuple[str, ...]
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    sides: tuple[str, ...]
    entities: tuple[str, ...]


def labels_for(entities: tuple[str, ...]) -> Labels:
    """The labels of the codebook, with the given tags of entities."""
    book = codebook()
    modes = [str(type_) for type_ in EventType] + [
        f"{type_}/{mode}" for type_, entry in book.types.items() for mode in entry.modes
    ]
    return Labels(
        types=(*(str(type_) for type_ in EventType), NONE),
        modes=tuple(modes),
        contexts=tuple(book.contexts),
        sides=SIDE_TAGS,
        entities=entities,
    )
