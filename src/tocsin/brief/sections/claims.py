"""Claims with their standing, their Admiralty grade, and what contradicts them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.brief.draft import Draft, Listing, Word
from tocsin.brief.footnotes import Markers
from tocsin.brief.wording import SPEECH_WORDS, STANDING_WORDS, clip, grade_words
from tocsin.domain import Claim, Evidence, Standing, Statement

SHOWN, KEPT = 10, 50  # per standing
TEXT = 280
SPEAKERS = 3
ORDER = (Standing.CONTESTED, Standing.CORROBORATED, Standing.SINGLE_SOURCE, Standing.ANONYMOUS)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who makes a claim and how: "denied by Mira Halden (Arvia)"."""

    word: Word
    state: str
    verb: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A claim that says otherwise."""

    id: str
    text: str
    markers: Markers


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One claim: who says it, how well it stands, what contradicts it."""

    id: str
    text: str
    grade: str
    grade_words: str
    sources: int
    origins: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    contradictions: tuple[Contradiction, ...]
    markers: Markers


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """The claims of one standing."""

    standing: Standing
    heading: str
    explanation: str
    lines: Listing[ClaimLine]


def statements_of(claim: Claim, draft: Draft) -> list[Statement]:
    """The statements of a claim that the assessment holds."""
    return [draft.statements[key] for key in claim.statements if key in draft.statements]


def evidence_of(claim: Claim, draft: Draft) -> Iterator[Evidence]:
    """All words that make a claim; independent reports before further places in the same one."""
    evidence = [item for statement in statements_of(claim, draft) for item in statement.evidence]
    seen: set[str] = set()
    later = []
    for item in evidence:
        origin = draft.first_printing.get(item.report, item.report)
        if origin in seen:
            later.append(item)
        else:
            seen.add(origin)
            yield item
    yield from later


def speakers_of(claim: Claim, draft: Draft) -> tuple[Speaker, ...]:
    """Who says it, each once."""
    found: dict[Speaker, None] = {}
    for statement in statements_of(claim, draft):
        state = draft.names.of(statement.speaker_code) if statement.speaker_code else ""
        speaker = Speaker(
            Word(statement.attribution, statement.speaker),
            "" if state == statement.speaker else state,
            SPEECH_WORDS[statement.speech_act],
        )
        found.setdefault(speaker, None)
    return tuple(found)[:SPEAKERS]


def line_of(claim: Claim, draft: Draft, others: dict[str, Claim]) -> ClaimLine:
    """The line of one claim."""
    markers = draft.footnotes.cite(evidence_of(claim, draft))
    against = [others[key] for key in claim.contradicts if key in others]
    return ClaimLine(
        id=claim.id,
        text=clip(claim.text, TEXT),
        grade=claim.grade,
        grade_words=grade_words(claim.grade),
        sources=claim.sources,
        origins=claim.origins[:6],
        speakers=speakers_of(claim, draft),
        contradictions=tuple(
            Contradiction(
                other.id, clip(other.text, 160), draft.footnotes.cite(evidence_of(other, draft))
            )
            for other in against[:3]
        ),
        markers=markers,
    )


def claim_groups(draft: Draft) -> tuple[ClaimGroup, ...]:
    """The section on claims, contested first: that is where a reader must decide."""
    claims = draft.assessment.claims
    others = {claim.id: claim for claim in claims}
    groups = []
    for standing in ORDER:
        here = sorted(
            (claim for claim in claims if claim.standing is standing),
            key=lambda claim: (-claim.sources, -len(claim.statements), claim.grade),
        )
        if here:
            lines = draft.listing(here, lambda c: line_of(c, draft, others), shown=SHOWN, kept=KEPT)
            groups.append(ClaimGroup(standing, *STANDING_WORDS[standing], lines))
    return tuple(groups)
