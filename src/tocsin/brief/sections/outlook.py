"""What may come: predictions found in the reports, by horizon; and, apart, Tocsin's own outlook."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.brief.attestation import Word
from tocsin.brief.draft import Draft, Listing
from tocsin.brief.footnotes import Markers
from tocsin.brief.wording import HORIZON_WORDS, clip, day_words, percent_words
from tocsin.domain import Bargain, Horizon, Outlook, Prediction

SHOWN, KEPT = 9, 40  # per horizon


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictionLine:
    """One prediction: what, by whom, and what its likelihood word means as a range.

    by: the report that makes it where it names no other speaker. due: "was due by …"
    where that day is past, else empty.
    """

    text: str
    word: Word
    by: str
    likelihood: str
    range: str
    low: float | None
    high: float | None
    markers: Markers
    due: str = ""


@dataclass(frozen=True, slots=True)
class HorizonGroup:
    """The predictions of one horizon."""

    heading: str
    explanation: str
    lines: Listing[PredictionLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioLine:
    """A probability of our own, with what drives it."""

    scenario: str
    horizon: str
    percent: str
    range: str
    probability: float
    low: float
    high: float
    drivers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BargainLine:
    """An issue: where each side stands on 0-100, and where it may settle."""

    issue: str
    positions: tuple[tuple[str, float, float, float], ...]
    settlement: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The section."""

    horizons: tuple[HorizonGroup, ...]
    predictions: int
    scenarios: tuple[ScenarioLine, ...]
    bargains: tuple[BargainLine, ...]


def is_past(item: Prediction, draft: Draft) -> bool:
    """Whether what was foretold should have come by the day of the brief."""
    return item.due is not None and item.due < draft.assessment.as_of


def line_of(item: Prediction, draft: Draft) -> PredictionLine:
    """The line of one prediction."""
    return PredictionLine(
        text=clip(item.text, 320),
        word=Word(item.attribution, item.speaker),
        by=draft.author(item.evidence),
        likelihood=item.likelihood or "",
        range=percent_words(item.low, item.high),
        low=item.low,
        high=item.high,
        markers=draft.footnotes.cite(item.evidence),
        due=f"was due by {day_words(item.due)}" if is_past(item, draft) else "",
    )


def scenario_of(item: Outlook) -> ScenarioLine:
    """One probability of ours."""
    return ScenarioLine(
        scenario=item.scenario,
        horizon=HORIZON_WORDS[item.horizon][0],
        percent=percent_words(item.probability, item.probability),
        range=percent_words(item.low, item.high),
        probability=item.probability,
        low=item.low,
        high=item.high,
        drivers=tuple((driver.name, f"{driver.effect:+.2f}") for driver in item.drivers),
    )


def bargain_of(item: Bargain, draft: Draft) -> BargainLine:
    """One issue under negotiation."""
    return BargainLine(
        issue=item.issue,
        positions=tuple(
            (draft.names.of(p.actor), p.position, p.salience, p.capability) for p in item.positions
        ),
        settlement=item.settlement,
        low=item.low,
        high=item.high,
    )


def ahead(draft: Draft) -> Ahead:
    """The section on what may come."""
    assessment = draft.assessment
    groups = []
    for horizon in Horizon:
        here = [item for item in assessment.predictions if item.horizon is horizon]
        here.sort(key=lambda item: is_past(item, draft))  # what is still open first
        if here:
            lines = draft.listing(here, lambda item: line_of(item, draft), shown=SHOWN, kept=KEPT)
            groups.append(HorizonGroup(*HORIZON_WORDS[horizon], lines))
    return Ahead(
        horizons=tuple(groups),
        predictions=len(assessment.predictions),
        scenarios=tuple(scenario_of(item) for item in assessment.outlook),
        bargains=tuple(bargain_of(item, draft) for item in assessment.bargaining),
    )
