"""In which language a text is written.

Tocsin reads English; everything else is reported as unread with its
language, so what matters is never to turn English away.
"""

from __future__ import annotations

import re
from typing import Final

UNDETERMINED: Final = "und"
"""ISO 639-2 for: cannot be told."""

FEWEST_LETTERS: Final = 20
"""Below this, names and numbers outweigh the language they stand in."""

SAMPLE: Final = 20_000
"""Code points looked at; later ones change nothing."""

# Frequent in English and not words of its neighbours: no "in", "is", "was", "of" (Dutch, Afrikaans,
# German), no "on", "a", "to", "for" (French, Scandinavian, Slavic languages in Latin letters).
_ENGLISH_WORDS: Final = re.compile(
    r"\b(?:the|and|that|with|from|this|which|have|has|had|been|were|are|their|they|would|will|said"
    r"|says|not|but|its|his|who|what|when|after|before|against|between|than|into|about|could"
    r"|should|there|these|those|while|because|over|more)\b",
    re.IGNORECASE,
)
_ENGLISH_SHARE: Final = 0.09
"""Of all words. English news has 0.15 and more; other languages, quoting English, below 0.05."""

_SMALL_WORDS: Final = re.compile(
    rf"{_ENGLISH_WORDS.pattern}|\b(?:of|to|in|on|for|is|was|as|by|at|an|be|or|it|he|she|we)\b",
    re.IGNORECASE,
)
_SMALL_SHARE: Final = 0.18
"""Of all words, those that English alone or with one neighbour has; Dutch reaches 0.12."""

_WORD: Final = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language of `text`, or "und" when it is too short to tell.

    Plain English is recognised by its small words; the statistical model
    (py3langid) is loaded only for the rest.

    >>> detect_language("Arvia said that it would reopen the border after the talks.")
    'en'
    >>> detect_language("2031-03-03")
    'und'
    """
    sample = text[:SAMPLE]
    words = _WORD.findall(sample)
    if sum(map(len, words)) < FEWEST_LETTERS:
        return UNDETERMINED
    small = [word.casefold() for word in _ENGLISH_WORDS.findall(sample)]
    if len(small) >= _ENGLISH_SHARE * len(words) and len(set(small)) >= min(4, len(words) // 8):
        return "en"
    return _by_model(sample, len(words))


def _by_model(sample: str, words: int) -> str:
    import py3langid

    # Some labels of the model are ISO 639-3, of languages without a press of their own
    # (Nigerian Pidgin, Scots), and a list of names in English often looks like one of them.
    language = next(label for label, _ in py3langid.rank(sample) if len(label) == 2)
    if language != "en" and len(_SMALL_WORDS.findall(sample)) >= _SMALL_SHARE * words:
        return "en"
    return str(language)
