"""Who promises what to whom."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.brief.draft import Draft, Listing
from tocsin.brief.footnotes import Markers
from tocsin.brief.sections.claims import FRAGMENTS
from tocsin.brief.wording import clip
from tocsin.domain import Commitment

SHOWN, KEPT = 12, 80


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentLine:
    """One promise with its content and quantity."""

    by: str
    to: str
    content: str
    quantity: str
    origins: int
    markers: Markers


def line_of(item: Commitment, draft: Draft) -> CommitmentLine:
    """The line of one commitment; a fragment that says nothing alone gives way to its sentence."""
    content = item.content.removeprefix("that ")
    if content.split(" ", 1)[0] in FRAGMENTS - {"to", "for"} and item.evidence:
        content = item.evidence[0].quote
    return CommitmentLine(
        by=draft.names.all(item.by) or "Promiser not named",
        to=draft.names.all(item.to),
        content=clip(content, 260),
        # What the line says anyway is not said twice.
        quantity="" if (item.quantity or "") in content else item.quantity or "",
        origins=draft.origins(item.evidence),
        markers=draft.footnotes.cite(item.evidence),
    )


def commitments_list(draft: Draft) -> Listing[CommitmentLine]:
    """The section on commitments: those with a quantity first."""
    ordered = sorted(
        draft.assessment.commitments,
        key=lambda item: (item.quantity is None, -draft.origins(item.evidence)),
    )
    return draft.listing(ordered, lambda item: line_of(item, draft), shown=SHOWN, kept=KEPT)
