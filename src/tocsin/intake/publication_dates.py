"""When something was published, as pages, feeds and letters write it.

Only dates that can be read in one way are read: 2/4/2031 is 2 April or 4
February, and a guess would put a whole report on the wrong day.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = (
    r"(?:[\s,T|·•–—-]*(?:(?:at|@)\s*)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"|[\s,]*(?:at\s*)?\d{1,2}\s*[ap]\.?m\.?)?"
    r"(?:\s*\(?(?:Z|UTC|GMT|[A-Z]{2,5}T|[+-]\d{2}:?\d{2})(?:\s*[+-]\d{1,2}(?::?\d{2})?)?\)?)*"
)
_YEAR = r"(?P<year>(?:19|20)\d{2})"

_FORMS: Final = tuple(
    re.compile(rf"\s*{_WEEKDAY}{form}{_CLOCK}\s*\.?\s*", re.IGNORECASE)
    for form in (
        rf"{_YEAR}[-/.](?P<number>\d{{1,2}})[-/.](?P<day>\d{{1,2}})",
        rf"{_YEAR}(?P<number>\d{{2}})(?P<day>\d{{2}})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s.-]+{_MONTH},?[\s-]+{_YEAR}",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
    )
)
_TWO_NUMBERS: Final = re.compile(
    rf"\s*{_WEEKDAY}(\d{{1,2}})([/.-])(\d{{1,2}})\2((?:19|20)\d{{2}}|\d{{2}}){_CLOCK}\s*",
    re.IGNORECASE,
)
# The United States and the Philippines put the month first; most of the world does not.
_MONTH_FIRST: Final = re.compile(r"en[-_](?:us|ph)", re.IGNORECASE)
_DAY_FIRST: Final = re.compile(r"[a-z]{2}[-_][a-z]{2}", re.IGNORECASE)


def read_date(text: str, locale: str | None = None) -> date | None:
    """The day that `text` states, if it states a day and nothing else.

    locale: of the page, such as "en-GB"; it decides what 2/4/2031 means. A
    bare "en" decides nothing. The day is the one on the writer's calendar:
    a time and its zone are passed over.

    >>> read_date("Monday, 3 March 2031, 10:15 GMT")
    datetime.date(2031, 3, 3)
    >>> read_date("2/4/2031") is None
    True
    """
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            month = parts.get("number") or _month_number(parts["month"])
            return _day(int(parts["year"]), int(month), int(parts["day"]))
    if found := _TWO_NUMBERS.fullmatch(text):
        return _from_numbers(int(found[1]), int(found[3]), found[4], locale)
    return None


def _month_number(name: str) -> int:
    return 1 + _MONTHS.index(name[:3].casefold()) // 4


def _from_numbers(first: int, second: int, year: str, locale: str | None) -> date | None:
    """Day and month from two numbers, where their order is certain."""
    if locale and _MONTH_FIRST.fullmatch(locale):
        month, day = first, second
    elif locale and _DAY_FIRST.fullmatch(locale):
        day, month = first, second
    elif len(year) == 2:
        return None  # it may as well be the day, with the year in front
    elif second > 12 or first == second:
        month, day = first, second
    elif first > 12:
        day, month = first, second
    else:
        return None
    return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
