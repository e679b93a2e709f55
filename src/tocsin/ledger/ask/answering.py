"""The entry: from a question and readings to ranked quotations, or that there are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from tocsin.domain import (
    Answer,
    AnswerSet,
    Attribution,
    Claim,
    Credibility,
    Evidence,
    Reading,
    Side,
    SpeechAct,
    Standing,
    Statement,
)
from tocsin.knowledge import Gazetteer
from tocsin.ledger.ask.deciding import Weights, shipped_weights
from tocsin.ledger.ask.question import Kind, Question, parse
from tocsin.ledger.ask.ranking import Scored, rank
from tocsin.ledger.ask.sentences import Sentence
from tocsin.ledger.claims import gather_claims
from tocsin.ledger.meaning import Similar, sentence_vectors
from tocsin.ledger.wording import negates

LIMIT = 3
FLOOR = 0.2
"""Behind the first answer, one is shown from this share of the threshold on."""
SILENT = "The reports do not say."
DISAGREE = "The reports disagree: {affirming} affirm, {denying} deny."

Gather = Callable[[Sequence[Reading]], Sequence[Claim]]


def ask(
    question: str,
    readings: Sequence[Reading],
    *,
    names: Gazetteer,
    as_of: date,
    limit: int = LIMIT,
    similar: Similar = sentence_vectors,
    claims: Gather = gather_claims,
    weights: Weights | None = None,
) -> AnswerSet:
    """What the readings say to a question, best quotation first.

    readings: those worth searching, copies linked and corrections applied. as_of: for "last week"
    and for whom somebody spoke; nothing published later is quoted. limit: most answers. similar,
    claims: sentence vectors, and claims for standing and grade, asked for only where something
    answers. Same input, same answers, in whatever order the readings come. UsageError where the
    question has nothing to look for.
    """
    weights = weights or shipped_weights()
    asked = parse(question, names=names, as_of=as_of)
    known = [
        reading
        for reading in readings
        if reading.report.published is None or reading.report.published <= as_of
    ]
    ranked = rank(asked, known, names=names, similar=similar, weights=weights)
    if not ranked or ranked[0].score < weights.threshold:
        return AnswerSet(question=asked.text, as_of=as_of, answered=False, note=SILENT)
    floor = FLOOR * weights.threshold
    groups = _without_copies([each for each in ranked if each.score >= floor])
    shown = _with_both_sides(asked, groups, limit, weights.threshold)
    told = {identifier: claim for claim in claims(known) for identifier in claim.statements}
    answers = tuple(_answer(asked, group, told, weights.threshold) for group in shown)
    return AnswerSet(
        question=asked.text, as_of=as_of, answered=True, answers=answers, note=_note(answers)
    )


def _without_copies(ranked: Sequence[Scored]) -> list[list[Scored]]:
    """Sentences of the same words together, an original before its copies; best group first."""
    groups: dict[str, list[Scored]] = {}
    for each in ranked:
        words = " ".join(re.findall(r"\w+", each.sentence.text.lower()))
        groups.setdefault(words, []).append(each)
    for group in groups.values():
        group.sort(key=lambda each: each.sentence.report.duplicate_of is not None)
    return list(groups.values())


def _with_both_sides(
    question: Question, groups: list[list[Scored]], limit: int, threshold: float
) -> list[list[Scored]]:
    """The best groups; where it is asked whether, the best of the other side among them."""
    shown = groups[:limit]
    if question.kind is not Kind.WHETHER or limit < 2:
        return shown
    sides = {_side(question, group[0].sentence) for group in shown if group[0].score >= threshold}
    if len(sides) > 1:
        return shown
    for group in groups[limit:]:
        if group[0].score < threshold:
            break
        if _side(question, group[0].sentence) not in sides:
            return [*shown[:-1], group]
    return shown


def _side(question: Question, sentence: Sentence) -> Side:
    """Whether a sentence says yes or no. A denial of a negated question affirms nothing."""
    denied = any(said.speech_act is SpeechAct.DENIED for said in sentence.statements)
    against = (negates(sentence.text) or denied) is not question.negated
    return Side.DENIES if against else Side.AFFIRMS


def _answer(
    question: Question, group: Sequence[Scored], told: dict[str, Claim], threshold: float
) -> Answer:
    best = group[0]
    sentence, report = best.sentence, best.sentence.report
    said = _statement_in(sentence)
    claim = next((told[item.id] for item in sentence.items if item.id in told), None)
    if said is not None and said.id in told:
        claim = told[said.id]
    anonymous = said is not None and said.attribution is Attribution.ANONYMOUS
    alone = Standing.ANONYMOUS if anonymous else Standing.SINGLE_SOURCE
    return Answer(
        quote=sentence.text,
        report=report.id,
        score=round(max(each.score for each in group), 4),
        standing=claim.standing if claim else alone,
        grade=claim.grade if claim else report.grade + Credibility.CANNOT_BE_JUDGED,
        evidence=tuple(
            Evidence.cite(each.sentence.report, each.sentence.start, each.sentence.end)
            for each in group
        ),
        claim=claim.id if claim else None,
        speaker=said.speaker if said else None,
        source=report.source,
        published=report.published,
        origin=report.origin,
        # What hardly answers takes no side.
        side=_side(question, sentence)
        if question.kind is Kind.WHETHER and best.score >= threshold
        else None,
    )


def _statement_in(sentence: Sentence) -> Statement | None:
    """The statement that the sentence is: somebody's before the report's own."""
    found = sorted(sentence.statements, key=lambda said: said.speaker is None)
    return found[0] if found else None


def _note(answers: Sequence[Answer]) -> str:
    affirming = [str(at) for at, each in enumerate(answers, 1) if each.side is Side.AFFIRMS]
    denying = [str(at) for at, each in enumerate(answers, 1) if each.side is Side.DENIES]
    contested = [
        str(at) for at, each in enumerate(answers, 1) if each.standing is Standing.CONTESTED
    ]
    if affirming and denying:
        return DISAGREE.format(affirming=_listed(affirming), denying=_listed(denying))
    if contested:
        return f"Other reports contradict {_listed(contested)}."
    return ""


def _listed(numbers: Sequence[str]) -> str:
    return ", ".join(f"[{number}]" for number in numbers)
