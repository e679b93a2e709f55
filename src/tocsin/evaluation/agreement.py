"""When a given item agrees with gold: sides, numbers, names and words."""

from __future__ import annotations

import re
from collections.abc import Sequence

WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\d[\d,.]*")
# Words that any two names may share without being one.
EMPTY_WORDS = frozenset(
    {"a", "an", "the", "and", "of", "in", "on", "by", "for", "from", "to", "with", "who", "s"}
    | {"mr", "mrs", "ms", "some", "two", "their", "its", "his", "her"}
)
SHARED_WORDS = 0.5


def same_side(gold: Sequence[str], given: Sequence[str]) -> bool:
    """Whether a side is right: one code in common, or none where the gold allows none.

    >>> same_side(["RUS", ""], []), same_side(["RUS"], []), same_side([], ["RUS"])
    (True, False, False)
    """
    if not given:
        return not gold or "" in gold
    return not set(gold).isdisjoint(given)


def same_speaker(gold: str | None, given: str | None) -> bool:
    """Whether two names have a word in common: "Pavel Orsin" and "Mr Orsin".

    >>> same_speaker("the defence ministry of Arvia", "Arvia's ministry")
    True
    """
    if gold is None or given is None:
        return gold is given
    return not _words(gold).isdisjoint(_words(given))


def same_words(gold: str, given: str | None) -> bool:
    """Whether at least half of the shorter one's words are in the longer one."""
    one, other = _words(gold), _words(given or "")
    smaller = min(len(one), len(other))
    return smaller > 0 and len(one & other) >= SHARED_WORDS * smaller


def same_quantity(gold: str, given: str | None) -> bool:
    """Whether two amounts have the same first number, or words where there is none.

    >>> same_quantity("some 3,000 soldiers", "3000")
    True
    """
    one, other = NUMBER.search(gold), NUMBER.search(given or "")
    if one is None:
        return same_words(gold, given)
    return other is not None and _digits(one[0]) == _digits(other[0])


def same_number(gold: int | None, given: int | None) -> bool:
    """Whether a number is right; one that the gold does not say is not asked for."""
    return gold is None or gold == given


def _digits(number: str) -> str:
    return number.replace(",", "").strip(".")


def _words(text: str) -> set[str]:
    return {word for word in WORD.findall(text.lower()) if word not in EMPTY_WORDS}
