"""How far ahead: the horizon that words name, short (up to a year), mid (up to three) or long.

Terms without a length ("in the long run") are taken at their word; lengths
("within two to three years") by their far end; dates ("before 2030") against
the day the report was published, and not at all where that is unknown.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tocsin.domain import DatePrecision, Horizon
from tocsin.knowledge.numbers import find_numbers
from tocsin.reading.dates import MONTHS, find_dates

SHORT_MONTHS, MID_MONTHS = 12, 36
_MONTHS_IN = {
    "hour": 0.01,
    "day": 1 / 30.44,
    "week": 7 / 30.44,
    "month": 1.0,
    "year": 12.0,
    "decade": 120.0,
    "generation": 300.0,
}
# Words that count without saying exactly how many; "within months" has none at all.
_VAGUE = {"a": 1, "an": 1, "next": 1, "coming": 1, "few": 3, "several": 5, "couple": 2}
_NUMBER = (
    r"\d+(?:\.\d+)?\+?|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty"
    r"|next|coming|few|several|couple"
)
_UNIT = r"(?P<unit>hour|day|week|month|year|decade|generation)s?\b"
_LENGTH = re.compile(
    rf"\b(?:(?:{_NUMBER})\s*(?:-|–|—|to|or)\s*)?(?P<number>{_NUMBER})[\s-]+"
    rf"(?:(?:(?P<vague>few|several|couple)(?: of)?|or so)\s+)?{_UNIT}"
    r"(?P<more>\s+(?:and|or) (?:more|beyond|later))?",
    re.IGNORECASE,
)
_TERMS = (
    (
        re.compile(r"\b(?:short|near)(?:er)?[- ](?:term|run)|\b(?:near|immediate) future", re.I),
        "short",
    ),
    (re.compile(r"\b(?:mid|medium|middle|intermediate)[- ](?:term|run)", re.I), "mid"),
    (re.compile(r"\blong(?:er)?[- ](?:term|run|horizon)\b", re.I), "long"),
)
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
# Times of the year; what looks ahead to one means the next.
_FEAST = (
    r"(?:spring|summer|autumn|winter|(?:dry|rainy|wet) season|rains|monsoon|harvest|thaw"
    r"|christmas|easter|ramadan|new year|elections?|january|february|march|april|june|july|august"
    r"|september|october|november|december)"
)
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend)"
_SOON = re.compile(
    r"\b(?:soon|imminent(?:ly)?|shortly|tomorrow|tonight|next year"
    rf"|(?:this|next) (?:week|month|{_SEASON})|this year"
    r"|(?:coming|next) (?:few |several )?(?:hours|days|weeks|months)"
    r"|(?:takes?|within) (?:hours|days|weeks|months)"
    r"|(?:hours|days|weeks|months) (?:ahead|to come)"
    rf"|(?:before|by|until|in|after) (?:the )?(?:early |mid-?|late )?{_FEAST}(?! 20\d\d)"
    rf"|(?:by|before|until|on|at) (?:the )?(?:next |coming )?{_DAY}"
    r"|(?:hours|days|weeks|months) rather than (?:days|weeks|months|years)"
    r"|(?:before|by|until) (?:the )?(?:end of (?:the|this) year|year'?s end"
    r"|year-end))\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:coming years|years ahead|next few years|within years)\b", re.IGNORECASE)
_FAR = re.compile(
    r"\b(?:(?:in|over|for|within) (?:the )?(?:coming|next) (?:decades?|generations?)"
    r"|(?:years|decades|generations) to come|for a generation)\b",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(
    r"\b(?:by|before|until|beyond|after|in|from|through|late|early|mid)[- ](?:the )?(?:end of )?"
    rf"(?:(?:early|mid|late)[- ]|{_FEAST} )?(?P<year>20\d{{2}})s?\b",
    re.IGNORECASE,
)
_THIS_DECADE = re.compile(r"\bth(?:is|e) (?:end of the )?decade\b", re.IGNORECASE)
# What introduces a time to come; "for three years the alliance has …" does not.
_AHEAD = re.compile(
    rf"\b(?:within|over|during|in|(?<!d )(?<!s )for) (?:the |about |some |at least )?"
    rf"(?:next |coming )?"
    rf"(?:(?:{_NUMBER})\s*(?:-|–|—|to|or)\s*)?(?:{_NUMBER})[\s-]+(?:few |several )?"
    rf"(?:hour|day|week|month|year|decade)s?\b|\bwithin (?:the |a )?[^.;,]{{0,25}}",
    re.IGNORECASE,
)
# A heading or label that looks ahead: "Short-term (6-12 months)", not "A decade of neglect".
_LABEL = re.compile(
    r"\b(?:term|run|next|coming|outlook|horizon|future|forecast|ahead|soon)\b"
    r"|(?:day|week|month|year|decade)s?\b(?! of)",
    re.IGNORECASE,
)

# The phrase of time or circumstance that a sentence opens with.
_OPENING = re.compile(
    r"\W*(?:(?:and|but|then),? )?(?:by|within|in|over|during|before|until|after|with|for|through)\b"
    r"[^.;,]{3,60}",
    re.IGNORECASE,
)
# Words that make a sentence of what might be a label: "Anyone could see it this week: …".
_CLAUSE = re.compile(r"\b(?:can|could|will|would|is|are|was|were|has|have|had|says?|said)\b", re.I)
# "Short-term (0-6 months): …" at the head of a list line.
_LINE_LABEL = re.compile(r"\s*[*_]*(?P<label>[^.:;]{3,60}?)[*_]*\s*:\s")


_TO_MONTH = re.compile(
    r"\b(?:by|before|until|till|in|end of)\s+(?:the )?(?:end of |early[ -]|mid[ -]|late[ -])?"
    rf"(?P<month>{'|'.join(MONTHS)})\b(?! \d{{1,2}}\b)(?:,? (?P<year>20\d\d))?",
    re.IGNORECASE,
)
_THIS = (
    ("this month", DatePrecision.MONTH),
    ("(?:this year|year[\u2019']?s end|end of (?:the|this) year|year-end)", DatePrecision.YEAR),
)
_CONDITION = re.compile(r"\b(?:[Ii]f|[Uu]nless|should [A-Z]\w+|as long as|provided)\b")
_DAYS_IN_MONTH = 30.44


def horizon_over(words: str, heading: str) -> Horizon:
    """The horizon that a line stands under: its own label's, else that of its heading.

    >>> horizon_over("Within weeks: the bridge opens.", "Outlook").value
    'short'
    """
    label = _LINE_LABEL.match(words)
    labelled = label is not None and not _CLAUSE.search(label["label"])
    under = horizon_of(label["label"]) if label and labelled else Horizon.NONE
    return horizon_of(heading) if under is Horizon.NONE else under


def horizon_of(words: str) -> Horizon:
    """The horizon that a phrase or a heading names; NONE where it names none.

    >>> horizon_of("Short-Term (6-12 months):").value, horizon_of("within the next decade").value
    ('short', 'long')
    >>> horizon_of("in two or three years").value, horizon_of("A decade of neglect").value
    ('mid', 'none')
    """
    for pattern, name in _TERMS:
        if pattern.search(words):
            return Horizon(name)
    if not _LABEL.search(words):
        return Horizon.NONE
    return _by_length(words) or _by_words(words)


def horizon_in(sentence: str, published: date | None) -> Horizon:
    """The horizon of a sentence that looks ahead; only words about what is to come count."""
    for pattern, name in _TERMS:
        if pattern.search(sentence):
            return Horizon(name)
    ahead = _AHEAD.search(sentence)
    if ahead:
        found = _by_length(ahead.group())
        if found is not None:
            return found
    if published is not None and _THIS_DECADE.search(sentence):
        return _of_months(12 * (10 - published.year % 10))
    named = _BY_YEAR.search(sentence)
    if named and published is not None and int(named["year"]) >= published.year:
        return _of_months(12 * (int(named["year"]) - published.year) + 6)
    return _by_words(sentence)


def fronted(sentence: str, published: date | None) -> Horizon:
    """The horizon that a sentence opens with, which holds for what follows: "By 2030, …".

    >>> fronted("In the coming years, prices will rise.", None).value
    'mid'
    >>> fronted("A coup before Easter is likely.", None).value
    'none'
    """
    opening = _OPENING.match(sentence)
    return horizon_in(opening.group(), published) if opening else Horizon.NONE


def _by_words(words: str) -> Horizon:
    if _FAR.search(words):
        return Horizon.LONG
    if _YEARS.search(words):
        return Horizon.MID
    return Horizon.SHORT if _SOON.search(words) else Horizon.NONE


def due_in(sentence: str, published: date) -> date | None:
    """The last day by which what a sentence foretells is to come; None where it names none.

    published: the day from which it looks ahead. What hangs on a condition is due on no day.

    >>> due_in("The truce will hold until March.", date(2031, 9, 12))
    datetime.date(2032, 3, 31)
    >>> due_in("The bridge will open within three weeks.", date(2031, 9, 12))
    datetime.date(2031, 10, 3)
    """
    if _CONDITION.search(sentence):
        return None
    named_days = find_dates(sentence, published, ahead=True)
    ends = [_end_of(when.day, when.precision) for when in named_days]
    for named in _TO_MONTH.finditer(sentence):
        month = MONTHS.index(named["month"].capitalize()) + 1
        year = int(named["year"] or published.year + (month < published.month))
        ends.append(_end_of(date(year, month, 1), DatePrecision.MONTH))
    for words, precision in _THIS:
        if re.search(rf"\b{words}\b", sentence, re.IGNORECASE):
            ends.append(_end_of(published, precision))
    ahead = _AHEAD.search(sentence)
    length = _LENGTH.search(ahead.group()) if ahead else None
    if length is not None and not length["more"] and not length["number"].endswith("+"):
        ends.append(published + timedelta(days=_DAYS_IN_MONTH * _months_in(length)))
    return max((end for end in ends if end >= published), default=None)


def _end_of(day: date, precision: DatePrecision) -> date:
    if precision is DatePrecision.DAY:
        return day
    month = 12 if precision is DatePrecision.YEAR else day.month
    return date(day.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _by_length(words: str) -> Horizon | None:
    match = _LENGTH.search(words)
    if match is None:
        return None
    months = _months_in(match)
    if match["number"].endswith("+") or match["more"]:  # "3+ years" begins where the number ends
        return Horizon.LONG if months >= MID_MONTHS else Horizon.MID
    return _of_months(months)


def _months_in(match: re.Match[str]) -> float:
    number = match["number"].lower()
    exact = find_numbers(number.rstrip("+"))
    vague = (match["vague"] or number).lower()  # "the next few years"
    if number in ("next", "coming") and match.group().lower().endswith("s"):
        vague = match["vague"] or "few"  # "the coming years"
    amount = exact[0].value if exact else _VAGUE[vague]
    return amount * _MONTHS_IN[match["unit"].lower()]


def _of_months(months: float) -> Horizon:
    if months <= SHORT_MONTHS:
        return Horizon.SHORT
    return Horizon.MID if months <= MID_MONTHS else Horizon.LONG
