"""From a question and readings to scored sentences, best first."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tocsin.domain import Reading
from tocsin.knowledge import Gazetteer
from tocsin.ledger.ask.deciding import Weights
from tocsin.ledger.ask.features import Rarity, measure
from tocsin.ledger.ask.likeness import WordLikeness
from tocsin.ledger.ask.question import Question
from tocsin.ledger.ask.sentences import Sentence, sentences_of
from tocsin.ledger.meaning import Similar

COMPARED, MEASURED = 72, 32
"""Sentences that are compared by meaning: the best by words and actors; and those of them, the
best by both, whose surroundings and single words are compared as well. Vectors cost most of the
time."""


WORTH = 0.7
"""What meeting all words and actors is worth beside a cosine of 1, for what is looked at closer."""


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
    near = preselect(question, sentences, rarity)
    if not near:
        return []
    plain = similar([question.text, *(sentence.text for _, sentence in near)])
    cosines = (plain[1:] @ plain[0]).tolist()
    worth = [cosine + WORTH * by_words for cosine, (by_words, _) in zip(cosines, near, strict=True)]
    best = sorted(range(len(near)), key=lambda at: (-worth[at], *_place(near[at][1])))[:MEASURED]
    chosen, alike = [near[at][1] for at in best], [cosines[at] for at in best]
    sought = (*(word for word in question.words if not word.name), *question.counted)
    others = (word for sentence in chosen for word in sentence.vocabulary if word.isalpha())
    likeness = WordLikeness([word.text for word in sought], others, similar)
    alike_in = (similar([_within(sentence) for sentence in chosen]) @ plain[0]).tolist()
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
        scored.append(Scored(sentence, features, weights.score(features) * able(features)))
    return sorted(scored, key=lambda each: (-round(each.score, 6), *_place(each.sentence)))


def able(features: Mapping[str, float]) -> float:
    """What is left of a score by rule: nothing says how many without a figure, however alike it is.

    What was told outside the days asked about is no answer either; where no place or day stands,
    or others speak than those asked about, it hardly is.
    """
    lacking = max(features["no_place"], features["no_time"], features["stranger"])
    return (1.0 - features["no_figure"]) * (1.0 - 0.9 * features["time"]) * (1.0 - 0.5 * lacking)


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


def preselect(
    question: Question, sentences: Sequence[Sentence], rarity: Rarity
) -> list[tuple[float, Sentence]]:
    """The sentences worth comparing by meaning, with the share of words and actors they meet."""
    codes = {code for one in question.named for code in (one.code, one.office) if code}
    most = sum(rarity(word.root) for word in question.words) + 2.0 * len(codes)

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
        return (words + 2.0 * actors) / most

    found = sorted(
        ((worth(sentence), sentence) for sentence in sentences),
        key=lambda each: (-each[0], *_place(each[1])),
    )
    return found[:COMPARED]


def _within(sentence: Sentence) -> str:
    parts = [sentence.above, sentence.before if sentence.leans else "", sentence.text]
    return ". ".join(part for part in parts if part)


def _place(sentence: Sentence) -> tuple[str, str, int]:
    published = sentence.report.published
    return (published.isoformat() if published else "", sentence.report.id, sentence.start)
