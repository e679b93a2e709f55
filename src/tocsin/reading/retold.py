"""Words that name once more an act that has just been told, and words that are nobody's act.

"Placed two brigades stationed there on alert" moves forces once; "shelled the
post; two guards were killed" is one attack and its toll; "lodged a complaint"
complains once; those who throw stones "at a patrol" meet a patrol, and nobody
went on one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from tocsin.domain import EventType
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.passage import Deed, Passage
from tocsin.reading.syntax import VERBAL, is_passive, roles

TOLL = frozenset({"kill", "wound", "injure", "hurt", "maim"})
MET = frozenset({"at", "against", "on", "upon", "by", "from", "with"})
WEAPONS = nouns().equipment | word_list("unnamed_hands") | {"explosive", "charge", "leaflet"}
NEAR = 400  # characters: about two sentences


def is_retold(passage: Passage, type_: EventType, trigger: Token, told: Sequence[Deed]) -> bool:
    """Whether an act is one of `told`, the acts of its sentence before it, or of just before."""
    if trigger.pos_ not in VERBAL:
        return _is_met(trigger) or _is_object_of(trigger, type_, told)
    if any(deed.trigger == trigger and deed.type is type_ for deed in told):
        return True  # "lifted sanctions": told by verb and noun
    if trigger.dep_ == "acl" and _describes(trigger, type_):
        return True
    moved = type_ is EventType.MOBILIZE and trigger.dep_ == "acl"
    if moved and any(_is_part_of(trigger.head, deed, type_) for deed in told):
        return True
    return type_ is EventType.ASSAULT and _is_toll(passage, trigger, told)


def _describes(participle: Token, type_: EventType) -> bool:
    """ "explosives dropped from drones", "men trained abroad": what they are, and no news."""
    if not is_passive(participle) or roles(participle).agents:
        return False
    weapon = participle.head.lemma_.lower() in WEAPONS
    return type_ is EventType.AID or (type_ is EventType.ASSAULT and weapon)


def _is_met(noun: Token) -> bool:
    """ "fired on a patrol": the patrol is there, as the one who is fired on."""
    forces = nouns().forces | nouns().agents
    hit = noun.dep_ == "pobj" and noun.head.lower_ in MET and noun.head.head.pos_ in VERBAL
    return hit and noun.lemma_.lower() in forces and any(c.dep_ == "det" for c in noun.children)


def _is_object_of(noun: Token, type_: EventType, told: Iterable[Deed]) -> bool:
    """ "lodged a complaint": the verb's frame has coded its object."""
    first = noun.head if noun.dep_ == "conj" else noun
    return first.dep_ in ("dobj", "nsubjpass") and any(
        deed.trigger == first.head and deed.type is type_ for deed in told
    )


def _is_part_of(noun: Token, deed: Deed, type_: EventType) -> bool:
    """Whether a noun is what another act of the type is done with."""
    return deed.type is type_ and deed.trigger.pos_ in VERBAL and noun.head == deed.trigger


def _is_toll(passage: Passage, verb: Token, told: Sequence[Deed]) -> bool:
    """ "Two guards were killed", after what killed them."""
    if verb.lemma_ not in TOLL or not is_passive(verb) or roles(verb).agents:
        return False
    here = passage.offset + verb.sent.start_char
    before = (deed for deed in passage.deeds if here - NEAR <= deed.place < here)
    return any(deed.type is EventType.ASSAULT for deed in (*told, *before))
