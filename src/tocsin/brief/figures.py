"""The pictures of a brief: what each chart is given, and what it says to those who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.brief import map as region_map
from tocsin.brief.charts.drawing import draw
from tocsin.brief.draft import Draft
from tocsin.brief.sections.gauges import GaugeFigure, GaugeGroup
from tocsin.brief.sections.happened import clusters, weight
from tocsin.brief.wording import QUAD_WORDS, Names, count_words, day_words
from tocsin.domain import Assessment, DatePrecision, Status

FEWEST_DATED = 3  # lines on a time axis; fewer say nothing that the list does not


@dataclass(frozen=True, slots=True)
class Figures:
    """Inline SVG by place; empty where there is nothing to draw."""

    timeline: str
    timeline_narrow: str
    region: str
    region_states: tuple[region_map.StateForces, ...]
    region_missing: tuple[str, ...]
    gauges: tuple[tuple[str, ...], ...]
    outlook: str


def timeline(assessment: Assessment, *, width: int, key: str) -> str:
    """Dated actual events by date and intensity."""
    draft = Draft.of(assessment)
    dated = [
        event
        for event in assessment.events
        if event.status is Status.ACTUAL
        and event.date
        and event.date_precision is not DatePrecision.YEAR
    ]
    found = clusters(dated)
    if len(found) < FEWEST_DATED:
        return ""
    rows = []
    for cluster in found:
        worst = min(cluster, key=lambda event: event.intensity)
        rows.append(
            {
                "date": f"{worst.date:%Y-%m-%d}",
                "intensity": worst.intensity,
                "quad": QUAD_WORDS[worst.quad],
                "count": int(weight(cluster, draft)[0]),
            }
        )
    rows.sort(key=lambda row: (row["date"], row["intensity"]))
    days = sorted(event.date for event in dated if event.date)
    return draw(
        "timeline",
        {"events": rows, "zero": [{"intensity": 0}]},
        key=key,
        title=f"{count_words(len(rows), 'dated act')} by date and intensity",
        description=f"From {day_words(days[0])} to {day_words(days[-1])}; all are listed below.",
        width=width,
    )


def gauge(figure: GaugeFigure, group: GaugeGroup, *, key: str) -> str:
    """A line where there are two points or more, a dot on its scale for one, nothing for none."""
    measured = [point for point in figure.points if point[1] is not None]
    if not measured:
        return ""
    rows = [
        {
            "date": day.isoformat(),
            "value": value,
            "low": value if low is None else low,
            "high": value if high is None else high,
        }
        for day, value, low, high in measured
    ]
    said = f"{figure.latest} {group.unit} on {figure.when}"
    said += f", 80 % interval {figure.interval}" if figure.interval else ""
    return draw(
        "gauge" if len(rows) > 1 else "dot",
        {"points": rows},
        key=key,
        title=f"{group.name}, {figure.subject}",
        description=f"{count_words(len(rows), 'measurement')}; the latest: {said}",
        domain=figure.domain,
    )


def region(assessment: Assessment) -> tuple[str, region_map.RegionMap | None]:
    """The map of the posture table."""
    found = region_map.region(assessment.posture, Names(assessment.actors))
    if found is None:
        return "", None
    drawn = draw(
        "region",
        {"land": found.land, "labels": found.labels},
        key="map",
        title="Map of the forces that the reports name",
        description="; ".join(state.words for state in found.states),
    )
    return drawn, found


def outlook(assessment: Assessment) -> str:
    """Tocsin's own probabilities, where there are any."""
    if not assessment.outlook:
        return ""
    rows = [
        {
            "scenario": f"{item.scenario} ({item.horizon.value})",
            "probability": item.probability,
            "low": item.low,
            "high": item.high,
        }
        for item in assessment.outlook
    ]
    return draw(
        "outlook",
        {"scenarios": rows},
        key="outlook",
        title="Probability of each scenario with its 80 % interval",
        description="The numbers are in the table.",
    )


def figures_of(assessment: Assessment, groups: tuple[GaugeGroup, ...]) -> Figures:
    """Every picture of one brief."""
    drawn, found = region(assessment)
    return Figures(
        timeline=timeline(assessment, width=640, key="timeline"),
        timeline_narrow=timeline(assessment, width=270, key="timeline-narrow"),
        region=drawn,
        region_states=found.states if found else (),
        region_missing=found.missing if found else (),
        gauges=tuple(
            tuple(
                gauge(figure, group, key=f"gauge-{g}-{f}")
                for f, figure in enumerate(group.figures, 1)
            )
            for g, group in enumerate(groups, 1)
        ),
        outlook=outlook(assessment),
    )
