"""What a line is by its shape alone: a heading, an item, a sentence that ended."""

from __future__ import annotations

import re

BULLET = re.compile(r"(?:[-*+•‣◦▪●·–—]|\(?(?:[a-z]|[ivx]{2,4})\))\s+(?=\S)")
# Asterisks around whole words, as people type emphasis and chat assistants write it.
EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|__)(?=\S)([^*\n]{1,300}?)(?<=\S)\1(?![\w*])")
SENTENCE_END = re.compile(r"([.!?…])[\"'”’)\]]*$")
# A sentence ends inside the line; initials, "U.S." and forms of address do not count.
INNER_SENTENCE = re.compile(
    r"(?<![\s.][A-Z])(?<!\bMr)(?<!\bDr)(?<!\bMrs)(?<!\bMs)(?<!\bSt)(?<!\bGen)(?<!\bSen)(?<!\bvs)"
    r"[.!?][\"'”’)]*\s+[\"'“‘(]?[A-Z]"
)
SECTION_NUMBER = re.compile(r"(?:\d{1,2}\.)*\d{1,2}\.?\s+(?=[A-Z])")
SAYING = re.compile(r"\b(?:said|says|wrote|writes|added|adds|told|asked|replied)\b[^:]*:$")
MAX_HEADING_WORDS = 16
MAX_HEADING_CHARACTERS = 120
MAX_QUESTION_HEADING_WORDS = 8
MAX_LABEL_WORDS = 4
MAX_TITLE_CASE_LABEL_WORDS = 8


def without_emphasis(text: str) -> str:
    """The words without the asterisks of emphasis.

    >>> without_emphasis("**Arvia** closes *two* crossings")
    'Arvia closes two crossings'
    """
    return EMPHASIS.sub(r"\2", text)


def looks_like_heading(text: str) -> bool:
    """Whether a line of its own is short, does not end like a sentence and holds only one.

    >>> looks_like_heading("What the Convoy Carried")
    True
    >>> looks_like_heading("2.1. What it carried")
    True
    >>> looks_like_heading("The convoy carried grain.")
    False
    """
    words = text.split()
    if len(words) > MAX_HEADING_WORDS or len(text) > MAX_HEADING_CHARACTERS:
        return False
    text = SECTION_NUMBER.sub("", text)
    first = text.lstrip("\"'“‘«([")[:1]
    if not (first.isupper() or first.isdigit()) or INNER_SENTENCE.search(text):
        return False
    if text.endswith(":"):
        return not SAYING.search(text) and (
            len(words) <= MAX_LABEL_WORDS
            or (len(words) <= MAX_TITLE_CASE_LABEL_WORDS and is_title_case(text))
        )
    if text.endswith((",", ";")):
        return False
    end = SENTENCE_END.search(text)
    if end is None:
        return True
    if end[1] == "?":
        return len(words) <= MAX_QUESTION_HEADING_WORDS or is_title_case(text)
    return end[1] == "!" and is_title_case(text)


def is_title_case(text: str) -> bool:
    """Whether most words that are not mere connectives begin with a capital.

    >>> is_title_case("A River Between Two Armies"), is_title_case("A river between two armies")
    (True, False)
    """
    words = [word.lstrip("\"'“‘(") for word in text.split()]
    weighty = [word for word in words if len(word) > 3 and word[:1].isalpha()]
    return bool(weighty) and sum(word[0].isupper() for word in weighty) >= 0.6 * len(weighty)
