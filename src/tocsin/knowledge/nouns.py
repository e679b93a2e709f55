"""Lists of nouns that tell what a noun phrase names; data in `data/nouns.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class Nouns(NamedTuple):
    """Lemmas by what they name; see the comments in `data/nouns.toml`."""

    agents: frozenset[str]
    alliance_nouns: frozenset[str]
    state_nouns: frozenset[str]
    person_nouns: frozenset[str]
    anonymous: frozenset[str]
    impersonal_sources: frozenset[str]
    hearsay: frozenset[str]
    outlook_words: frozenset[str]
    forces: frozenset[str]
    equipment: frozenset[str]


@lru_cache(maxsize=1)
def nouns() -> Nouns:
    """The lists, read once per process."""
    table = tomllib.loads(
        files("tocsin.knowledge").joinpath("data/nouns.toml").read_text(encoding="utf-8")
    )
    return Nouns(*(frozenset(table[field].split()) for field in Nouns._fields))
