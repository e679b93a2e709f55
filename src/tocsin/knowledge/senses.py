"""What a name in a text may stand for: its senses, and where it was found."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from tocsin.domain import ActorCode, ActorKind


class AliasForm(StrEnum):
    """In which way a name stands for its actor."""

    NAME = "name"  # Russian Federation
    SHORT = "short"  # Russia
    OLD_NAME = "old_name"  # Burma
    DEMONYM = "demonym"  # Russian
    PEOPLE = "people"  # Russians
    CAPITAL = "capital"  # Moscow: the city or, as the press has it, the government
    METONYM = "metonym"  # the Kremlin
    ACRONYM = "acronym"  # U.S.
    SURNAME = "surname"  # Lavrov
    PERSON = "person"  # Sergei Lavrov


class Sense(NamedTuple):
    """One reading of a name: this actor, named in this way."""

    code: ActorCode
    kind: ActorKind
    form: AliasForm


class Hit(NamedTuple):
    """A name found in a text: text[start:end], in code points.

    senses: never empty, the most likely first; more than one only where the
    text does not decide (see ambiguity.py).
    """

    start: int
    end: int
    senses: tuple[Sense, ...]
