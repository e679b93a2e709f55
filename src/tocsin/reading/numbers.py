"""Numbers as the press writes them: "10,000", "some 300,000", "two million", "+4,000"."""

from __future__ import annotations

import re

_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
_SHORT = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_FIGURE = re.compile(
    r"([+\-\u2212]?)\s*(\d{1,3}(?:[,\u00a0 ]\d{3})+|\d+)(\.\d+)?\s*(k|m|bn)?\b", re.I
)


def parse_number(text: str) -> int | None:
    """The first number in a text, signed; None where there is none.

    >>> parse_number("+4,000"), parse_number("some 300,000"), parse_number("two thousand")
    (4000, 300000, 2000)
    >>> parse_number("several") is None
    True
    """
    match = _FIGURE.search(text)
    words = re.findall(r"[a-z]+", text.lower())
    if match:
        value = float(match[2].translate({ord(c): None for c in ", \u00a0"}) + (match[3] or ""))
        value *= _SHORT.get((match[4] or "").lower(), 1)
        for word in words:
            value *= _SCALES.get(word, 1)
        return round(-value if match[1] in ("-", "\u2212") else value)
    return _spelled(words)


def _spelled(words: list[str]) -> int | None:
    total = current = 0
    seen = False
    for word in words:
        if word in _WORDS:
            current += _WORDS[word]
            seen = True
        elif word == "dozen" and not seen:
            current, seen = 12, True
        elif word in _SCALES and seen:
            current *= _SCALES[word]
            if word != "hundred":
                total, current = total + current, 0
        elif seen and word != "and":
            break
    return total + current if seen else None
