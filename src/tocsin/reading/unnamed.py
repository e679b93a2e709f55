"""Acts that the text tells without naming who did them, or to whom.

"Gunmen stormed a clinic", "mortar rounds hit the market", "two nurses were
abducted": somebody did it, and to somebody. Where no actor is named for the
victims, harm is done to the land where it happens: the place that the sentence
gives, else the one spoken of last.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tocsin.domain import ActorCode, EventType
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.passage import Mention, Passage
from tocsin.reading.sides import agents_of, by_preposition
from tocsin.reading.syntax import VERBAL, is_passive, roles

HARMING = frozenset({EventType.ASSAULT, EventType.COERCE})
LOCATING = ("in", "at", "near", "on", "outside", "inside", "around", "across", "over", "off")
PLACING = frozenset({*LOCATING, "from", "into", "towards", "toward", "along", "of"})
FIGHTERS = word_list("actors_fighters") | nouns().forces
HANDS = word_list("unnamed_hands") | FIGHTERS | nouns().equipment
ORGANS = (
    word_list("actors_institutions")
    | word_list("setting_organs")
    | {"side", "state", "country", "embassy"}
)
ATTENDING = frozenset({"in", "at", "during", "after", "before", "following", "on"})
STATE = 3  # letters of a state's code
MAX_CLIMB = 4


def hits_a_pronoun(trigger: Token) -> bool:
    """ "its jets shot them down": whoever they are, not the shooter's own."""
    return any(child.dep_ == "dobj" and child.pos_ == "PRON" for child in trigger.children)


def hits_something(trigger: Token) -> bool:
    """Whether harm has an object, though no actor: "attacks on ships"."""
    if trigger.pos_ in VERBAL:
        return bool(roles(trigger).patients)
    return any(child.lower_ in ("on", "against") for child in trigger.children)


def has_unknown_author(passage: Passage, trigger: Token) -> bool:
    """ "were accused", "gunmen stormed", "a blast tore": somebody did, nobody we know."""
    if trigger.pos_ not in VERBAL:
        return any(
            child.dep_ == "prep" and child.lower_ in ("from", "by") for child in trigger.children
        )
    if is_passive(trigger):
        return True
    agents = roles(trigger).agents
    return bool(agents) and all(_is_unknown(passage, agent) for agent in agents)


def _is_unknown(passage: Passage, agent: Token) -> bool:
    """Fighters, or a weapon that somebody must have used, that the text gives to nobody."""
    if agent.pos_ != "NOUN" or passage.references.get(agent.i) is not None:
        return False
    return agent.lemma_.lower() in HANDS


def speaks_for_itself(verb: Token) -> bool:
    """ "We call on Mali": the author, who is nobody in the text."""
    agents = roles(verb).agents if verb.pos_ in VERBAL else ()
    return any(agent.lower_ == "we" for agent in agents)


def is_no_crowd(passage: Passage, verb: Token) -> bool:
    """Whether those who act are fighters, or a state by its name or its organs.

    They blockade and condemn; only people protest.
    """
    agents = () if is_passive(verb) else roles(verb).agents
    return any(
        agent.lemma_.lower() in FIGHTERS | ORGANS
        or (agent.tag_ == "NNP" and _is_state(passage, agent))
        for agent in agents
    )


def _is_state(passage: Passage, name: Token) -> bool:
    reference = passage.references.get(name.i)
    return reference is not None and not reference.person and len(reference.codes[0]) == STATE


def who_was_there(passage: Passage, meeting: Token) -> tuple[ActorCode, ...]:
    """ "In a call with Oslo, Peru offered": the subject of the clause was in the meeting."""
    preposition = meeting.head
    if meeting.dep_ != "pobj" or preposition.lower_ not in ATTENDING:
        return ()
    verb = preposition.head
    if verb.pos_ not in VERBAL or is_passive(verb):
        return ()
    return agents_of(passage, roles(verb).agents)


def land_of(passage: Passage, trigger: Token) -> tuple[ActorCode, ...]:
    """Where harm was done that hit nobody known: its own place, else the last one named."""
    node = trigger
    for _ in range(MAX_CLIMB):
        found = by_preposition(passage, node, LOCATING)
        if found or node.head == node or (node.pos_ in VERBAL and node.dep_ != "conj"):
            break
        node = node.head
    return found or _last_place(passage, trigger)


def _last_place(passage: Passage, trigger: Token) -> tuple[ActorCode, ...]:
    for mention in _named_before(passage, trigger.i):
        if mention.city or _is_place(passage.doc[mention.root]):
            return mention.reference.codes
    return ()


def _named_before(passage: Passage, position: int) -> Iterator[Mention]:
    for here in range(position - 1, -1, -1):
        for mention in passage.mentions.get(here, ()):
            if here == mention.root and mention.reference.person is None:
                yield mention


def _is_place(word: Token) -> bool:
    return word.dep_ == "pobj" and word.head.lower_ in PLACING
