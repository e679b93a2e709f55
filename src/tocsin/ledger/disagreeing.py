"""What two claims that contradict each other disagree about, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from tocsin.domain import ActorCode, Attribution, house_key
from tocsin.ledger.comparing import exact_days, nested
from tocsin.ledger.profiles import Profile
from tocsin.ledger.quantities import agree, pair_off
from tocsin.ledger.told import Telling

NAMED = 3
"""Origins that one side of a disagreement is told with; the rest are counted."""


class Subject(StrEnum):
    """What two statements disagree about."""

    POLARITY = "polarity"
    QUANTITY = "quantity"
    AUTHOR = "attribution"
    DAY = "time"


def subject(one: Profile, other: Profile) -> Subject:
    """What two statements that are contrary disagree about."""
    if not nested(one.actors, other.actors):
        return Subject.AUTHOR
    if one.negative != other.negative:
        return Subject.POLARITY
    return Subject.QUANTITY if not agree(one.quantities, other.quantities) else Subject.DAY


def spelled(
    one: Profile, tellings: Sequence[Telling], other: Profile, against: Sequence[Telling]
) -> str:
    """Both sides of a disagreement and who is on which.

    one, other: two contrary statements; tellings, against: all statements of the
    claims they belong to. "4,000 (Northern Wire) against 400 (Marenza Gazette)",
    "said (…) against denied (…)", "on 2 May (…) against on 3 May (…)", "by ARV (…)
    against by BOR (…)".
    """
    first, second = _sides(one, other)
    return f"{first} ({_tellers(tellings)}) against {second} ({_tellers(against)})"


def _sides(one: Profile, other: Profile) -> tuple[str, str]:
    match subject(one, other):
        case Subject.QUANTITY:
            return pair_off(one.quantities, other.quantities)
        case Subject.DAY:
            return _when(one), _when(other)
        case Subject.AUTHOR:
            return _by_whom(one, other), _by_whom(other, one)
        case Subject.POLARITY:
            words = ("said", "denied")
            return (words[one.negative], words[other.negative])


def _when(profile: Profile) -> str:
    return f"on {_day(min(exact_days(profile)))}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _by_whom(one: Profile, other: Profile) -> str:
    kinds = {act.type for act in other.acts}
    authors: set[ActorCode] = set()
    for act in one.acts:
        if act.type in kinds:
            authors |= act.source
    return f"by {' and '.join(sorted(authors))}"


def _tellers(tellings: Iterable[Telling]) -> str:
    """Origins by name; where there is but one, with the one speaker it quotes."""
    tellings = sorted(tellings, key=lambda telling: telling.rank)
    names = list(dict.fromkeys(telling.origin.name for telling in tellings))
    speakers = set(map(_speaker, tellings))
    if len(names) == 1 and len(speakers) == 1 and (speaker := speakers.pop()):
        return f"{speaker}, {names[0]}"
    if len(names) > NAMED:
        names[NAMED:] = [f"{len(names) - NAMED} more"]
    return ", ".join(names)


def _speaker(telling: Telling) -> str | None:
    """Whom the report names as saying it; None where that is nobody but its own house."""
    speaker = telling.statement.speaker
    if telling.statement.attribution is not Attribution.NAMED or not speaker:
        return None
    return None if house_key(speaker) == telling.origin.key else speaker
