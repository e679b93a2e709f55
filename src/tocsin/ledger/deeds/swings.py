"""When a sender turns from menace to reassurance toward somebody, or back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from tocsin.domain import ActorCode, SignalKind, Swing
from tocsin.ledger.deeds.utterances import Utterance

MENACING = (SignalKind.RED_LINE, SignalKind.THREAT, SignalKind.WARNING)
SOOTHING = (SignalKind.REASSURANCE, SignalKind.OFFER, SignalKind.PROMISE)
"""Of several kinds on one day the first here names the tone."""

Sides = tuple[tuple[ActorCode, ...], tuple[ActorCode, ...]]


def swings_in(utterances: Iterable[Utterance]) -> tuple[Swing, ...]:
    """Every change of tone of one sender toward one receiver, in order of time.

    A day on which a sender both menaces and soothes a receiver has no tone:
    "we will talk if you do and strike if you do not" turns nowhere. What is
    said to nobody in particular is left out.
    """
    heard: defaultdict[Sides, defaultdict[date, list[Utterance]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for uttered in utterances:
        toned = uttered.kind in (*MENACING, *SOOTHING) and not uttered.claim
        if toned and uttered.said is not None and uttered.receiver:
            sides = tuple(sorted(uttered.sender)), tuple(sorted(uttered.receiver))
            heard[sides][uttered.said].append(uttered)
    found = [swing for sides, days in heard.items() for swing in _of_pair(sides, days)]
    return tuple(sorted(found, key=lambda s: (s.date, s.sender, s.receiver)))


def _of_pair(sides: Sides, days: dict[date, list[Utterance]]) -> list[Swing]:
    found = []
    before: Utterance | None = None
    for day in sorted(days):
        said = days[day]
        if len({uttered.kind in MENACING for uttered in said}) > 1:
            continue
        # Ties by identifier, so that the order of the readings does not matter.
        now = min(said, key=lambda u: ((*MENACING, *SOOTHING).index(u.kind), u.ids))
        if before is not None and (before.kind in MENACING) != (now.kind in MENACING):
            found.append(_swing(sides, day, before, now))
        before = now
    return found


def _swing(sides: Sides, day: date, before: Utterance, now: Utterance) -> Swing:
    evidence: Sequence[Utterance] = (before, now)
    return Swing(
        date=day,
        sender=sides[0],
        receiver=sides[1],
        from_kind=before.kind,
        to_kind=now.kind,
        signals=(before.ids[0], now.ids[0]),
        evidence=tuple(item for uttered in evidence for item in uttered.evidence),
    )
