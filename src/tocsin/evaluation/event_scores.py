"""How well events are read: found with both sides, and none told as a fact that was not."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.domain import Event, Status
from tocsin.evaluation.agreement import same_side
from tocsin.evaluation.confusion import count_pairs
from tocsin.evaluation.gold import GoldEvent
from tocsin.evaluation.matching import Placed, pair_up, share_a_place
from tocsin.evaluation.results import Confusion, confusion_of
from tocsin.evaluation.tally import Tally

EVENT_SCORES = (
    "event_recall",
    "event_precision",
    "event_type_recall",
    "event_sides_recall",
    "nonactual_as_actual",
    "status_accuracy",
    "mode_accuracy",
)
NO_EVENT = "none"
GoldEvents = Sequence[Placed[GoldEvent]]
Events = Sequence[Placed[Event]]


def score_events(tally: Tally, gold: GoldEvents, given: Events) -> dict[int, int]:
    """Adds the scores of events; returns which given event stands for which gold one."""
    pairs = pair_up(gold, given, closeness)
    sides = pair_up(gold, [event for event in given if _is_actual(event.item)], _side_closeness)
    for number, expected in enumerate(gold):
        found = given[pairs[number]] if number in pairs else None
        if expected.item.optional:
            continue
        if Status.ACTUAL in expected.item.status:
            _score_actual(tally, expected, found, has_sides=number in sides)
        else:
            _score_other(tally, gold, given, pairs, number)
        if found is not None and has_type(expected.item, found.item):
            right = found.item.status in expected.item.status
            tally.add("status_accuracy", expected.sentence, right)
            if expected.item.mode:
                tally.add("mode_accuracy", expected.sentence, expected.item.mode == found.item.mode)
    _score_precision(tally, gold, given, pairs)
    return pairs


def has_type(gold: GoldEvent, given: Event) -> bool:
    """Whether the type is one that the gold accepts."""
    return given.type in gold.type


def has_sides(gold: GoldEvent, given: Event) -> bool:
    """Whether source and target are both right."""
    return same_side(gold.source, given.source) and same_side(gold.target, given.target)


def is_right(gold: GoldEvent, given: Event) -> bool:
    """An actual event with type and both sides as the gold has them."""
    accepted = _is_actual(given) and Status.ACTUAL in gold.status
    return accepted and has_type(gold, given) and has_sides(gold, given)


def closeness(gold: GoldEvent, given: Event) -> float:
    """How well two events in one place agree; type counts most, then status, then sides."""
    return (
        1
        + 8 * has_type(gold, given)
        + 4 * (given.status in gold.status)
        + 2 * same_side(gold.source, given.source)
        + 2 * same_side(gold.target, given.target)
        + (0 if gold.optional else 0.5)
    )


def _side_closeness(gold: GoldEvent, given: Event) -> float:
    return 1 + has_type(gold, given) if has_sides(gold, given) else 0


def _is_actual(event: Event) -> bool:
    return event.status is Status.ACTUAL


def _score_actual(
    tally: Tally, expected: Placed[GoldEvent], found: Placed[Event] | None, *, has_sides: bool
) -> None:
    right = found is not None and is_right(expected.item, found.item)
    typed = found is not None and has_type(expected.item, found.item) and _is_actual(found.item)
    tally.add("event_recall", expected.sentence, right)
    tally.add("event_type_recall", expected.sentence, typed)
    tally.add("event_sides_recall", expected.sentence, has_sides)
    if not right:
        tally.blame(
            0.5,
            error="event missed" if found is None else "event read otherwise",
            gold=describe_gold(expected.item),
            given=None if found is None else describe(found.item),
            sentence=expected.item.quote,
        )


def _score_other(
    tally: Tally, gold: GoldEvents, given: Events, pairs: dict[int, int], number: int
) -> None:
    """A threat, plan or denial of an act: is the act told as done?"""
    expected = gold[number]
    mine = given[pairs[number]].item if number in pairs else None
    if mine is not None and has_type(expected.item, mine):
        leaks = [mine] if _is_actual(mine) else []
    else:
        spoken_for = {
            at
            for other, at in pairs.items()
            if other != number and has_type(gold[other].item, given[at].item)
        }
        leaks = [
            event.item
            for at, event in enumerate(given)
            if at not in spoken_for
            and share_a_place(expected, event)
            and _is_actual(event.item)
            and has_type(expected.item, event.item)
        ]
    tally.add("nonactual_as_actual", expected.sentence, bool(leaks))
    for leak in leaks[:1]:
        tally.blame(
            2,
            error="told as actual, and was not",
            gold=describe_gold(expected.item),
            given=describe(leak),
            sentence=expected.item.quote,
        )


def _score_precision(tally: Tally, gold: GoldEvents, given: Events, pairs: dict[int, int]) -> None:
    gold_of = {at: number for number, at in pairs.items()}
    for at, event in enumerate(given):
        if not _is_actual(event.item):
            continue
        expected = gold[gold_of[at]].item if at in gold_of else None
        right = expected is not None and is_right(expected, event.item)
        tally.add("event_precision", event.sentence, right)
        if expected is None:
            tally.blame(
                1 + getattr(event.item, "confidence", 0.0) / 2,
                error="event given, and nothing there",
                given=describe(event.item),
                sentence=event.item.evidence[0].quote,
            )


def confuse_types(gold: GoldEvents, given: Events, pairs: dict[int, int]) -> Confusion:
    """Types of gold events against the types given in their place; `none` where there is none."""
    taken = set(pairs.values())
    rows = [
        (str(_best_type(expected.item, given[pairs[number]].item)), given[pairs[number]].item.type)
        if number in pairs
        else (str(expected.item.type[0]), NO_EVENT)
        for number, expected in enumerate(gold)
        if number in pairs or not expected.item.optional
    ]
    rows += [(NO_EVENT, event.item.type) for at, event in enumerate(given) if at not in taken]
    labels = [*sorted({str(label) for row in rows for label in row} - {NO_EVENT}), NO_EVENT]
    return confusion_of(
        labels, count_pairs([row[0] for row in rows], [str(row[1]) for row in rows], labels)
    )


def _best_type(gold: GoldEvent, given: Event) -> str:
    return given.type if has_type(gold, given) else gold.type[0]


def describe_gold(event: GoldEvent) -> str:
    """An expected event in a line."""
    types, statuses = "|".join(event.type), "|".join(event.status)
    return f"{types} {statuses} {_codes(event.source)} → {_codes(event.target)}"


def describe(event: Event) -> str:
    """A given event in a line."""
    name = event.type + (f"/{event.mode}" if event.mode else "")
    return f"{name} {event.status} {_codes(event.source)} → {_codes(event.target)}"


def _codes(codes: Sequence[str]) -> str:
    return ",".join(code or "(none)" for code in codes) or "–"
