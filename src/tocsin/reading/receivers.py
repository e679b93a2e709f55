"""Whom a signal is meant for, where its own words leave that to the text.

"Chad denied it": whoever made the charge. "Chad offered to talk": whom the
report has dealing with Chad. What an outsider holds out or asks for is meant
for the parties that the report is about; what one denies or refuses, for nobody
in particular.
"""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Token

from tocsin.domain import EventType, SignalKind
from tocsin.knowledge.words import word_list
from tocsin.reading.passage import Deed, Passage
from tocsin.reading.sides import Codes, without

# What a denial answers, and what a rejection.
ANSWERED = {
    SignalKind.DENIAL: frozenset({EventType.ACCUSE}),
    SignalKind.REJECTION: frozenset({EventType.AGREE, EventType.REQUEST}),
}
HELD_OUT = frozenset({SignalKind.OFFER, SignalKind.PROMISE, SignalKind.DEMAND, SignalKind.WARNING})
LOOKED_BACK = 12
PEOPLE_AT_HOME = word_list("receivers_at_home")
# A party is named at least so often, in parts of who is named most.
SHARE = 0.4
PARTIES = 2


def receiver_left_open(passage: Passage, kind: SignalKind, verb: Token, sender: Codes) -> Codes:
    """Who is answered, else whom the sender deals with; () where nobody can be told."""
    before = _told_before(passage, verb)
    answered = ANSWERED.get(kind, frozenset())
    for deed in reversed(before[-LOOKED_BACK:]):
        if deed.type in answered and set(deed.target) & set(sender):
            author = without(deed.source, sender)
            if author:
                return author
    if kind not in ANSWERED:
        for deed in reversed(before):  # "froze its aid to Chad and threatened …"
            if deed.trigger.doc is not passage.doc or deed.trigger.sent != verb.sent:
                break
            beside = without(deed.target, sender)
            if beside and set(deed.source) & set(sender):
                return beside
    parties = _parties(passage)
    if not set(parties) & set(sender):
        return parties if kind in HELD_OUT else ()
    return (
        _opposite(before[-LOOKED_BACK:], sender)
        or _opposite(passage.deeds, sender)
        or without(parties, sender)
    )


def asks_at_home(passage: Passage, verb: Token) -> bool:
    """ "Asked households to heat one room": a state's own people, and no other state."""
    asked = [child for child in verb.children if child.dep_ in ("dobj", "dative")]
    for clause in verb.children:
        if clause.dep_ in ("ccomp", "xcomp") and clause.tag_ == "VB":
            asked += [child for child in clause.children if child.dep_ == "nsubj"]
    for place in verb.children:  # "appealed to voters to stay calm"
        if place.dep_ in ("prep", "dative") and place.lower_ in ("on", "upon", "to"):
            asked += [child for child in place.children if child.dep_ == "pobj"]
    return any(
        word.lemma_.lower() in PEOPLE_AT_HOME
        and passage.references.get(word.i) is None
        and not any(child.ent_type_ or child.pos_ == "PROPN" for child in word.children)
        for word in asked
    )


def _parties(passage: Passage) -> Codes:
    """Whom the report is about: the two it names most."""
    ranked = sorted(passage.counts.items(), key=lambda item: -item[1])[:PARTIES]
    return tuple(code for code, times in ranked if times >= max(2, SHARE * ranked[0][1]))


def _opposite(deeds: list[Deed], side: Codes) -> Codes:
    """Who stands most often across from a side in what has been told, the latest of equals."""
    met: Counter[str] = Counter()
    for deed in reversed(deeds):
        if set(deed.source) & set(side):
            met.update(code for code in deed.target if code not in side)
        elif set(deed.target) & set(side):
            met.update(code for code in deed.source if code not in side)
    return tuple(code for code, _ in met.most_common(1))


def _told_before(passage: Passage, verb: Token) -> list[Deed]:
    """The deeds of the report up to a word of this passage; they stand in the order of the text."""
    here = [at for at, deed in enumerate(passage.deeds) if deed.trigger.doc is passage.doc]
    before = [at for at in here if passage.deeds[at].trigger.i < verb.i]
    last = before[-1] + 1 if before else (here[0] if here else 0)
    return passage.deeds[:last]
