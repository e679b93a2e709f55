"""From a question and readings to scored sentences, best first."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tocsin.domain import Reading
from tocsin.knowledge import Gazetteer
from tocsin.ledger.ask.deciding import Weights
from tocsin.ledger.ask.features import Rarity, measure
from tocsin.ledger.ask.likeness import WordLikeness
from tocsin.ledger.ask.question import Question
from tocsin.ledger.ask.sentences import Sentence, sentences_of
from tocsin.ledger.meaning import Similar

CONSIDERED = 120
"""Sentences that are compared by meaning: the best by words and actors."""


class Scored(NamedTuple):
    """A sentence, what speaks for it, and how likely it answers."""

    sentence: Sentence
    features: dict[str, float]
    score: float


def rank(
    question: Question,
    readings: Iterable[Reading],
    *,
    names: Gazetteer,
    similar: Similar,
    weights: Weights,
) -> list[Scored]:
    """The sentences that may answer, best first; ties go to the earlier report and place."""
    sentences = [found for reading in readings for found in sentences_of(reading, names=names)]
    rarity = rarity_of(sentences)
    chosen = preselect(question, sentences, rarity)
    if not chosen:
        return []
    asked = [*(word.text for word in question.words if not word.name), *question.counted]
    others = (word for sentence in chosen for word, _ in sentence.words if word.isalpha())
    likeness = WordLikeness(asked, others, similar)
    plain = similar([question.text, *(sentence.text for sentence in chosen)])
    within = similar([_within(sentence) for sentence in chosen])
    alike = (plain[1:] @ plain[0]).tolist()
    alike_in = (within @ plain[0]).tolist()
    scored = []
    for place, sentence in enumerate(chosen):
        features = measure(
            question,
            sentence,
            rarity=rarity,
            likeness=likeness,
            alike=alike[place],
            alike_in=alike_in[place],
        )
        scored.append(Scored(sentence, features, weights.score(features)))
    return sorted(scored, key=lambda each: (-round(each.score, 6), *_place(each.sentence)))


def rarity_of(sentences: Sequence[Sentence]) -> Rarity:
    """Inverse frequency over sentences; those of one text repeated count once."""
    told = {sentence.text: sentence.roots for sentence in sentences}
    counts = Counter(root for roots in told.values() for root in roots)
    # A handful of sentences says little about how common a word is.
    total = len(told) + 20
    return Rarity(
        {root: math.log(total / (count + 0.5)) for root, count in sorted(counts.items())},
        math.log(total / 0.25),
    )


def preselect(question: Question, sentences: Sequence[Sentence], rarity: Rarity) -> list[Sentence]:
    """The sentences worth comparing by meaning, in order of the reports."""
    if len(sentences) <= CONSIDERED:
        return list(sentences)
    codes = {code for one in question.named for code in (one.code, one.office) if code}

    def worth(sentence: Sentence) -> float:
        words = sum(
            rarity(word.root) * (1.0 if word.root in sentence.roots else 0.4)
            for word in question.words
            if word.root in sentence.roots or word.root in sentence.near_roots
        )
        actors = sum(
            1.0 if code in sentence.actors else 0.4 if code in sentence.near else 0.0
            for code in codes
        )
        return words + 2.0 * actors

    order = sorted(
        range(len(sentences)), key=lambda at: (-worth(sentences[at]), *_place(sentences[at]))
    )
    return [sentences[at] for at in sorted(order[:CONSIDERED])]


def _within(sentence: Sentence) -> str:
    parts = [sentence.above, sentence.before if sentence.leans else "", sentence.text]
    return ". ".join(part for part in parts if part)


def _place(sentence: Sentence) -> tuple[str, str, int]:
    published = sentence.report.published
    return (published.isoformat() if published else "", sentence.report.id, sentence.start)
