"""Predictions: what a report says will or may come, when, and how likely in its words."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from tocsin.domain import Attribution, BlockKind, Horizon, Prediction, SpeechAct, derive_id
from tocsin.knowledge.estimative import estimative_scale
from tocsin.knowledge.words import nouns
from tocsin.reading.horizons import horizon_in, horizon_over
from tocsin.reading.passage import Passage, Speech
from tocsin.reading.registry import extractor
from tocsin.reading.syntax import VERBAL

FUTURE_MODALS = frozenset({"will", "'ll", "\u2019ll", "wo", "may", "might", "could", "shall"})


@extractor("predictions", needs={"statements", "signals"})
def find_predictions(passage: Passage) -> None:
    """Every sentence that looks ahead; under a heading that names a horizon, every list line."""
    under = horizon_over(passage.doc.text if passage.opens else "", passage.heading)
    listed = under is not Horizon.NONE
    if listed and passage.block.kind in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH):
        for sentence in passage.doc.sents:
            if sentence.end - sentence.start > 3 and not _asks(sentence):
                opener = _opener(passage, sentence)
                passage.predictions.append(_prediction(passage, sentence, under, opener))
        return
    for sentence in passage.doc.sents:
        if _asks(sentence):
            continue
        horizon = horizon_in(sentence.text, passage.report.published)
        opener = _opener(passage, sentence)
        foretold = any(
            speech.act is SpeechAct.PREDICTED and sentence.start <= speech.verb < sentence.end
            for speech in passage.speeches
        )
        if opener is not None or foretold or _sets_a_term(sentence, horizon):
            passage.predictions.append(_prediction(passage, sentence, horizon, opener))


def _asks(sentence: Span) -> bool:
    return sentence.text.rstrip().endswith("?")


def _opener(passage: Passage, sentence: Span) -> Token | None:
    """The first word that opens the future: a modal, "likely", "expected to"."""
    return next((token for token in sentence if _opens_future(passage, token)), None)


def _sets_a_term(sentence: Span, horizon: Horizon) -> bool:
    """ "is preparing for war within the next decade": a present with a term to come."""
    ahead = re.search(r"\b(?:within|over|in) the (?:next|coming)\b", sentence.text)
    return (
        horizon is not Horizon.NONE
        and ahead is not None
        and any(
            token.lemma_ in ("prepare", "plan", "expect", "predict", "anticipate", "aim")
            for token in sentence
        )
    )


def _opens_future(passage: Passage, token: Token) -> bool:
    verb = token.head
    if token.tag_ == "MD" and token.dep_ == "aux" and verb.pos_ in VERBAL:
        word = token.lower_
        perfect = any(child.lower_ == "have" and child.dep_ == "aux" for child in verb.children)
        if perfect or not _main(verb):
            return False
        if any(child.dep_ == "expl" for child in verb.children) and verb.lemma_ == "be":
            return False  # "there may be more to it" is about the present
        if word == "would":
            return _under_condition(verb) and not _is_signal(passage, verb)
        negated = any(child.dep_ == "neg" for child in verb.children)
        if word == "could" and negated:
            return False  # "could not afford" tells what was
        return word in FUTURE_MODALS and not _is_signal(passage, verb)
    if token.lower_ in nouns().outlook_words and token.pos_ in ("ADJ", "VERB"):
        infinitive = any(child.dep_ == "xcomp" for child in token.children)
        return (infinitive or token.dep_ == "acomp") and _main(token)
    if token.lower_ == "likely" and token.dep_ in ("advmod", "acomp"):
        return _main(token.head)
    return False


def _main(verb: Token) -> bool:
    """Whether a clause carries the sentence, or what somebody in it says."""
    node = verb
    while node.head != node:
        if node.dep_ in ("relcl", "acl", "advcl", "csubj", "csubjpass") and not (
            node.dep_ == "acl" and node.head.pos_ == "NOUN" and _introduced_by_that(node)
        ):
            return node.dep_ == "advcl" and _concedes(node)
        node = node.head
    return True


def _introduced_by_that(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def _concedes(clause: Token) -> bool:
    """ "…, while others say it could …": parallel, not subordinate in sense."""
    return any(
        child.dep_ == "mark" and child.lower_ in ("while", "whereas", "although", "though", "as")
        for child in clause.children
    )


def _under_condition(verb: Token) -> bool:
    return any(
        child.dep_ == "mark" and child.lower_ in ("if", "unless")
        for clause in verb.children
        if clause.dep_ == "advcl"
        for child in clause.children
    )


def _is_signal(passage: Passage, verb: Token) -> bool:
    """What a speaker threatens or promises to do is a signal, not a forecast."""
    evidence = passage.cite_sentence(verb.sent)
    return any(
        signal.evidence[0] == evidence and signal.consequence and verb.text in signal.consequence
        for signal in passage.signals
    )


def _speech_over(passage: Passage, sentence: Span) -> Speech | None:
    for speech in passage.speeches:
        if sentence.start <= speech.verb < sentence.end:
            return speech
    return None


def _likelihood_words(opener: Token) -> str:
    """The modal or adjective with the adverbs beside it: "will likely", "could potentially"."""
    verb = opener.head if opener.dep_ in ("aux", "advmod") else opener
    beside = [
        " ".join(word.text for word in child.subtree) if child.dep_ == "advmod" else child.text
        for child in verb.children
        if child.dep_ in ("aux", "neg", "advmod", "acomp") and abs(child.i - verb.i) < 5
    ]
    return " ".join([*beside, "" if opener.dep_ in ("aux", "advmod") else opener.text])


def _prediction(
    passage: Passage, sentence: Span, horizon: Horizon, opener: Token | None
) -> Prediction:
    evidence = passage.cite_sentence(sentence)
    own = horizon_in(sentence.text, passage.report.published)
    scale = estimative_scale()
    reading = scale.find(_likelihood_words(opener)) if opener is not None else None
    reading = reading or scale.find(evidence.quote)
    speech = _speech_over(passage, sentence)
    speaker = speech.speaker if speech else None
    return Prediction(
        id=derive_id("prediction", evidence.report, evidence.start),
        text=evidence.quote,
        horizon=horizon if horizon is not Horizon.NONE else own,
        likelihood=reading.words if reading else None,
        probability=reading.probability if reading else None,
        low=reading.low if reading else None,
        high=reading.high if reading else None,
        speaker=speaker.name if speaker else None,
        attribution=speech.attribution if speech else Attribution.NONE,
        evidence=(evidence,),
    )
