"""The fields of each kind of item: what may stand in them, and how a typed answer is taken."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tocsin.annotation.journal import Fields
from tocsin.domain import (
    Attribution,
    EventType,
    Horizon,
    Report,
    SignalKind,
    SpeechAct,
    Status,
    UsageError,
)
from tocsin.evaluation.gold import KINDS, GoldItem

if TYPE_CHECKING:
    from tocsin.knowledge import Gazetteer

SEVERAL = re.compile(r"\s*[,|;]\s*")
EMPTY = "-"
"""Typed for a field that is to be empty."""
NOBODY = "none"
"""Typed among codes: that the side is empty is right too."""


class Sort(StrEnum):
    """What a field holds."""

    WORDS = "words"  # of a list, several where several are right
    MODE = "mode"  # of the type's own list
    CODES = "codes"
    CODE = "code"
    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    QUOTE = "quote"


class FieldForm(NamedTuple):
    """One field. words: those it may hold. needed: an item without it says nothing."""

    name: str
    sort: Sort
    words: tuple[str, ...] = ()
    needed: bool = False


class Place(NamedTuple):
    """Where an answer is given: the report, the item as it stands, who knows the actors."""

    report: Report
    fields: Fields
    gazetteer: Gazetteer


def _words(name: str, words: Iterable[str], *, needed: bool = False) -> FieldForm:
    return FieldForm(name, Sort.WORDS, tuple(str(word) for word in words), needed)


_EVERY = (FieldForm("quote", Sort.QUOTE, needed=True), FieldForm("optional", Sort.FLAG))

FORMS: Mapping[str, tuple[FieldForm, ...]] = {
    "events": (
        _words("type", EventType, needed=True),
        FieldForm("mode", Sort.MODE),
        _words("status", Status, needed=True),
        FieldForm("source", Sort.CODES),
        FieldForm("target", Sort.CODES),
        *_EVERY,
    ),
    "signals": (
        _words("kind", SignalKind, needed=True),
        FieldForm("sender", Sort.CODES),
        FieldForm("receiver", Sort.CODES),
        FieldForm("condition", Sort.TEXT),
        FieldForm("consequence", Sort.TEXT),
        *_EVERY,
    ),
    "statements": (
        FieldForm("speaker", Sort.TEXT),
        _words("attribution", Attribution, needed=True),
        _words("speech_act", SpeechAct),
        *_EVERY,
    ),
    "predictions": (_words("horizon", Horizon), *_EVERY),
    "commitments": (
        FieldForm("by", Sort.CODES),
        FieldForm("to", Sort.CODES),
        FieldForm("quantity", Sort.TEXT),
        *_EVERY,
    ),
    "posture": (
        FieldForm("actor", Sort.CODE),
        FieldForm("change", Sort.NUMBER),
        FieldForm("total", Sort.NUMBER),
        FieldForm("equipment", Sort.TEXT),
        FieldForm("place", Sort.TEXT),
        *_EVERY,
    ),
}
"""By kind, in the order in which they are shown and asked for."""


def as_gold(kind: str, fields: Fields) -> GoldItem:
    """The item of the gold form. Raises UsageError naming a field that is still needed."""
    for form in FORMS[kind]:
        if form.needed and not fields.get(form.name):
            raise UsageError(f"{form.name} is still empty.")
    return KINDS[kind].model_validate(fields)


def words_for(form: FieldForm, fields: Fields, gazetteer: Gazetteer) -> tuple[str, ...]:
    """What may be typed, for completion; empty where anything may."""
    match form.sort:
        case Sort.WORDS:
            return form.words
        case Sort.MODE:
            return modes_of(fields)
        case Sort.CODES | Sort.CODE:
            return tuple(sorted(gazetteer.codes()))
        case Sort.FLAG:
            return ("yes", "no")
    return ()


def modes_of(fields: Fields) -> tuple[str, ...]:
    """The modes of an event's types."""
    return tuple(dict.fromkeys(mode for type_ in fields.get("type", ()) for mode in _modes(type_)))


@cache
def _modes(type_: str) -> tuple[str, ...]:
    from tocsin.knowledge.codebook import codebook

    return tuple(codebook().types[EventType(type_)].modes)


def with_answer(form: FieldForm, answer: str, place: Place) -> Fields:
    """The item after a field was answered.

    Raises UsageError that says what the field can hold.
    """
    answer = answer.strip()
    fields = dict(place.fields)
    if answer == EMPTY:
        if form.needed:
            raise UsageError(f"{form.name} cannot be empty.")
        if form.sort is Sort.CODES:
            fields[form.name] = []
        else:
            fields.pop(form.name, None)
        return fields
    if form.sort is Sort.QUOTE:
        return fields | locate_quote(answer, place.report.text, near=fields["start"])
    fields[form.name] = _value(form, answer, place)
    if form.name == "type" and fields.get("mode") not in modes_of(fields):
        fields.pop("mode", None)  # a mode of another type
    return fields


def locate_quote(words: str, text: str, *, near: int) -> Fields:
    """The fields of a quotation, at the place nearest to `near`."""
    from tocsin.evaluation.gold_places import locate

    found = locate(words, text, near=near)
    if found is None:
        raise UsageError("the report does not have these words. Type them as it has them.")
    return {"quote": text[slice(*found)], "start": found[0], "end": found[1]}


def _value(form: FieldForm, answer: str, place: Place) -> Any:
    match form.sort:
        case Sort.WORDS:
            return [_word_of(word, form.words, form.name) for word in SEVERAL.split(answer) if word]
        case Sort.MODE:
            return _word_of(answer, modes_of(place.fields), "mode")
        case Sort.CODES:
            return [_code(word, place) for word in SEVERAL.split(answer) if word]
        case Sort.CODE:
            return _code(answer, place)
        case Sort.NUMBER:
            return _number(answer, form.name)
        case Sort.FLAG:
            return _word_of(answer, ("yes", "no"), form.name) == "yes"
    return answer


def _word_of(answer: str, words: Sequence[str], name: str) -> str:
    """The word meant: in any case, or by its beginning where one alone begins so.

    >>> _word_of("sanc", ["SUPPORT", "SANCTION"], "type")
    'SANCTION'
    """
    asked = answer.casefold().replace(" ", "_")
    for spelled in (asked, asked.replace("_", "-")):
        found = [word for word in words if word.casefold().startswith(spelled)]
        exact = [word for word in found if word.casefold() == spelled]
        if exact or len(found) == 1:
            return (exact or found)[0]
        if found:
            raise UsageError(f"{answer!r} may be {' or '.join(found)}.")
    there = ", ".join(words) or "none for this type"
    raise UsageError(f"{name} cannot be {answer!r}; there are: {there}.")


def _number(answer: str, name: str) -> int:
    plain = answer.replace(",", "").replace(" ", "").replace("\u2212", "-")
    try:
        return int(plain)
    except ValueError:
        raise UsageError(f"{name} is a whole number, such as 1,500 or -200.") from None


def _code(answer: str, place: Place) -> str:
    """A code as such, or whose name was typed; a person's is whom they spoke for that day."""
    if answer.casefold() == NOBODY:
        return ""
    codes = place.gazetteer.codes()
    for spelled in (answer, answer.upper()):
        if spelled in codes:
            return spelled
    return _code_by_name(answer, place.gazetteer, place.report.published)


def _code_by_name(name: str, gazetteer: Gazetteer, on: dt.date | None) -> str:
    found = gazetteer.find(name, on)
    codes = list(dict.fromkeys(one.for_code for one in found))
    if len(codes) == 1:
        return codes[0]
    if codes:
        some = ", ".join(f"{one.for_code} ({one.name})" for one in found[:6])
        raise UsageError(f"{name!r} may be {some}. Type the code.")
    near = gazetteer.suggest(name)
    hint = f" Did you mean: {', '.join(near)}?" if near else " `tocsin actors NAME` finds codes."
    raise UsageError(f"there is no actor {name!r}.{hint}")
