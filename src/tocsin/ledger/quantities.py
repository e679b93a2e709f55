"""How many: the quantities a statement names, and whether two statements agree on them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.knowledge.numbers import Number, find_numbers
from tocsin.ledger.wording import STOPWORDS, stem

ROUNDING = 0.15
"""How far "about 4,000" may lie from the truth, as a share."""

_AT_LEAST = re.compile(
    r"(?:at least|more than|over|no fewer than|no less than|upwards of|above|exceeding)"
    r"\s*[^\w\s]?$",
    re.I,
)
_AT_MOST = re.compile(
    r"(?:at most|up to|fewer than|less than|under|as many as|no more than|below)\s*[^\w\s]?$", re.I
)
_ABOUT = re.compile(
    r"(?:about|around|some|roughly|nearly|almost|approximately|an estimated|close to)\s*[^\w\s]?$",
    re.I,
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sep(?:t|tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)


class Quantity(NamedTuple):
    """Between low and high of something; of: stems of the words that follow the number.

    words: the number as it is written.
    """

    low: float
    high: float
    of: frozenset[str]
    words: str = ""


def quantities_in(text: str) -> tuple[Quantity, ...]:
    """The quantities named, in order; years, days of a month and "one" are none.

    >>> [(q.low, q.high) for q in quantities_in("at least 400 of some 2,000 men")]
    [(400.0, inf), (1700.0, 2300.0)]
    """
    return tuple(
        _quantity(number, text) for number in find_numbers(text) if not _is_date(number, text)
    )


def agree(some: Sequence[Quantity], others: Sequence[Quantity]) -> bool:
    """Whether every quantity of the statement with fewer has its match in the other.

    A statement without quantities agrees with any: it says less, not otherwise.
    """
    fewer, more = sorted((some, others), key=len)
    return all(any(_overlap(one, other) for other in more) for one in fewer)


def differ(some: Sequence[Quantity], others: Sequence[Quantity]) -> bool:
    """Whether both count the same thing and come to different numbers.

    The same thing: the words after the number share a stem, or each
    statement has but one number.
    """
    only = len(some) == len(others) == 1
    return any(
        not _overlap(one, other) and (only or one.of & other.of) for one in some for other in others
    ) and not agree(some, others)


def pair_off(some: Sequence[Quantity], others: Sequence[Quantity]) -> tuple[str, str]:
    """The two numbers, as they are written, by which two statements differ."""
    return next(
        (one.words, other.words)
        for same_thing in (True, False)
        for one in some
        for other in others
        if not _overlap(one, other) and (not same_thing or one.of & other.of)
    )


def _overlap(one: Quantity, other: Quantity) -> bool:
    return one.low <= other.high and other.low <= one.high


def _quantity(number: Number, text: str) -> Quantity:
    before = text[max(0, number.start - 20) : number.start]
    value = number.value
    low, high = value, value
    if _AT_LEAST.search(before):
        high = math.inf
    elif _AT_MOST.search(before):
        low = 0.0
    elif _ABOUT.search(before):
        low, high = value * (1 - ROUNDING), value * (1 + ROUNDING)
    after = re.findall(r"[A-Za-z%$-]+", re.split(r"[,;.:()]", text[number.end :])[0])[:3]
    of = frozenset(stem(w.lower()) for w in after) - STOPWORDS
    return Quantity(low, high, of, text[number.start : number.end])


def _is_date(number: Number, text: str) -> bool:
    written = text[number.start : number.end]
    if written.lower() == "one" or re.fullmatch(r"(?:19|20)\d\d", written):
        return True
    return bool(
        re.match(rf"\s(?:of\s)?{_MONTH}", text[number.end :])
        or re.search(rf"\b{_MONTH}\s$", text[: number.start])
    )
