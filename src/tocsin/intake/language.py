"""In which language a text is written.

Tocsin reads English; everything else is reported as unread with its
language. To turn English away is the worse mistake, so a text is taken for
another language only on good evidence: another script, or words enough and
hardly an English one among them. Names are no evidence: a report on Turkish
ministers is full of Turkish ones.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Final

UNDETERMINED: Final = "und"
"""ISO 639-2 for: cannot be told."""

SAMPLE: Final = 20_000
"""Code points looked at; later ones change nothing."""

FEWEST_WORDS: Final = 40
"""In Latin letters; fewer do not tell another language from English full of names."""

FEWEST_COMMON_WORDS: Final = 15
"""Of those, words without a capital letter, which are not names."""

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
"""Of all words, those that English alone or with one neighbour has; Dutch reaches 0.14."""

_SURELY_ANOTHER: Final = 7.0
"""Log-odds against English, as `_likeliest` gives them. Passages of 45 words in 20 languages have 8
and more; English news, of which not even a name kept its capital letter, has 1 and less."""

_WORD: Final = re.compile(r"[^\W\d_]+")
# First and last code points. Alphabets: from Greek and Cyrillic by way of Hebrew and Arabic to
# those of India and the Caucasus; Arabic forms. Syllables: Chinese, Japanese and Korean.
_ALPHABETS: Final = (("\u0370", "\u1cff"), ("\ufb1d", "\ufdff"), ("\ufe70", "\ufefc"))
_SYLLABLES: Final = (
    ("\u2e80", "\ua6ff"), ("\uac00", "\ud7ff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"),
)  # fmt: skip
_LETTERS_TO_A_SYLLABLE: Final = 3


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language of `text`, or "und" where nothing speaks against English.

    Plain English is recognised by its small words and another script by its
    letters; the statistical model (py3langid) is loaded only for the rest.

    >>> detect_language("Arvia said that it would reopen the border after the talks.")
    'en'
    >>> detect_language("Voss met Çelik in Den Oever.")
    'und'
    """
    sample = text[:SAMPLE]
    words = _WORD.findall(sample)
    if _is_another_script("".join(words)):
        return _likeliest(" ".join(word for word in words if not word.isascii()))[0]
    english = [word.casefold() for word in _ENGLISH_WORDS.findall(sample)]
    is_plain = len(english) >= _ENGLISH_SHARE * len(words)
    if english and is_plain and len(set(english)) >= min(4, len(words) // 8):
        return "en"
    if len(words) < FEWEST_WORDS or len(_SMALL_WORDS.findall(sample)) >= _SMALL_SHARE * len(words):
        return UNDETERMINED
    return _by_common_words(sample)


def _is_another_script(letters: str) -> bool:
    """Whether more is written in other scripts than in Latin letters."""
    beyond_latin = [letter for letter in letters if letter >= _ALPHABETS[0][0]]
    alphabetic, syllables = _count(beyond_latin, _ALPHABETS), _count(beyond_latin, _SYLLABLES)
    latin = len(letters) - alphabetic - syllables
    return alphabetic + _LETTERS_TO_A_SYLLABLE * syllables > latin


def _count(letters: Iterable[str], ranges: tuple[tuple[str, str], ...]) -> int:
    return sum(first <= letter <= last for letter in letters for first, last in ranges)


def _by_common_words(text: str) -> str:
    """The language of the words that are not names, if they are surely not English."""
    common = [word for word in text.split() if word.islower()]
    if len(common) < FEWEST_COMMON_WORDS:
        if not text.isupper():
            return UNDETERMINED
        common = text.lower().split()
    language, log_odds = _likeliest(" ".join(common))
    return language if log_odds >= _SURELY_ANOTHER else UNDETERMINED


def _likeliest(text: str) -> tuple[str, float]:
    """The likeliest language other than English, and its log-odds against it.

    As the model's own probabilities are, they are divided by the square root
    of the length, because letters that follow each other are no independent
    evidence.
    """
    import py3langid

    # Some labels of the model are ISO 639-3, of languages without a press of their own
    # (Nigerian Pidgin, Scots), and a list of names in English often looks like one of them.
    scores = {label: score for label, score in py3langid.rank(text) if len(label) == 2}
    english = scores.pop("en")
    language = next(iter(scores))
    log_odds = (scores[language] - english) / math.sqrt(len(text.encode()) or 1)
    return language, log_odds
