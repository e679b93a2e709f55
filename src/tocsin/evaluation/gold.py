"""Gold files: reports with what a reader should find in them, as JSON.

The form is described in docs/measuring.md. Where annotators would accept more
than one answer, a field holds a list of them, the best first. An item marked
optional never counts as missed, and never as wrong when it is given.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, ValidationError

from tocsin.domain import (
    ActorCode,
    Attribution,
    Block,
    EventType,
    Horizon,
    InputError,
    Record,
    SignalKind,
    SpeechAct,
    Status,
)
from tocsin.evaluation.gold_places import find_item
from tocsin.evaluation.text_files import BadRow, text_of

FORM = "tocsin-gold/1"


def _several(value: Any) -> Any:
    """One answer stands for a list of one."""
    return (value,) if isinstance(value, str) or value is None else value


# A code that is empty says that leaving the side empty is right too.
Codes = Annotated[tuple[ActorCode, ...], BeforeValidator(_several)]
AnyOf = BeforeValidator(_several)


class GoldItem(Record):
    """What every item has: the words it rests on.

    quote: as the text has it. start, end: `[start, end)` in the text; needed only
    where the quote occurs more than once. optional: annotators differ. annotator,
    decision: who put it in, and how it came in where `tocsin annotate` wrote it;
    they are not scored.
    """

    quote: str = ""
    start: int | None = None
    end: int | None = None
    optional: bool = False
    annotator: str = ""
    decision: Literal["accepted", "corrected", "added"] | None = None


class GoldEvent(GoldItem):
    """An act; see `domain.Event`."""

    type: Annotated[tuple[EventType, ...], AnyOf, Field(min_length=1)]
    mode: str | None = None
    status: Annotated[tuple[Status, ...], AnyOf, Field(min_length=1)] = (Status.ACTUAL,)
    source: Codes = ()
    target: Codes = ()


class GoldSignal(GoldItem):
    """A signal; see `domain.Signal`."""

    kind: Annotated[tuple[SignalKind, ...], AnyOf, Field(min_length=1)]
    sender: Codes = ()
    receiver: Codes = ()
    condition: str | None = None
    consequence: str | None = None


class GoldStatement(GoldItem):
    """Who says something; see `domain.Statement`. speaker: a name, or the words for them."""

    speaker: str | None = None
    attribution: Annotated[tuple[Attribution, ...], AnyOf, Field(min_length=1)]
    speech_act: Annotated[tuple[SpeechAct, ...], AnyOf] = ()


class GoldPrediction(GoldItem):
    """What a report says will or may come; see `domain.Prediction`."""

    horizon: Annotated[tuple[Horizon, ...], AnyOf] = ()


class GoldCommitment(GoldItem):
    """A promise with content; see `domain.Commitment`."""

    by: Codes = ()
    to: Codes = ()
    quantity: str | None = None


class GoldPosture(GoldItem):
    """Forces somewhere; see `domain.Posture`."""

    actor: ActorCode | None = None
    change: int | None = None
    total: int | None = None
    equipment: str | None = None
    place: str | None = None


class GoldReport(Record):
    """A report with what is to be found in it.

    blocks: its structure, where known; without, the text is taken in as a text
    file would be. A kind of items that is left out was not annotated, and is not
    scored; an empty list says that there are none.
    """

    id: str = ""
    title: str | None = None
    source: str | None = None
    published: dt.date | None = None
    text: str
    blocks: tuple[Block, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    signals: tuple[GoldSignal, ...] = ()
    statements: tuple[GoldStatement, ...] = ()
    predictions: tuple[GoldPrediction, ...] = ()
    commitments: tuple[GoldCommitment, ...] = ()
    posture: tuple[GoldPosture, ...] = ()


KINDS: Mapping[str, type[GoldItem]] = {
    "events": GoldEvent,
    "signals": GoldSignal,
    "statements": GoldStatement,
    "predictions": GoldPrediction,
    "commitments": GoldCommitment,
    "posture": GoldPosture,
}


class GoldFile(Record):
    """All of a gold file. annotator: who says so."""

    form: Literal["tocsin-gold/1"] = "tocsin-gold/1"
    annotator: str = ""
    reports: tuple[GoldReport, ...]


class GoldRead(NamedTuple):
    """A gold file, and which of its items were left out."""

    gold: GoldFile
    bad: tuple[BadRow, ...]


def read_gold(path: Path) -> GoldRead:
    """What a gold file says.

    Raises InputError when it cannot be read, is of another form or has no
    report; an item that is wrong is left out and named.
    """
    text = text_of(path)
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{path}, line {error.lineno}"
        raise InputError(where, f"is not JSON: {error.msg[0].lower()}{error.msg[1:]}.") from None
    form = raw.get("form") if isinstance(raw, dict) else None
    if form != FORM:
        raise InputError(str(path), f"has the form {form!r}; {FORM!r} is read.")
    reports, bad = [], []
    for number, given in enumerate(_list_of(raw, "reports")):
        report, problems = _report(given, f"reports[{number}]", text)
        reports += [report] if report else []
        bad += problems
    if not reports:
        reason = f"has no report that can be used; {bad[0]}" if bad else "has no reports."
        raise InputError(str(path), reason)
    gold = GoldFile(annotator=str(raw.get("annotator") or ""), reports=tuple(reports))
    return GoldRead(gold, tuple(bad))


def write_gold(gold: GoldFile) -> str:
    """A gold file as text; fields that were never set are left out."""
    found = gold.model_dump(mode="json", exclude_unset=True)
    return json.dumps({"form": FORM, **found}, indent=1, ensure_ascii=False) + "\n"


def _report(given: Any, name: str, text: str) -> tuple[GoldReport | None, list[BadRow]]:
    if not isinstance(given, dict):
        return None, [BadRow(1, f"{name} is no object.")]
    fields = {key: value for key, value in given.items() if key in GoldReport.model_fields}
    bad: list[BadRow] = []
    for kind, model in KINDS.items():
        if kind not in fields:
            continue
        items = []
        for at, raw in enumerate(_list_of(fields, kind)):
            item = _item(model, raw, fields.get("text"))
            if isinstance(item, str):
                bad.append(BadRow(_line_of(raw, text), f"{name}.{kind}[{at}]: {item}"))
            else:
                items.append(item)
        fields[kind] = tuple(items)
    try:
        return GoldReport.model_validate(fields), bad
    except ValidationError as error:
        return None, [BadRow(_line_of(given, text), f"{name}: {_in_short(error)}")]


def _item(model: type[GoldItem], raw: Any, text: Any) -> GoldItem | str:
    """An item, or what is wrong with it."""
    if not isinstance(raw, dict):
        return "is no object."
    known = {key: _folded(key, raw[key]) for key in raw if key in model.model_fields}
    try:
        item = model.model_validate(known)
    except ValidationError as error:
        return _in_short(error)
    if find_item(item.quote, item.start, item.end, str(text)) is None:
        return "its quote, or start and end, lead nowhere in the text."
    return item


def _folded(key: str, value: Any) -> Any:
    """Words of a list in the case that the vocabulary has."""
    if key not in ("type", "status", "kind", "attribution", "speech_act", "horizon"):
        return value
    fold = str.upper if key == "type" else str.lower
    if isinstance(value, str):
        return fold(value)
    return [fold(word) for word in value if isinstance(word, str)] if value else value


def _list_of(fields: Any, name: str) -> Iterator[Any]:
    value = fields.get(name)
    return iter(value) if isinstance(value, list) else iter(())


def _line_of(raw: Any, text: str) -> int:
    """About where an item stands in the file: the line of its quote, or of its report's name."""
    names = ("quote", "id", "title") if isinstance(raw, dict) else ()
    for name in names:
        words = raw.get(name)
        for as_ascii in (False, True):
            at = text.find(json.dumps(words, ensure_ascii=as_ascii)) if words else -1
            if at >= 0:
                return text.count("\n", 0, at) + 1
    return 1


def _in_short(error: ValidationError) -> str:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    return f"{field}: {first['msg']}".removesuffix(".") + "."
