"""Times, sums of money, measures and counts: numbers as the recogniser finds them, made whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


class Named(NamedTuple):
    """Tokens [start, end) name something of a kind."""

    start: int
    end: int
    kind: str


MEASURED = {
    "DATE": "Temporal",
    "TIME": "Temporal",
    "MONEY": "Money",
    "PERCENT": "Quantity",
    "QUANTITY": "Quantity",
    "CARDINAL": "Quantity",
}
CURRENCIES = frozenset("$£€¥")
ROUGHLY = frozenset(
    [
        *("about", "almost", "around", "approximately", "nearly", "some", "over", "up", "to"),
        *("at", "least", "more", "than", "additional", "another", "an", "the"),
    ]
)
TRAILING = frozenset(["'", "’", "'s", "s", ")", ","])
RECURRING = frozenset(["daily", "hourly", "weekly", "monthly", "yearly", "annual"])
MAGNITUDES = frozenset(["hundred", "thousand", "million", "billion", "trillion"])
FIRST_YEAR, LAST_YEAR = 1000, 2100


def measures(doc: Doc) -> Iterator[Named]:
    """Times, sums of money and measured amounts, as the recogniser has them."""
    for span in doc.ents:
        kind = MEASURED.get(span.label_)
        if kind is None or span.label_ == "CARDINAL" or not _is_measure(span):
            continue
        start, end = _whole_number(doc, *_measured(doc, span.start, span.end, kind))
        if start and doc[start - 1].text in CURRENCIES:
            start, kind = start - 1, "Money"
        yield Named(start, end, kind)
    for token in doc:
        if token.text in CURRENCIES and token.i + 1 < len(doc) and doc[token.i + 1].like_num:
            yield Named(token.i, _whole_number(doc, token.i + 1, token.i + 2)[1], "Money")


def _is_measure(span: Span) -> bool:
    """Whether a recognised time is one: no "daily", no part of a place on the map."""
    if span.label_ != "DATE":
        return True
    digits = span.text.isdigit() and len(span) == 1
    if digits and not FIRST_YEAR <= int(span.text) <= LAST_YEAR:
        return False
    return span.root.lower_ not in RECURRING and not any(
        token.text in ("°", "old", "long", "Resolution") for token in span
    )


def _measured(doc: Doc, start: int, end: int, kind: str) -> tuple[int, int]:
    """Without "more than" before an amount, and without a mark after it."""
    while kind != "Temporal" and start < end - 1 and doc[start].lower_ in ROUGHLY:
        start += 1
    while start < end - 1 and doc[end - 1].text in TRAILING:
        end -= 1
    return start, end


def _whole_number(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """With what a tokenizer cut off: "8 , 000", "7 . 5", "20 million"."""
    while start > 1 and _continues(doc[start - 2], doc[start - 1], doc[start]):
        start -= 2
    while end + 1 < len(doc) and _continues(doc[end - 1], doc[end], doc[end + 1]):
        end += 2
    while end < len(doc) and doc[end].lower_ in MAGNITUDES:
        end += 1
    return start, end


def _continues(before: Token, mark: Token, after: Token) -> bool:
    digits = before.text.isdigit() and after.text[:1].isdigit()
    return digits and (mark.text == "." or (mark.text == "," and len(after.text) == 3))


def counts(doc: Doc) -> Iterator[Named]:
    """Numbers that count something: "two of them", "forty lorries"."""
    for span in doc.ents:
        start, end = _whole_number(doc, *_measured(doc, span.start, span.end, "Quantity"))
        follows = doc[end] if end < len(doc) else None
        counted = follows is not None and (
            follows.pos_ in ("NOUN", "ADJ", "PROPN") or follows.lower_ == "of"
        )
        if span.label_ == "CARDINAL" and counted and span.root.lower_ != "one":
            yield Named(start, end, "Quantity")
