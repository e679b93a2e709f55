"""Claims that have become contested or corroborated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from tocsin.alerts.grounds import Grounds, is_about
from tocsin.alerts.registry import Found, rule
from tocsin.desk import AlertRule
from tocsin.domain import ActorCode, AlertWhen, Claim, Standing, Step


@rule(AlertWhen.CONTESTED)
def contested(wanted: AlertRule, grounds: Grounds) -> Iterator[Found]:
    """Claims that others contradict; both sides of a disagreement are one alert."""
    for claim in _standing(Standing.CONTESTED, wanted, grounds):
        others = [grounds.claims[key] for key in claim.contradicts if key in grounds.claims]
        first = min((claim, *others), key=lambda each: (each.first_said or dt.date.max, each.id))
        about = f": {claim.disagreement}" if claim.disagreement else ""
        evidence = [grounds.claim_evidence(each)[:1] for each in (claim, *others)]
        yield Found(
            item=claim.id,
            what=f"reports disagree{about}",
            evidence=tuple(cited for each in evidence for cited in each),
            standing=Standing.CONTESTED,
            known_by=(first.id,),
            published=_disputed_on(claim, others),
        )


@rule(AlertWhen.CORROBORATED)
def corroborated(wanted: AlertRule, grounds: Grounds) -> Iterator[Found]:
    """Claims that a second independent source has made."""
    for claim in _standing(Standing.CORROBORATED, wanted, grounds):
        yield Found(
            item=claim.id,
            what=f"{claim.sources} independent sources say the same",
            evidence=grounds.claim_evidence(claim),
            standing=claim.standing,
            published=_since(claim, (Step.CORROBORATED,)),
        )


def _standing(standing: Standing, wanted: AlertRule, grounds: Grounds) -> Iterator[Claim]:
    for claim in grounds.assessment.claims:
        if claim.standing is standing:
            quotes = [cited.quote for cited in grounds.claim_evidence(claim)]
            if is_about(wanted, (claim.text, *quotes), _actors(claim, grounds)):
                yield claim


def _disputed_on(claim: Claim, others: Sequence[Claim]) -> dt.date | None:
    """The day on which the first of the others came to stand beside it."""
    days = (
        max(filter(None, (claim.first_said, other.first_said)), default=None) for other in others
    )
    return min(filter(None, days), default=_since(claim, (Step.DENIED, Step.DISPUTED)))


def _since(claim: Claim, steps: Collection[Step]) -> dt.date | None:
    """The day of the first step that made it so."""
    return min(
        (each.date for each in claim.history if each.step in steps and each.date), default=None
    )


def _actors(claim: Claim, grounds: Grounds) -> frozenset[ActorCode]:
    told = (grounds.statements[key] for key in claim.statements if key in grounds.statements)
    about = frozenset(code for said in told for code in said.about)
    acts = grounds.known_events(claim.events)
    return about | {code for event in acts for code in (*event.source, *event.target)}
