"""How well all but events is read: signals, statements, predictions, commitments, posture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from tocsin.domain import Attribution
from tocsin.evaluation.agreement import (
    same_number,
    same_quantity,
    same_side,
    same_speaker,
    same_words,
)
from tocsin.evaluation.gold import (
    GoldCommitment,
    GoldItem,
    GoldPosture,
    GoldPrediction,
    GoldSignal,
    GoldStatement,
)
from tocsin.evaluation.matching import Placed, pair_up
from tocsin.evaluation.tally import Tally

# Whether a given item answers a question right; None where the gold does not ask it.
Question = Callable[[Any, Any], bool | None]


class ItemKind(NamedTuple):
    """How items of one kind are scored.

    name: of the scores, `NAME_recall` and `NAME_precision`. right: whether a
    given item is the gold one. near: how else they can agree, for pairing.
    asked: further questions of every pair, found or not found (`of_all`), or of
    those that are right (`of_found`).
    """

    name: str
    right: Callable[[Any, Any], bool]
    near: Callable[[Any, Any], float]
    of_all: Mapping[str, Question]
    of_found: Mapping[str, Question]
    counted: Callable[[Any], bool] = lambda _: True


def score_items(
    tally: Tally, kind: ItemKind, gold: Sequence[Placed[Any]], given: Sequence[Placed[Any]]
) -> None:
    """Adds the scores of one kind of items."""

    def closeness(expected: GoldItem, found: Any) -> float:
        bonus = 0.0 if expected.optional else 0.5
        return 1 + 4 * kind.right(expected, found) + kind.near(expected, found) + bonus

    pairs = pair_up(gold, given, closeness)
    matched = set()
    for number, expected in enumerate(gold):
        found = given[pairs[number]].item if number in pairs else None
        right = found is not None and kind.right(expected.item, found)
        if right:
            matched.add(pairs[number])
        if not expected.item.optional:
            _ask(tally, kind, expected, found, right=right)
    for at, other in enumerate(given):
        if not kind.counted(other.item):
            continue
        tally.add(f"{kind.name}_precision", other.sentence, at in matched)
        if at not in matched:
            tally.blame(
                0.2,
                error=f"{kind.name} given, and not there",
                given=_describe(other.item),
                sentence=other.item.evidence[0].quote,
            )


def _ask(
    tally: Tally, kind: ItemKind, expected: Placed[Any], found: Any | None, *, right: bool
) -> None:
    tally.add(f"{kind.name}_recall", expected.sentence, right)
    for name, question in kind.of_all.items():
        answer = question(expected.item, found)
        if answer is not None:
            tally.add(name, expected.sentence, answer)
    if right:
        for name, question in kind.of_found.items():
            answer = question(expected.item, found)
            if answer is not None:
                tally.add(name, expected.sentence, answer)
        return
    tally.blame(
        0.4,
        error=f"{kind.name} missed",
        gold=_describe(expected.item),
        given=None if found is None else _describe(found),
        sentence=expected.item.quote,
    )


TOLD = ("kind", "sender", "receiver", "attribution", "speaker", "horizon", "by", "to", "quantity",
        "actor", "change", "total", "equipment")  # fmt: skip


def _describe(item: Any) -> str:
    values = ((name, getattr(item, name, None)) for name in TOLD)
    return ", ".join(
        f"{name} {'|'.join(value) if isinstance(value, tuple) else value}"
        for name, value in values
        if value not in (None, (), "")
    )


# -- signals -------------------------------------------------------------------


def _is_signal(gold: GoldSignal, given: Any) -> bool:
    return given.kind in gold.kind and same_side(gold.sender, given.sender)


def _signal_with_receiver(gold: GoldSignal, given: Any | None) -> bool:
    if given is None or not _is_signal(gold, given):
        return False
    return same_side(gold.receiver, given.receiver)


def _same_condition(gold: GoldSignal, given: Any) -> bool | None:
    return same_words(gold.condition, given.condition) if gold.condition else None


def _same_consequence(gold: GoldSignal, given: Any) -> bool | None:
    return same_words(gold.consequence, given.consequence) if gold.consequence else None


# -- statements ----------------------------------------------------------------


def _has_attribution(gold: GoldStatement, given: Any | None) -> bool:
    return given is not None and given.attribution in gold.attribution


def _is_statement(gold: GoldStatement, given: Any) -> bool:
    """Attributed alike, and where somebody is named, to the same speaker."""
    if not _has_attribution(gold, given):
        return False
    return given.attribution != Attribution.NAMED or same_speaker(gold.speaker, given.speaker)


def _same_act(gold: GoldStatement, given: Any) -> bool | None:
    return given.speech_act in gold.speech_act if gold.speech_act else None


def _statement_nearness(gold: GoldStatement, given: Any) -> float:
    words = 2 * same_words(gold.quote, given.text) + same_speaker(gold.speaker, given.speaker)
    return words + _has_attribution(gold, given)


# -- predictions, commitments, posture -----------------------------------------


def _is_prediction(_gold: GoldPrediction, _given: Any) -> bool:
    """The place says it."""
    return True


def _same_horizon(gold: GoldPrediction, given: Any | None) -> bool | None:
    return given.horizon in gold.horizon if gold.horizon and given is not None else None


def _is_commitment(gold: GoldCommitment, given: Any) -> bool:
    return same_side(gold.by, given.by) and same_side(gold.to, given.to)


def _is_found(_gold: GoldCommitment, given: Any | None) -> bool:
    return given is not None


def _has_quantity(gold: GoldCommitment, given: Any) -> bool | None:
    return same_quantity(gold.quantity, given.quantity) if gold.quantity else None


def _is_posture(gold: GoldPosture, given: Any) -> bool:
    numbers = same_number(gold.change, given.change) and same_number(gold.total, given.total)
    return numbers and gold.actor == given.actor


def _same_equipment(gold: GoldPosture, given: Any) -> bool | None:
    return same_words(gold.equipment, given.equipment) if gold.equipment else None


def _same_place(gold: GoldPosture, given: Any) -> bool | None:
    return same_words(gold.place, given.place) if gold.place else None


def _never_nearer(_gold: Any, _given: Any) -> float:
    return 0


ITEM_KINDS: Mapping[str, ItemKind] = {
    "signals": ItemKind(
        "signal",
        _is_signal,
        lambda gold, given: same_side(gold.receiver, given.receiver) + (given.kind in gold.kind),
        {"signal_receiver_recall": _signal_with_receiver},
        {"condition_accuracy": _same_condition, "consequence_accuracy": _same_consequence},
    ),
    "statements": ItemKind(
        "attribution",
        _is_statement,
        _statement_nearness,
        {"attribution_kind_recall": _has_attribution},
        {"speech_act_accuracy": _same_act},
        counted=lambda statement: statement.attribution != Attribution.NONE,
    ),
    "predictions": ItemKind(
        "prediction",
        _is_prediction,
        lambda gold, given: float(bool(_same_horizon(gold, given))),
        {},
        {"horizon_accuracy": _same_horizon},
    ),
    "commitments": ItemKind(
        "commitment",
        _is_commitment,
        lambda gold, given: float(bool(_has_quantity(gold, given))),
        {"commitment_found": _is_found},
        {"quantity_accuracy": _has_quantity},
    ),
    "posture": ItemKind(
        "posture",
        _is_posture,
        _never_nearer,
        {},
        {"equipment_accuracy": _same_equipment, "place_accuracy": _same_place},
    ),
}
"""By the name that gold files and readings have for them."""

ITEM_SCORES = tuple(
    name
    for kind in ITEM_KINDS.values()
    for name in (
        f"{kind.name}_recall", f"{kind.name}_precision", *kind.of_all, *kind.of_found
    )
)  # fmt: skip
