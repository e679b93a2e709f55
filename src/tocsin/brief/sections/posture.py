"""Forces: who has, sends or withdraws how many, of what, where."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.brief.draft import Draft, Listing
from tocsin.brief.footnotes import Markers
from tocsin.brief.wording import clip, day_words, number_words
from tocsin.domain import Posture

SHOWN, KEPT = 20, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class PostureRow:
    """One row of the table; empty where the report does not say."""

    actor: str
    change: str
    total: str
    equipment: str
    place: str
    when: str
    markers: Markers


def size(item: Posture) -> int:
    """How large a movement or force is, for ordering."""
    return max(abs(item.change or 0), item.total or 0)


def row_of(item: Posture, draft: Draft) -> PostureRow:
    """The row of one item."""
    return PostureRow(
        actor=draft.names.of(item.actor) if item.actor else "not named",
        change=number_words(item.change, signed=True),
        total=number_words(item.total),
        equipment=clip(item.equipment or "", 160),
        place=clip(item.place or "", 80),
        when=day_words(item.date) if item.date else "",
        markers=draft.footnotes.cite(item.evidence),
    )


def posture_table(draft: Draft) -> Listing[PostureRow]:
    """The section on forces: largest movements first."""
    ordered = sorted(draft.assessment.posture, key=size, reverse=True)
    return draft.listing(ordered, lambda item: row_of(item, draft), shown=SHOWN, kept=KEPT)
