"""When: dates in a passage, resolved against the report's date.

Absolute dates ("3 March 2031", "February 2022", "2014") need nothing else;
relative ones ("last Tuesday", "two weeks ago") and those without a year need
the report's date and stay unresolved where it has none. Relative words are
resolved by dateparser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Token

from tocsin.domain import DatePrecision, Event, Status, Tense
from tocsin.reading.passage import Passage
from tocsin.reading.registry import extractor
from tocsin.reading.syntax import VERBAL

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH = (
    "(?P<{0}>"
    + "|".join(f"{month}|{month[:3]}\\.?" if month != "May" else "May" for month in MONTHS)
    + "|Sept\\.?)"
)
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATES = re.compile(
    r"\b(?:"
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<day1>\d{1,2})(?:st|nd|rd|th)?(?: of)? "
    + _MONTH.format("month1")
    + r"\b(?:,? (?P<year1>\d{4}))?"
    r"|" + _MONTH.format("month2") + r" (?P<day2>\d{1,2})(?:st|nd|rd|th)?\b(?:,? (?P<year2>\d{4}))?"
    r"|(?:(?:early|mid|late)[- ])?" + _MONTH.format("month3") + r",? (?:of )?(?P<year3>\d{4})"
    r"|(?P<relative>yesterday|today|tomorrow|(?:(?:last|next|this|on|late|early) )?"
    + _WEEKDAY
    + r"|(?:last|next) (?:week|month|year)|(?:\w+|\d+) (?:days?|weeks?|months?|years?) ago"
    r"|in (?:two|three|four|five|six|ten|\d+) (?:days|weeks|months))"
    r"|(?:in|since|of|by|from|until|during|after|before|the|late|early|mid) "
    r"(?P<year>(?:19|20)\d{2})"
    r"|in (?P<bare>" + "|".join(MONTHS) + r")\b(?! \d)"
    r"(?![\d,.]\d|\s*(?:%|per cent|troops|soldiers))"
    r")\b"
)


class When(NamedTuple):
    """A date named at `[start, end)` in character positions of the block."""

    start: int
    end: int
    day: date
    precision: DatePrecision
    deadline: bool


def find_dates(text: str, published: date | None, *, ahead: bool = False) -> list[When]:
    """All dates in a text, in order; relative ones only where `published` is known.

    A deadline ("by 15 May") without a year lies ahead of `published`, any
    other date behind it. ahead: the text tells what is to come, and so do its dates.
    """
    found = []
    for match in _DATES.finditer(text):
        deadline = _is_deadline(text, match)
        resolved = _resolve(match, published, ahead=deadline or (ahead and not _is_past(match)))
        since = re.search(r"\b(?:since|until|till)\s$", text[: match.start()])
        if resolved is not None and since is None and not match.group().startswith("since"):
            found.append(When(match.start(), match.end(), *resolved, deadline))
    return found


def _is_deadline(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 10) : match.start()].lower().split()
    first = match.group().lower().split()[0]
    return first in ("by", "until", "next", "tomorrow") or (
        bool(before) and before[-1] in ("by", "until", "before")
    )


def _is_past(match: re.Match[str]) -> bool:
    words = match.group().lower()
    return words.startswith(("last", "yesterday")) or words.endswith("ago")


def _resolve(
    match: re.Match[str], published: date | None, *, ahead: bool
) -> tuple[date, DatePrecision] | None:
    group = match.groupdict()
    try:
        if group["iso"]:
            return date.fromisoformat(group["iso"]), DatePrecision.DAY
        for number in ("1", "2"):
            if group["month" + number]:
                day, year = int(group["day" + number]), group["year" + number]
                return _day(_month(group["month" + number]), day, year, published, ahead)
        if group["month3"]:
            return date(int(group["year3"]), _month(group["month3"]), 1), DatePrecision.MONTH
        if group["bare"] and published is not None:
            month = _month(group["bare"])
            year = published.year
            if ahead:
                year += month < published.month
            else:
                year -= month > published.month
            return date(year, month, 1), DatePrecision.MONTH
        if group["year"]:
            return date(int(group["year"]), 1, 1), DatePrecision.YEAR
    except ValueError:  # 31 June
        return None
    if published is None:
        return None
    return _relative(match.group(), published, ahead)


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, start=1) if name[:3] == month[:3])


def _day(
    month: int, day: int, year: str | None, published: date | None, ahead: bool
) -> tuple[date, DatePrecision] | None:
    if year:
        return date(int(year), month, day), DatePrecision.DAY
    if published is None:
        return None
    guess = date(published.year, month, day)
    if guess > published and not ahead:
        guess = date(published.year - 1, month, day)
    elif guess < published and ahead:
        guess = date(published.year + 1, month, day)
    return guess, DatePrecision.DAY


@lru_cache(maxsize=4096)
def _relative(words: str, published: date, ahead: bool) -> tuple[date, DatePrecision] | None:
    import dateparser  # slow to import, and many reports have no relative date

    words = re.sub(r"^(?:late|early) ", "", words)
    moment = dateparser.parse(
        words,
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime(published.year, published.month, published.day),
            "PREFER_DATES_FROM": "future" if ahead else "past",
        },
    )
    if moment is None:
        return None
    day = moment.date()
    if re.fullmatch(_WEEKDAY, words.removeprefix("on ")) and abs((published - day).days) == 7:
        day = published  # "on Tuesday" in Tuesday's paper
    if "month" in words:
        return day.replace(day=1), DatePrecision.MONTH
    if "year" in words:
        return day.replace(month=1, day=1), DatePrecision.YEAR
    return day, DatePrecision.DAY


@extractor("dates", needs={"events"})
def date_events(passage: Passage) -> None:
    """Give each event the date that its clause names, if it names one.

    A date belongs to the event whose trigger is its nearest verb or event
    noun upward in the parse; a sentence's only date belongs to its only event. The day
    on which somebody says so is no day of what is told.
    """
    told = find_dates(passage.doc.text, passage.report.published)
    if not told or not passage.coded:
        return
    to_come = find_dates(passage.doc.text, passage.report.published, ahead=True)
    for coded in passage.coded:
        found = to_come if _lies_ahead(coded.event) else told
        sentence = coded.trigger.sent
        here = [when for when in found if sentence.start_char <= when.start < sentence.end_char]
        chosen = _belonging(passage, coded.trigger.i, here)
        if chosen is None and len(here) == 1 and not _of_the_saying(passage, here[0]):
            others = [c for c in passage.coded if c.trigger.sent == sentence]
            chosen = here[0] if len(others) == 1 else None
        if chosen is not None and not (chosen.deadline and coded.certain):
            coded.event = coded.event.model_copy(
                update={"date": chosen.day, "date_precision": chosen.precision}
            )


def _lies_ahead(event: Event) -> bool:
    return event.tense is Tense.FUTURE or event.status in (Status.FUTURE, Status.CONDITIONAL)


def _belonging(passage: Passage, trigger: int, found: list[When]) -> When | None:
    triggers = {coded.trigger.i for coded in passage.coded}
    for when in found:
        for node in _upward(passage, when):
            if node.i in triggers:
                if node.i == trigger:
                    return when
                break
            if _says(passage, node):
                break
    return None


def _of_the_saying(passage: Passage, when: When) -> bool:
    """ "They have moved guns, he said on Friday": when it was said, and not when it was done."""
    for node in _upward(passage, when):
        if _says(passage, node):
            return True
        if node.pos_ in VERBAL:
            return False
    return False


def _says(passage: Passage, node: Token) -> bool:
    return any(speech.verb == node.i for speech in passage.speeches)


def _upward(passage: Passage, when: When) -> Iterator[Token]:
    """The words above a date in the parse, the nearest first."""
    span = passage.doc.char_span(when.start, when.end, alignment_mode="expand")
    if span is None:
        return
    node = span.root
    for _ in range(8):
        yield node
        if node.head == node:
            return
        node = node.head
