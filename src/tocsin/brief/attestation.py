"""On whose word the brief says something, and who says otherwise.

Events carry their speaker; for which side a speaker speaks, and who
contradicts it, stands in the statements and claims that rest on the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tocsin.brief.wording import Names
from tocsin.domain import (
    ActorCode,
    Assessment,
    Attribution,
    Claim,
    Event,
    Evidence,
    SpeechAct,
    Statement,
)

NOT_NAMED = "not named"
# How an unnamed speaker is introduced at the head of a sentence; elsewhere it is a small letter.
LEADS = frozenset(
    {
        "a", "an", "another", "certain", "critics", "experts", "five", "four", "insiders",
        "internal", "many", "most", "multiple", "observers", "officials", "one", "other",
        "others", "people", "reports", "residents", "several", "some", "sources", "supporters",
        "the", "these", "those", "three", "two", "unnamed", "various", "analysts", "witnesses",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """On whose word something is said: "according to …", unnamed or unattributed."""

    attribution: Attribution
    speaker: str | None = None

    @property
    def anonymous(self) -> bool:
        """Whether the speaker is unnamed."""
        return self.attribution is Attribution.ANONYMOUS

    @property
    def hearsay(self) -> bool:
        """Whether the report gives no speaker at all, only a word such as "reportedly"."""
        return self.anonymous and (self.speaker or "").startswith(NOT_NAMED)

    @property
    def name(self) -> str:
        """The speaker as a reader meets one within a sentence; empty for the report itself.

        >>> Word(Attribution.ANONYMOUS, "Internal sources").name
        'internal sources'
        >>> Word(Attribution.ANONYMOUS, "not named (“reportedly”)").name
        'speaker not named (“reportedly”)'
        """
        speaker = self.speaker or ""
        if self.hearsay:
            return f"speaker {speaker}"
        if self.anonymous and not speaker:
            return "unnamed sources"
        first = speaker.split(" ", 1)[0]
        small = first == "The" or (self.anonymous and first.casefold() in LEADS)
        return first.casefold() + speaker[len(first) :] if small else speaker

    @property
    def phrase(self) -> str:
        """The words that follow a line.

        >>> Word(Attribution.NAMED, "Mira Halden").phrase, Word(Attribution.NONE).phrase
        ('according to Mira Halden', 'unattributed')
        """
        if self.hearsay:
            return self.name
        return f"according to {self.name}" if self.name else "unattributed"


def said_by(statement: Statement, names: Names) -> str:
    """The speaker of a statement with the side spoken for: "Mira Halden (Arvia)"."""
    word = Word(statement.attribution, statement.speaker)
    side = names.of(statement.speaker_code) if statement.speaker_code else ""
    return f"{word.name} ({side})" if side and not about_itself(word.name, side) else word.name


def about_itself(speaker: str, side: str) -> bool:
    """Whether a speaker's words already say for whom: "Arvia", "Borland's army"."""
    return side.casefold() in speaker.casefold()


class Attestations:
    """Statements and claims of an assessment, found by the words they rest on."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Statements by identifier."""
        return {statement.id: statement for statement in self._assessment.statements}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Claims by identifier."""
        return {claim.id: claim for claim in self._assessment.claims}

    @cached_property
    def _by_report(self) -> dict[str, list[tuple[int, int, Statement]]]:
        found: dict[str, list[tuple[int, int, Statement]]] = {}
        for statement in self._assessment.statements:
            for item in statement.evidence:
                found.setdefault(item.report, []).append((item.start, item.end, statement))
        return found

    @cached_property
    def _claims_of(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self._assessment.claims:
            for key in claim.statements:
                found.setdefault(key, []).append(claim)
        return found

    @cached_property
    def _sides(self) -> dict[str, ActorCode]:
        """Speaker -> the side last seen spoken for."""
        return {s.speaker: s.speaker_code for s in self.statements.values()
                if s.speaker and s.speaker_code}  # fmt: skip

    def stated_in(self, evidence: Iterable[Evidence]) -> list[Statement]:
        """The statements made in the same words, or in part of them."""
        found: dict[str, Statement] = {}
        for item in evidence:
            for start, end, statement in self._by_report.get(item.report, ()):
                if start < item.end and item.start < end:
                    found.setdefault(statement.id, statement)
        return list(found.values())

    def claims_in(self, evidence: Iterable[Evidence]) -> list[Claim]:
        """The claims that rest on the same words."""
        found: dict[str, Claim] = {}
        for statement in self.stated_in(evidence):
            for claim in self._claims_of.get(statement.id, ()):
                found.setdefault(claim.id, claim)
        return list(found.values())

    def against(self, claims: Iterable[Claim]) -> list[Statement]:
        """The statements that contradict some claims, denials first."""
        found: dict[str, Statement] = {}
        for claim in claims:
            for other in claim.contradicts:
                for key in self.claims[other].statements if other in self.claims else ():
                    if key in self.statements:
                        found.setdefault(key, self.statements[key])
        return sorted(found.values(), key=lambda statement: not denies(statement))

    def speaks_for(self, word: Word, evidence: Sequence[Evidence]) -> ActorCode | None:
        """The side a speaker speaks for, as the statement in the same words has it."""
        if not word.speaker:
            return None
        here = {s.speaker: s.speaker_code for s in self.stated_in(evidence)}
        return here.get(word.speaker) or self._sides.get(word.speaker)

    def one_sided(self, event: Event) -> bool:
        """Whether an act rests on the word of a named speaker who does not act in it."""
        word = Word(event.attribution, event.speaker)
        if event.attribution is not Attribution.NAMED:
            return False
        side = self.speaks_for(word, event.evidence)
        return side is not None and side not in event.source

    def word_on(self, evidence: Sequence[Evidence]) -> Word | None:
        """Whose word some words are, as far as a statement in them tells; None for the report's."""
        spoken = [s for s in self.stated_in(evidence) if s.attribution is not Attribution.NONE]
        return Word(spoken[0].attribution, spoken[0].speaker) if spoken else None


def denies(statement: Statement) -> bool:
    """Whether a statement says that something is not so."""
    return statement.negated or statement.speech_act in (SpeechAct.DENIED, SpeechAct.REJECTED)


def objection(against: Sequence[Statement], names: Names, *, most: int = 2) -> str:
    """Who says otherwise: "denied by Mira Halden (Arvia)"; empty where nobody does."""
    phrases: dict[str, dict[str, None]] = {}
    for statement in against:
        verb = "denied by" if denies(statement) else "contradicted by"
        who = said_by(statement, names) or "a report in its own words"
        phrases.setdefault(verb, {}).setdefault(who, None)
    return "; ".join(f"{verb} {listed(list(who), most)}" for verb, who in phrases.items())


def listed(words: Sequence[str], most: int) -> str:
    """Some words in a row, those beyond `most` counted.

    >>> listed(["a", "b", "c"], 2), listed(["a", "b"], 2)
    ('a, b and 1 more', 'a and b')
    """
    if len(words) > most:
        words = [*words[:most], f"{len(words) - most} more"]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
