"""Cohesion of a bloc: how far its members act as one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import fsum
from typing import NamedTuple

from tocsin.desk import Desk
from tocsin.domain import ActorCode, Bloc, EventRow, EventType, GaugePoint
from tocsin.gauges.decay import Weighed, days_of_series, heaviest, note_on_undated, weigh
from tocsin.gauges.intervals import weighted_share
from tocsin.gauges.registry import Measured, Members, gauge

HALF_LIFE_DAYS = 90.0
"""Longer than for a dyad: an alliance remembers a quarrel for a season."""


class _Votes(NamedTuple):
    """Acts that show agreement and acts that show dissent."""

    agreement: list[Weighed]
    dissent: list[Weighed]


@gauge(
    "cohesion",
    unit="share of acts in agreement, 0-1",
    # A request from one ally to another is the daily business of an alliance, not a
    # quarrel, although PLOVER files it under verbal conflict.
    needs=frozenset(EventType) - {EventType.REQUEST},
    formula=(
        "agreement/(agreement+dissent), acts weighed 0.5^(age/90 days); "
        "80 % interval: Wilson with the effective number of acts"
    ),
)
def cohesion(
    rows: Sequence[EventRow], *, desk: Desk, as_of: dt.date, members: Members
) -> Iterator[Measured]:
    """The cohesion of each bloc of the desk.

    Two kinds of act speak about it. *Inside*: of a member toward another or
    toward the alliance itself; cooperation (SUPPORT, AGREE, AID, ...) is
    agreement, conflict (REJECT, ACCUSE, THREATEN, ...) is dissent. *Outside*:
    of members toward a third actor, where at least two members act; each
    member's stance is the sign of its acts' weighed intensities, and acts by
    the members of the heavier stance are agreement, by those of the lighter
    one dissent. Acts toward outsiders by a single member say nothing here.

    cohesion = agreement / (agreement + dissent), every act weighing
    0.5^(age / 90 days). 1: the members act as one. Without such acts there is
    no value. A member that is silent neither raises nor lowers it.
    """
    for bloc in desk.blocs:
        inside = _inside(bloc, members)
        theirs = [row for row in rows if row.source in inside and row.target]
        yield _series(bloc.name, theirs, inside, as_of)


def _inside(bloc: Bloc, members: Members) -> frozenset[ActorCode]:
    """The bloc's members, and the alliance itself where it is one."""
    known = members.get(bloc.name, bloc.members)
    return frozenset(known if bloc.of is None else (*known, bloc.of))


def _series(
    subject: str, rows: Sequence[EventRow], inside: frozenset[ActorCode], as_of: dt.date
) -> Measured:
    points: list[GaugePoint] = []
    because: list[tuple[str, ...]] = []
    votes = _Votes([], [])
    for day in days_of_series(rows, as_of=as_of):
        weighed = weigh(rows, on=day, half_life_days=HALF_LIFE_DAYS, with_undated=day == as_of)
        votes = _votes(weighed, inside)
        share = weighted_share(
            [vote.weight for vote in votes.agreement], [vote.weight for vote in votes.dissent]
        )
        if share is not None:
            points.append((day, round(share.value, 3), round(share.low, 3), round(share.high, 3)))
            because.append(heaviest([(vote.weight, vote.row) for vote in (*votes[0], *votes[1])]))
    if not points:
        note = "No act of members toward each other, nor of two members toward the same outsider."
        return Measured(subject, ((as_of, None, None, None),), ((),), note)
    counted = [vote.row for vote in (*votes.agreement, *votes.dissent)]
    return Measured(subject, tuple(points), tuple(because), note_on_undated(counted, as_of=as_of))


def _votes(weighed: Iterable[Weighed], inside: frozenset[ActorCode]) -> _Votes:
    votes = _Votes([], [])
    toward: defaultdict[ActorCode, defaultdict[ActorCode, list[Weighed]]]
    toward = defaultdict(lambda: defaultdict(list))
    for vote in weighed:
        source, target = vote.row.source, vote.row.target
        if source is None or target is None or source == target or not vote.row.intensity:
            continue
        if target in inside:
            (votes.agreement if vote.row.intensity > 0 else votes.dissent).append(vote)
        else:
            toward[target][source].append(vote)
    for by_member in toward.values():
        if len(by_member) > 1:
            _add_stances(by_member.values(), votes)
    return votes


def _add_stances(by_member: Iterable[Sequence[Weighed]], votes: _Votes) -> None:
    """Acts toward one outsider: the heavier stance agrees, the lighter dissents.

    Where both weigh the same nobody leads, and the friendlier counts as dissent;
    the share is one half either way.
    """
    friendly: list[Weighed] = []
    hostile: list[Weighed] = []
    for acts in by_member:
        stance = fsum(act.weight * act.row.intensity for act in acts)
        (friendly if stance > 0 else hostile).extend(acts)
    heavier, lighter = hostile, friendly
    if fsum(act.weight for act in friendly) > fsum(act.weight for act in hostile):
        heavier, lighter = friendly, hostile
    votes.agreement.extend(heavier)
    votes.dissent.extend(lighter)
