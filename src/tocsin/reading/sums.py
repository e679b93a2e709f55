"""Strengths that a sentence adds up for its reader.

"Bringing the garrison to 2,400", "whose garrison now counts some 1,900",
"where there are now 6,000 of them", "up from 11,000", "cut from 4,000 to
1,200", "doubled to 800". Read from the words, since parsers hang such clauses
anywhere.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tocsin.reading.numbers import parse_number

_ROUGHLY = r"(?:(?:some|about|around|roughly|nearly|almost|over|just|well|more than|up to) ){0,2}"
_FIGURE = r"\d[\d,.]*\d|\d|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b"


def _number(name: str) -> str:
    return rf"{_ROUGHLY}(?P<{name}>{_FIGURE})(?![\d%]| per ?cent| percent)"


_BODY = (
    r"(?:total|garrison|strength|contingent|force|forces|presence|number|numbers|troops|mission"
    r"|fleet|detachment|deployment|complement|establishment|ranks|army|soldiers|flotilla|squadron)"
)
_RISE = (
    r"(?:br(?:ing|ings|inging|ought)|rais(?:e|es|ed|ing)|lift(?:s|ed|ing)?|tak(?:e|es|ing)|took"
    r"|swell(?:s|ed|ing)?|increas(?:e|es|ed|ing)|boost(?:s|ed|ing)?|expand(?:s|ed|ing)?"
    r"|gr(?:ow|ows|ew|own|owing)|ris(?:e|es|en|ing)|rose|clim?b(?:s|ed|ing)?)"
)
_FALL = (
    r"(?:cut(?:s|ting)?|reduc(?:e|es|ed|ing)|trim(?:s|med|ming)?|shr(?:ink|inks|ank|unk|inking)"
    r"|f(?:all|alls|ell|allen|alling)|slash(?:es|ed|ing)?|lower(?:s|ed|ing)?|drop(?:s|ped)?"
    r"|thinn?(?:s|ed|ing)?|scal(?:e|es|ed|ing) (?:back|down))"
)
_TIMES = {"doubl": 2, "trebl": 3, "tripl": 3, "quadrupl": 4, "halv": 0.5}
_MULTIPLE = r"(?P<times>doubl|trebl|tripl|quadrupl|halv)(?:e|es|ed|ing)"
_GAP = r"[^.;]{0,70}?"
_CHANGED = re.compile(
    rf"\b(?:{_RISE}|(?P<down>{_FALL})|{_MULTIPLE})\b(?P<what>{_GAP})"
    rf"(?:\bfrom {_number('before')}(?: \w+)?,? )?(?:\bby {_number('by')}(?: \w+)?,? )?"
    rf"\bto {_number('after')}(?:(?: \w+)?,? from {_number('earlier')})?"
)
_COUNTS = re.compile(
    rf"(?:\b(?:whose|its|their|the|where)|'s?)\b[^.;]{{0,40}}?\b{_BODY}\b[^.;,]{{0,30}}?\b"
    r"(?:counts?|numbers?|totals?|stands? at|stood at|comes? to|amounts? to|reach(?:es|ed)|is|was"
    rf"|has grown to|will grow to|grows? to|grew to) (?:now )?{_number('after')}"
)
_THERE = re.compile(
    r"\b(?:where|and) (?:there (?:are|were)|(?:it|they|he|she)(?: \w+)? (?:keeps?|has|have|had"
    rf"|holds?|maintains?)) (?:now |already |then )?{_number('after')}"
)
_IN_ALL = re.compile(
    rf"\b(?:for a total of|to a total of|making|in all|leaving) {_number('after')}"
)
_UP_FROM = re.compile(rf"\b(?:up|down) (?:sharply )?from {_number('before')}")
_UP_BY = re.compile(rf",? (?P<sign>up|down) (?:by )?{_number('by')}(?: on| in| over| since)\b")
_NAMES_BODY = re.compile(rf"\b{_BODY}\b")


_ARMED = re.compile(
    r"\b(?:garrison|contingent|forces?|troops|soldiers|army|fleet|flotilla|squadron|detachment)\b"
)


def names_body(words: str) -> bool:
    """Whether words name a body of forces, whose number can grow or shrink."""
    return _ARMED.search(words) is not None


def is_body(word: str) -> bool:
    """Whether a word is one for a body of forces, or for how many they are."""
    return _NAMES_BODY.fullmatch(word) is not None


class Sum(NamedTuple):
    """What a sentence adds up: how much came (negative: went), and how many there are then.

    at: where in the words it stands.
    """

    change: int | None
    total: int | None
    at: int


def find_sum(words: str) -> Sum | None:
    """The first sum in a stretch of text; None where nothing is added up.

    >>> find_sum("600 men were flown in, bringing the garrison there to 2,400")[:2]
    (None, 2400)
    >>> find_sum("cut its garrison from 4,000 to 1,200")[:2]
    (-2800, 1200)
    >>> find_sum("doubled its force to 800 men")[:2]
    (400, 800)
    """
    found = [_changed(words), _counted(words), _compared(words)]
    told = sorted((sum_ for sum_ in found if sum_ is not None), key=lambda sum_: sum_.at)
    if not told:
        return None
    change = next((sum_.change for sum_ in told if sum_.change is not None), None)
    total = next((sum_.total for sum_ in told if sum_.total is not None), None)
    return Sum(change, total, told[0].at)


def _changed(words: str) -> Sum | None:
    for match in _CHANGED.finditer(words):
        what = words[max(0, match.start() - 60) : match.start()] + match["what"]
        if not _NAMES_BODY.search(what) and not match["before"] and not match["by"]:
            continue
        after = parse_number(match["after"])
        if after is None:
            continue
        change = None
        before = match["before"] or match["earlier"]
        if before:
            change = after - (parse_number(before) or 0)
        elif match["by"]:
            change = (parse_number(match["by"]) or 0) * (-1 if match["down"] else 1)
        elif match["times"]:
            change = round(after - after / _TIMES[match["times"]])
        return Sum(change, after, match.start())
    return None


def _counted(words: str) -> Sum | None:
    for pattern in (_COUNTS, _THERE, _IN_ALL):
        match = pattern.search(words)
        if match is not None:
            return Sum(None, parse_number(match["after"]), match.start())
    return None


def _compared(words: str) -> Sum | None:
    """What is there, against what was: the change alone, for whoever knows the total."""
    match = _UP_BY.search(words)
    if match is not None:
        by = parse_number(match["by"]) or 0
        return Sum(by if match["sign"] == "up" else -by, None, match.start())
    return None


def was_before(words: str) -> int | None:
    """ "Up from about 11,000": how many there were.

    >>> was_before("18,000 troops, up from about 11,000 in May")
    11000
    """
    match = _UP_FROM.search(words)
    return parse_number(match["before"]) if match is not None else None
