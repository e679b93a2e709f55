"""Where forces are sent to face somebody, and not to be given away."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.knowledge.words import nouns
from tocsin.reading.sides import BORDERS
from tocsin.reading.syntax import prepositional, roles

FRONTS = BORDERS | {"front", "frontline", "coast", "coastline", "strait", "line", "waters"}
TOWARDS = frozenset({"to", "toward", "towards", "along", "near", "into", "at", "on"})


def goes_to_a_front(verb: Token) -> bool:
    """ "Sent 60 tanks to the border with Mali": what moves are forces, and where to a front."""
    patients = roles(verb).patients
    if not any(noun.lemma_.lower() in nouns().forces | nouns().equipment for noun in patients):
        return False
    return any(
        name in TOWARDS and inner.lemma_.lower() in FRONTS
        for place in (verb, *patients)
        for name, inner in prepositional(place)
    )
