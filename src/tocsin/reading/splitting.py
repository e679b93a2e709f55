"""Where sentences end, told from the letters alone, before anything is parsed.

Only for the gate, which must know what it may pass over: the parser finds its
own sentences in what is left. In doubt two sentences stay one, for then both
are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop with what closes after it, or an empty line.
_END = re.compile(r"[.!?]+[\"')\]]*\s+|\n\s*\n\s*")
# What stands before a full stop that ends no sentence: an initial, a title, "No."
_SHORTENED = re.compile(
    r"(?:\b(?:[a-z]|mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|cmdr|adm|brig|sgt|cpl|pvt|gov|sen|rep"
    r"|pres|rev|hon|st|ft|mt|jr|sr|vs|etc|al|inc|ltd|corp|co|dept|no|nos|vol|fig|approx|est"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun)"
    r"|\.[a-z])\.$",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_OPENING = "\"'([*_-\u2022\u2013\u2014"


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`[start, end)` of each sentence in a stretch of a text, white space at its end included.

    text: with plain quotation marks. What is given back covers the stretch
    without a gap. A small letter begins a sentence only where the one before
    begins with one too, as in texts that were put into small letters.

    >>> text = "Gen. Maran spoke. The U.S. team left."
    >>> [text[a:b] for a, b in split_sentences(text, 0, len(text))]
    ['Gen. Maran spoke. ', 'The U.S. team left.']
    """
    begun = start
    for found in _END.finditer(text, start, end):
        here = found.end()
        if found[0].count("\n") < 2 and not _ends_here(text, begun, found.start(), here, end):
            continue
        yield begun, here
        begun = here
    if begun < end:
        yield begun, end


def _ends_here(text: str, begun: int, stop: int, after: int, end: int) -> bool:
    if after >= end:
        return True
    follows = text[after]
    if follows in _OPENING and after + 1 < end:
        follows = text[after + 1]
    if text[stop] == "." and _SHORTENED.search(text, max(begun, stop - 8), stop + 1):
        return False
    return not (follows.islower() and begins_with_capital(text, begun, stop))


def begins_with_capital(text: str, start: int, end: int) -> bool:
    """Whether the first letter of a stretch is one; not so in texts put into small letters."""
    first = _LETTER.search(text, start, end)
    return first is not None and not first[0].islower()
