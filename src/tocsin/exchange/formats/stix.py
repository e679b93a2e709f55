"""STIX 2.1: a bundle of reports, who acts in them, what was found, and where claims disagree.

Source: OASIS, *STIX Version 2.1*, and its appendix on confidence scales for the
Admiralty scale. A report is a report, whom it names an identity, a place a
location; what was found is a note about them, an act that happened also a
relationship, a claim a note with confidence, and what contradicts it an
opinion. Citations are external references. What STIX has no property for is in
a property extension, whose definition comes along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tocsin.domain import ActorMention, Unread
from tocsin.exchange.cast import kind_of
from tocsin.exchange.formats.stix_objects import EXTENSION, bundle_of
from tocsin.exchange.lines import read_object, to_json
from tocsin.exchange.luggage import Unpacking, strangers
from tocsin.exchange.registry import Arrived, Holdings, form

_OURS = {"identity", "location", "relationship", "opinion", "extension-definition", "bundle"}
"""Objects that say nothing that the notes do not say, where our extension is defined."""


def recognise(path: Path, head: bytes) -> bool:
    """Whether it begins as a bundle does."""
    return not path.is_dir() and head.lstrip().startswith(b"{") and b"bundle--" in head[:4096]


def write(holdings: Holdings) -> Mapping[str, bytes]:
    """One file with one bundle, an object to a line."""
    bundle = bundle_of(holdings)
    objects = ",\n".join(to_json(each) for each in bundle["objects"])
    head = f'{{"type":"bundle","id":"{bundle["id"]}","objects":[\n'
    return {"stix-bundle.json": f"{head}{objects}\n]}}\n".encode()}


def read(path: Path) -> Iterator[Arrived]:
    """Excerpts of the reports that were written here, with what was found in them."""
    bundle = read_object(path)
    objects = bundle.get("objects") or []
    if not isinstance(objects, list):
        objects = []
    unpacking, cast, strange = Unpacking(str(path)), dict[str, ActorMention](), 0
    ours = any(isinstance(each, dict) and each.get("id") == EXTENSION for each in objects)
    for number, value in enumerate(objects, start=1):
        place = f"{path}, object {number}"
        if not isinstance(value, dict) or not isinstance(value.get("type"), str):
            reason = "is no STIX object: it has no type."
            yield Unread(origin=place, reason=reason, remedy="Export it again.")
            continue
        luggage = _extension(value)
        if luggage is None:
            strange += not (ours and value["type"] in _OURS)
        elif value["type"] == "identity" and isinstance(luggage.get("code"), str):
            code = luggage["code"]
            kind = kind_of(luggage.get("kind"), code)
            name = str(value.get("name") or code)
            cast[code] = ActorMention(code=code, name=name, kind=kind, mentions=0)
        else:
            unpacking.take(luggage.get("kind"), luggage.get("record"), place)
    if strange or not objects:
        yield strangers(str(path), "STIX objects", strange, all_of_it=not unpacking)
    yield from unpacking.leave(cast)


def _extension(value: Mapping[str, Any]) -> dict[str, Any] | None:
    extensions = value.get("extensions")
    found = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    return found if isinstance(found, dict) else None


form(
    "stix",
    label="STIX 2.1 bundle",
    read=read,
    recognise=recognise,
)(write)
