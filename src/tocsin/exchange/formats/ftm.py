"""FollowTheMoney: one entity to a line, for Aleph, yente and whatever else speaks it.

Source: the schemata of followthemoney 4. A report is an Article with its text;
who acts is a PublicBody, Organization or Person; an act is an Event, all else
that was found a Note; a Documentation ties each to its quotation, a Mention
each report to whom it names.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tocsin.domain import (
    ActorCode,
    ActorKind,
    ActorMention,
    Claim,
    DatePrecision,
    Event,
    Evidence,
    Item,
    Reading,
    Record,
    Report,
    Unread,
)
from tocsin.exchange.cast import Cast, cast_of, kind_of, member
from tocsin.exchange.lines import first_object, read_lines, to_json, to_lines
from tocsin.exchange.luggage import CLAIM, REPORT, Unpacking, packed, strangers
from tocsin.exchange.registry import Arrived, Holdings, form
from tocsin.exchange.sorting import actors_of
from tocsin.exchange.sorting import kind_of as kind_of_item
from tocsin.exchange.wording import headline

_SCHEMA = {ActorKind.STATE: "PublicBody", ActorKind.PERSON: "Person"}
_ID = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?")
_LANGUAGES = {"en": "eng"}
"""ISO 639-1 -> the three letters that FollowTheMoney asks for; Tocsin reads no other yet."""
_CUT = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}
"""How much of a day in ISO 8601 is known: 2031, 2031-03."""
_OURS = "tocsin"


class _Entity(NamedTuple):
    """An entity in the making. properties: name -> values, empty ones left out later."""

    id: str
    schema: str
    properties: Mapping[str, list[str | None]]

    def as_json(self) -> dict[str, Any]:
        """As the library reads it."""
        filled = {
            name: list(dict.fromkeys(value for value in values if value))
            for name, values in self.properties.items()
        }
        properties = {name: values for name, values in filled.items() if values}
        return {"id": self.id, "schema": self.schema, "properties": properties}


def recognise(path: Path, head: bytes) -> bool:
    """Whether the first line is an entity."""
    first = first_object(head)
    return not path.is_dir() and {"id", "schema", "properties"} <= first.keys()


def write(holdings: Holdings) -> Mapping[str, bytes]:
    """One file of JSON lines: who acts, then each report with what was found in it, then claims."""
    cast = cast_of(holdings.assessment.actors)
    entities = [_actor(member(code, cast)) for code in _codes(holdings, cast)]
    for reading in holdings.readings:
        entities.append(_article(reading.report))
        entities += _mentions(reading, cast)
        for item in reading.items():
            if item.evidence:
                entities.append(_thing(item, reading.report, cast))
                entities += [_quotation(item, each, reading.report) for each in item.evidence]
    entities += [_claim(claim) for claim in holdings.assessment.claims]
    return {"entities.ftm.json": to_lines(entity.as_json() for entity in entities)}


def _codes(holdings: Holdings, cast: Cast) -> list[ActorCode]:
    found = dict.fromkeys(cast)
    for reading in holdings.readings:
        found.update(dict.fromkeys(mention.code for mention in reading.mentions))
        for item in reading.items():
            found.update(dict.fromkeys(actors_of(item)))
    return list(found)


def _actor(actor: ActorMention) -> _Entity:
    properties: dict[str, list[str | None]] = {
        "name": [actor.name],
        "weakAlias": [actor.code],
        "classification": [actor.kind],
    }
    return _Entity(_actor_id(actor.code), _SCHEMA.get(actor.kind, "Organization"), properties)


def _article(report: Report) -> _Entity:
    properties: dict[str, list[str | None]] = {
        "fileName": [report.origin],
        "title": [report.title],
        "author": [report.byline],
        "publisher": [report.source],
        "publishedAt": [report.published.isoformat() if report.published else None],
        "sourceUrl": [report.url],
        "language": [_LANGUAGES.get(report.language)],
        "bodyText": [report.text],
        "notes": [_luggage(REPORT, report, frozenset({"text"}), around=_around(report.text))],
    }
    return _Entity(report.id, "Article", properties)


def _around(text: str) -> list[str]:
    """White space at both ends, which the library takes off what it holds; offsets count it."""
    return [text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]]


def _mentions(reading: Reading, cast: Cast) -> Iterator[_Entity]:
    named = {mention.code: mention for mention in reading.mentions}
    codes = dict.fromkeys([*named, *(code for item in reading.items() for code in actors_of(item))])
    for code in codes:
        actor = named.get(code) or member(code, cast)
        properties: dict[str, list[str | None]] = {
            "document": [reading.report.id],
            "resolved": [_actor_id(code)],
            "name": [actor.name],
            "detectedSchema": [_SCHEMA.get(actor.kind, "Organization")],
        }
        yield _Entity(_id("mention", reading.report.id, code), "Mention", properties)


def _thing(item: Item, report: Report, cast: Cast) -> _Entity:
    day = report.published.isoformat() if report.published else None
    properties: dict[str, list[str | None]] = {
        "name": [headline(item, cast)],
        "summary": [item.evidence[0].quote],
        "keywords": [kind_of_item(item), *_keywords(item)],
        "proof": [report.id],
        "publisher": [report.source],
        "sourceUrl": [report.url],
        "notes": [_luggage(kind_of_item(item), item)],
    }
    if isinstance(item, Event):
        told = item.date.isoformat() if item.date else ""
        properties["date"] = [told[: _CUT.get(item.date_precision or DatePrecision.DAY, 10)]]
        properties["location"] = [item.place]
        properties["organizer"] = [_actor_id(code) for code in item.source]
        properties["involved"] = [_actor_id(code) for code in item.target]
        return _Entity(item.id, "Event", properties)
    properties["description"] = [getattr(item, "text", None) or getattr(item, "content", None)]
    properties["createdAt"] = [day]
    properties["entity"] = [_actor_id(code) for code in actors_of(item)]
    return _Entity(item.id, "Note", properties)


def _keywords(item: Item) -> list[str | None]:
    """What a reader would sort by: type, mode, contexts, status, kind, attitude, horizon."""
    fields = ("type", "mode", "status", "quad", "kind", "speech_act", "attribution", "horizon")
    found = [getattr(item, field, None) for field in fields]
    return [*found, *getattr(item, "contexts", ())]


def _quotation(item: Item, evidence: Evidence, report: Report) -> _Entity:
    span = f"{evidence.start}-{evidence.end}"
    properties: dict[str, list[str | None]] = {
        "document": [evidence.report],
        "entity": [item.id],
        "role": ["quotation"],
        "summary": [evidence.quote],
        "recordId": [span],
        "date": [report.published.isoformat() if report.published else None],
        "publisher": [report.source],
        "sourceUrl": [report.url],
    }
    return _Entity(_id("quotation", item.id, evidence.report, span), "Documentation", properties)


def _claim(claim: Claim) -> _Entity:
    properties: dict[str, list[str | None]] = {
        "name": [f"Claim: {claim.text}"],
        "description": [claim.text],
        "keywords": [CLAIM, claim.standing, claim.grade],
        "publisher": list(claim.origins),
        "entity": [*claim.statements, *claim.events, *claim.contradicts],
        "summary": [claim.disagreement],
        "notes": [_luggage(CLAIM, claim)],
    }
    return _Entity(claim.id, "Note", properties)


def _luggage(
    kind: str, record: Record, leave_out: frozenset[str] = frozenset(), **more: object
) -> str:
    return to_json({_OURS: kind, "record": packed(record, leave_out=leave_out), **more})


def _actor_id(code: ActorCode) -> str:
    return f"actor-{code}" if _ID.fullmatch(code) else _id("actor", code)


def _id(kind: str, *parts: str) -> str:
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8"), digest_size=10).hexdigest()
    return f"{kind}-{digest}"


def read(path: Path) -> Iterator[Arrived]:
    """The readings that were written here; whom a report names counts once each."""
    unpacking, cast, strange = Unpacking(str(path)), dict[str, ActorMention](), 0
    actors: dict[str, ActorMention] = {}
    named: dict[str, dict[str, ActorMention]] = {}
    mentions: list[tuple[str, str]] = []
    for line in read_lines(path):
        if isinstance(line, Unread):
            yield line
            continue
        value, place = line.value, line.place
        properties = value.get("properties")
        if not isinstance(properties, dict):
            reason = "is no FollowTheMoney entity: it has no properties."
            yield Unread(origin=place, reason=reason, remedy="Export it again.")
            continue
        luggage = _opened(_first(properties, "notes"))
        if luggage is not None:
            record = luggage.get("record")
            if luggage[_OURS] == REPORT and isinstance(record, dict):
                text = _first(properties, "bodyText").strip()
                before, after = luggage.get("around") or ("", "")
                record = {**record, "text": f"{before}{text}{after}"}
            unpacking.take(luggage[_OURS], record, place)
        elif str(value.get("id", "")).startswith("actor-"):
            code = _first(properties, "weakAlias")
            name = _first(properties, "name") or code
            kind = kind_of(_first(properties, "classification"), code)
            actor = ActorMention(code=code, name=name, kind=kind, mentions=1)
            cast[code] = actors[str(value["id"])] = actor
        elif value.get("schema") == "Mention":
            mentions.append((_first(properties, "document"), _first(properties, "resolved")))
        elif value.get("schema") != "Documentation":
            strange += 1
    for document, resolved in mentions:
        if resolved in actors:
            named.setdefault(document, {})[resolved] = actors[resolved]
    if strange:
        yield strangers(str(path), "entities", strange, all_of_it=not unpacking)
    for arrived in unpacking.leave(cast):
        if isinstance(arrived, Reading):
            told = tuple(named.get(arrived.report.id, {}).values())
            arrived = arrived.model_copy(update={"mentions": told}) if told else arrived
        yield arrived


def _opened(notes: str) -> dict[str, Any] | None:
    """The record that travels in an entity's notes; None where they are just notes."""
    if not notes.startswith('{"tocsin":'):
        return None
    try:
        value = json.loads(notes)
    except (ValueError, RecursionError):
        return {_OURS: None}
    return value if isinstance(value, dict) else None


def _first(properties: Mapping[str, Any], name: str) -> str:
    values = properties.get(name)
    return values[0] if isinstance(values, list) and values and isinstance(values[0], str) else ""


form(
    "ftm",
    label="FollowTheMoney entities, JSON lines",
    read=read,
    recognise=recognise,
)(write)
