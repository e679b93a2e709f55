"""What is answered or judged, and whose it was.

"Norway deplored the seizure": whoever seized. "Peru turned the proposal down":
who had made it. "He turned down a plea by his own generals": nobody abroad.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from tocsin.domain import ActorCode, EventType
from tocsin.knowledge.words import word_list
from tocsin.reading.lexicon import frame_of_noun
from tocsin.reading.passage import Deed, Passage
from tocsin.reading.sides import actors_within, agents_of
from tocsin.reading.syntax import VERBAL, is_passive, prepositional, roles

Codes = tuple[ActorCode, ...]
# What is answered so comes from the other side, whoever put it into words.
OPPOSED_OR_AGREED = frozenset({EventType.REJECT, EventType.AGREE})
DEEDS = word_list("facing_deeds")
OFFERS = word_list("facing_offers")
OFFERING = frozenset({EventType.AGREE, EventType.REQUEST})
LOOKED_BACK = 12
# Letters by which a noun is known to be made from a verb.
ALIKE = 4


def is_support_itself(type_: EventType, patients: Iterable[Token]) -> bool:
    """ "voiced solidarity": what is given, not what is praised."""
    nouns_given = (frame_of_noun(word) for word in patients if word.pos_ == "NOUN")
    return type_ is EventType.SUPPORT and any(
        frame is not None and frame.type is EventType.SUPPORT for frame in nouns_given
    )


def is_by_others(passage: Passage, offer: Token) -> bool:
    """ "an audit by foreign bankers", "a tax on two brewers": by or on somebody unknown."""
    beside = () if is_passive(offer.head) else prepositional(offer.head)
    near = [(name, inner) for name, inner in beside if name == "by" and inner.i > offer.i]
    for name, inner in (*prepositional(offer), *near):
        if name in ("by", "on", "against") and inner.pos_ == "NOUN":
            return not passage.references.get(inner.i) and not actors_within(passage, inner)
    return False


def is_of_ones_own(offer: Token) -> bool:
    """ "a plea by his own generals", "the wish of its own clerks"."""
    beside = () if is_passive(offer.head) else prepositional(offer.head)
    makers = [inner for name, inner in beside if name == "by" and inner.i > offer.i]
    below = [word for word in offer.subtree if word.i > offer.i]
    below += [word for maker in makers for word in maker.subtree]
    return any(word.lower_ == "own" and word.nbor(-1).tag_ == "PRP$" for word in below)


def is_answered(type_: EventType, offer: Token) -> bool:
    """Whether the other side must have made an offer: no "demand by his own party"."""
    by = any(child.lower_ in ("by", "from") for child in offer.children)
    return type_ in OPPOSED_OR_AGREED and not by


def what_it_is_called(verb: Token) -> list[Token]:
    """ "denounced what she called a crime"."""
    return [
        below
        for child in verb.children
        if child.dep_ == "ccomp" and any(word.tag_ == "WP" for word in child.children)
        for below in child.children
        if below.dep_ in ("oprd", "dobj", "attr") and below.tag_ != "WP"
    ]


def author_of(passage: Passage, noun: Token, besides: Codes) -> Codes | None:
    """Who did the deed that a noun speaks of; None where it speaks of no deed."""
    if noun.i in passage.mentions:
        return None
    lemma = noun.lemma_.lower()
    made = _who_made(passage, noun, besides) if lemma in OFFERS else ()
    if made:
        return made
    frame = frame_of_noun(noun) if noun.pos_ == "NOUN" else None
    for deed in reversed(passage.deeds):  # "the seizure" of what was "seized"
        alike = deed.trigger.lemma_[:ALIKE].lower() == lemma[:ALIKE] and len(lemma) >= ALIKE
        if alike and deed.source and not set(deed.source) & set(besides):
            return deed.source
    for deed in reversed(passage.deeds[-LOOKED_BACK:]):
        if not deed.source or set(deed.source) & set(besides):
            continue
        if lemma in OFFERS:
            fits = deed.type in OFFERING
        elif lemma in DEEDS or noun.pos_ == "PRON" or noun.dep_ == "ccomp":
            fits = _is_conflict(deed)
        else:
            fits = frame is not None and deed.type is frame.type
        if fits:
            return deed.source
    known = frame is not None or lemma in DEEDS or lemma in OFFERS
    return () if known else None


def _who_made(passage: Passage, offer: Token, besides: Codes) -> Codes:
    """ "The proposal" that somebody "conveyed" a sentence before."""
    for before in reversed(passage.doc[: offer.i]):
        if before.lemma_ == offer.lemma_ and before.dep_ == "dobj" and before.head.pos_ in VERBAL:
            found = agents_of(passage, roles(before.head).agents)
            if found and not set(found) & set(besides):
                return found
    return ()


def _is_conflict(deed: Deed) -> bool:
    return deed.type in (EventType.ASSAULT, EventType.COERCE, EventType.SANCTION)
