"""Words against deeds: what became of every threat, promise, demand and denial."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tocsin.brief.draft import Draft, Listing
from tocsin.brief.footnotes import Markers
from tocsin.brief.sections.signals import conditional
from tocsin.brief.wording import CROSSED_WORDS, SIGNAL_WORDS, clip, day_words, outcome_words
from tocsin.domain import (
    Evidence,
    Followed,
    Outcome,
    RedLine,
    SignalKind,
    Swing,
    TrackRecord,
)

SHOWN, KEPT = 6, 60  # per outcome
TEXT = 200
LINES, SWINGS = 12, 10
ORDER = (Outcome.BROKEN, Outcome.KEPT, Outcome.PENDING, Outcome.UNCLEAR)
HEADINGS = {
    Outcome.BROKEN: ("Broken", "it did not come, or the contrary did"),
    Outcome.KEPT: ("Kept", "what was said came about"),
    Outcome.PENDING: ("Pending", "it may still be decided"),
    Outcome.UNCLEAR: ("Unclear", "the reports do not settle it; each line says why"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLine:
    """One word and what became of it.

    outcome: in words that fit its kind ("carried out"). opener, condition:
    empty where it has none. markers: where it was said; shown: the words that
    show condition and deed, or the contrary.
    """

    kind: str
    slug: str
    sender: str
    receiver: str
    text: str
    opener: str
    condition: str
    outcome: str
    when: str
    times: int
    because: str
    markers: Markers
    shown: Markers


@dataclass(frozen=True, slots=True)
class WordGroup:
    """The words with one outcome."""

    outcome: Outcome
    heading: str
    explanation: str
    lines: Listing[WordLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLineRow:
    """One line of the register."""

    drawn_by: str
    toward: str
    when: str
    place: str
    condition: str
    consequence: str
    crossed: str
    crossed_when: str
    crossed_by: str
    because: str
    markers: Markers
    crossing: Markers
    after: Markers


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """How often one actor's words of one kind were followed by the deed."""

    actor: str
    kind: str
    window: int
    counts: str
    share: str
    interval: str
    base: str
    base_interval: str
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SwingLine:
    """A change of tone."""

    when: str
    sender: str
    receiver: str
    before: str
    after: str
    markers: Markers


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsAndDeeds:
    """The section: outcomes, red lines, records and swings.

    undated: words in reports without a date, after which nothing can be said to have come.
    """

    groups: tuple[WordGroup, ...]
    total: int
    undated: int
    counts: tuple[tuple[int, str], ...]
    red_lines: tuple[RedLineRow, ...]
    records: tuple[RecordRow, ...]
    swings: tuple[SwingLine, ...]


def words_and_deeds(draft: Draft) -> WordsAndDeeds:
    """The section on words and deeds.

    What announces no deed is left to the signals; red lines have a table of their own.
    """
    followed = [
        word
        for word in draft.assessment.followed
        if word.deeds and word.kind is not SignalKind.RED_LINE
    ]
    dated = [word for word in followed if word.first_said is not None]
    behind = Behind(draft)
    groups = []
    for outcome in ORDER:
        here = sorted(
            (word for word in dated if word.outcome is outcome),
            key=lambda word: (_weight(word), word.first_said or draft.assessment.as_of),
        )
        if here:
            lines = draft.listing(
                here, lambda word: line_of(word, draft, behind), shown=SHOWN, kept=KEPT
            )
            groups.append(WordGroup(outcome, *HEADINGS[outcome], lines))
    assessment = draft.assessment
    return WordsAndDeeds(
        groups=tuple(groups),
        total=len(followed) + len(assessment.red_lines),
        undated=len(followed) - len(dated),
        counts=tuple((group.lines.total, group.outcome.value) for group in groups),
        red_lines=tuple(red_line(line, draft, behind) for line in assessment.red_lines[:LINES]),
        records=tuple(record(found, draft) for found in assessment.track_records if found.words),
        swings=tuple(swing(found, draft) for found in assessment.swings[-SWINGS:]),
    )


class Behind:
    """The words that a conclusion rests on, by the identifiers of events and statements."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._events = {event.id: event.evidence for event in draft.assessment.events}

    def evidence(self, keys: Iterable[str]) -> Iterator[Evidence]:
        """In the order of the identifiers; one that the assessment does not hold is left out."""
        for key in keys:
            if key in self._events:
                yield from self._events[key]
            elif key in self._draft.statements:
                yield from self._draft.statements[key].evidence

    def cite(self, keys: Iterable[str]) -> Markers:
        """Their footnotes."""
        return self._draft.footnotes.cite(self.evidence(keys))


def _weight(word: Followed) -> tuple[bool, int]:
    """What was put to the test first, then by kind; in the order of the signals' weight."""
    return word.tested is not True, list(SIGNAL_WORDS).index(word.kind)


def line_of(word: Followed, draft: Draft, behind: Behind) -> WordLine:
    """The line of one word."""
    opener, condition = conditional(clip(word.condition or "", TEXT))
    markers = draft.footnotes.cite(word.evidence)
    return WordLine(
        kind=SIGNAL_WORDS[word.kind],
        slug=word.kind.value,
        sender=draft.names.all(word.sender) or "Sender not named",
        receiver=draft.names.all(word.receiver),
        text=clip(word.text.removeprefix("that "), TEXT),
        opener=opener,
        condition=condition,
        outcome=outcome_words(word.kind, word.outcome),
        when=_said(word),
        times=len({item.report for item in word.evidence}),
        because=readable(word.because),
        markers=markers,
        shown=behind.cite((*word.condition_events, *word.deed_events, *word.against)),
    )


def _said(word: Followed) -> str:
    said = f"said {day_words(word.first_said)}"
    return f"{said}, due {day_words(word.deadline)}" if word.deadline else said


def readable(because: str) -> str:
    """A reason with its ISO dates as a reader writes them.

    >>> readable("Not done by 2031-03-12.")
    'Not done by 12 March 2031.'
    """
    return re.sub(
        r"\d{4}-\d\d-\d\d", lambda found: day_words(date.fromisoformat(found[0])), because
    )


def red_line(line: RedLine, draft: Draft, behind: Behind) -> RedLineRow:
    """The row of one red line."""
    return RedLineRow(
        drawn_by=draft.names.all(line.drawn_by) or "Not named",
        toward=draft.names.all(line.toward),
        when=day_words(line.drawn_on) + (f", {line.times} times" if line.times > 1 else ""),
        place=line.place or "",
        condition=clip(line.condition or "", TEXT) or "not said what would cross it",
        consequence=clip(line.consequence or "", TEXT),
        crossed=CROSSED_WORDS[line.crossed],
        crossed_when=day_words(line.crossed_on) if line.crossed_on else "",
        crossed_by=draft.names.all(line.crossed_by),
        because=readable(line.because),
        markers=draft.footnotes.cite(line.evidence),
        crossing=behind.cite(line.crossings),
        after=behind.cite(line.came_after),
    )


def record(found: TrackRecord, draft: Draft) -> RecordRow:
    """The row of one track record."""
    return RecordRow(
        actor=draft.names.of(found.actor),
        kind=f"{SIGNAL_WORDS[found.kind]}s",
        window=found.window,
        counts=f"{found.followed} of {found.words}",
        share=_percent(found.share),
        interval=_range(found.low, found.high),
        base=f"{found.base_followed} of {found.base_windows}" if found.base_windows else "",
        base_interval=_range(found.base_low, found.base_high),
        left_out=found.left_out,
    )


def _percent(share: float | None) -> str:
    return "" if share is None else f"{round(100 * share)} %"


def _range(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return f"{round(100 * low)}–{round(100 * high)} %"


def swing(found: Swing, draft: Draft) -> SwingLine:
    """The line of one change of tone."""
    kinds: Sequence[SignalKind] = (found.from_kind, found.to_kind)
    before, after = (SIGNAL_WORDS[kind] for kind in kinds)
    return SwingLine(
        when=day_words(found.date),
        sender=draft.names.all(found.sender),
        receiver=draft.names.all(found.receiver),
        before=before,
        after=after,
        markers=draft.footnotes.cite(found.evidence),
    )
