"""What deed a word announces: by the kind of word, and by the act read inside it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from tocsin.domain import EventType, KnowledgeError, Outcome, SignalKind
from tocsin.knowledge.tables import Row, read_table


class Manner(StrEnum):
    """Whether the deed is to come, is to stay away, or is said not to have been done."""

    DOES = "does"
    REFRAINS = "refrains"
    DENIES = "denies"


class Doer(StrEnum):
    """Whose deed a word speaks of."""

    SENDER = "sender"
    RECEIVER = "receiver"
    ANYONE = "anyone"


class Agree(StrEnum):
    """What must fit beside actor, target and type: nothing more, the mode, or the words."""

    KIND = "kind"
    MODE = "mode"
    WORDS = "words"


class WordKind(NamedTuple):
    """What a kind of signal announces; see the head of data/word_kinds.csv.

    doer: None where the kind announces nothing. deeds: the types looked for
    where no act could be read in the words. late, lapse: what a deed after the
    deadline and no deed by it make of the word. window: days.
    """

    doer: Doer | None
    manner: Manner
    deeds: tuple[EventType, ...]
    agree: Agree
    late: Outcome
    lapse: Outcome
    window: int


class DeedRule(NamedTuple):
    """What counts as the deed of an announced act, and what as its contrary."""

    deeds: tuple[EventType, ...]
    contrary: tuple[EventType, ...]
    agree: Agree


@cache
def word_kinds() -> Mapping[SignalKind, WordKind]:
    """The rule for every kind of signal; KnowledgeError where one is missing or misspelt."""
    found = {}
    for row in read_table("word_kinds.csv"):
        with _Located(row):
            found[SignalKind(row["kind"])] = WordKind(
                doer=Doer(row["doer"]) if row["doer"] else None,
                manner=Manner(row["manner"]) if row["manner"] else Manner.DOES,
                deeds=_types(row, "deeds"),
                agree=Agree(row["agree"]),
                late=Outcome(row["late"]),
                lapse=Outcome(row["lapse"]),
                window=int(row["window"]),
            )
    missing = [kind for kind in SignalKind if kind not in found]
    if missing:
        raise KnowledgeError(f"word_kinds.csv: no row for {', '.join(missing)}.")
    return found


def deed_rule(announced: EventType, mode: str | None = None) -> DeedRule:
    """What counts as the deed when an act of this type and mode is announced.

    >>> [type_.value for type_ in deed_rule(EventType.SANCTION).deeds]
    ['SANCTION', 'COERCE']
    >>> [type_.value for type_ in deed_rule(EventType.RETREAT, "ceasefire").contrary]
    ['ASSAULT']
    """
    rules = _deed_rules()
    return rules.get((announced, mode or ""), rules[announced, ""])


@cache
def vague_deeds() -> frozenset[str]:
    """Words that announce something without saying what."""
    return frozenset(word for row in read_table("vague_deeds.csv") for word in row.words("words"))


@cache
def _deed_rules() -> Mapping[tuple[EventType, str], DeedRule]:
    found = {}
    for row in read_table("deeds.csv"):
        with _Located(row):
            found[EventType(row["announced"]), row["mode"]] = DeedRule(
                _types(row, "deeds"), _types(row, "contrary"), Agree(row["agree"])
            )
    missing = [type_ for type_ in EventType if (type_, "") not in found]
    if missing:
        raise KnowledgeError(f"deeds.csv: no row for {', '.join(missing)}.")
    return found


def _types(row: Row, column: str) -> tuple[EventType, ...]:
    return tuple(EventType(word) for word in row.words(column))


class _Located:
    """Says in which row a value is not one of ours."""

    def __init__(self, row: Row) -> None:
        self.row = row

    def __enter__(self) -> None:
        pass

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, ValueError):
            raise KnowledgeError(f"{self.row.where}: {error}.") from error
