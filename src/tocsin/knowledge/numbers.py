"""Numbers as the press writes them: "10,000", "some 300,000", "two million", "$3bn"."""

from __future__ import annotations

import re
from typing import NamedTuple

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: value for value, word in enumerate(_UNITS.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), start=2)
}
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_SHORT = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "tn": 10**12}

NUMBER_WORDS = frozenset((*_VALUES, *_SCALES))
_WORD = "|".join(sorted(NUMBER_WORDS, key=lambda word: (-len(word), word)))
_NUMBER = re.compile(
    # "S-400", "F-16" and "G7" are names, "19th" is a rank: neither counts anything.
    r"(?<![\w.,])(?<![A-Za-z][-\u2011])"
    r"(?:(?P<figure>\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<short>k|mn?|bn|tn)?(?![\w])"
    r"(?:[\s-](?P<scale>dozen|hundred|thousand|million|billion|trillion)\b)?"
    rf"|(?P<words>(?:{_WORD})\b(?:(?:[\s-]|(?<=hundred)\sand\s|(?<=thousand)\sand\s)(?:{_WORD})\b)*))",
    re.IGNORECASE,
)


class Number(NamedTuple):
    """A number and where it stands: `[start, end)` in the text."""

    value: float
    start: int
    end: int


def find_numbers(text: str) -> list[Number]:
    """All numbers in a text, in order; "one" alone and years are numbers too.

    >>> [number.value for number in find_numbers("26 states, 3.5 million people, two dozen")]
    [26.0, 3500000.0, 24.0]
    >>> find_numbers("S-400 and F-16 at the 19th meeting of the G7")
    []
    """
    found = []
    for match in _NUMBER.finditer(text):
        if match["figure"]:
            value = float(re.sub(r"[,\u00a0\u202f]", "", match["figure"]))
            value *= _SHORT.get((match["short"] or "").lower(), 1)
            value *= _SCALES.get((match["scale"] or "").lower(), 1)
        else:
            value = _spelled(re.findall(r"[a-z]+", match["words"].lower()))
        found.append(Number(value, match.start(), match.end()))
    return found


def _spelled(words: list[str]) -> float:
    """ "two hundred and fifty thousand" is 250,000; a scale alone counts once ("a hundred")."""
    total = current = 0
    for word in words:
        if word == "and":
            continue
        if word in _VALUES:
            current += _VALUES[word]
        elif _SCALES[word] < 1_000:
            current = max(current, 1) * _SCALES[word]
        else:
            total += max(current, 1) * _SCALES[word]
            current = 0
    return float(total + current)
