"""The state of an annotation: reports with their items, and what was decided on each.

It is what its journal says and nothing else: every change is an entry, put on
the disk first and then applied, the same way as on the next start.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tocsin.annotation.journal import (
    SUFFIX,
    Decided,
    Decision,
    Entry,
    Fields,
    Finished,
    Journal,
    Opened,
    Written,
)
from tocsin.domain import InputError, Report, ReportId, UsageError
from tocsin.evaluation.gold import KINDS

KEPT = frozenset({Decision.ACCEPTED, Decision.CORRECTED, Decision.ADDED})
OPEN = frozenset({None, Decision.SKIPPED, Decision.DRAFT})


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to decide on.

    key: its name in the report ("events 3"; "events +1" for one that was
    added). kind: None for a sentence in which nothing was read. fields: as
    they stand now; original: as they were read, None for what was added.
    sentence: the first it stands in. annotator: who decided last.
    """

    key: str
    kind: str | None
    sentence: int
    fields: Fields
    original: Fields | None = None
    note: str = ""
    focus: tuple[str, ...] = ()
    decision: Decision | None = None
    annotator: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.decision in OPEN


@dataclass(slots=True)
class Sheet:
    """A report on the table: its items, and the kinds of them that are finished."""

    opened: Opened
    stops: dict[str, Stop] = field(default_factory=dict)
    finished: dict[str, None] = field(default_factory=dict)

    @property
    def report(self) -> Report:
        """The report that is annotated."""
        return self.opened.report

    def sentence_at(self, place: int) -> int:
        """Which sentence a place of the text is in."""
        return max(bisect_right(self.opened.sentences, place, key=lambda span: span[0]) - 1, 0)

    def of_kinds(self, kinds: Collection[str], *, every_sentence: bool = False) -> list[Stop]:
        """What is to be decided, in the order of the text.

        every_sentence: also the sentences of running text in which nothing of
        these kinds was read.
        """
        chosen = [stop for stop in self.stops.values() if stop.kind in kinds]
        if every_sentence:
            taken = {stop.sentence for stop in chosen}
            chosen += [self._bare(at) for at in self.opened.prose if at not in taken]
        ranks = {kind: rank for rank, kind in enumerate(KINDS)}
        return sorted(chosen, key=lambda stop: (stop.sentence, ranks.get(stop.kind or "", -1)))

    def _bare(self, sentence: int) -> Stop:
        key = f"sentence {sentence}"
        return self.stops.get(key) or Stop(key=key, kind=None, sentence=sentence, fields={})

    def complete(self) -> tuple[str, ...]:
        """The kinds of which all items are decided."""
        waiting = {stop.kind for stop in self.stops.values() if stop.is_open}
        return tuple(kind for kind in KINDS if kind in self.finished and kind not in waiting)


class Work:
    """All reports that are annotated into one gold file."""

    def __init__(self, gold: Path, annotator: str) -> None:
        """Takes up where the journal beside the gold file ends.

        Raises UsageError where the gold file is not as it was written here, or
        as `Journal` does.
        """
        path = gold.with_name(gold.name + SUFFIX)
        if gold.exists() and not path.exists():
            raise _foreign(gold)
        self.gold_path = gold
        self.annotator = annotator
        self.journal = Journal(path)
        self.sheets: dict[ReportId, Sheet] = {}
        self._written: set[str] = set()
        for entry in self.journal.entries():
            self._apply(entry)
        if gold.exists() and digest_of(gold.read_bytes()) not in self._written:
            self.close()
            raise _foreign(gold)

    def check(self, reports: Sequence[Report]) -> Iterator[InputError]:
        """A report that was annotated under its name before, and has other words now."""
        given = {report.id for report in reports}
        known = {
            sheet.report.origin: sheet
            for key, sheet in self.sheets.items()
            if key not in given and any(stop.decision for stop in sheet.stops.values())
        }
        for report in reports:
            sheet = known.get(report.origin)
            if sheet is None or report.id in self.sheets:
                continue
            decided = sum(not stop.is_open for stop in sheet.stops.values())
            yield InputError(
                report.origin,
                f"has changed since it was annotated ({decided} decisions in "
                f"{self.journal.path.name}).",
                "Put the old text back, or annotate the new one into another file with --out.",
            )

    def open(self, opened: Opened) -> Sheet:
        """Puts a report on the table."""
        self._record(opened)
        return self.sheets[opened.report.id]

    def decide(
        self, sheet: Sheet, stop: Stop, decision: Decision, fields: Fields | None = None
    ) -> Stop:
        """Records a decision, and the item where it is not as it was read."""
        fields = stop.fields if fields is None else fields
        self._record(
            Decided(
                report=sheet.report.id,
                key=stop.key,
                kind=stop.kind,
                decision=decision,
                annotator=self.annotator,
                fields=None if fields == stop.original or stop.kind is None else fields,
            )
        )
        return sheet.stops[stop.key]

    def add(self, sheet: Sheet, kind: str, fields: Fields) -> Stop:
        """Begins an item that was not read, as a draft."""
        number = sum(key.startswith(f"{kind} +") for key in sheet.stops) + 1
        stop = Stop(f"{kind} +{number}", kind, sheet.sentence_at(fields["start"]), fields)
        return self.decide(sheet, stop, Decision.DRAFT)

    def finish(self, sheet: Sheet, kinds: Sequence[str]) -> None:
        """Records that all items of these kinds are decided."""
        new = tuple(kind for kind in kinds if kind not in sheet.finished)
        if new:
            self._record(Finished(report=sheet.report.id, kinds=new, annotator=self.annotator))

    def will_write(self, gold: str) -> None:
        """Records what the gold file is about to be."""
        digest = digest_of(gold.encode())
        if digest not in self._written:
            self._record(Written(digest=digest))

    def close(self) -> None:
        """Lets go of the journal."""
        self.journal.close()

    def _record(self, entry: Entry) -> None:
        self.journal.append(entry)
        self._apply(entry)

    def _apply(self, entry: Entry) -> None:
        if isinstance(entry, Opened):
            self._lay_out(entry)
            return
        if isinstance(entry, Written):
            self._written.add(entry.digest)
            return
        sheet = self.sheets.get(entry.report)
        if sheet is None:  # its line is one of those that cannot be read
            return
        if isinstance(entry, Finished):
            sheet.finished |= dict.fromkeys(entry.kinds)
        else:
            self._apply_decision(sheet, entry)

    def _lay_out(self, opened: Opened) -> None:
        sheet = Sheet(opened)
        counts: dict[str, int] = {}
        for proposal in opened.proposals:
            counts[proposal.kind] = number = counts.get(proposal.kind, 0) + 1
            key = f"{proposal.kind} {number}"
            sheet.stops[key] = Stop(
                key=key,
                kind=proposal.kind,
                sentence=sheet.sentence_at(proposal.fields["start"]),
                fields=proposal.fields,
                original=proposal.fields,
                note=proposal.note,
                focus=proposal.focus,
            )
        self.sheets.setdefault(opened.report.id, sheet)

    @staticmethod
    def _apply_decision(sheet: Sheet, entry: Decided) -> None:
        before = sheet.stops.get(entry.key)
        original = before.original if before else None
        fields = entry.fields or original or {}
        if entry.kind is not None and "start" not in fields:
            return
        sheet.stops[entry.key] = Stop(
            key=entry.key,
            kind=entry.kind,
            sentence=sheet.sentence_at(fields["start"])
            if entry.kind
            else int(entry.key.rpartition(" ")[2]),
            fields=fields,
            original=original,
            note=before.note if before else "",
            focus=before.focus if before else (),
            decision=entry.decision,
            annotator=entry.annotator,
        )


def digest_of(data: bytes) -> str:
    """What tells whether a file is the one that was written."""
    return hashlib.sha256(data).hexdigest()


def _foreign(gold: Path) -> UsageError:
    return UsageError(
        f"{gold} was not written by this annotation, or was changed since; annotating would "
        "replace it. Choose another file with --out, or move it away."
    )
