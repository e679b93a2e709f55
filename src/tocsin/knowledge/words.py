"""Lists of words that tell what a noun phrase or a clause is; data in `data/words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Nouns(NamedTuple):
    """Lemmas by what they name; see the comments in `data/words.toml`."""

    agents: frozenset[str]
    person_nouns: frozenset[str]
    anonymous: frozenset[str]
    impersonal_sources: frozenset[str]
    hearsay: frozenset[str]
    outlook_words: frozenset[str]
    forces: frozenset[str]
    equipment: frozenset[str]


@cache
def _tables() -> dict[str, frozenset[str]]:
    path = files("tocsin.knowledge").joinpath("data/words.toml")
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items()}


def word_list(name: str) -> frozenset[str]:
    """The lemmas in a list of `data/words.toml`; KeyError where there is none of that name."""
    return _tables()[name]


@cache
def nouns() -> Nouns:
    """The lists of nouns, read once per process."""
    return Nouns(*(word_list(field) for field in Nouns._fields))
