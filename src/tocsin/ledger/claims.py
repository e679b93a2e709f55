"""Statements of many reports become claims, with what speaks for and against each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tocsin.domain import ActorCode, Attribution, Claim, Reading, SpeechAct, derive_id
from tocsin.ledger.comparing import Relation
from tocsin.ledger.grouping import group
from tocsin.ledger.meaning import Similar, sentence_vectors
from tocsin.ledger.pairing import Pair, pairs_of
from tocsin.ledger.profiles import Profile, profiles_of
from tocsin.ledger.standing import credibility, independent_origins, reliability, standing


class _Gathered(NamedTuple):
    """A claim in the making: its statements, the central one first."""

    id: str
    members: tuple[Profile, ...]


def gather_claims(
    readings: Sequence[Reading], *, similar: Similar | None = None
) -> tuple[Claim, ...]:
    """Statements of like meaning, within and across reports, as one claim each.

    similar: how alike texts are, `sentence_vectors` unless told otherwise; it
    is not asked where no two statements could be one claim. Statements with
    fewer than four content words and figures claim too little and are left
    out. The text of a claim is its central statement's own words, with the
    speech verb where it does not plainly assert. Two claims that agree but for
    polarity or a quantity contradict each other. What makes two statements
    one claim: `comparing`; how claims are graded: `standing`.

    Claims with most independent origins come first. Neither the order of the
    readings nor reading one twice makes a difference.
    """
    profiles = profiles_of(readings)
    pairs = pairs_of(profiles, similar=similar or sentence_vectors)
    claims = [
        _gathered([profiles[index] for index in indices]) for indices in group(profiles, pairs)
    ]
    against = _contradictions(claims, profiles, pairs)
    told = _origins_by_actors(profiles)
    graded = (_claim(claim, against[claim.id], told) for claim in claims)
    return tuple(
        sorted(graded, key=lambda claim: (-claim.sources, -len(claim.statements), claim.id))
    )


def _gathered(members: Sequence[Profile]) -> _Gathered:
    identifiers = sorted(member.statement.id for member in members)
    return _Gathered(derive_id("claim", *identifiers), tuple(members))


def _contradictions(
    claims: Iterable[_Gathered], profiles: Sequence[Profile], pairs: Iterable[Pair]
) -> Mapping[str, tuple[_Gathered, ...]]:
    """For each claim, those that contradict it."""
    owner = {member.statement.id: claim for claim in claims for member in claim.members}
    against: defaultdict[str, dict[str, _Gathered]] = defaultdict(dict)
    for pair in pairs:
        if pair.relation is Relation.CONTRARY:
            one = owner[profiles[pair.first].statement.id]
            other = owner[profiles[pair.second].statement.id]
            against[one.id][other.id] = other
            against[other.id][one.id] = one
    return defaultdict(
        tuple,
        {key: tuple(found[other] for other in sorted(found)) for key, found in against.items()},
    )


def _origins_by_actors(profiles: Iterable[Profile]) -> Mapping[frozenset[ActorCode], set[str]]:
    """Which origins report on which actors together."""
    told: defaultdict[frozenset[ActorCode], set[str]] = defaultdict(set)
    for profile in profiles:
        told[profile.actors].add(profile.origin.key)
    return told


def _claim(
    gathered: _Gathered,
    against: Sequence[_Gathered],
    told: Mapping[frozenset[ActorCode], set[str]],
) -> Claim:
    members = gathered.members
    actors = members[0].actors
    comparable = bool(actors) and any(
        actors <= others and origins - {members[0].origin.key} for others, origins in told.items()
    )
    opponents = [member for other in against for member in other.members]
    grade = reliability(members) + credibility(members, opponents, comparable=comparable)
    origins = independent_origins(members)
    return Claim(
        id=gathered.id,
        text=_words(members[0]),
        standing=standing(members, contested=bool(against)),
        grade=grade,
        sources=len(origins),
        origins=tuple(origins[key] for key in sorted(origins)),
        statements=tuple(member.statement.id for member in members),
        contradicts=tuple(other.id for other in against),
    )


def _words(central: Profile) -> str:
    """The statement's own words; with its speech verb where they alone would assert too much."""
    statement = central.statement
    plain = statement.speech_act is SpeechAct.ASSERTED
    if plain and statement.attribution is not Attribution.ANONYMOUS:
        return statement.text.removeprefix("that ")
    return statement.evidence[0].quote if statement.evidence else statement.text
