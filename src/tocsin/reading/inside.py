"""Acts within one state: its police against its crowd, its courts against its citizens.

Nobody writes "the Chilean police broke up a crowd of Chileans". Whoever is
jailed, banned or dispersed by somebody's authorities, and is not said to be of
elsewhere, is their own; and where nobody is said to have jailed them, it was
the state where it happened.
"""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.domain import ActorKind, EventType
from tocsin.knowledge.frames import Frame
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.parties import parties
from tocsin.reading.passage import Passage
from tocsin.reading.sides import Codes, by_preposition
from tocsin.reading.syntax import VERBAL, is_passive, roles

CITIZENS = word_list("inside_citizens") | word_list("actors_crowds")
CALM = frozenset({"calm", "unity", "patience"})
ABOARD = frozenset({"crew", "captain", "passenger", "cargo", "cannon", "escort", "attache"})
BY_AUTHORITY = frozenset({"arrest", "deport", "ban", "censor", "curfew", "martial-law"})


def authority_over(passage: Passage, frame: Frame, trigger: Token) -> Codes:
    """ "Two journalists were jailed in Accra": by the state there, else by whom the text is on."""
    if frame.type is not EventType.COERCE or frame.mode not in BY_AUTHORITY:
        return ()
    if trigger.pos_ not in VERBAL or not is_passive(trigger) or roles(trigger).agents:
        return ()
    there = by_preposition(passage, trigger, ("in", "at", "near"))
    if there:
        return there if _is_state(passage, there) else ()
    home = passage.homes.get(trigger.sent.start)
    subject = _subject_of_main_clause(passage, trigger) or (home.codes if home else ())
    return subject if _is_state(passage, subject) else ()


def own_people(passage: Passage, frame: Frame, trigger: Token, source: Codes) -> Codes:
    """The source itself where its authorities deal with people that are not of elsewhere."""
    if not _is_state(passage, source) or trigger.pos_ not in VERBAL:
        return ()
    if frame.mode == "crowd-control":
        return source
    if frame.type is EventType.REQUEST:
        asked = [
            passage.references.get(word.i)
            for word in roles(trigger).patients
            if word.pos_ != "PRON"
        ]
        own_organ = any(found is not None and found.codes == source for found in asked)
        calm = any(word.lemma_.lower() in CALM for word in trigger.subtree if word.dep_ == "pobj")
        return source if own_organ or (calm and set(source) & set(parties(passage))) else ()
    if frame.type is EventType.AGREE:  # "promised the farmers compensation"
        given = [c for c in trigger.children if c.dep_ in ("dative", "dobj")]
        own = [c for c in given if c.lemma_.lower() in CITIZENS and not passage.references.get(c.i)]
        return source if own else ()
    if frame.type is not EventType.COERCE or frame.mode not in BY_AUTHORITY:
        return ()
    if frame.mode in ("curfew", "martial-law"):
        return source
    return source if any(_is_citizen(word) for word in roles(trigger).patients) else ()


def takes_what_is_its(type_: EventType, trigger: Token) -> bool:
    """ "took its crew hostage", "turned its guns on two boats": not its own crew, not on itself."""
    if trigger.pos_ not in VERBAL or type_ not in (EventType.ASSAULT, EventType.COERCE):
        return False
    for word in trigger.subtree:
        if word.tag_ != "PRP$" or word.i < trigger.i:
            continue
        owned = [word.head, *(near for near in word.doc[word.i + 1 : word.head.i])]
        if any(what.lemma_.lower() in ABOARD | nouns().equipment for what in owned):
            return True
    return False


def _is_citizen(word: Token) -> bool:
    return word.lemma_.lower() in CITIZENS or word.pos_ == "NUM"


def _subject_of_main_clause(passage: Passage, verb: Token) -> Codes:
    """ "Chad closed the road, and a trader was arrested": by Chad."""
    if verb.dep_ != "conj" or verb.head.pos_ not in VERBAL:
        return ()
    for token in roles(verb.head).agents:
        reference = passage.references.get(token.i)
        if reference is not None:
            return reference.codes
    return ()


def _is_state(passage: Passage, side: Codes) -> bool:
    return len(side) == 1 and passage.kinds.get(side[0]) is ActorKind.STATE
