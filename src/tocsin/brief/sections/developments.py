"""What changed between two days."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.brief.draft import Draft, Listing
from tocsin.brief.footnotes import Markers
from tocsin.brief.sections.deeds import readable
from tocsin.brief.wording import clip, count_words, day_words
from tocsin.domain import Development, DevelopmentKind

SHOWN, KEPT = 12, 80
TEXT = 220
HEADINGS = {
    DevelopmentKind.STANDING: "Claims that stand otherwise",
    DevelopmentKind.CLAIM: "New claims that several sources tell or somebody contests",
    DevelopmentKind.OUTCOME: "Words put to the test",
    DevelopmentKind.RED_LINE: "Red lines",
    DevelopmentKind.GAUGE: "Gauges",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change. before: empty for what is new."""

    text: str
    before: str
    after: str
    markers: Markers


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes of one kind."""

    heading: str
    lines: Listing[ChangeLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The section. since, until: days in words; arrivals: what came new, in words."""

    since: str
    until: str
    arrivals: str
    total: int
    groups: tuple[ChangeGroup, ...]


def changed(draft: Draft) -> Changed | None:
    """The section on changes; None where no two days were compared."""
    found = draft.assessment.developments
    if found is None:
        return None
    groups = []
    for kind, heading in HEADINGS.items():
        here = [change for change in found.changes if change.kind is kind]
        if here:
            lines = draft.listing(here, lambda one: line_of(one, draft), shown=SHOWN, kept=KEPT)
            groups.append(ChangeGroup(heading, lines))
    new = count_words(found.reports, "new report"), count_words(found.events, "new event")
    return Changed(
        since=day_words(found.since),
        until=day_words(found.until),
        arrivals=", ".join(new),
        total=len(found.changes),
        groups=tuple(groups),
    )


def line_of(change: Development, draft: Draft) -> ChangeLine:
    """The line of one change."""
    return ChangeLine(
        text=clip(change.text.removeprefix("that "), TEXT),
        before=change.before,
        after=readable(change.after),
        markers=draft.footnotes.cite(change.evidence),
    )
