"""Whether two statements say the same, contradict each other, or do neither.

Sentence vectors only propose: in reports on one crisis every sentence is near
every other, and "released" stands next to "took". What decides are the actors,
the kind of speech, place and time, polarity, quantities, and whether the words
that differ mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from tocsin.knowledge.numbers import NUMBER_WORDS
from tocsin.ledger.profiles import Force, Profile
from tocsin.ledger.quantities import agree, differ
from tocsin.ledger.wording import are_opposite, stem, words_of

FIGURE_SIMILARITY = 0.66
"""A figure that both name vouches for the rest."""

BRIEF_SIMILARITY = 0.70
BRIEF_WORDS = 12
"""Short statements about exactly the same actors say one thing each."""

LONG_SIMILARITY = 0.82
LONG_OVERLAP = 0.3
"""Long ones, and those whose actors differ, share a topic long before they say the
same: they must also share that part of the words of the shorter."""

NEAR_VERBATIM = 0.92
"""A statement that names nobody is matched to one that does only when it repeats it."""

REST_SIMILARITY = 0.45
"""Least similarity of the words that only one of two statements has: "seized" and
"captured" reach .51, "recaptured" and "shelled" .36, "asked" and "received" .26."""

LONG_REST_SIMILARITY = 0.35
LONG_REST = 3
"""Where each has this many words of its own, the sentence is put differently altogether."""

SAME_OCCASION = timedelta(days=7)
"""Undated acts in reports further apart than this are two acts."""


class Relation(StrEnum):
    """What two statements have to do with each other."""

    SAME = "same"
    CONTRARY = "contrary"
    OTHER = "other"


def prospect(one: Profile, other: Profile) -> Relation:
    """What two statements could be to each other if their words mean the same.

    Quick tests first; OTHER for most pairs, so that few texts need a vector.
    """
    if not (_kindred(one, other) and _share_words(one, other) and _may_meet(one, other)):
        return Relation.OTHER
    if compatible(one, other):
        return Relation.SAME
    polarity = one.negative != other.negative
    amount = differ(one.quantities, other.quantities)
    # One voice does not contradict itself: it speaks of two things.
    if polarity != amount and one.voice != other.voice and one.actors == other.actors:
        return Relation.CONTRARY
    return Relation.OTHER


def compatible(one: Profile, other: Profile) -> bool:
    """Whether nothing in one keeps it from being true together with the other."""
    return (
        one.negative == other.negative
        and one.negation == other.negation
        and _nested(one.actors, other.actors)
        and agree(one.quantities, other.quantities)
    )


def _may_meet(one: Profile, other: Profile) -> bool:
    """Whether place, time, direction and opposites leave room for one claim."""
    return (
        not _elsewhere(one, other)
        and not _another_time(one, other)
        and not _turned_round(one, other)
        and not are_opposite(one.stems - other.stems, other.stems - one.stems)
    )


def _kindred(one: Profile, other: Profile) -> bool:
    """Whether kind of speech, mood and actors agree."""
    if one.force is not other.force or one.unreal != other.unreal:
        return False
    if one.force not in (Force.FACT, Force.FORECAST) and not _same_speaker(one, other):
        return False
    return _nested(one.actors, other.actors)


def rest_of(one: Profile, other: Profile) -> tuple[str, str] | None:
    """The content words that only one of two statements has; None where either has none.

    Figures and negations are left out: they are compared for what they say.
    """
    first, second = _beyond(one, other), _beyond(other, one)
    return (first, second) if first and second else None


def _beyond(one: Profile, other: Profile) -> str:
    words = (word for word in words_of(one.statement.text) if stem(word) not in other.stems)
    return " ".join(word for word in words if word not in _SET_ASIDE)


_NEGATIONS = frozenset(("never", "none", "nobody", "nothing", "neither", "cannot"))
_SET_ASIDE = NUMBER_WORDS | _NEGATIONS


def least_similarity(one: Profile, other: Profile) -> float:
    """How alike the texts of two statements must be for their prospect to hold."""
    if bool(one.actors) != bool(other.actors):
        return NEAR_VERBATIM
    if one.quantities and other.quantities and agree(one.quantities, other.quantities):
        return FIGURE_SIMILARITY
    return BRIEF_SIMILARITY if _are_brief(one, other) else LONG_SIMILARITY


def least_rest(rest: tuple[str, str]) -> float:
    """How alike the words must be that only one of the two has."""
    if min(len(words.split()) for words in rest) >= LONG_REST:
        return LONG_REST_SIMILARITY
    return REST_SIMILARITY


def _share_words(one: Profile, other: Profile) -> bool:
    shared = len(one.stems & other.stems)
    if _are_brief(one, other):
        return shared > 0
    return shared >= LONG_OVERLAP * min(len(one.stems), len(other.stems))


def _are_brief(one: Profile, other: Profile) -> bool:
    return one.actors == other.actors and max(one.words, other.words) <= BRIEF_WORDS


def _nested(some: frozenset[str], others: frozenset[str]) -> bool:
    return some <= others or others <= some


def _same_speaker(one: Profile, other: Profile) -> bool:
    first, second = one.statement, other.statement
    if first.speaker_code or second.speaker_code:
        return first.speaker_code == second.speaker_code
    return first.speaker == second.speaker


def _elsewhere(one: Profile, other: Profile) -> bool:
    return bool(one.places and other.places) and one.places.isdisjoint(other.places)


def _another_time(one: Profile, other: Profile) -> bool:
    named = [(a, b) for a, b in zip(one.times, other.times, strict=True) if a and b]
    if any(first.isdisjoint(second) for first, second in named):
        return True
    if named or not (one.acts and other.acts):
        return False
    days = _days(one), _days(other)
    if days[0] and days[1]:
        return days[0].isdisjoint(days[1])
    if one.published is None or other.published is None:
        return False
    return abs(one.published - other.published) > SAME_OCCASION


def _days(profile: Profile) -> set[object]:
    return {act.date for act in profile.acts if act.date is not None}


def _turned_round(one: Profile, other: Profile) -> bool:
    """Whether the sides are exchanged: "A struck B" against "B struck A".

    Decided by the events coded in the two statements where both have some of
    one type, else by the order of the names they share.
    """
    kinds = {act.type for act in one.acts} & {act.type for act in other.acts}
    if kinds:
        pairs = [(a, b) for a in one.acts for b in other.acts if a.type is b.type]
        aligned = any(_meet(a.source, b.source) and _meet(a.target, b.target) for a, b in pairs)
        swapped = any(_meet(a.source, b.target) and _meet(a.target, b.source) for a, b in pairs)
        if aligned or swapped:
            return swapped and not aligned
    first = [name for name in one.names if name in other.names][:2]
    second = [name for name in other.names if name in one.names][:2]
    if len(first) < 2 or set(first) != set(second):
        return False
    return (first != second) != (one.passive != other.passive)


def _meet(some: Iterable[str], others: Iterable[str]) -> bool:
    return not set(some).isdisjoint(others)
