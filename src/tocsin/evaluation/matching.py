"""Which given item stands for which gold item: one to one, the closest pair first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

Item = TypeVar("Item")
Gold = TypeVar("Gold")


class Placed(NamedTuple, Generic[Item]):
    """An item and where it stands.

    place: `[start, end)` in the report as it was read, None for gold whose words
    the report has lost. sentence: its number over all reports.
    """

    item: Item
    place: tuple[int, int] | None
    sentence: int
    report: int


def share_a_place(one: Placed[Gold], other: Placed[Item]) -> bool:
    """Whether their words overlap, or stand in one sentence."""
    if one.place is None or other.place is None or one.report != other.report:
        return False
    overlap = one.place[0] < other.place[1] and other.place[0] < one.place[1]
    return overlap or one.sentence == other.sentence


def pair_up(
    gold: Sequence[Placed[Gold]],
    given: Sequence[Placed[Item]],
    closeness: Callable[[Gold, Item], float],
) -> dict[int, int]:
    """For each gold item that has one, the given item that stands for it.

    closeness: how well two items that share a place agree; 0 or less where they
    cannot be one. Of equally close pairs the first in the report is taken.
    """
    pairs = sorted(
        (-closeness(one.item, other.item), number, at)
        for number, one in enumerate(gold)
        for at, other in enumerate(given)
        if share_a_place(one, other)
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for distance, number, at in pairs:
        if distance < 0 and number not in found and at not in taken:
            found[number] = at
            taken.add(at)
    return found
