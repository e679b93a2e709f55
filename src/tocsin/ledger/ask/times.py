"""When a question asks about: "in September", "since 2 May", "last week", "in 2014"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

_NAMES = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _NAMES if name != "may") + "|may|sept"
_DAY = rf"(?:(?P<day{{0}}>\d{{{{1,2}}}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month{{0}}>{_MONTH})\.?"
_DATE = (
    rf"(?:(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|{_DAY.format('')}(?:\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?:,?\s+(?P<year>\d{{4}}))?"
    r"|(?P<alone>(?:19|20)\d\d))"
)
_WHEN = re.compile(
    rf"\b(?P<how>in|on|since|after|before|until|by|during|from)\s+(?:early\s+|mid-?|late\s+)?"
    rf"{_DATE}\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\b(?:(?:in|over|during|within)\s+)?(?:the\s+)?(?P<which>last|past|this)\s+"
    r"(?:(?P<count>\d{1,3})\s+)?(?P<unit>day|week|month|year)s?\b"
    r"|\b(?P<word>yesterday|today)\b",
    re.IGNORECASE,
)
_LENGTHS = {"day": 1, "week": 7, "month": 31, "year": 366}


class Window(NamedTuple):
    """The days asked about, both ends included; None where open. words: where the question says so.

    names: the month and year as written, which a sentence may repeat.
    """

    first: date | None
    last: date | None
    words: tuple[int, int]
    names: tuple[str, ...]

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def window_in(question: str, as_of: date) -> Window | None:
    """The days that a question limits itself to; None where it does not.

    A month without a year is the latest that had begun by `as_of`.

    >>> window_in("What did Arvia say in September?", date(2031, 11, 4))[:2]
    (datetime.date(2031, 9, 1), datetime.date(2031, 9, 30))
    >>> window_in("Who fired last week?", date(2031, 11, 4))[:2]
    (datetime.date(2031, 10, 28), datetime.date(2031, 11, 4))
    """
    if found := _SPAN.search(question):
        return _span(found, as_of)
    for found in _WHEN.finditer(question):
        # "may" is a verb far more often than a month, unless a preposition or number is at it.
        if (window := _dated(found, as_of)) is not None:
            return window
    return None


def _span(found: re.Match[str], as_of: date) -> Window:
    if found["word"]:
        day = as_of - timedelta(days=found["word"].lower() == "yesterday")
        return Window(day, day, found.span(), ())
    days = _LENGTHS[found["unit"].lower()] * int(found["count"] or 1)
    return Window(as_of - timedelta(days=days), as_of, found.span(), ())


def _dated(found: re.Match[str], as_of: date) -> Window | None:
    try:
        first, last, names = _extent(found, as_of)
    except ValueError:  # 31 September
        return None
    match found["how"].lower():
        case "since" | "from":
            return Window(first, None, found.span(), names)
        case "after":
            return Window(last + timedelta(days=1), None, found.span(), names)
        case "before":
            return Window(None, first - timedelta(days=1), found.span(), names)
        case "until" | "by":
            return Window(None, last, found.span(), names)
        case _:
            return Window(first, last, found.span(), names)


def _extent(found: re.Match[str], as_of: date) -> tuple[date, date, tuple[str, ...]]:
    if found["iso"]:
        day = date.fromisoformat(found["iso"])
        return day, day, ()
    if found["alone"]:
        year = int(found["alone"])
        return date(year, 1, 1), date(year, 12, 31), (found["alone"],)
    month = next(
        at for at, name in enumerate(_NAMES, 1) if name.startswith(found["month"].lower()[:3])
    )
    year = int(found["year"]) if found["year"] else as_of.year - (month > as_of.month)
    names = (_NAMES[month - 1], *([found["year"]] if found["year"] else []))
    if day_of_month := found["day"] or found["after"]:
        day = date(year, month, int(day_of_month))
        return day, day, names
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), names
