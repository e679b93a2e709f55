"""Nouns by the kind of thing they name; data in `data/named_things.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "people",
    "policemen": "policeman",
    "militiamen": "militiaman",
    "gunmen": "gunman",
    "businessmen": "businessman",
    "spokesmen": "spokesman",
    "wives": "wife",
    "knives": "knife",
}


@cache
def noun_kinds() -> dict[str, frozenset[str]]:
    """The lists of `data/named_things.toml` by name: person, body, place, weapon and so on."""
    path = files("tocsin.knowledge").joinpath("data/named_things.toml")
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items()}


def is_noun(word: str, kind: str) -> bool:
    """Whether a noun, singular or plural, in any case, is in that list.

    >>> is_noun("Rifles", "weapon"), is_noun("cities", "place"), is_noun("idea", "place")
    (True, True, False)
    """
    words = noun_kinds()[kind]
    return any(form in words for form in _singulars(word.lower()))


def _singulars(word: str) -> list[str]:
    forms = [word]
    if word in IRREGULAR:
        forms.append(IRREGULAR[word])
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith("s"):
        forms.append(word[:-1])
    return forms
