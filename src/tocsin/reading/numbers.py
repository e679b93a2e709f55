"""How many: the first number in a few words, with its sign."""

from __future__ import annotations

import re

from tocsin.knowledge.numbers import find_numbers

_SIGN = re.compile(r"([+\-\u2212])\s*$")


def parse_number(text: str) -> int | None:
    """The first number in a text, signed; None where there is none.

    >>> parse_number("+4,000"), parse_number("some 300,000"), parse_number("a dozen")
    (4000, 300000, 12)
    >>> parse_number("several") is None
    True
    """
    for number in find_numbers(text):
        sign = _SIGN.search(text[: number.start])
        negative = sign is not None and sign[1] != "+"
        return round(-number.value if negative else number.value)
    return None
