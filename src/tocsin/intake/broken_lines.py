"""Lines broken at a column, as in mail, old text files and PDF pages, joined to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from tocsin.intake.furniture_phrases import INLINE_TEASER, TEASERS
from tocsin.intake.line_shapes import is_title_case, looks_like_heading

# Beyond this many characters nobody breaks lines by hand or by program.
WIDEST_COLUMN = 130
# Starts something of its own, whatever the line above looks like.
OWN_LINE = re.compile(
    r"\s*(?:#{1,6}\s|[-*+•‣◦▪●·–—]\s|\(?\d{1,3}[.)]\s|(?:\d{1,2}\.)+\d{1,2}\.?\s+[A-Z]"
    r"|\(?[a-z]\)\s|\||>|[-=_*~]{3,}\s*$)"
)
# The dash of an interjection – which may fall at the beginning of a line – is no bullet.
INNER_DASH = re.compile(r"\s*[–—]\s+[a-z]")
# A table row, a marked heading, a rule: nothing runs on from there.
NO_PROSE = re.compile(r"\s*(?:\||#|[^\w]*$)")
HYPHENATED = re.compile(r"(\w+)[-\u2010]$")
WORD = re.compile(r"\w+(?:-\w+)*")


def join_broken_lines(lines: Sequence[str]) -> list[str]:
    """The same lines, with those joined that a column width had broken.

    lines: without their line breaks; an empty line separates paragraphs and
    is kept. Text with a paragraph to a line comes back unchanged.
    """
    width = _column_width(lines)
    if width is None:
        return list(lines)
    vocabulary = frozenset(word.lower() for line in lines for word in WORD.findall(line))
    # The pieces of each line to be; put together at the end, as a file may be one paragraph.
    joined: list[list[str]] = []
    above = ""  # as it was broken: its length tells whether the break is soft
    for line in lines:
        if above.strip() and _is_soft_break(above, line, width):
            pieces = joined[-1]
            pieces[-1], glue = _seam(pieces[-1], line.strip(), vocabulary)
            pieces += (glue, line.strip())
        else:
            joined.append([line])
        above = line
    return ["".join(pieces) for pieces in joined]


def join_lines(above: str, below: str, vocabulary: Collection[str] = ()) -> str:
    """Two lines as one; a word hyphenated at the break is made whole.

    vocabulary: lower-case words of the document, hyphenated ones too. They
    tell "inter-|national" from "long-|term"; where they do not, a hyphen
    between lower-case letters was the line's and not the word's.

    >>> join_lines("the inter-", "national force")
    'the international force'
    >>> join_lines("a long-", "term plan", {"long-term"})
    'a long-term plan'
    """
    head, glue = _seam(above, below, vocabulary)
    return head + glue + below


def _seam(above: str, below: str, vocabulary: Collection[str]) -> tuple[str, str]:
    """What remains of the line above, and what goes between it and the line below."""
    ending = HYPHENATED.search(above)
    start = WORD.match(below)
    if not ending or not start:
        return above, " "
    head, tail = ending[1], start[0]
    is_compound = f"{head}-{tail}".lower() in vocabulary or not tail[0].islower()
    if is_compound and f"{head}{tail}".lower() not in vocabulary:
        return above, ""
    return above[: ending.end(1)], ""


def _column_width(lines: Sequence[str]) -> int | None:
    """The column at which the lines were broken, in characters; None where they were not.

    Evidence is a line that begins in lower case although the line above did
    not end a sentence.
    """
    lengths = sorted(len(line) for line in lines if line.strip())
    if len(lengths) < 2 or lengths[-1] > 2 * WIDEST_COLUMN:
        return None
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if width > WIDEST_COLUMN:
        return None
    breaks = [
        (above, below)
        for above, below in pairwise(lines)
        if above.strip() and below.strip() and not OWN_LINE.match(below)
    ]
    soft = sum(1 for above, below in breaks if _runs_on(above, below))
    return width if soft and soft >= 0.25 * len(breaks) else None


def _runs_on(above: str, below: str) -> bool:
    is_open = above.rstrip()[-1:] not in ".!?:;" and not NO_PROSE.match(above)
    return is_open and below.lstrip()[:1].islower()


def _is_teaser(line: str) -> bool:
    """Whether a line points to another report; the paragraph around it runs on without it."""
    line = line.strip()
    return bool(INLINE_TEASER.fullmatch(line) or (line.endswith(":") and TEASERS.fullmatch(line)))


def _is_soft_break(above: str, below: str, width: int) -> bool:
    """Whether `below` continues `above`: its first word would not have fitted there.

    In proportional type lines of one width differ in characters; a line that
    ends no sentence may therefore be shorter, unless it is a heading.
    """
    if not below.strip() or NO_PROSE.match(above) or _is_teaser(below):
        return False
    if _is_teaser(above) and not below.lstrip()[:1].islower():
        return False
    if OWN_LINE.match(below):
        is_long = len(above) > 0.65 * width and above.rstrip()[-1:] not in ".!?:;"
        return bool(is_long and INNER_DASH.match(below) and not OWN_LINE.match(above))
    would_be = len(above.rstrip()) + 1 + len(below.split(maxsplit=1)[0])
    if would_be > 0.9 * width:
        return True
    if above.rstrip()[-1:] in ".!?:;":
        return False
    is_heading = looks_like_heading(above.strip()) and is_title_case(above)
    return _runs_on(above, below) or (would_be > 0.65 * width and not is_heading)
