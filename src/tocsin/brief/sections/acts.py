"""Acts worth a line at the top: one per act however often told, weighed by word and gravity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tocsin.brief.attestation import Word
from tocsin.brief.draft import Draft
from tocsin.domain import (
    Attribution,
    Claim,
    DatePrecision,
    Event,
    EventType,
    Evidence,
    Quad,
    Status,
)

MATERIAL = (Quad.MATERIAL_CONFLICT, Quad.MATERIAL_COOPERATION)
# These are words toward the other side; the board of signals weighs them.
SIGNALS = (EventType.THREATEN, EventType.REQUEST, EventType.ACCUSE)
BACKGROUND = timedelta(days=365)  # an act older than this explains the crisis, it is not its news

# What an act weighs, added to its intensity (0-10). Chosen so that a second independent report
# outweighs who says it, and that what only unnamed speakers say needs to be grave to be shown.
PER_ORIGIN, MOST_ORIGINS = 3.0, 4
IS_MATERIAL, HAS_BOTH_SIDES, IS_RECENT = 2.0, 2.0, 1.0
OF_NO_NAMED_SIDE, IS_SIGNAL, IS_BACKGROUND = -4.0, -4.0, -6.0
ONE_SIDED, ANONYMOUS = -1.0, -3.0
IS_CONTESTED = 3.0  # what one side denies, a reader must know to be denied
OPENS_A_LIST = -4.0  # "this raises several questions:" says nothing by itself


@dataclass(frozen=True, slots=True)
class Act:
    """One act, from every passage that tells of it. claims: those that rest on the same words."""

    events: list[Event] = field(default_factory=list)
    claims: dict[str, Claim] = field(default_factory=dict)
    marks: dict[object, None] = field(default_factory=dict)

    @property
    def chief(self) -> Event:
        """The event that names the act: both sides known, then the gravest."""
        return max(
            self.events,
            key=lambda e: (bool(e.source), bool(e.source and e.target), abs(e.intensity)),
        )

    @property
    def evidence(self) -> list[Evidence]:
        """All words that tell of it, those of the event that names it first."""
        chief = self.chief
        rest = [item for event in self.events if event is not chief for item in event.evidence]
        return [*chief.evidence, *rest]

    @property
    def words(self) -> list[Word]:
        """On whose word it stands; where some report has it on its own word, that comes first."""
        found = dict.fromkeys(
            Word(event.attribution, event.speaker)
            for event in self.events
            if (event.type, event.source) == (self.chief.type, self.chief.source)
        )
        return sorted(found, key=lambda word: word.attribution is not Attribution.NONE)


def acts_of(draft: Draft) -> list[Act]:
    """Actual events, those of one passage, one claim or one day's same act taken together."""
    acts: list[Act] = []
    known: dict[object, Act] = {}
    for event in draft.assessment.events:
        if event.status is not Status.ACTUAL or not event.evidence:
            continue
        claims = draft.attestations.claims_in(event.evidence)
        marks = marks_of(event, claims)
        act = next((known[mark] for mark in marks if mark in known), None)
        if act is None:
            act = Act()
            acts.append(act)
        act.events.append(event)
        act.claims.update((claim.id, claim) for claim in claims)
        for mark in marks:
            known.setdefault(mark, act)
    return acts


def marks_of(event: Event, claims: Sequence[Claim]) -> list[object]:
    """What makes two events one act: the sentence, a claim, or sides, type and day."""
    marks: list[object] = [" ".join(event.evidence[0].quote.split())]
    marks += [claim.id for claim in claims if claim.sources > 1]
    if event.date and event.date_precision is DatePrecision.DAY:
        marks.append((event.type, event.source, event.target, event.date))
    return marks


def weight(act: Act, draft: Draft) -> float:
    """How much an act matters to a hurried reader; larger is more."""
    chief = act.chief
    score = abs(chief.intensity) + PER_ORIGIN * min(draft.origins(act.evidence), MOST_ORIGINS)
    score += IS_MATERIAL * (chief.quad in MATERIAL) + IS_SIGNAL * (chief.type in SIGNALS)
    score += HAS_BOTH_SIDES * bool(chief.source and chief.target)
    score += OF_NO_NAMED_SIDE * (not chief.source)
    score += IS_CONTESTED * any(claim.contradicts for claim in act.claims.values())
    score += OPENS_A_LIST * chief.evidence[0].quote.rstrip().endswith(":")
    score += of_its_date(act, draft.assessment.as_of)
    if all(word.anonymous for word in act.words):
        return score + ANONYMOUS
    return score + ONE_SIDED * is_one_sided(act, draft)


def of_its_date(act: Act, as_of: date) -> float:
    """What the date of an act adds to its weight; nothing where no report gives one."""
    dates = [event.date for event in act.events if event.date]
    if not dates:
        return 0.0
    return IS_RECENT if as_of - max(dates) <= BACKGROUND else IS_BACKGROUND


def is_one_sided(act: Act, draft: Draft) -> bool:
    """Whether nobody but speakers who do not act in it say so."""
    told = [event for event in act.events if event.type is act.chief.type]
    return all(draft.attestations.one_sided(event) for event in told)


def weightiest(draft: Draft, *, most: int) -> list[Act]:
    """The acts for the top: heaviest first, no two of one type by the same side."""
    chosen: dict[object, Act] = {}
    for act in sorted(acts_of(draft), key=lambda act: weight(act, draft), reverse=True):
        chosen.setdefault((act.chief.type, act.chief.source), act)
        if len(chosen) == most:
            break
    return list(chosen.values())
