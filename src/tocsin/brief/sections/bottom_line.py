"""The bottom line: the few lines a hurried reader needs, every one of them cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tocsin.brief.attestation import Word, listed, objection
from tocsin.brief.draft import Draft
from tocsin.brief.footnotes import Markers
from tocsin.brief.sections import claims, signals
from tocsin.brief.sections.acts import Act, is_one_sided, weightiest
from tocsin.brief.sections.happened import coding_of
from tocsin.brief.sections.posture import size
from tocsin.brief.wording import (
    HORIZON_WORDS,
    SIGNAL_WORDS,
    STANDING_WORDS,
    clip,
    count_words,
    number_words,
    percent_words,
)
from tocsin.domain import Claim, Evidence, Horizon, Posture, Signal, Standing

ACTS, SIGNALS, FORCES = 4, 2, 3
TEXT = 190
STANDING_LEADS = {
    Standing.CONTESTED: "{} contradicted by others",
    Standing.CORROBORATED: "{} said by two or more independent sources",
    Standing.ANONYMOUS: "{} said by unnamed speakers only",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One line: what it is about, its words, on whose word, and who says otherwise.

    lead: our own words (who toward whom, how many). text: the report's;
    verbatim where it is an exact quotation. caution: what a reader must know
    before believing it ("one side’s word"), empty where nothing. objection:
    who denies it, with the words in `objected`.
    """

    label: str
    lead: str
    text: str
    verbatim: bool = True
    markers: Markers
    section: str
    caution: str = ""
    word: str = ""
    objection: str = ""
    objected: Markers = field(default_factory=Markers)


class Used:
    """The sentences already in the box, so that none of them is read twice."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def takes(self, evidence: Sequence[Evidence]) -> bool:
        """Whether a passage is new; from now on it is not."""
        quote = " ".join(evidence[0].quote.split())
        new = quote not in self._said
        self._said.add(quote)
        return new


def one_per_origin(evidence: Sequence[Evidence], draft: Draft) -> list[Evidence]:
    """The first passage of each independent report."""
    found: dict[str, Evidence] = {}
    for item in evidence:
        found.setdefault(draft.first_printing.get(item.report, item.report), item)
    return list(found.values())


def caution_on(words: Sequence[Word], *, one_sided: bool) -> str:
    """What a reader must know about those on whose word a line rests."""
    if words and all(word.anonymous for word in words):
        return "anonymous"
    return "one side’s word" if one_sided else ""


def attested(words: Sequence[Word], author: str) -> str:
    """On whose word, in words: "according to Borland's army"; a report's own is its author's."""
    names = [word.name for word in words if word.name and not word.hearsay]
    if names:
        return f"according to {listed(names, 2)}"
    if words and words[0].hearsay:
        return words[0].name
    return f"{author}, in its own words"


def act_point(act: Act, draft: Draft) -> Point:
    """The line of one act."""
    evidence = one_per_origin(act.evidence, draft)
    coding = coding_of(act.chief, draft)
    source = coding.source or "Actor not named"
    pair = f"{source} → {coding.target}" if coding.target else source
    lead = f"{pair}: {coding.act}" + (f" ({coding.mode})" if coding.mode else "")
    if len(evidence) > 1:
        lead += f", in {count_words(len(evidence), 'independent report')}"
    against = draft.attestations.against(act.claims.values())
    return Point(
        label="Happened",
        lead=lead,
        text=clip(evidence[0].quote, TEXT),
        markers=draft.footnotes.cite(evidence),
        section="happened",
        caution=caution_on(act.words, one_sided=is_one_sided(act, draft)),
        word=attested(act.words, draft.author(evidence)),
        objection=objection(against, draft.names),
        objected=draft.footnotes.cite(
            one_per_origin([item for s in against for item in s.evidence], draft)
        ),
    )


def acts(draft: Draft, used: Used) -> Iterator[Point]:
    """The weightiest acts that the reports have happen."""
    for act in weightiest(draft, most=ACTS):
        if used.takes(act.evidence):
            yield act_point(act, draft)


def signal_weight(signal: Signal) -> tuple[int, bool, bool]:
    """Heaviest kinds first, those with a condition and a receiver before bare ones."""
    return signals.KIND_ORDER[signal.kind], not signal.receiver, signal.condition is None


def strongest_signals(draft: Draft, used: Used) -> Iterator[Point]:
    """The heaviest signals of named senders, one per pair of sides and kind."""
    named = [s for s in draft.assessment.signals if s.sender and s.evidence]
    shown: dict[object, None] = {}
    for signal in sorted(named, key=signal_weight):
        pair = (signal.sender, signal.receiver, signal.kind)
        if pair in shown or len(shown) == SIGNALS or not used.takes(signal.evidence):
            continue
        shown[pair] = None
        receiver = draft.names.all(signal.receiver)
        sender = draft.names.all(signal.sender)
        yield Point(
            label="Signalled",
            lead=(f"{sender} → {receiver}" if receiver else sender)
            + f": {SIGNAL_WORDS[signal.kind]}",
            text=clip(signal.evidence[0].quote, TEXT),
            markers=draft.footnotes.cite(signal.evidence),
            section="signals",
        )


def force_words(item: Posture, draft: Draft) -> str:
    """One figure: "Arvia 4,000 in the Ista valley, according to Borland's defence minister"."""
    number = number_words(item.change, signed=True) or number_words(item.total)
    name = draft.names.of(item.actor) if item.actor else "side not named"
    word = draft.attestations.word_on(item.evidence)
    place = f" ({clip(item.place, 60)})" if item.place else ""
    contested = any(c.contradicts for c in draft.attestations.claims_in(item.evidence))
    said = [word.phrase if word else "", "contested" if contested else ""]
    return ", ".join(filter(None, [f"{name} {number}{place}", *said]))


def largest_forces(draft: Draft, _used: Used) -> Iterator[Point]:
    """The largest figures of the posture table, one per side."""
    largest: dict[str | None, Posture] = {}
    for item in sorted(draft.assessment.posture, key=size, reverse=True):
        if size(item) and item.evidence:
            largest.setdefault(item.actor, item)
    chosen = list(largest.values())[:FORCES]
    if chosen:
        yield Point(
            label="Forces",
            lead="Largest figures" if len(chosen) > 1 else "Largest figure",
            text="; ".join(force_words(item, draft) for item in chosen),
            verbatim=False,
            markers=draft.footnotes.cite([item for p in chosen for item in p.evidence]),
            section="posture",
        )


def weightiest_commitment(draft: Draft, used: Used) -> Iterator[Point]:
    """The commitment most reports carry, one with a quantity if there is one."""
    found = sorted(
        (item for item in draft.assessment.commitments if item.evidence),
        key=lambda item: (item.quantity is None, not item.by, -draft.origins(item.evidence)),
    )
    for item in found:
        if not used.takes(item.evidence):
            continue
        by, to = draft.names.all(item.by), draft.names.all(item.to)
        quantity = item.quantity or ""
        # "26 countries" stand for those who promise where nobody is named.
        sides = " → ".join(filter(None, [by or quantity, to]))
        yield Point(
            label="Promised",
            lead=": ".join(filter(None, [sides, quantity if by else ""])),
            text=clip(item.evidence[0].quote, TEXT),
            markers=draft.footnotes.cite(item.evidence),
            section="commitments",
        )
        return


def chief_claim(here: Sequence[Claim]) -> Claim:
    """The example for a standing: most sources, then most statements."""
    return max(here, key=lambda claim: (claim.sources, len(claim.statements)))


def standings(draft: Draft, used: Used) -> Iterator[Point]:
    """How many claims are contested, corroborated, anonymous; each with an example not yet read."""
    total = count_words(len(draft.assessment.claims), "claim")
    for standing, lead in STANDING_LEADS.items():
        here = [claim for claim in draft.assessment.claims if claim.standing is standing]
        if not here:
            continue
        unread = [c for c in here if used.takes(list(claims.evidence_of(c, draft)) or [_NOTHING])]
        chief = chief_claim(unread or here)
        evidence = one_per_origin(list(claims.evidence_of(chief, draft)), draft)
        if evidence:
            against = draft.attestations.against([chief])
            yield Point(
                label=STANDING_WORDS[standing][0],
                lead=lead.format(f"{len(here)} of {total}"),
                text=clip(claims.readable(chief, draft), TEXT),
                verbatim=False,
                markers=draft.footnotes.cite(evidence),
                section="claims",
                objection=objection(against, draft.names),
                objected=draft.footnotes.cite(
                    one_per_origin([item for s in against for item in s.evidence], draft)
                ),
            )


_NOTHING = Evidence(report="", start=0, end=0, quote="")


def nearest_prediction(draft: Draft, used: Used) -> Iterator[Point]:
    """The likeliest prediction, not yet read, of the nearest horizon that has one."""
    rated = [p for p in draft.assessment.predictions if p.probability is not None and p.evidence]
    for horizon in Horizon:
        here = [p for p in rated if p.horizon is horizon and used.takes(p.evidence)]
        if here:
            chief = max(here, key=lambda item: item.probability or 0.0)
            author = Word(chief.attribution, chief.speaker).name or draft.author(chief.evidence)
            likely = f", “{chief.likelihood}” ({percent_words(chief.low, chief.high)})"
            yield Point(
                label="Predicted",
                lead=HORIZON_WORDS[horizon][0] + (likely if chief.likelihood else ""),
                text=clip(chief.text, TEXT),
                verbatim=False,
                markers=draft.footnotes.cite(chief.evidence),
                section="outlook",
                word=f"by {author}",
            )
            return


def bottom_line(draft: Draft) -> tuple[Point, ...]:
    """The box at the top: nothing but lines with a footnote."""
    used = Used()
    parts = (acts, strongest_signals, largest_forces, weightiest_commitment)
    more = (standings, nearest_prediction)
    return tuple(point for part in (*parts, *more) for point in part(draft, used))
