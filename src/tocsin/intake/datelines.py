"""Datelines: place, day and agency before the first sentence of a wire."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from tocsin.domain import BlockKind
from tocsin.intake.agencies import AGENCY_PATTERN, agency_name
from tocsin.intake.credits import HOUSE_PATTERN
from tocsin.intake.publication_dates import read_date
from tocsin.intake.registry import DraftBlock

TOP_BLOCKS: Final = 8
"""The first paragraph is within these."""

_CAPITALS = r"[A-Z][A-Z.'’\s/-]*[A-Z.](?:,\s*[A-Z][\w.'’]*(?:\s+[A-Z][\w.'’]*)?)?"
_PLACE = r"[A-Z][\w.'’-]*(?:[\s/]+[A-Z][\w.'’-]*){0,3}(?:,\s*[A-Z][\w.'’]*){0,2}"
_WHEN = (
    r"(?P<when>[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,?\s+\d{4})?"
    r"|\d{1,2}\s+[A-Z][a-z]{2,8}\.?(?:\s+\d{4})?)"
)
_NAME = r"[A-Z][\w.&'’-]*(?:\s+[A-Z][\w.&'’-]*){0,3}"
_DASH = r"\s*(?:--|[-–—])\s+"
_AGENCY = rf"(?P<agency>(?i:{AGENCY_PATTERN}))"
_DATELINES: Final = tuple(
    re.compile(rf"(?P<dateline>{head}{_DASH})(?=\S)")
    for head in (
        # ARVIA CITY, March 3 (Reuters) — with everything but the agency left out at times.
        rf"(?:{_PLACE}\s*[,:]?\s*)?(?:{_WHEN}\s*,?\s*)?\(\s*{_AGENCY}\s*\)",
        # ARVIA CITY (Northern Wire) — an unknown one that is named like a house.
        rf"{_CAPITALS}\s*[,:]?\s*\(\s*(?P<agency>{HOUSE_PATTERN})\s*\)",
        # An agency that nobody has listed is told by its place, between a day and a dash.
        rf"(?:{_CAPITALS}\s*[,:]?|{_PLACE}\s*,)\s*{_WHEN}\s*,?\s*\(\s*(?P<agency>{_NAME})\s*\)",
        rf"{_CAPITALS}\s*[,:]?\s*{_WHEN}",
        rf"{_PLACE}\s*,\s*{_WHEN}",
    )
)
# MOSCOW, March 3. /TASS/. The guards …; New Delhi [India], March 3 (ANI): The guards …
_HOUSE_STYLES: Final = tuple(
    re.compile(rf"(?P<dateline>{_PLACE}(?:\s*\[\w+\])?\s*,\s*{_WHEN}[.,]?\s*{agency})(?=[A-Z“\"])")
    for agency in (rf"/{_AGENCY}/\.?\s+", rf"\(\s*{_AGENCY}\s*\)\s*:?\s+")
)
# ARVIA CITY — The guards …; a second dash would make the first one that of an aside.
_PLACE_ALONE: Final = re.compile(
    rf"(?P<dateline>{_CAPITALS}\s+[-–—]\s+)(?=[A-Z“\"])(?!.{{0,200}}\s[-–—]\s)"
)


class Dateline(NamedTuple):
    """What a wire's dateline states, and the blocks with it split off."""

    agency: str | None
    published: date | None
    blocks: tuple[DraftBlock, ...]


def split_dateline(blocks: tuple[DraftBlock, ...], locale: str | None) -> Dateline:
    """Split the dateline of a wire off the first paragraph, as a caption.

    Its place and agency stay readable, and no sentence begins with them.
    "March 3" without a year is no day.
    """
    for index, block in enumerate(blocks[:TOP_BLOCKS]):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        found = _match_dateline(block.text)
        if found is None:
            break
        stated = found.groupdict()
        dateline = DraftBlock(BlockKind.CAPTION, found["dateline"].strip())
        rest = block._replace(text=block.text[found.end() :])
        agency = agency_name(stated["agency"]) if stated.get("agency") else None
        day = read_date(stated["when"], locale) if stated.get("when") else None
        return Dateline(agency, day, (*blocks[:index], dateline, rest, *blocks[index + 1 :]))
    return Dateline(None, None, blocks)


def _match_dateline(text: str) -> re.Match[str] | None:
    head = text[:400]
    matches = (form.match(head) for form in (*_DATELINES, *_HOUSE_STYLES, _PLACE_ALONE))
    return next((found for found in matches if found), None)
