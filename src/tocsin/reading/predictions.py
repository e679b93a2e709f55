"""Predictions: what a report says will or may come, when, and how likely in its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from tocsin.domain import (
    Attribution,
    BlockKind,
    EventType,
    Horizon,
    Prediction,
    SpeechAct,
    derive_id,
)
from tocsin.knowledge.estimative import estimative_scale
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.conditions import conditions_of
from tocsin.reading.horizons import due_in, fronted, horizon_in, horizon_over
from tocsin.reading.likelihood import COPULAR, JUDGED, SUBJECTS, judged_above, likelihood_words
from tocsin.reading.passage import Passage, Speech
from tocsin.reading.registry import extractor
from tocsin.reading.stances import is_own
from tocsin.reading.syntax import VERBAL

CERTAIN_MODALS = frozenset({"will", "'ll", "\u2019ll", "wo", "shall"})
JOINING = frozenset({",", ";", "and", "but", "while", "whereas", "or", "although", "though"})
MIN_TOKENS = 3
# What is put in a calendar, and what is done as announced.
ARRANGED = word_list("predictions_arranged")
ANNOUNCED = frozenset({EventType.AID, EventType.CONSULT, EventType.COOPERATE})
FUTURE_MODALS = frozenset({"will", "'ll", "\u2019ll", "wo", "may", "might", "could", "shall"})


@extractor("predictions", needs={"attribution", "signals"})
def find_predictions(passage: Passage) -> None:
    """Every sentence that looks ahead; under a heading that names a horizon, every list line."""
    under = horizon_over(passage.doc.text if passage.opens else "", passage.heading)
    listed = under is not Horizon.NONE
    listed = listed and passage.block.kind in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH)
    frame = Horizon.NONE
    for sentence in passage.doc.sents:
        opened = fronted(sentence.text, passage.report.published)
        frame = frame if opened is Horizon.NONE else opened
        if _asks(sentence) or (listed and sentence.end - sentence.start <= MIN_TOKENS):
            continue
        openers = _openers(passage, sentence)
        named = under if listed else horizon_in(sentence.text, passage.report.published)
        if not openers and not (listed or _foretold(passage, sentence, named)):
            continue
        for clause, opener in _clauses(sentence, openers):
            own = named
            if len(openers) > 1 and not listed:
                own = horizon_in(clause.text, passage.report.published)
            if own is Horizon.NONE:
                own = frame
            passage.predictions.append(_prediction(passage, clause, own, opener))


def _foretold(passage: Passage, sentence: Span, horizon: Horizon) -> bool:
    """Somebody is said to predict here, or a term is set."""
    return _sets_a_term(sentence, horizon) or any(
        speech.act is SpeechAct.PREDICTED and sentence.start <= speech.verb < sentence.end
        for speech in passage.speeches
    )


def _asks(sentence: Span) -> bool:
    return sentence.text.rstrip().endswith("?")


def _openers(passage: Passage, sentence: Span) -> list[Token]:
    """The words that open the future ("will", "likely"): the first of each clause.

    What is judged likely or not belongs to the judgement: one clause.
    """
    found: dict[int, Token] = {}
    for token in sentence:
        if _opens_future(passage, token):
            clause = _clause_of(token)
            judged = judged_above(clause)
            found.setdefault((judged.verb if judged else clause).i, token)
    return list(found.values())


def _clause_of(opener: Token) -> Token:
    """The verb with a subject of its own by which a clause stands."""
    node = opener
    while node.head != node:
        if node.pos_ in VERBAL and any(child.dep_ in SUBJECTS for child in node.children):
            return node
        node = node.head
    return node


def _clauses(sentence: Span, openers: list[Token]) -> Iterator[tuple[Span, Token | None]]:
    """The sentence, cut before the subject of each clause that looks ahead but the first."""
    if len(openers) < 2:
        yield sentence, openers[0] if openers else None
        return
    cuts = [sentence.start]
    for opener in openers[1:]:
        clause = _clause_of(opener)
        judged = judged_above(clause)
        over = judged.verb if judged else clause
        subjects = [c for c in over.children if c.dep_ in SUBJECTS]
        cuts.append(max(subjects[0].left_edge.i if subjects else opener.i, cuts[-1] + 1))
    doc = sentence.doc
    for opener, start, end in zip(openers, cuts, [*cuts[1:], sentence.end], strict=True):
        while end - start > 1 and doc[end - 1].lower_ in JOINING and end < sentence.end:
            end -= 1
        yield doc[start:end], opener


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
        if _is_month(token) or not _main(verb):
            return False
        perfect = any(child.lower_ == "have" and child.dep_ == "aux" for child in verb.children)
        if perfect and horizon_in(verb.sent.text, passage.report.published) is Horizon.NONE:
            return False  # "may have left" is about the past, "by 2030 may have left" is not
        expletive = any(child.dep_ == "expl" for child in verb.children) and verb.lemma_ == "be"
        if expletive and horizon_in(verb.sent.text, passage.report.published) is Horizon.NONE:
            return False  # "there may be more to it" is about the present
        if word == "would":
            return _would_follow(passage, verb) and not _is_signal(passage, verb)
        negated = any(child.dep_ == "neg" for child in verb.children)
        if word == "could" and negated:
            return False  # "could not afford" tells what was
        if word in CERTAIN_MODALS and (_is_own_plan(passage, verb) or _is_scheduled(passage, verb)):
            return False
        return word in FUTURE_MODALS and not _is_signal(passage, verb)
    if token.lower_ in nouns().outlook_words and token.pos_ in ("ADJ", "VERB"):
        infinitive = any(child.dep_ == "xcomp" for child in token.children)
        return (infinitive or token.dep_ == "acomp") and _main(token)
    if token.lower_ == "likely" and token.dep_ in ("advmod", "acomp"):
        return _main(token.head)
    return _is_judged(token) and _main(token)


def _is_judged(verb: Token) -> bool:
    """ "A strike is a real possibility", "seems conceivable", "can no longer be ruled out"."""
    if verb.lemma_ == "rule" and any(c.lower_ in ("can", "cannot") for c in verb.children):
        return any(c.lower_ == "out" for c in verb.children) and verb.dep_ != "advcl"
    if verb.lemma_ == "exclude" and verb.tag_ == "VBN":
        return any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    if any(c.dep_ == "acomp" and c.lower_ == "imminent" for c in verb.children):
        return True
    if verb.lemma_ not in COPULAR or verb.tag_ not in ("VBZ", "VBP"):
        return False
    for child in verb.children:
        if child.dep_ in ("acomp", "attr", "oprd") and child.i > verb.i:
            done = any(c.dep_ == "aux" and c.lower_ == "have" for c in child.subtree)
            words = verb.doc[child.left_edge.i : child.i + 3].text
            if not done and child.lemma_.lower() in JUDGED and estimative_scale().find(words):
                return True
    return False


def _is_month(token: Token) -> bool:
    """ "10 May", which a tagger may take for a modal."""
    return token.text == "May" and token.i > token.sent.start and token.nbor(-1).like_num


def _would_follow(passage: Passage, verb: Token) -> bool:
    """ "Would" looks ahead on a condition, here or in the sentence before, and not as a past."""
    if _is_own_plan(passage, verb):
        return False
    if conditions_of(verb):
        return True
    if any(child.lower_ == "have" and child.dep_ == "aux" for child in verb.children):
        return False
    for speech in passage.speeches:
        past = passage.doc[speech.verb].tag_ in ("VBD", "VBN")
        if speech.start <= verb.i < speech.end and past:
            return False  # "said that he would": a future of then
    start = verb.sent.start
    before = passage.doc[start - 1].sent if start else ()
    supposing = ("if", "unless", "should", "may", "might", "could", "would")
    return any(token.lower_ in supposing for token in before)


def _is_scheduled(passage: Passage, verb: Token) -> bool:
    """ "The council will convene on Monday": what the report announces is no forecast.

    A plain "will" of somebody who acts, or of what is arranged, in the
    report's own words and without a term that is longer than a day's date.
    """
    told = any(speech.start <= verb.i < speech.end for speech in passage.speeches)
    hedged = any(
        child.dep_ == "advmod" and estimative_scale().find(child.text) for child in verb.children
    )
    negated = any(child.dep_ == "neg" for child in verb.children)
    if told or hedged or negated or conditions_of(verb) or judged_above(verb):
        return False
    if fronted(verb.sent.text, passage.report.published) is not Horizon.NONE:
        return False
    if verb.lemma_ in ARRANGED:
        return True
    planned = any(
        coded.trigger.i == verb.i and coded.event.source and coded.event.type in ANNOUNCED
        for coded in passage.coded
    )
    return planned and horizon_in(verb.sent.text, passage.report.published) is Horizon.NONE


def _is_own_plan(passage: Passage, verb: Token) -> bool:
    """ "We will appeal": what speakers say they will do themselves is a plan."""
    hedged = any(
        child.dep_ == "advmod" and estimative_scale().find(child.text) for child in verb.children
    )
    return not hedged and any(
        speech.start <= verb.i < speech.end
        and speech.attribution is Attribution.NAMED
        and is_own(passage, speech, verb)
        for speech in passage.speeches
    )


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


def _prediction(
    passage: Passage, sentence: Span, horizon: Horizon, opener: Token | None
) -> Prediction:
    """sentence: or the clause of it that looks ahead."""
    evidence = passage.cite_sentence(sentence)
    own = horizon_in(sentence.text, passage.report.published)
    scale = estimative_scale()
    reading = None
    if opener is not None:
        judged = judged_above(_clause_of(opener))
        reading = judged.reading if judged else scale.find(likelihood_words(opener))
    reading = reading or scale.find(evidence.quote)
    speech = _speech_over(passage, sentence if opener is None else opener.sent)
    speaker = speech.speaker if speech else None
    return Prediction(
        id=derive_id("prediction", evidence.report, evidence.start),
        text=evidence.quote,
        horizon=horizon if horizon is not Horizon.NONE else own,
        due=due_in(evidence.quote, published) if (published := passage.report.published) else None,
        likelihood=reading.words if reading else None,
        probability=reading.probability if reading else None,
        low=reading.low if reading else None,
        high=reading.high if reading else None,
        speaker=speaker.name if speaker else None,
        attribution=speech.attribution if speech else Attribution.NONE,
        evidence=(evidence,),
    )
