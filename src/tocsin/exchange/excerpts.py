"""A report of which only the quotations are known: each stands where it stood, the rest is blank.

Forms that carry quotations but not articles are read back this way. Offsets
stay what they were, so that a citation means the same on both machines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from tocsin.domain import Block, BlockKind, Evidence, InputError, Item, Reading, Report
from tocsin.exchange.lines import CUT_OFF
from tocsin.exchange.sorting import readings_of

MOST_CHARACTERS = 1_000_000
"""As long as a report can be: intake takes no longer one."""

TOLD = tuple(
    name
    for name in Report.model_fields
    if name not in ("id", "origin", "text", "blocks", "duplicate_of")
)
"""Fields of a report that are as true of an excerpt as of the whole."""


class Excerpt(Reading):
    """A reading of a report of which only the quotations came along; `report.duplicate_of` names
    the whole. A reprint of another report is none, though it is a copy as well."""


def excerpt(about: Mapping[str, Any], items: Iterable[Item], *, place: str) -> Reading:
    """A reading of the report that `about` describes, of which only the quotations are known.

    about: fields of the whole Report but its text. place: what to name in
    messages. The excerpt is not the whole and so has another identifier; it
    says that it is a copy of the whole. The items cite the excerpt. Raises
    InputError where two quotations contradict each other, where one is longer
    than its place, or where `about` describes no report.
    """
    items = list(items)
    cited = sorted((each for item in items for each in item.evidence), key=_place)
    whole = str(about.get("id", ""))
    fields = {name: about[name] for name in TOLD if about.get(name) is not None}
    try:
        report = Report.make(
            origin=str(about.get("origin") or about.get("url") or place),
            text=_patched(cited, place),
            blocks=tuple(_blocks(cited)),
            **fields,
        )
    except ValidationError as error:
        reason = f"does not describe a report: {in_short(error)}."
        raise InputError(place, reason, CUT_OFF) from None
    original = whole if whole != report.id else about.get("duplicate_of")
    if original:
        report = report.model_copy(update={"duplicate_of": str(original)})
    (reading,) = readings_of([report], (_citing(report, item) for item in items))
    return Excerpt.model_validate(dict(reading)) if original else reading


def _citing(report: Report, item: Item) -> Item:
    own = tuple(each.model_copy(update={"report": report.id}) for each in item.evidence)
    return item.model_copy(update={"evidence": own})


def _place(evidence: Evidence) -> tuple[int, int]:
    return evidence.start, evidence.end


def _patched(cited: Sequence[Evidence], origin: str) -> str:
    length = max((each.end for each in cited), default=0)
    if length > MOST_CHARACTERS:
        reason = f"cites a place beyond {MOST_CHARACTERS:,} characters."
        raise InputError(origin, reason, CUT_OFF)
    text = ["\n"] * length
    known = bytearray(length)
    for each in cited:
        if each.end - each.start != len(each.quote):
            place = f"{each.start} to {each.end}"
            reason = f"gives {place} as the place of {len(each.quote)} characters."
            raise InputError(origin, reason, CUT_OFF)
        for at, letter in enumerate(each.quote, each.start):
            if known[at] and text[at] != letter:
                reason = f"gives two different words for character {at}."
                raise InputError(origin, reason, CUT_OFF)
            text[at] = letter
            known[at] = 1
    return "".join(text)


def _blocks(cited: Sequence[Evidence]) -> Iterable[Block]:
    """A paragraph for each stretch of quotations that overlap or touch."""
    start = end = None
    for each in cited:
        if each.start == each.end:
            continue
        if end is not None and each.start <= end:
            end = max(end, each.end)
            continue
        if start is not None and end is not None:
            yield Block(kind=BlockKind.PARAGRAPH, start=start, end=end)
        start, end = each.start, each.end
    if start is not None and end is not None:
        yield Block(kind=BlockKind.PARAGRAPH, start=start, end=end)


def in_short(error: ValidationError) -> str:
    """The first thing that is wrong with an object: field, and what it should be.

    >>> try:
    ...     Evidence.model_validate({"report": "r-1", "start": -1, "end": 2, "quote": "ab"})
    ... except ValidationError as error:
    ...     in_short(error)
    'start: input should be greater than or equal to 0'
    """
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    message = first["msg"][:1].lower() + first["msg"][1:]
    return f"{where}: {message}" if where else message
