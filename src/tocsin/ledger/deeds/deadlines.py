"""By when: the deadline that a word sets, as the latest day that it allows.

The latest, so that nobody is called a breaker of their word too early: "by
March" ends on 31 March, "within a few days" after seven. Words without a date
of their own ("soon") set none.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from tocsin.knowledge.numbers import NUMBER_WORDS, find_numbers

MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
# First month of the meteorological seasons of the northern half of the earth.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
FEW = 7
"""What "a few", "several" and "the coming" units are at most."""

SOON = timedelta(days=150)
"""A date after "on" or "in" that would lie further ahead was meant as a past one."""

_MONTH = "|".join(
    month[:3]
    + (f"(?:{month[3:]})?" if len(month) > 3 else "")
    + ("t?" if month[:3] == "sep" else "")
    for month in MONTHS
)
_NUMBER = rf"\d+|(?:{'|'.join(sorted(NUMBER_WORDS))})(?:[- ](?:{'|'.join(sorted(NUMBER_WORDS))}))?"
_UNIT = r"(?P<unit>hour|day|week|fortnight|month|year)s?"
_SPAN = re.compile(
    rf"\b(?:within|in|over|during|inside|for|(?P<after>after))\s+"
    rf"(?:(?:the|about|at most|no more than|less than|up to)\s+)*"
    rf"(?:(?:next|coming|following)\s+)?"
    rf"(?:(?P<number>{_NUMBER}|an?|few|a few|several|a couple of)[\s-]+)?{_UNIT}\b(?!\s+of\b)",
    re.IGNORECASE,
)
_LEAD = (
    r"(?P<lead>by|before|until|till|no later than|not later than|ahead of|prior to|up to|"
    r"on|in|this|next|from|at|during|over)"
)
_DAY = re.compile(
    rf"\b{_LEAD}\s+(?:(?:the\s+)?(?P<part>end|beginning|start|middle)\s+of\s+)?"
    rf"(?:(?P<turn>this|next|the coming|the)\s+)?(?:(?P<early>early|mid|late)[\s-])?"
    rf"(?:(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month1>{_MONTH})\b\.?(?:,?\s+(?P<year1>\d{{4}}))?"
    rf"|(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year2>\d{{4}}))?"
    rf"|(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year3>\d{{4}}))?"
    rf"|(?P<weekday>{'|'.join(WEEKDAYS)})"
    rf"|(?P<season>{'|'.join(SEASONS)})\b(?:\s+(?:of\s+)?(?P<year4>\d{{4}}))?"
    rf"|(?P<span>week|weekend|month|year)\b"
    rf"|(?P<feast>Christmas|New Year|midnight|noon|dawn|dusk|nightfall|tonight|today|tomorrow)"
    rf"|(?P<year>20\d\d)\b)",
    re.IGNORECASE,
)
_BARE = re.compile(r"\b(?P<day>today|tonight|tomorrow)\b", re.IGNORECASE)
_BINDING = ("by", "before", "no later than", "not later than", "ahead of", "prior to")
_LASTING = ("until", "till", "up to")


class Deadline(NamedTuple):
    """The latest day, and the words that set it. lasting: a term to hold out, "until 1 May"."""

    day: date
    words: str
    lasting: bool


def find_deadline(text: str, said: date, *, strict: bool = False) -> Deadline | None:
    """The deadline in a text said on a day; None where it sets none or one that has passed.

    A date after "by" or "before" goes before one after "on", "in", "this" or
    "next"; of several of one rank the first counts. strict: only "by",
    "before", "until", "within" and their like, for a sentence that also tells
    when something was said.

    >>> find_deadline("withdraw by 1 May or face the consequences", date(2031, 3, 3)).day
    datetime.date(2031, 5, 1)
    >>> find_deadline("to withdraw within 48 hours", date(2031, 3, 3)).day
    datetime.date(2031, 3, 5)
    """
    found: list[tuple[int, int, Deadline]] = []
    for match in _DAY.finditer(text):
        day = _last_day(match, said)
        lead = match["lead"].lower()
        near = lead not in ("on", "in", "at") or (day is not None and day - said <= SOON)
        if day is not None and day >= said and near and _may_open(lead, match):
            rank = 0 if lead in _BINDING else 1 if lead in _LASTING else 2
            found.append((rank, match.start(), Deadline(day, match[0], lead in _LASTING)))
    for match in _SPAN.finditer(text):
        days = _length(match, said)
        if days is not None and match["after"] is None:
            lasting = match[0].lower().startswith("for ")
            found.append((0, match.start(), Deadline(days, match[0], lasting)))
    for match in _BARE.finditer(text):
        day = said + timedelta(days=match[0].lower() == "tomorrow")
        found.append((3, match.start(), Deadline(day, match[0], False)))
    found = [each for each in found if each[0] < 2 or not strict]
    return min(found)[2] if found else None


def _may_open(lead: str, match: re.Match[str]) -> bool:
    """Whether such a date may end what lies ahead: "from May" begins it."""
    if lead in ("from", "at", "over", "during"):
        return lead == "at" and bool(match["feast"])
    if match["span"]:
        turned = (match["turn"] or "").lower() in ("this", "next", "the coming")
        return lead in ("this", "next") or turned or bool(match["part"])
    if lead == "on" and match["weekday"]:
        return False  # "demanded on Monday that …"
    if match["season"] and lead in ("on", "in") and not (match["turn"] or match["year4"]):
        return lead == "in"
    return True


def _length(match: re.Match[str], said: date) -> date | None:
    """The day on which a span said on a day ends."""
    unit = match["unit"].lower()
    words = (match["number"] or "").lower()
    ahead = re.search(r"\b(?:next|coming|following)\b", match[0], re.IGNORECASE)
    opener = match[0].split()[0].lower()
    if opener in ("over", "during", "for", "inside") and not words and not ahead:
        return None  # "over days", "during the week" set no end
    if opener in ("in", "over", "during") and not ahead and words in ("", "an", "a"):
        return None  # "in a day" tells how long something took
    if not words:
        count = float(FEW) if match[0].lower().rstrip().endswith("s") else 1.0
    elif words in ("a", "an"):
        count = 1.0
    elif words in ("few", "a few", "several"):
        count = float(FEW)
    elif words == "a couple of":
        count = 2.0
    else:
        count = find_numbers(words)[0].value
    return _later(said, count, unit)


def _later(said: date, count: float, unit: str) -> date | None:
    try:
        if unit in ("month", "year"):
            months = int(count) * (12 if unit == "year" else 1)
            year, month = divmod(said.year * 12 + said.month - 1 + months, 12)
            return date(year, month + 1, min(said.day, calendar.monthrange(year, month + 1)[1]))
        days = {"hour": count / 24, "day": count, "week": 7 * count, "fortnight": 14 * count}[unit]
        return said + timedelta(days=-int(-days // 1))  # a begun day counts whole
    except (ValueError, OverflowError):
        return None


def _last_day(match: re.Match[str], said: date) -> date | None:
    """The last day of the time named; the day before its first after "before"."""
    lead = match["lead"].lower()
    try:
        span = _named(match, said)
    except ValueError:  # 31 June
        return None
    ahead = lead in ("before", "ahead of", "prior to")
    if ahead and span is not None and span[0] <= said:
        span = _named(match, span[1] + timedelta(days=1))  # "before winter", said in winter
    if span is None:
        return None
    first, last = span
    part = (match["part"] or "").lower()
    early = (match["early"] or "").lower()
    if part in ("beginning", "start") or early == "early":
        last = min(last, first + (last - first) / 3)
    elif part == "middle" or early == "mid":
        last = min(last, first + 2 * (last - first) / 3)
    if ahead and part != "end":
        return first - timedelta(days=1)
    return last


def _named(match: re.Match[str], said: date) -> tuple[date, date] | None:
    """First and last day of the time named, the next one at or after the day it was said."""
    group = match.groupdict()
    if group["iso"]:
        day = date.fromisoformat(group["iso"])
        return day, day
    for number in ("1", "2"):
        if group["month" + number]:
            year = group["year" + number]
            month, number_ = _month(group["month" + number]), int(group["day" + number])
            day = date(int(year or said.year), month, number_)
            if year is None and day < said:
                day = date(said.year + 1, month, number_)
            return day, day
    if group["month"]:
        # "may" is a verb and "march" too, unless written as a name.
        return (
            _months(group["month"], group["year3"], said) if group["month"][0].isupper() else None
        )
    if group["weekday"]:
        ahead = (WEEKDAYS.index(group["weekday"].lower()) - said.weekday()) % 7
        day = said + timedelta(days=ahead or (7 if match["lead"].lower() == "next" else 0))
        return day, day
    if group["season"]:
        return _season(group["season"].lower(), group["year4"], said)
    if group["span"]:
        return _span(group["span"].lower(), "next" in match[0].lower().split(), said)
    if group["feast"]:
        return _feast(group["feast"].lower(), said)
    return date(int(group["year"]), 1, 1), date(int(group["year"]), 12, 31)


def _month(name: str) -> int:
    return next(place for place, month in enumerate(MONTHS, 1) if month[:3] == name[:3].lower())


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _months(name: str, year: str | None, said: date) -> tuple[date, date]:
    month = _month(name)
    chosen = int(year) if year else said.year + (month < said.month)
    return date(chosen, month, 1), _end(chosen, month)


def _season(name: str, year: str | None, said: date) -> tuple[date, date]:
    start = SEASONS[name]
    years = [int(year)] if year else [said.year - 1, said.year, said.year + 1]
    spans = [
        (date(first, start, 1), _end(first + (start + 2 > 12), (start + 1) % 12 + 1))
        for first in years
    ]
    return next((span for span in spans if span[1] >= said), spans[-1])


def _span(name: str, following: bool, said: date) -> tuple[date, date]:
    if name in ("week", "weekend"):
        monday = said - timedelta(days=said.weekday() - 7 * following)
        return monday + timedelta(days=5 * (name == "weekend")), monday + timedelta(days=6)
    if name == "month":
        year, month = divmod(said.year * 12 + said.month - 1 + following, 12)
        return date(year, month + 1, 1), _end(year, month + 1)
    return date(said.year + following, 1, 1), date(said.year + following, 12, 31)


def _feast(name: str, said: date) -> tuple[date, date]:
    if name in ("christmas", "new year"):
        day = date(said.year, 12, 24 if name == "christmas" else 31)
    else:
        day = said + timedelta(days=name == "tomorrow")
    return day, day
