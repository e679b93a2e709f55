"""POLECAT: tab-separated columns as in its weekly files, and the quotations in a file beside them.

Source: Halterman, Schrodt, Beger, Bagozzi and Scarborough 2023, and the heads of the
weekly files of the POLECAT data set. They have no column for the words that an event
rests on, so these stand in a second file, joined by `Event ID`. As there, several
values in a cell are joined with "; ", and "None" is where there is none.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from tocsin.domain import (
    ActorCode,
    ActorKind,
    ActorMention,
    Event,
    InputError,
    Quad,
    Reading,
    Report,
    Unread,
)
from tocsin.exchange.cast import Cast, cast_of, kind_of, member
from tocsin.exchange.lines import to_json
from tocsin.exchange.luggage import REPORT, Unpacking, packed
from tocsin.exchange.registry import Arrived, Holdings, form
from tocsin.exchange.sorting import actors_of

EVENTS, EVIDENCE = "polecat-events.txt", "polecat-evidence.txt"

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date",
    "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
"""As published, in that order; some of the weekly files call the fifth "Event Intensity"."""

EVIDENCE_COLUMNS = (
    "Event ID", "Report", "Source", "Publication Date", "Title", "URL", "Start", "End", "Quote",
    "Event Record", "Report Record", "Actors",
)  # fmt: skip

NONE = "None"
QUADS: Mapping[Quad, str] = {quad: quad.replace("_", " ").upper() for quad in Quad}
# PLOVER's codes for actors that are no state.
_COUNTRIES = {
    ActorKind.ORGANISATION: "IGO",
    ActorKind.ALLIANCE: "IGO",
    ActorKind.ARMED_GROUP: "IMG",
}
_LANGUAGES = {"en": "English"}


def recognise(path: Path, head: bytes) -> bool:
    """A folder with the two files, or either of them."""
    if path.is_dir():
        return (path / EVIDENCE).exists() or (path / EVENTS).exists()
    return head.lstrip(b"\xef\xbb\xbf").startswith((b"Event ID\tEvent Date", b"Event ID\tReport"))


def write(holdings: Holdings) -> Mapping[str, bytes]:
    """The events as POLECAT has them, and their evidence."""
    cast = cast_of(holdings.assessment.actors)
    version = holdings.assessment.generated_by
    events: list[list[str]] = []
    evidence: list[list[str]] = []
    for reading in holdings.readings:
        story = _story(reading)
        for event in reading.events:
            if event.evidence:
                row = _event(event, reading.report, cast) | story | {"Version": version}
                events.append([_plain(row.get(column)) for column in COLUMNS])
                evidence += _citations(event, reading.report, cast)
    return {
        EVENTS: _table(COLUMNS, events, quoting=csv.QUOTE_NONE),
        EVIDENCE: _table(EVIDENCE_COLUMNS, evidence, quoting=csv.QUOTE_MINIMAL),
    }


def _event(event: Event, report: Report, cast: Cast) -> dict[str, object]:
    return {
        "Event ID": event.id,
        "Event Date": event.date,
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Intensity": event.intensity,
        "Quad Code": QUADS[event.quad],
        "Contexts": "; ".join(event.contexts),
        **_side("Actor", event.source, cast),
        **_side("Recipient", event.target, cast),
        "Placename": event.place,
        "Raw Placename": event.place,
        "Source": report.source,
        "Publication Date": report.published,
        "Language": _LANGUAGES.get(report.language, report.language),
    }


def _side(side: str, codes: Sequence[ActorCode], cast: Cast) -> dict[str, object]:
    actors = [member(code, cast) for code in codes]
    return {
        f"{side} Name": "; ".join(actor.name for actor in actors),
        f"{side} Country": "; ".join(_country(actor) for actor in actors),
    }


def _country(actor: ActorMention) -> str:
    return actor.code if actor.kind is ActorKind.STATE else _COUNTRIES.get(actor.kind, NONE)


def _story(reading: Reading) -> dict[str, object]:
    """Who and what else the report names, as far as it was counted."""
    columns: dict[str, list[str]] = {
        "Story People": [],
        "Story Organizations": [],
        "Story Locations": [],
    }
    for mention in reading.mentions:
        if mention.kind is ActorKind.PERSON:
            columns["Story People"].append(mention.name)
        elif mention.kind is ActorKind.STATE:
            columns["Story Locations"].append(mention.name)
        else:
            columns["Story Organizations"].append(mention.name)
    return {name: "; ".join(names) for name, names in columns.items()}


def _plain(value: object) -> str:
    """A cell without the tabs and line breaks that readers of these files do not expect."""
    text = " ".join(str(value).split()) if value is not None else ""
    return text or NONE


def _citations(event: Event, report: Report, cast: Cast) -> Iterator[list[str]]:
    """A row for each quotation; the whole records stand in the first."""
    told = packed(report, leave_out=frozenset({"text", "blocks"}))
    actors = [member(code, cast) for code in actors_of(event)]
    names = [{"code": each.code, "name": each.name, "kind": each.kind} for each in actors]
    records = [to_json(packed(event)), to_json(told), to_json(names)]
    for each in event.evidence:
        published = report.published.isoformat() if report.published else ""
        yield [
            event.id, report.id, report.source or "", published, report.title or "",
            report.url or "", str(each.start), str(each.end), each.quote, *records,
        ]  # fmt: skip
        records = ["", "", ""]


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, quoting: Any) -> bytes:
    text = StringIO(newline="")
    # In POLECAT's own files a quotation mark is a letter like any other.
    mark = None if quoting == csv.QUOTE_NONE else '"'
    writer = csv.writer(text, delimiter="\t", quoting=quoting, quotechar=mark, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def read(path: Path) -> Iterator[Arrived]:
    """The events whose quotations lie beside them, each with an excerpt of its report."""
    folder = path if path.is_dir() else path.parent
    if path.is_dir() or path.name == EVENTS:
        path = folder / EVIDENCE
    if not path.exists() or not _has_evidence(path):
        raise InputError(
            str(path if path.exists() else folder),
            "gives no quotations, and Tocsin keeps no event without the words it rests on.",
            f"Put {EVIDENCE} beside it, as `tocsin export --format polecat` writes it.",
        )
    unpacking, cast = Unpacking(str(path)), dict[str, ActorMention]()
    with path.open(encoding="utf-8", newline="", errors="replace") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows, None)
        while True:
            try:
                row = next(rows, None)
            except csv.Error as error:
                place = f"{path}, line {rows.line_num}"
                yield Unread(origin=place, reason=f"is no table: {error}.", remedy=_REMEDY)
                continue
            if row is None:
                break
            place = f"{path}, line {rows.line_num}"
            try:
                _take(dict(zip(EVIDENCE_COLUMNS, row, strict=False)), place, unpacking, cast)
            except InputError as error:
                yield Unread(origin=place, reason=error.reason, remedy=error.remedy)
    yield from unpacking.leave(cast)


_REMEDY = "The file may have been cut off or changed; copy or export it again."


def _has_evidence(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.readline().decode("utf-8-sig", "replace")
    return head.rstrip("\r\n").split("\t") == list(EVIDENCE_COLUMNS)


def _take(
    row: Mapping[str, str], place: str, unpacking: Unpacking, cast: dict[str, ActorMention]
) -> None:
    """One row; those after an event's first only repeat what its record has."""
    if row.get("Event Record") == "":
        return
    try:
        event, report, actors = (
            json.loads(row[name]) for name in ("Event Record", "Report Record", "Actors")
        )
        for actor in actors:
            code = actor["code"]
            kind = kind_of(actor["kind"], code)
            cast[code] = ActorMention(code=code, name=actor["name"], kind=kind, mentions=0)
    except (KeyError, TypeError, ValueError, RecursionError):
        raise InputError(place, "is not a whole row of evidence.", _REMEDY) from None
    unpacking.take(REPORT, report, place)
    unpacking.take("event", event, place)


form(
    "polecat",
    label="POLECAT columns, tab-separated",
    read=read,
    recognise=recognise,
    folder=True,
)(write)
