"""Claims with their standing, their Admiralty grade, and what contradicts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from tocsin.brief.attestation import Word, said_by
from tocsin.brief.draft import Draft, Listing
from tocsin.brief.footnotes import Markers
from tocsin.brief.wording import (
    SPEECH_WORDS,
    STANDING_WORDS,
    clip,
    count_words,
    day_words,
    grade_words,
)
from tocsin.domain import Attribution, Claim, Evidence, Standing, Statement, Step

SHOWN, KEPT = 10, 50  # per standing
TEXT = 280
SPEAKERS = 3
STEPS = 4  # of a history
SIDES = 6  # of a dispute, beside the claim that heads it
# Words that open what follows "accused of", "insisted on", "asked whether": no sentence by itself.
FRAGMENTS = frozenset(
    {
        "about", "against", "and", "at", "by", "for", "from", "how", "if", "in", "into", "its",
        "of", "on", "or", "over", "that", "their", "to", "toward", "towards", "what", "when",
        "whether", "which", "who", "why", "with",
    }
)  # fmt: skip
ORDER = (Standing.CONTESTED, Standing.CORROBORATED, Standing.SINGLE_SOURCE, Standing.ANONYMOUS)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who makes a claim and how: "denied by Mira Halden (Arvia)".

    verb is empty where nobody is named as saying it, and `words` says so.
    """

    word: Word
    words: str
    verb: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A claim that says otherwise, or, in one dispute, as much as the first one.

    agrees: whether it stands on the side of the claim that the block is about. only_here:
    whether it has no line of its own elsewhere.
    """

    id: str
    text: str
    markers: Markers
    grade: str = ""
    agrees: bool = False
    only_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One claim: who says it, how well it stands, what contradicts it.

    disagreement: both sides in a few words. history: who was first, who followed,
    who denied; empty where nobody but the first said anything.
    """

    id: str
    text: str
    grade: str
    grade_words: str
    sources: int
    origins: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    contradictions: tuple[Contradiction, ...]
    markers: Markers
    disagreement: str = ""
    history: str = ""


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
    """All words that make a claim; independent sources before further places in the same one."""
    evidence = [item for statement in statements_of(claim, draft) for item in statement.evidence]
    told = (draft.events[key] for key in claim.events if key in draft.events)
    evidence += [item for event in told for item in event.evidence]
    seen: set[str] = set()
    later = []
    for item in evidence:
        origin = draft.origin_of.get(item.report, item.report)
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
        word = Word(statement.attribution, statement.speaker)
        verb = SPEECH_WORDS[statement.speech_act] if word.name and not word.hearsay else ""
        words = said_by(statement, draft.names) or "in the report’s own words"
        found.setdefault(Speaker(word, words, verb), None)
    if claim.events:
        found.setdefault(Speaker(Word(Attribution.NONE), "in the report’s own words", ""), None)
    return tuple(found)[:SPEAKERS]


def history_of(claim: Claim, draft: Draft) -> str:
    """Who was first, who followed, who denied, each house once.

    "first said 1 April 2031 by Northern Wire; corroborated 3 April 2031 by Ista Valley
    Monitor". Statements that only repeat are counted at the end.
    """
    if len({(step.origin, step.step) for step in claim.history}) < 2:
        return ""
    told: dict[tuple[str, str], str] = {}
    repeated = 0
    for step in claim.history:
        name = draft.origin_names.get(step.origin, step.origin)
        if step.step is Step.REPEATED:
            repeated += 1
        else:
            words = f"{step.step} {day_words(step.date) if step.date else 'on an unknown day'}"
            told.setdefault((step.step, name), f"{words} by {name}")
    steps = list(told.values())
    if len(steps) > STEPS:
        steps[STEPS:] = [f"{len(steps) - STEPS} more"]
    if repeated:
        steps.append("repeated once" if repeated == 1 else f"repeated {repeated} times")
    return "; ".join(steps)


def readable(claim: Claim, draft: Draft) -> str:
    """The words of a claim so that they can be read alone.

    What is said without the words of saying ("that …", "of breaking …") is a
    fragment: it is shown after its speaker, or as the whole sentence.

    """
    text = balanced(" ".join(claim.text.split()))
    first = text.split(" ", 1)[0]
    said = statements_of(claim, draft)
    if not first[:1].islower() or not said:
        return closed(text)
    chief = next((s for s in said if " ".join(s.text.split()).endswith(text)), said[0])
    if first in FRAGMENTS or chief.attribution is not Attribution.NAMED or not chief.speaker:
        return closed(balanced(" ".join(chief.evidence[0].quote.split())))
    return closed(f"{Word(chief.attribution, chief.speaker).name}: {text}")


def balanced(text: str) -> str:
    """Text without a quotation mark that has no partner in it.

    >>> balanced('"Arvia has moved its guns')
    'Arvia has moved its guns'
    """
    for opening, closing in (('"', '"'), ("“", "”"), ("‘", "’")):
        alone = text.count('"') == 1 if opening == '"' else text.count(closing) == 0
        if text.startswith(opening) and alone:
            return text[1:].lstrip()
    return text[:-1].rstrip() if text.endswith('"') and text.count('"') == 1 else text


def closed(text: str) -> str:
    """Text with a full stop where it has no mark at its end.

    >>> closed("Arvia moved its guns"), closed("Will it hold?")
    ('Arvia moved its guns.', 'Will it hold?')
    """
    return text + "." if text[-1:].isalnum() else text


def one_per_text(found: Sequence[Claim], draft: Draft) -> list[tuple[Claim, ...]]:
    """Claims that read the same stand on one line: two speakers, say, in one sentence."""
    lines: dict[tuple[str, str], list[Claim]] = {}
    for claim in found:
        lines.setdefault((readable(claim, draft).casefold(), claim.grade), []).append(claim)
    return [tuple(same) for same in lines.values()]


def one_per_dispute(found: Sequence[Claim], draft: Draft) -> list[tuple[Claim, ...]]:
    """Claims that contradict each other, or a third, stand in one block; the first heads it."""
    held = draft.attestations.claims
    against: dict[str, list[str]] = {}
    for claim in held.values():
        for key in claim.contradicts:
            against.setdefault(key, []).append(claim.id)
    disputes: list[tuple[Claim, ...]] = []
    placed: set[str] = set()
    for claim in found:
        if claim.id in placed:
            continue
        dispute: dict[str, Claim] = {}
        waiting = [claim.id]
        while waiting:
            key = waiting.pop(0)
            if key in held and key not in dispute:
                dispute[key] = held[key]
                waiting += held[key].contradicts
                waiting += against.get(key, [])
        placed.update(dispute)
        disputes.append(tuple(dispute.values()))
    return disputes


def dispute_of(dispute: tuple[Claim, ...], draft: Draft) -> ClaimLine:
    """The block of one dispute: its first claim, and every other with its own grade."""
    head = dispute[0]
    same = tuple(one for one in dispute if readable(one, draft) == readable(head, draft))
    opposed = {one.id for one in dispute if head.id in one.contradicts} | {*head.contradicts}
    rest = sorted((o for o in dispute if o not in same), key=lambda other: other.id not in opposed)
    line = line_of(same, draft, beside=False)
    said = [one.disagreement for one in dispute if one.disagreement]
    sides = tuple(
        Contradiction(
            other.id,
            clip(readable(other, draft), 160),
            draft.footnotes.cite(evidence_of(other, draft)),
            other.grade,
            agrees=other.id not in opposed,
            only_here=other.standing is Standing.CONTESTED,
        )
        for other in rest[:SIDES]
    )
    return replace(line, contradictions=sides, disagreement=said[0] if said else "")


def line_of(same: tuple[Claim, ...], draft: Draft, *, beside: bool = True) -> ClaimLine:
    """The line of claims that read the same. beside: with those that contradict them."""
    claim, others = same[0], draft.attestations.claims if beside else {}
    markers = draft.footnotes.cite([item for one in same for item in evidence_of(one, draft)])
    contradicts = dict.fromkeys(key for one in same for key in one.contradicts)
    against = [others[key] for key in contradicts if key in others]
    speakers = dict.fromkeys(speaker for one in same for speaker in speakers_of(one, draft))
    return ClaimLine(
        id=claim.id,
        text=clip(readable(claim, draft), TEXT),
        grade=claim.grade,
        grade_words=grade_words(claim.grade),
        sources=claim.sources,
        origins=tuple(draft.origin_names.get(name, name) for name in claim.origins[:6]),
        speakers=tuple(speakers)[:SPEAKERS],
        contradictions=tuple(
            Contradiction(
                other.id,
                clip(readable(other, draft), 160),
                draft.footnotes.cite(evidence_of(other, draft)),
            )
            for other in against[:3]
        ),
        markers=markers,
        disagreement="; ".join(dict.fromkeys(one.disagreement for one in same if one.disagreement)),
        history=history_of(claim, draft),
    )


def own_words(claim: Claim, draft: Draft) -> int:
    """0 where somebody is named as saying it, 1 where somebody unnamed does, 2 for the report."""
    ranks = (Attribution.NAMED, Attribution.ANONYMOUS, Attribution.NONE)
    return min((ranks.index(s.attribution) for s in statements_of(claim, draft)), default=2)


def claim_groups(draft: Draft) -> tuple[ClaimGroup, ...]:
    """The section on claims, contested first: that is where a reader must decide."""
    claims = draft.assessment.claims
    groups = []
    for standing in ORDER:
        here = sorted(
            (claim for claim in claims if claim.standing is standing),
            key=lambda claim: (-claim.sources, own_words(claim, draft), -len(claim.statements)),
        )
        if here:
            disputed = standing is Standing.CONTESTED
            taken = one_per_dispute(here, draft) if disputed else one_per_text(here, draft)
            write = dispute_of if disputed else line_of
            lines = draft.listing(taken, partial(write, draft=draft), shown=SHOWN, kept=KEPT)
            heading, meaning = STANDING_WORDS[standing]
            if disputed and len(taken) < len(here):
                meaning += f"; {count_words(len(here), 'claim')}, each dispute in one place"
            groups.append(ClaimGroup(standing, heading, meaning, lines))
    return tuple(groups)
