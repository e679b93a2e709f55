"""A parsed stretch of a report, and what has been found in it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from tocsin.domain import (
    ActorCode,
    ActorKind,
    Attribution,
    Block,
    BlockKind,
    Commitment,
    Event,
    EventType,
    Evidence,
    Posture,
    Prediction,
    Report,
    Signal,
    SpeechAct,
    Statement,
)

PLACING = frozenset({"in", "at", "near", "from", "over", "across", "inside", "into", "along"})


class Reference(NamedTuple):
    """Whom a noun phrase stands for.

    codes: states and organisations, in the order of the text. name: as shown
    to a reader. person: the person's own code where it is one.
    """

    codes: tuple[ActorCode, ...]
    name: str
    person: str | None = None


class Mention(NamedTuple):
    """An actor named outright at `[start, end)` in token positions; root is its head.

    adjective: "Russian", which names an actor only together with its noun.
    city: a place that stands for its state.
    """

    start: int
    end: int
    root: int
    reference: Reference
    adjective: bool = False
    city: bool = False


class Deed(NamedTuple):
    """An act told before, for what refers back to it: "condemned the attack".

    place: where its trigger begins in the report's text.
    """

    type: EventType
    source: tuple[ActorCode, ...]
    target: tuple[ActorCode, ...]
    trigger: Token
    place: int = 0


class Speech(NamedTuple):
    """Somebody says something in this sentence: who, how, and which words are said.

    verb: token position of the speech verb (or of "according"). start, end:
    `[start, end)` in token positions of what is said. holder: token position
    of the speaker, None where it is left out.
    """

    verb: int
    act: SpeechAct
    attribution: Attribution
    speaker: Reference | None
    holder: int | None
    start: int
    end: int


@dataclass(slots=True)
class CodedEvent:
    """An event together with the tokens it was coded from, for the extractors that follow."""

    event: Event
    trigger: Token
    certain: bool = True


@dataclass(slots=True)
class Passage:
    """A block of a report after parsing, or a stretch of one; extractors add what they find.

    heading: the nearest heading above it. opens: whether it begins where its
    block does. gap: whether sentences were passed over before it. topics: for each sentence,
    by its first token, the subject of the one before. homes: likewise, the last subject that
    was somebody. before: who was named just before the passage, latest last. deeds: what the
    report has told so far; counts: how often it names whom so far; totals: how often in all;
    ours: the state whose government the author calls so;
    kinds: what those are, seats: in which state a group is at home; all passages of a report
    share these.
    """

    report: Report
    block: Block
    doc: Doc
    heading: str = ""
    opens: bool = True
    gap: bool = False
    topics: dict[int, Reference | None] = field(default_factory=dict)
    homes: dict[int, Reference | None] = field(default_factory=dict)
    deeds: list[Deed] = field(default_factory=list)
    counts: dict[ActorCode, int] = field(default_factory=dict)
    totals: dict[ActorCode, int] = field(default_factory=dict)
    ours: tuple[ActorCode, ...] = ()
    kinds: dict[ActorCode, ActorKind] = field(default_factory=dict)
    seats: dict[ActorCode, ActorCode] = field(default_factory=dict)
    before: tuple[Reference, ...] = ()
    mentions: dict[int, list[Mention]] = field(default_factory=dict)
    references: dict[int, Reference | None] = field(default_factory=dict)
    speeches: list[Speech] = field(default_factory=list)
    coded: list[CodedEvent] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    posture: list[Posture] = field(default_factory=list)
    predictions: list[Prediction] = field(default_factory=list)

    @classmethod
    def alone(cls, doc: Doc, text: str) -> Passage:
        """A parsed sentence of no report, nobody in it named yet; text: as it stood."""
        report = Report.make(origin="", text=text)
        return cls(report, Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text)), doc)

    @property
    def offset(self) -> int:
        """Where the block begins in `report.text`."""
        return self.block.start

    def cite(self, start: int, end: int) -> Evidence:
        """Evidence for `[start, end)` in character positions of the block."""
        return Evidence.cite(self.report, self.offset + start, self.offset + end)

    def cite_sentence(self, sentence: Span) -> Evidence:
        """Evidence for a whole sentence."""
        return self.cite(sentence.start_char, sentence.end_char)

    def words(self, start: int, end: int) -> str:
        """The report's own words for `[start, end)` in token positions, trimmed of punctuation."""
        if start >= end:
            return ""
        last = self.doc[end - 1]
        first = self.offset + self.doc[start].idx
        return self.report.text[first : self.offset + last.idx + len(last.text)].strip(
            " \t\n,;:.\u2014\u2013-"
        )

    def opponent(self, position: int, side: tuple[ActorCode, ...]) -> tuple[ActorCode, ...]:
        """The actor outside `side` named nearest before a token, here or just before.

        For acts whose victim the sentence leaves to its surroundings ("since
        Russia's invasion"). Persons and those of the same side do not count.
        """
        for reference in (*reversed(self.named_before(position)), *reversed(self.before)):
            if reference.person is None and not set(reference.codes) & set(side):
                return reference.codes
        return ()

    def named_before(self, position: int) -> list[Reference]:
        """The five named last before a token of the passage, in order; adjectives name nobody."""
        named = [
            mention.reference
            for here in range(position)
            for mention in self.mentions.get(here, ())
            if here == mention.root and not mention.adjective
        ]
        return named[-5:]

    def addressed_in(
        self, start: int, end: int, sender: tuple[ActorCode, ...] = ()
    ) -> tuple[ActorCode, ...]:
        """Like `named_in`, but neither the sender nor mere places ("in Ukraine")."""
        places = {
            code
            for position in range(start, end)
            for mention in self.mentions.get(position, ())
            if self.doc[mention.root].dep_ == "pobj"
            and self.doc[mention.root].head.lower_ in PLACING
            for code in mention.reference.codes
        }
        named = self.named_in(start, end)
        return tuple(code for code in named if code not in places and code not in sender)

    def named_in(self, start: int, end: int) -> tuple[ActorCode, ...]:
        """Codes of the actors named or meant in `[start, end)` (tokens), in order, each once."""
        seen: dict[ActorCode, None] = {}
        for position in range(start, end):
            for mention in self.mentions.get(position, ()):
                seen.update(dict.fromkeys(mention.reference.codes))
            reference = self.references.get(position)
            if reference is not None:
                seen.update(dict.fromkeys(reference.codes))
        return tuple(seen)
