"""What alerts rest on: an assessment, with how well each of its items stands."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from tocsin.desk import AlertRule, Desk
from tocsin.domain import (
    ActorCode,
    Assessment,
    Attribution,
    Claim,
    Event,
    Evidence,
    Standing,
    Statement,
    publisher_of,
)

LONGEST_QUOTE = 200

BEST_FIRST = (
    Standing.CORROBORATED,
    Standing.CONTESTED,
    Standing.SINGLE_SOURCE,
    Standing.ANONYMOUS,
)
"""Of several tellings of one thing. Where one is disputed, that comes before mere silence."""

_WEAKEST_FIRST = (
    Standing.ANONYMOUS,
    Standing.CONTESTED,
    Standing.SINGLE_SOURCE,
    Standing.CORROBORATED,
)


class Grounds:
    """An assessment, looked up by item, report and place in the text."""

    def __init__(self, assessment: Assessment, desk: Desk) -> None:
        self.assessment = assessment
        self.desk = desk
        self.reports = {report.id: report for report in assessment.reports}
        self.statements = {said.id: said for said in assessment.statements}
        self.events = {event.id: event for event in assessment.events}
        self.claims = {claim.id: claim for claim in assessment.claims}
        self._names = {actor.code: actor.name for actor in assessment.actors}
        self._names |= {actor.code: actor.name for actor in desk.actors}
        self._claim_of: dict[str, Claim] = {}
        for claim in assessment.claims:
            self._claim_of |= dict.fromkeys((*claim.statements, *claim.events), claim)
        self._told: defaultdict[str, list[Statement]] = defaultdict(list)
        for said in assessment.statements:
            for cited in said.evidence:
                self._told[cited.report].append(said)

    def name(self, codes: Iterable[ActorCode]) -> str:
        """Actors as a reader calls them; "somebody" where there is none."""
        return " and ".join(self._names.get(code, code) for code in codes) or "somebody"

    def published(self, evidence: Iterable[Evidence]) -> dt.date | None:
        """The latest day on which any of it was published."""
        reports = (self.reports.get(cited.report) for cited in evidence)
        return max((r.published for r in reports if r and r.published), default=None)

    def sources_of(self, evidence: Iterable[Evidence]) -> tuple[str, ...]:
        """Who published what is quoted, each once."""
        reports = (self.reports.get(cited.report) for cited in evidence)
        return tuple(dict.fromkeys(publisher_of(report).name for report in reports if report))

    def is_copy(self, evidence: Sequence[Evidence]) -> bool:
        """Whether it stands in a near-copy of another report."""
        report = self.reports.get(evidence[0].report) if evidence else None
        return report is not None and report.duplicate_of is not None

    def standing(self, item: str, evidence: Sequence[Evidence]) -> Standing:
        """How well it stands that something is so: by its claim, else by who says it.

        An item outside of all claims stands as the weakest claim in the same words; where
        nothing else is known it is one source's word.
        """
        if item in self._claim_of:
            return self._claim_of[item].standing
        here = [said for cited in evidence for said in self._told[cited.report] if _in(said, cited)]
        found = [self._standing_of(said) for said in here]
        event = self.events.get(item)
        if event is not None and event.attribution is Attribution.ANONYMOUS:
            found.append(Standing.ANONYMOUS)
        return weakest_of(found) or Standing.SINGLE_SOURCE

    def standing_of_events(self, events: Iterable[Event]) -> Standing | None:
        """The best of what events stand at that each show the same; None without any."""
        found = frozenset(self.standing(event.id, event.evidence) for event in events)
        return next((each for each in BEST_FIRST if each in found), None)

    def evidence_of(self, events: Iterable[Event]) -> tuple[Evidence, ...]:
        """The first words of each event."""
        return tuple(event.evidence[0] for event in events if event.evidence)

    def known_events(self, identifiers: Iterable[str]) -> tuple[Event, ...]:
        """The events of these identifiers."""
        return tuple(self.events[key] for key in identifiers if key in self.events)

    def claim_evidence(self, claim: Claim) -> tuple[Evidence, ...]:
        """The first words of each telling of a claim, copies left out where others are."""
        told = [self.statements[key] for key in claim.statements if key in self.statements]
        cited = [said.evidence[0] for said in told if said.evidence]
        cited += self.evidence_of(self.known_events(claim.events))
        own = [each for each in cited if not self.is_copy([each])]
        return tuple(own or cited)

    def _standing_of(self, said: Statement) -> Standing:
        if said.id in self._claim_of:
            return self._claim_of[said.id].standing
        anonymous = said.attribution is Attribution.ANONYMOUS
        return Standing.ANONYMOUS if anonymous else Standing.SINGLE_SOURCE

    def cautious(
        self,
        what: str,
        standing: Standing | None,
        evidence: Sequence[Evidence],
        sources: Sequence[str],
    ) -> str:
        """The line of an alert: standing first, then what is reported, whose word, which words."""
        if standing is None and not evidence:
            return what
        lead = f"[{standing}] " if standing else ""
        if not evidence:
            return f"{lead}{what}."
        quote = " ".join(evidence[0].quote.split())
        if len(quote) > LONGEST_QUOTE:
            quote = quote[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
        return f"{lead}{what}; {', '.join(sources) or 'a report'}: “{quote}”"


def weakest_of(standings: Iterable[Standing]) -> Standing | None:
    """The standing that asks for most caution."""
    found = frozenset(standings)
    return next((each for each in _WEAKEST_FIRST if each in found), None)


def acts_as_wanted(
    rule: AlertRule, by: Collection[ActorCode], toward: Collection[ActorCode]
) -> bool:
    """Whether the right ones act toward the right ones."""
    return (
        (not rule.by or not set(rule.by).isdisjoint(by))
        and (not rule.toward or not set(rule.toward).isdisjoint(toward))
        and (
            not rule.between
            or any(
                one in rule.between and other in rule.between and one != other
                for one in by
                for other in toward
            )
        )
    )


def is_about(rule: AlertRule, texts: Iterable[str | None], codes: Collection[ActorCode]) -> bool:
    """Whether one of the words wanted stands in the texts, or one of the actors takes part."""
    if not rule.about:
        return True
    text = " ".join(" ".join(filter(None, texts)).split()).casefold()
    return any(word in codes or word.casefold() in text for word in rule.about)


def _in(said: Statement, cited: Evidence) -> bool:
    return any(
        own.report == cited.report and own.start < cited.end and cited.start < own.end
        for own in said.evidence
    )
