"""Acts of a gold file as sentences with marked sides, as the coder is measured and trained on."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tocsin.annotation.gold_file import write_at_once
from tocsin.desk import Desk
from tocsin.domain import ActorCode, ActorKind, InputError, Report, Status
from tocsin.evaluation import GoldReport, read_gold
from tocsin.evaluation.gold import GoldEvent
from tocsin.evaluation.gold_places import sentence_at, sentence_starts
from tocsin.evaluation.marked_file import MARK
from tocsin.evaluation.reports import place_in, to_report
from tocsin.knowledge import AliasForm, Gazetteer, Hit

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

COLUMNS = ("sentence", "marked_sentence", "source", "target", "gold_root")
INNER = frozenset({"amod", "compound", "nmod", "poss"})
# How unlikely a name in such a place is the side: 0 is the best.
DOING = {"nsubj": 0, "agent": 0, "poss": 1}
DONE_TO = {"dobj": 0, "dative": 0, "nsubjpass": 0, "pobj": 1}
ELSEWHERE = 3
PLACES = frozenset({AliasForm.CAPITAL, AliasForm.METONYM, AliasForm.DEMONYM})
PERSONS = frozenset({AliasForm.PERSON, AliasForm.SURNAME})
SAYING = frozenset({"say", "tell", "report"})
NOT_ACTUAL = "that are not actual"
DIFFERING = "that are optional in the gold"
UNNAMED = "without both sides named in their sentence"
TWO_TYPES = "of different types between the same words"


class MarkedAct(NamedTuple):
    """A sentence with the words for both sides, as `[start, end)`, and the type of the act."""

    sentence: str
    source: tuple[int, int]
    target: tuple[int, int]
    type: str

    def row(self) -> tuple[str, ...]:
        """Its fields by `COLUMNS`."""
        sides = {"s": self.source, "t": self.target}
        marked = self.sentence
        for name, (start, end) in sorted(sides.items(), key=lambda side: -side[1][0]):
            marked = f"{marked[:start]}<{name}>{marked[start:end]}</{name}>{marked[end:]}"
        words = (self.sentence[slice(*span)] for span in (self.source, self.target))
        return (self.sentence, marked, *words, self.type)


class Exported(NamedTuple):
    """What was written. left_out: how many acts were not, and why, in words."""

    rows: int
    left_out: tuple[str, ...]


def export_coding(gold: Path, out: Path, *, desk: Desk) -> Exported:
    """Writes the actual acts of a gold file as a file of marked sentences.

    Raises InputError as `read_gold` does, and where there is nothing to write.
    """
    file = read_gold(gold)
    reasons: Counter[str] = Counter()
    acts = list(_without_contradictions(_acts(file.gold.reports, desk, reasons), reasons))
    left_out = [str(row) for row in file.bad]
    left_out += [f"acts {why}: {number}" for why, number in sorted(reasons.items())]
    if not acts:
        why = f": {'; '.join(left_out)}." if left_out else "."
        raise InputError(str(gold), f"has no act that can be written{why}")
    stream = io.StringIO()
    writer = csv.writer(stream, "excel-tab", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(act.row() for act in acts)
    write_at_once(out, stream.getvalue())
    return Exported(len(acts), tuple(left_out))


def _acts(reports: Sequence[GoldReport], desk: Desk, reasons: Counter[str]) -> Iterator[MarkedAct]:
    from tocsin.knowledge import gazetteer

    known = gazetteer(desk.actors)
    for number, gold in enumerate(reports):
        report = to_report(gold, f"report {number + 1}")
        starts = sentence_starts(report) if gold.events else []
        finder = SideFinder(report, known)
        for event in gold.events:
            if event.optional or event.status[0] is not Status.ACTUAL:
                reasons[DIFFERING if event.optional else NOT_ACTUAL] += 1
                continue
            act = _marked(event, gold, starts, finder)
            if act is None:
                reasons[UNNAMED] += 1
            else:
                yield act


def _marked(
    event: GoldEvent, gold: GoldReport, starts: Sequence[int], finder: SideFinder
) -> MarkedAct | None:
    text = finder.report.text
    place = place_in(event, gold.text, text)
    if place is None:
        return None
    ends = [*starts[1:], len(text)]
    first, last = sentence_at(starts, place[0]), sentence_at(starts, place[1] - 1)
    start = starts[first]
    words = text[start : ends[last]].partition("\n\n")[0].rstrip()
    sides = finder.find(start, start + len(words), event.source, event.target)
    if sides is None or MARK.search(words):
        return None
    plain = words.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    return MarkedAct(plain, *sides, str(event.type[0]))


def _without_contradictions(
    acts: Iterable[MarkedAct], reasons: Counter[str]
) -> Iterator[MarkedAct]:
    """Each once; none where the same words stand for two acts, of which a coder can give one."""
    kept = list(dict.fromkeys(acts))
    times = Counter(act[:3] for act in kept)
    for act in kept:
        if times[act[:3]] == 1:
            yield act
        else:
            reasons[TWO_TYPES] += 1


class SideFinder:
    """Finds the words for an actor in a sentence of a report."""

    def __init__(self, report: Report, gazetteer: Gazetteer) -> None:
        self.report = report
        self.gazetteer = gazetteer
        self.hits = gazetteer.scan(report.text)

    def find(
        self, start: int, end: int, source: Sequence[ActorCode], target: Sequence[ActorCode]
    ) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """The words for both sides in the sentence at `[start, end)`, None where one is unnamed.

        Of several names of a side the one in the likelier place counts: a
        subject for the source, an object for the target.
        """
        doc = _parsed(self.report.text[start:end])
        named = [hit for hit in self.hits if start <= hit.start and hit.end <= end]
        best = None
        for from_span, from_rank in self._spans(doc, named, start, source, DOING):
            for to_span, to_rank in self._spans(doc, named, start, target, DONE_TO):
                apart = from_span[1] <= to_span[0] or to_span[1] <= from_span[0]
                rank = (from_rank + to_rank, from_span[0], to_span[0])
                if apart and (best is None or rank < best[0]):
                    best = (rank, (from_span, to_span))
        return best[1] if best else None

    def _spans(
        self,
        doc: Doc,
        named: Sequence[Hit],
        offset: int,
        codes: Sequence[ActorCode],
        ranks: Mapping[str, int],
    ) -> Iterator[tuple[tuple[int, int], int]]:
        """The words that name an actor, and how unlikely they are this side: 0 is the best."""
        for hit in named:
            if not any(code in codes for code in self._meant(hit)):
                continue
            span = doc.char_span(hit.start - offset, hit.end - offset, alignment_mode="expand")
            if span is None:
                continue
            form = hit.senses[0].form
            owner = span.root if form in PERSONS else _head(span)
            place = "agent" if owner.dep_ == "pobj" and owner.head.dep_ == "agent" else owner.dep_
            if ranks is DONE_TO and place == "nsubj" and owner.head.lemma_ in SAYING:
                continue  # who tells of it
            last = max(span.end - 1, owner.i)
            where = (span.start_char, doc[last].idx + len(doc[last]))
            yield where, ranks.get(place, ELSEWHERE) + (form in PLACES)

    def _meant(self, hit: Hit) -> Iterator[ActorCode]:
        for sense in hit.senses:
            if sense.kind is ActorKind.PERSON:
                yield self.gazetteer.spoke_for(sense.code, self.report.published)
            yield sense.code


def _head(span: Span) -> Token:
    """The noun that a name belongs to: "envoys" of "Arvian envoys", else the name's own head."""
    head = span.root
    while head.dep_ in INNER and head.head.i > head.i and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head
    return head


def _parsed(sentence: str) -> Doc:
    from tocsin.reading.parser import PLAIN_QUOTES, load_parser

    return load_parser()(sentence.translate(PLAIN_QUOTES))
