"""How well a claim stands: its standing and its grade on the Admiralty scale.

The wording of the scale is that of US Army FM 2-22.3 (2006), appendix B, which
gives NATO's STANAG 2511 in English: 1 confirmed by other independent sources;
2 and 3 not confirmed, consistent with much or some other information; 4 not
confirmed, with no or doubtful support; 5 contradicted by other information;
6 no basis for an evaluation. The two axes are judged apart: a bad source does
not make a claim less credible, nor a good one more.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tocsin.domain import Credibility, Reliability, Standing
from tocsin.ledger.told import Telling


def independent_origins(members: Collection[Telling]) -> dict[str, str]:
    """Names of the origins of a claim by key; copies and one publisher count once."""
    origins = sorted({(member.origin.key, member.origin.name) for member in members})
    return dict(reversed(origins))


def standing(members: Sequence[Telling], *, contested: bool) -> Standing:
    """Contested before anonymous before corroborated: the worst news goes first.

    contested: whether another claim contradicts it. Anonymous: not one
    statement has a name behind it. Corroborated: at least two independent
    origins.
    """
    if contested:
        return Standing.CONTESTED
    if all(member.anonymous for member in members):
        return Standing.ANONYMOUS
    if len(independent_origins(members)) > 1:
        return Standing.CORROBORATED
    return Standing.SINGLE_SOURCE


def reliability(members: Collection[Telling]) -> Reliability:
    """Of the best source that somebody has judged; F where nobody has judged any."""
    return min(member.report.grade for member in members)


def credibility(
    members: Sequence[Telling], against: Sequence[Telling], *, comparable: bool
) -> Credibility:
    """The digit of the grade, by this rule, first match first.

    Contradicted by other claims (`against`):
      5  by more independent origins than tell it,
      4  by as many,
      3  by fewer.
    Told by anonymous voices alone, whose independence nobody can vouch for:
      3  by two or more independent origins,
      6  by one: there is nobody whose word could be weighed.
    Told by two or more independent origins:
      1  at least two have a named publisher and speak on different people's
         word: confirmed,
      2  otherwise: who publishes is not known, or all quote the same person, so
         that independence is likely but not certain.
    Told by one origin:
      3  another origin reports on the same actors and nothing there contradicts
         it (`comparable`),
      6  nobody else does: there is nothing to compare it with.
    """
    origins = len(independent_origins(members))
    if against:
        others = len(independent_origins(against))
        if others > origins:
            return Credibility.IMPROBABLE
        return Credibility.DOUBTFUL if others == origins else Credibility.POSSIBLY_TRUE
    if all(member.anonymous for member in members):
        return Credibility.POSSIBLY_TRUE if origins > 1 else Credibility.CANNOT_BE_JUDGED
    if origins > 1:
        return Credibility.CONFIRMED if _is_confirmed(members) else Credibility.PROBABLY_TRUE
    return Credibility.POSSIBLY_TRUE if comparable else Credibility.CANNOT_BE_JUDGED


def _is_confirmed(members: Sequence[Telling]) -> bool:
    """Whether two named publishers tell it, not both on one person's word."""
    vouched = [member for member in members if member.origin.named and not member.anonymous]
    return any(
        one.origin.key != other.origin.key and one.voice != other.voice
        for place, one in enumerate(vouched)
        for other in vouched[place + 1 :]
    )
