"""Whether the words of an announcement and the words that tell of a deed mean the same act.

Names are left out: in one crisis every sentence is full of them, and a
sentence vector sees little else. "would strike Borland's bridges" and
"arrested three Borlander journalists" are at .49 with their names and at .03
without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from tocsin.knowledge.deeds import vague_deeds
from tocsin.knowledge.numbers import NUMBER_WORDS
from tocsin.ledger.deeds.deadlines import MONTHS, SEASONS, WEEKDAYS
from tocsin.ledger.meaning import Similar
from tocsin.ledger.wording import are_opposite, stem, words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEED = 0.40
"""Least similarity of announcement and deed, names left out. Of our own pairs the twelve that
belong together reach .53 to .95, the nine that do not .03 to .24."""

CONDITION = 0.50
CONDITION_REST = 0.40
"""Of a condition and what is to have met it; and of the words that only one of the two has.
Seven of our eight pairs that belong together reach .56 to .98 (rest .56 or none); of the nine
that do not, "troops crossed" and "troops held an exercise" reaches .54 (rest .05), "is stopped"
and "reached" .79 (rest .31)."""

SAME_WORD = 0.60
"""Of two utterances that are one word said again."""

SHARED = 0.5
"""Two texts that share this part of the shorter one's stems, and at least two, need no vector."""

_TIMES = frozenset(
    (*MONTHS, *WEEKDAYS, *SEASONS, "hour", "hours", "day", "days", "week", "weeks", "month")
) | frozenset(("months", "year", "years", "end", "today", "tomorrow", "midnight", "night"))
_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_CLAUSE = re.compile(r"[,;:()]|\s[\u2013\u2014-]\s")
_TRIGGER = re.compile(r"\u201c([^\u201d]+)\u201d")


def trigger_words(because: str) -> tuple[str, ...]:
    """The words that made us code an act, as `Event.because` quotes them.

    >>> trigger_words("frame strike on \u201cstruck\u201d: ASSAULT")
    ('struck',)
    """
    return tuple(_TRIGGER.findall(because))


def deed_words(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The content words of a text without names and times.

    names: roots (`wording.names_in`) of actors that the report names, by which
    a name is known where a sentence begins with it.

    >>> deed_words("Arvia would strike two bridges by Friday", ["arvi"])
    ('strike', 'bridges')
    """
    roots = frozenset(names)
    kept = []
    for place, match in enumerate(_WORD.finditer(text)):
        word = match[0]
        named = word[0].isupper() and (place > 0 or word[:4].lower() in roots)
        if not named or (word.isupper() and len(word) == 1):
            kept.append(word)
    found = words_of(" ".join(kept))
    return tuple(word for word in found if word not in _TIMES | NUMBER_WORDS)


@lru_cache(maxsize=50_000)
def root_of(word: str) -> str:
    """A word without its endings, twice: "crossing" and "cross" must come out the same.

    >>> root_of("crossing") == root_of("crosses") == root_of("cross")
    True
    """
    return stem(stem(word))


def is_vague(words: Sequence[str]) -> bool:
    """Whether they announce something without saying what."""
    return all(word in vague_deeds() for word in words)


def clause_with(text: str, triggers: Iterable[str]) -> str:
    """The part of a sentence, between its commas, that holds one of some words; else all of it."""
    parts = _CLAUSE.split(text)
    for trigger in triggers:
        for part in parts:
            if re.search(rf"\b{re.escape(trigger)}\b", part):
                return part
    return text


@lru_cache(maxsize=50_000)
def _roots(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(root_of, words))


@lru_cache(maxsize=50_000)
def _plainly(first: frozenset[str], second: frozenset[str]) -> float | None:
    """How alike two texts are where their roots alone tell; None where meaning must."""
    if not first or not second or are_opposite(first - second, second - first):
        return 0.0
    shared = len(first & second)
    if first == second or (shared > 1 and shared >= SHARED * min(len(first), len(second))):
        return 1.0
    return None


class Likeness:
    """Similarity of texts that are reduced to what is done; every text is embedded once."""

    def __init__(self, similar: Similar) -> None:
        self._similar = similar
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def alike(self, one: Sequence[str], other: Sequence[str]) -> float:
        """How alike two texts are, as `deed_words` gives them: 1 the same, 0 where either is empty.

        Opposites ("open" and "close") are not alike at all.
        """
        plain = _plainly(_roots(tuple(one)), _roots(tuple(other)))
        return self.similarity(" ".join(one), " ".join(other)) if plain is None else plain

    def meets(self, condition: Sequence[str], told: Sequence[str]) -> bool:
        """Whether what is told is what a condition speaks of; stricter than `alike`."""
        first, second = _roots(tuple(condition)), _roots(tuple(told))
        if not first or not second or are_opposite(first - second, second - first):
            return False
        if first == second:
            return True
        if self.similarity(" ".join(condition), " ".join(told)) < CONDITION:
            return False
        rest = (
            " ".join(word for word in condition if root_of(word) not in second),
            " ".join(word for word in told if root_of(word) not in first),
        )
        return not all(rest) or self.similarity(*rest) >= CONDITION_REST

    def similarity(self, one: str, other: str) -> float:
        """Of two texts, in [-1, 1]."""
        if one == other:
            return 1.0
        missing = [text for text in dict.fromkeys((one, other)) if text not in self._vectors]
        self.learn(missing)
        return float(self._vectors[one] @ self._vectors[other])

    def prepare(self, one: Sequence[str], others: Iterable[Sequence[str]]) -> None:
        """Embed what `alike` will have to compare one text with, all at once."""
        first = _roots(tuple(one))
        texts = [
            " ".join(other) for other in others if _plainly(first, _roots(tuple(other))) is None
        ]
        if texts:
            self.learn((" ".join(one), *texts))

    def learn(self, texts: Iterable[str]) -> None:
        """Embed texts that will be compared, all at once: quicker than one by one."""
        missing = sorted({text for text in texts if text and text not in self._vectors})
        if missing:
            self._vectors.update(zip(missing, self._similar(missing), strict=True))
