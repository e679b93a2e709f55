"""What changed between two states of one assessment: what is new, what stands otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tocsin.domain import (
    Assessment,
    Claim,
    Crossed,
    Development,
    DevelopmentKind,
    Developments,
    Evidence,
    Followed,
    GaugeSeries,
    RedLine,
    Standing,
)

LEAST_MOVE = 0.5
"""Of a gauge's unit: smaller moves are not worth a line."""


def developments(before: Assessment, after: Assessment) -> Developments:
    """What is in the later assessment and was not, or not so, in the earlier.

    Both of one desk; `before` as of an earlier day. New claims are told where more than one
    source has them or somebody contests them; every change of standing is.
    """
    old_reports = {report.id for report in before.reports}
    old_events = {event.id for event in before.events}
    return Developments(
        since=before.as_of,
        until=after.as_of,
        reports=sum(report.id not in old_reports for report in after.reports),
        events=sum(event.id not in old_events for event in after.events),
        changes=(
            *_claims(before, after),
            *_outcomes(before.followed, after.followed),
            *_red_lines(before.red_lines, after.red_lines),
            *_gauges(before.gauges, after.gauges),
        ),
    )


def _claims(before: Assessment, after: Assessment) -> Iterator[Development]:
    said = {statement.id: statement.evidence for statement in after.statements}
    said |= {event.id: event.evidence for event in after.events}
    # By statement and not by claim: an earlier report that came late gives a claim a new name.
    held = {key: claim for claim in before.claims for key in (*claim.statements, *claim.events)}
    for claim in after.claims:
        keys = (*claim.statements, *claim.events)
        old = next((held[key] for key in keys if key in held), None)
        evidence = tuple(cited for key in keys for cited in said.get(key, ())[:1])
        if old is None and claim.standing in (Standing.CORROBORATED, Standing.CONTESTED):
            yield _claim(claim, DevelopmentKind.CLAIM, "", evidence)
        elif old is not None and old.standing is not claim.standing:
            yield _claim(claim, DevelopmentKind.STANDING, _stands(old), evidence)


def _claim(
    claim: Claim, kind: DevelopmentKind, before: str, evidence: tuple[Evidence, ...]
) -> Development:
    return Development(
        kind=kind,
        item=claim.id,
        text=claim.text,
        before=before,
        after=_stands(claim),
        evidence=evidence,
    )


def _stands(claim: Claim) -> str:
    more = f": {claim.disagreement}" if claim.disagreement else ""
    return f"{claim.standing} ({claim.grade}){more}"


def _outcomes(before: Sequence[Followed], after: Sequence[Followed]) -> Iterator[Development]:
    old = {said: word for word in before for said in word.utterances}
    for word in after:
        earlier = _same(word.utterances, old)
        if earlier is not None and earlier.outcome is not word.outcome:
            yield Development(
                kind=DevelopmentKind.OUTCOME,
                item=word.id,
                text=f"{word.kind.replace('_', ' ')}: {word.text}",
                before=earlier.outcome,
                after=f"{word.outcome}: {word.because}",
                evidence=word.evidence,
            )


def _red_lines(before: Sequence[RedLine], after: Sequence[RedLine]) -> Iterator[Development]:
    old = {line.id: line for line in before}
    for line in after:
        earlier = old.get(line.id)
        if earlier is None or earlier.crossed is not line.crossed:
            yield Development(
                kind=DevelopmentKind.RED_LINE,
                item=line.id,
                text=line.condition or line.evidence[0].quote,
                before="" if earlier is None else _crossed(earlier),
                after=f"drawn; {_crossed(line)}" if earlier is None else _crossed(line),
                evidence=line.evidence,
            )


def _crossed(line: RedLine) -> str:
    return {
        Crossed.YES: "crossed",
        Crossed.NO: "not crossed so far",
        Crossed.UNCLEAR: "unclear whether crossed",
    }[line.crossed]


def _gauges(before: Sequence[GaugeSeries], after: Sequence[GaugeSeries]) -> Iterator[Development]:
    old = {(series.name, series.subject): _latest(series) for series in before}
    for series in after:
        now, then = _latest(series), old.get((series.name, series.subject))
        if now is None or then is None or abs(now - then) < LEAST_MOVE:
            continue
        yield Development(
            kind=DevelopmentKind.GAUGE,
            item=f"{series.name} {series.subject}",
            text=f"{series.name} {series.subject}, {series.unit}",
            before=f"{then:.1f}",
            after=f"{now:.1f}",
        )


def _latest(series: GaugeSeries) -> float | None:
    return next((value for _, value, _, _ in reversed(series.points) if value is not None), None)


def _same(utterances: Sequence[str], old: Mapping[str, Followed]) -> Followed | None:
    return next((old[said] for said in utterances if said in old), None)
