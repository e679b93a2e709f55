"""Who was read, what their word has been worth, and each of their reports."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.brief.draft import Draft, Listing
from tocsin.brief.wording import count_words, day_words, percent_words
from tocsin.domain import (
    RELIABILITY_WORDS,
    HouseKind,
    JudgedBy,
    Reliability,
    Report,
    SourceRecord,
    house_key,
)

SHOWN, KEPT = 40, 600
HOUSES_SHOWN, HOUSES_KEPT = 12, 200
NAMES = 4

KIND_WORDS = {
    HouseKind.AGENCY: "news agency",
    HouseKind.PRESS: "press",
    HouseKind.BROADCASTER: "broadcaster",
    HouseKind.ONLINE: "online",
    HouseKind.INSTITUTE: "institute",
    HouseKind.GOVERNMENT: "government",
    HouseKind.ORGANISATION: "organisation",
    HouseKind.AGGREGATOR: "aggregator",
    HouseKind.PLATFORM: "platform",
}
JUDGED_WORDS = {
    JudgedBy.DESK: "set by the desk",
    JudgedBy.REPORT: "came with the reports",
    JudgedBy.NONE: "nobody has judged",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRow:
    """One source. record: how its claims fared. range: 90 % interval, empty where none settled.

    suggested: what its record would earn it, empty where it says too little.
    """

    name: str
    kind: str
    also: str
    reports: str
    grade: str
    grade_words: str
    judged: str
    record: str
    range: str
    suggested: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One report. link: its address where that is http(s), else empty.

    text_by: whose text it is where that is another house's.
    """

    label: str
    id: str
    title: str
    origin: str
    source: str
    text_by: str
    published: str
    words: int
    grade: str
    grade_words: str
    copy_of: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingLine:
    """One feed that fails."""

    name: str
    since: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """The feeds that fail: what may be missing from the page. lead: how many."""

    lead: str
    feeds: tuple[FailingLine, ...]


def failing_feeds(draft: Draft) -> Failing | None:
    """The feeds that fail, the longest failing first; None where all are well."""
    feeds = draft.assessment.failing_feeds
    if not feeds:
        return None
    verb = "fails" if len(feeds) == 1 else "fail"
    return Failing(
        lead=f"{count_words(len(feeds), 'feed')} {verb}",
        feeds=tuple(
            FailingLine(name=feed.name, since=day_words(feed.since), reason=feed.reason)
            for feed in feeds
        ),
    )


def title_of(report: Report) -> str:
    """What a reader calls a report: its title, else where it came from."""
    return report.title or report.origin


def link_of(report: Report) -> str:
    """The address of a report; nothing but http(s) becomes a link on a page."""
    address = report.url or report.origin
    return address if address.lower().startswith(("http://", "https://")) else ""


def row_of(report: Report, draft: Draft) -> SourceRow:
    """The row of one report."""
    return SourceRow(
        label=draft.footnotes.label(report.id),
        id=report.id,
        title=title_of(report),
        origin=report.origin,
        source=report.source or report.house or "",
        text_by=text_by(report),
        published=day_words(report.published),
        words=report.words,
        grade=report.grade.value,
        grade_words=RELIABILITY_WORDS[report.grade],
        copy_of=draft.footnotes.label(report.duplicate_of) if report.duplicate_of else "",
        link=link_of(report),
    )


def sources_table(draft: Draft) -> Listing[SourceRow]:
    """One row per report, in the order in which they were given."""
    return draft.listing(
        draft.assessment.reports, lambda report: row_of(report, draft), shown=SHOWN, kept=KEPT
    )


def text_by(report: Report) -> str:
    """Whom a report credits with its text; empty where that is its own publisher."""
    credited = report.credit_house or report.credit or ""
    publisher = report.house or report.source or ""
    return credited if house_key(credited) != house_key(publisher) else ""


def houses_table(draft: Draft) -> Listing[HouseRow]:
    """One row per source, those with most reports first."""
    return draft.listing(draft.assessment.sources, house_row, shown=HOUSES_SHOWN, kept=HOUSES_KEPT)


def house_row(record: SourceRecord) -> HouseRow:
    """The row of one source."""
    settled = record.corroborated + record.contradicted
    more = len(record.also) - NAMES
    return HouseRow(
        name=record.name,
        kind=KIND_WORDS[record.kind] if record.kind else "",
        also=", ".join(record.also[:NAMES]) + (f" and {more} more" if more > 0 else ""),
        reports=_reports(record),
        grade=record.reliability.value,
        grade_words=RELIABILITY_WORDS[record.reliability],
        judged=JUDGED_WORDS[record.judged_by],
        record=_fared(record),
        range=percent_words(record.interval.low, record.interval.high) if settled else "",
        suggested="" if record.suggested is Reliability.F else record.suggested.value,
    )


def _reports(record: SourceRecord) -> str:
    """How much it published, and how much of that text is whose."""
    words = [count_words(record.reports, "report")]
    if record.reprints:
        words.append(f"{record.reprints} from others")
    if record.carried:
        words.append(f"{record.carried} printed by others")
    return ", ".join(words)


def _fared(record: SourceRecord) -> str:
    if not (record.corroborated or record.contradicted or record.open):
        return "no claim of its own"
    return (
        f"{record.corroborated} corroborated, {record.contradicted} contradicted, "
        f"{record.open} open"
    )
