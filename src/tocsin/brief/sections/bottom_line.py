"""The bottom line: the few lines a hurried reader needs, every one of them cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.brief.draft import Draft
from tocsin.brief.footnotes import Markers
from tocsin.brief.sections import claims, signals
from tocsin.brief.sections.happened import coding_of
from tocsin.brief.sections.posture import size
from tocsin.brief.wording import (
    HORIZON_WORDS,
    SIGNAL_WORDS,
    STANDING_WORDS,
    clip,
    count_words,
    number_words,
    row_words,
)
from tocsin.domain import Event, Evidence, Horizon, Quad, Standing, Status

ACTS = 3
TEXT = 190


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One line: what it is about, its words, and where it is said.

    lead: our own words (who toward whom, how many). text: the report's;
    verbatim where it is an exact quotation.
    """

    label: str
    lead: str
    text: str
    verbatim: bool = True
    markers: Markers
    section: str


def one_per_origin(evidence: Sequence[Evidence], draft: Draft) -> list[Evidence]:
    """The first passage of each independent report."""
    found: dict[str, Evidence] = {}
    for item in evidence:
        found.setdefault(draft.first_printing.get(item.report, item.report), item)
    return list(found.values())


def acts(draft: Draft) -> Iterator[Point]:
    """The conflict acts that most independent reports have happen."""
    groups: dict[tuple[object, ...], list[Event]] = {}
    for event in draft.assessment.events:
        hostile = event.quad in (Quad.MATERIAL_CONFLICT, Quad.VERBAL_CONFLICT)
        if event.status is Status.ACTUAL and hostile and event.source and event.evidence:
            groups.setdefault((event.type, event.source, event.target), []).append(event)

    def order(events: list[Event]) -> tuple[int, float]:
        origins = draft.origins([item for event in events for item in event.evidence])
        return -origins, min(event.intensity for event in events)

    for found in sorted(groups.values(), key=order)[:ACTS]:
        worst = sorted(found, key=lambda event: event.intensity)
        evidence = one_per_origin([item for event in worst for item in event.evidence], draft)
        coding = coding_of(worst[0], draft)
        pair = f"{coding.source} → {coding.target}" if coding.target else coding.source
        lead = f"{pair}: {coding.act}"
        if len(evidence) > 1:
            lead += f", in {count_words(len(evidence), 'independent report')}"
        yield Point(
            label="Happened",
            lead=lead,
            text=clip(evidence[0].quote, TEXT),
            markers=draft.footnotes.cite(evidence),
            section="happened",
        )


def strongest_signals(draft: Draft) -> Iterator[Point]:
    """The heaviest signals between named sides."""
    named = [s for s in draft.assessment.signals if s.sender and s.evidence]
    for signal in signals.by_weight(named, draft)[:2]:
        sides = " → ".join(
            filter(None, [draft.names.all(signal.sender), draft.names.all(signal.receiver)])
        )
        yield Point(
            label="Signalled",
            lead=f"{sides}: {SIGNAL_WORDS[signal.kind]}",
            text=clip(signal.evidence[0].quote, TEXT),
            markers=draft.footnotes.cite(signal.evidence),
            section="signals",
        )


def largest_movement(draft: Draft) -> Iterator[Point]:
    """The largest change or force in the posture table."""
    sized = [item for item in draft.assessment.posture if size(item) and item.evidence]
    for item in sorted(sized, key=size, reverse=True)[:1]:
        name = draft.names.of(item.actor) if item.actor else item.place or "not named"
        number = number_words(item.change, signed=True) or number_words(item.total)
        yield Point(
            label="Forces",
            lead=f"{name}: {number}" + (f" ({item.place})" if item.place else ""),
            text=clip(row_words(item.evidence[0].quote), TEXT),
            verbatim="|" not in item.evidence[0].quote,
            markers=draft.footnotes.cite(item.evidence),
            section="posture",
        )


def weightiest_commitment(draft: Draft) -> Iterator[Point]:
    """The commitment most reports carry, one with a quantity if there is one."""
    found = sorted(
        (item for item in draft.assessment.commitments if item.evidence),
        key=lambda item: (item.quantity is None, -draft.origins(item.evidence)),
    )
    for item in found[:1]:
        sides = " → ".join(filter(None, [draft.names.all(item.by), draft.names.all(item.to)]))
        yield Point(
            label="Promised",
            lead=": ".join(filter(None, [sides, item.quantity])),
            text=clip(item.evidence[0].quote, TEXT),
            markers=draft.footnotes.cite(item.evidence),
            section="commitments",
        )


def standings(draft: Draft) -> Iterator[Point]:
    """How many claims are contested, corroborated, anonymous; each with its chief example."""
    for standing in (Standing.CONTESTED, Standing.CORROBORATED, Standing.ANONYMOUS):
        here = [claim for claim in draft.assessment.claims if claim.standing is standing]
        if not here:
            continue
        chief = max(here, key=lambda claim: (claim.sources, len(claim.statements)))
        evidence = one_per_origin(list(claims.evidence_of(chief, draft)), draft)
        if evidence:
            yield Point(
                label=STANDING_WORDS[standing][0],
                lead=f"{len(here)} of {count_words(len(draft.assessment.claims), 'claim')}",
                text=clip(chief.text, TEXT),
                verbatim=False,
                markers=draft.footnotes.cite(evidence),
                section="claims",
            )


def nearest_prediction(draft: Draft) -> Iterator[Point]:
    """The likeliest prediction of the nearest horizon that has one."""
    rated = [p for p in draft.assessment.predictions if p.probability is not None and p.evidence]
    for horizon in Horizon:
        here = [item for item in rated if item.horizon is horizon]
        if here:
            chief = max(here, key=lambda item: item.probability or 0.0)
            author = chief.speaker or draft.author(chief.evidence)
            yield Point(
                label="Predicted",
                lead=f"{HORIZON_WORDS[horizon][0]}, by {author}",
                text=clip(chief.text, TEXT),
                verbatim=False,
                markers=draft.footnotes.cite(chief.evidence),
                section="outlook",
            )
            return


def bottom_line(draft: Draft) -> tuple[Point, ...]:
    """The box at the top: nothing but lines with a footnote."""
    parts = (acts, strongest_signals, largest_movement, weightiest_commitment)
    more = (standings, nearest_prediction)
    return tuple(point for part in (*parts, *more) for point in part(draft))
