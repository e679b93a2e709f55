"""Forces: who has, sends or withdraws how many, of what, where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.brief.draft import Draft, Listing
from tocsin.brief.footnotes import Markers
from tocsin.brief.wording import clip, day_words, number_words
from tocsin.domain import Posture

SHOWN, KEPT = 20, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class PostureRow:
    """One row of the table; empty where the report does not say.

    word: "according to …", empty where the report has it in its own words.
    """

    actor: str
    change: str
    total: str
    equipment: str
    place: str
    when: str
    word: str
    origins: int
    markers: Markers


def size(item: Posture) -> int:
    """How large a movement or force is, for ordering."""
    return max(abs(item.change or 0), item.total or 0)


Figure = tuple[Posture, ...]


def figures_of(ordered: Sequence[Posture]) -> list[Figure]:
    """Items that say the same of the same side stand in one row."""
    found: dict[tuple[object, ...], list[Posture]] = {}
    for item in ordered:
        key = (item.actor, item.change, item.total, item.equipment, item.place, item.date)
        found.setdefault(key, []).append(item)
    return [tuple(same) for same in found.values()]


def row_of(figure: Figure, draft: Draft) -> PostureRow:
    """The row of one figure."""
    item = figure[0]
    evidence = [passage for same in figure for passage in same.evidence]
    word = draft.attestations.word_on(evidence)
    return PostureRow(
        actor=draft.names.of(item.actor) if item.actor else "not named",
        change=number_words(item.change, signed=True),
        total=number_words(item.total),
        equipment=clip(item.equipment or "", 160),
        place=clip(item.place or "", 80),
        when=day_words(item.date) if item.date else "",
        word=word.phrase if word else "",
        origins=draft.origins(evidence),
        markers=draft.footnotes.cite(evidence),
    )


def posture_table(draft: Draft) -> Listing[PostureRow]:
    """The section on forces: largest movements first."""
    ordered = sorted(draft.assessment.posture, key=size, reverse=True)
    return draft.listing(
        figures_of(ordered), lambda figure: row_of(figure, draft), shown=SHOWN, kept=KEPT
    )
