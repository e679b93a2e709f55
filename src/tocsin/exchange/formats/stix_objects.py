"""The STIX objects behind an assessment: identifiers, times and references between them.

Identifiers are UUIDs of version 5 over ours, and times are days of publication,
so the same assessment is the same bundle on any day and machine.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tocsin.domain import (
    ActorCode,
    ActorKind,
    Claim,
    Credibility,
    Event,
    Evidence,
    Item,
    Posture,
    Reading,
    Report,
    Status,
)
from tocsin.exchange.cast import Cast, cast_of, member
from tocsin.exchange.lines import present
from tocsin.exchange.luggage import CLAIM, REPORT, packed
from tocsin.exchange.registry import Holdings
from tocsin.exchange.sorting import Telling, actors_of, behind, kind_of, tellings_of
from tocsin.exchange.wording import headline

# Of our own, as the specification asks for identifiers of version 5 outside its observables.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "tag:tocsin,2026:stix")
BEGINNING = "2026-01-01T00:00:00.000Z"
"""Of what has no day of its own: our extension, and who acts."""

CONFIDENCE: Mapping[str, int] = {
    Credibility.CONFIRMED: 90,
    Credibility.PROBABLY_TRUE: 70,
    Credibility.POSSIBLY_TRUE: 50,
    Credibility.DOUBTFUL: 30,
    Credibility.IMPROBABLE: 10,
}
"""Admiralty credibility -> STIX confidence, by the appendix of STIX 2.1; 6 has none."""

_CLASSES = {
    ActorKind.PERSON: "individual",
    ActorKind.BLOC: "group",
    ActorKind.ARMED_GROUP: "group",
}
_SCHEMA = (
    "What Tocsin read, beside the STIX properties that say the same in general. On report, note: "
    "`kind` is report, statement, event, signal, commitment, posture, prediction or claim; "
    "`record` is the object of that name in Tocsin's data contract, without its empty fields. "
    "`record.evidence` is a list of {report, start, end, quote}; offsets count code points in the "
    "text of the report. On identity: `code` and `kind` of the actor."
)


_UNTOLD = frozenset({"text", "blocks"})
"""Of a report: the quotations are passed on, the article is its publisher's."""


def stix_id(type_: str, *key: str) -> str:
    """The identifier of an object: the same key, the same identifier."""
    return f"{type_}--{uuid.uuid5(NAMESPACE, ' '.join((type_, *key)))}"


EXTENSION = stix_id("extension-definition", "record")
TOCSIN = stix_id("identity", "tocsin")


def bundle_of(holdings: Holdings) -> dict[str, Any]:
    """The bundle as JSON: each object once, those referred to before those that refer."""
    assessment = holdings.assessment
    told = _Told(cast_of(assessment.actors), assessment.as_of)
    objects = [*_ourselves(), *told.identities(holdings), *told.places(holdings)]
    for reading in holdings.readings:
        objects += told.of_reading(reading)
    objects += told.of_claims(holdings)
    unique = list({each["id"]: each for each in objects}.values())
    return {"id": stix_id("bundle", *(each["id"] for each in unique)), "objects": unique}


def _ourselves() -> Iterator[dict[str, Any]]:
    dates = {"spec_version": "2.1", "created": BEGINNING, "modified": BEGINNING}
    yield {"type": "identity", "id": TOCSIN, **dates, "name": "Tocsin", "identity_class": "system"}
    yield {
        "type": "extension-definition",
        "id": EXTENSION,
        **dates,
        "created_by_ref": TOCSIN,
        "name": "Tocsin record",
        "schema": _SCHEMA,
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }


class _Told:
    """Objects in the making; all carry who made them and when."""

    def __init__(self, cast: Cast, as_of: date) -> None:
        self._cast = cast
        self._as_of = as_of

    def identities(self, holdings: Holdings) -> Iterator[dict[str, Any]]:
        """Whoever is named or acts."""
        codes = dict.fromkeys(self._cast)
        for reading in holdings.readings:
            for item in reading.items():
                codes.update(dict.fromkeys(actors_of(item)))
        for code in codes:
            actor = member(code, self._cast)
            yield {
                **self._head("identity", ("actor", code), BEGINNING),
                "name": actor.name,
                "identity_class": _CLASSES.get(actor.kind, "organization"),
                **_extended(code=code, kind=actor.kind),
            }

    def places(self, holdings: Holdings) -> Iterator[dict[str, Any]]:
        """Where it happened, as the reports name it."""
        names = dict.fromkeys(
            place
            for reading in holdings.readings
            for item in reading.items()
            if item.evidence and (place := _place(item))
        )
        for name in names:
            # STIX asks for a region, a country or coordinates, and the report gives a name only:
            # the vocabulary of regions is open.
            region = "-".join(name.casefold().split())
            yield {
                **self._head("location", (name,), BEGINNING),
                "name": name,
                "region": region,
            }

    def of_reading(self, reading: Reading) -> Iterator[dict[str, Any]]:
        """What was found in a report, and then the report, which refers to it."""
        refs: dict[str, None] = {}
        for item in reading.items():
            if not item.evidence:
                continue
            for each in self._of_item(item, reading.report):
                refs[each["id"]] = None
                yield each
            refs.update(dict.fromkeys(self._about(item)))
        report = reading.report
        day = self._day(report)
        yield {
            **self._head("report", (report.id,), day),
            "name": report.title or report.origin,
            "published": day,
            "object_refs": [*refs] or [TOCSIN],
            "lang": report.language,
            "external_references": [_reference(report)],
            **_extended(
                kind=REPORT, record=packed(report, leave_out=frozenset({"text", "blocks"}))
            ),
        }

    def _of_item(self, item: Item, report: Report) -> Iterator[dict[str, Any]]:
        day, report_ref = self._day(report), stix_id("report", report.id)
        note = {
            **self._head("note", (item.id,), day),
            "abstract": headline(item, self._cast),
            "content": "\n\n".join(each.quote for each in item.evidence),
            "authors": [speaker] if (speaker := getattr(item, "speaker", None)) else None,
            "object_refs": [report_ref, *self._about(item)],
            "confidence": round(item.confidence * 100) if isinstance(item, Event) else None,
            "external_references": _citations(item.evidence, report),
            **_extended(kind=kind_of(item), record=packed(item)),
        }
        yield present(note)
        if isinstance(item, Event) and item.status is Status.ACTUAL:
            yield from self._relationships(item, report)

    def _relationships(self, event: Event, report: Report) -> Iterator[dict[str, Any]]:
        """An act that happened, as an edge between each two it joins."""
        for source in event.source:
            for target in event.target:
                if source != target:
                    yield {
                        **self._head("relationship", (event.id, source, target), self._day(report)),
                        "relationship_type": event.type.casefold(),
                        "description": event.evidence[0].quote,
                        "source_ref": stix_id("identity", "actor", source),
                        "target_ref": stix_id("identity", "actor", target),
                        "confidence": round(event.confidence * 100),
                        "external_references": _citations(event.evidence, report),
                    }

    def of_claims(self, holdings: Holdings) -> Iterator[dict[str, Any]]:
        """Each claim with its confidence, and an opinion for each that contradicts it."""
        tellings = tellings_of(holdings.readings)
        proofs = {
            claim.id: (claim, told)
            for claim in holdings.assessment.claims
            if (told := behind(claim, tellings))
        }
        for claim, told in proofs.values():
            yield self._claim(claim, told)
        for claim, _ in proofs.values():
            for key in claim.contradicts:
                if key in proofs:
                    yield self._opinion(claim, *proofs[key])

    def _claim(self, claim: Claim, told: Sequence[tuple[Telling, Report]]) -> dict[str, Any]:
        days = sorted(self._day(report) for _, report in told)
        note = {
            **self._head("note", (claim.id,), days[0], days[-1]),
            "abstract": f"Claim, {claim.standing}, {claim.grade}: {claim.text}",
            "content": "\n\n".join(each.quote for one, _ in told for each in one.evidence),
            "authors": list(claim.origins),
            "object_refs": [stix_id("note", one.id) for one, _ in told],
            "confidence": CONFIDENCE.get(claim.grade[-1:]),
            "external_references": [
                each for one, report in told for each in _citations(one.evidence, report)
            ],
            **_extended(kind=CLAIM, record=packed(claim)),
        }
        return present(note)

    def _opinion(
        self, claim: Claim, other: Claim, told: Sequence[tuple[Telling, Report]]
    ) -> dict[str, Any]:
        """What the other claim says of the first, in its own words."""
        days = sorted(self._day(report) for _, report in told)
        quotes = [f"“{each.quote}”" for one, _ in told for each in one.evidence]
        said = [claim.disagreement, f"{other.text} ({other.standing}, {other.grade})", *quotes]
        opinion = {
            **self._head("opinion", (claim.id, other.id), days[0], days[-1]),
            "opinion": "disagree",
            "explanation": "\n\n".join(filter(None, said)),
            "authors": list(other.origins),
            "object_refs": [stix_id("note", claim.id)],
            "external_references": [
                each for one, report in told for each in _citations(one.evidence, report)
            ],
        }
        return present(opinion)

    def _about(self, item: Item) -> list[str]:
        """Whom and what place an item is about."""
        found = [stix_id("identity", "actor", code) for code in actors_of(item)]
        place = _place(item)
        return [*found, stix_id("location", place)] if place else found

    def _head(
        self, type_: str, key: tuple[ActorCode, ...], created: str, modified: str | None = None
    ) -> dict[str, Any]:
        return {
            "type": type_,
            "spec_version": "2.1",
            "id": stix_id(type_, *key),
            "created_by_ref": TOCSIN,
            "created": created,
            "modified": modified or created,
        }

    def _day(self, report: Report) -> str:
        """The day of publication; of an undated report the day of the assessment."""
        return f"{(report.published or self._as_of).isoformat()}T00:00:00.000Z"


def _place(item: Item) -> str | None:
    return item.place if isinstance(item, Event | Posture) else None


def _extended(**fields: Any) -> dict[str, Any]:
    return {"extensions": {EXTENSION: {"extension_type": "property-extension", **fields}}}


def _reference(report: Report) -> dict[str, Any]:
    return present(
        {
            "source_name": report.source or report.origin,
            "description": report.title,
            "url": report.url,
            "external_id": report.id,
        }
    )


def _citations(evidence: tuple[Evidence, ...], report: Report) -> list[dict[str, Any]]:
    """The exact words and where they stand: RFC 5147 names a stretch of text by characters."""
    return [
        {
            **_reference(report),
            "description": each.quote,
            "external_id": f"{each.report}#char={each.start},{each.end}",
        }
        for each in evidence
    ]
