"""What a verb of saying or a readiness holds out: harm, or kindness."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.domain import EventType
from tocsin.knowledge.codebook import codebook
from tocsin.knowledge.frames import Frame
from tocsin.reading.lexicon import frame_of_noun, frame_of_verb
from tocsin.reading.syntax import VERBAL


def announces(verb: Token, frame: Frame) -> bool:
    """Whether what a verb of saying announces is a conflict act, or for "friendly" is none."""
    hostile = False
    if verb.lemma_ == "be":
        return _is_ready_to_help(verb)
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp", "dobj"):
            spared = any(below.dep_ == "neg" for below in child.children)  # "vowed not to fire"
            hostile = hostile or (_is_hostile(child) and not spared)
        elif child.dep_ == "prep":
            hostile = hostile or any(_is_hostile(below) for below in child.children)
    return hostile if "hostile" in frame.flags else not hostile


def _is_ready_to_help(verb: Token) -> bool:
    """ "is ready to send tents", not "to strike" or "to leave", and not "would be"."""
    if any(child.tag_ == "MD" for child in verb.children):
        return False
    for state in verb.children:
        for clause in state.children if state.dep_ == "acomp" else ():
            frame = frame_of_verb(clause) if clause.dep_ == "xcomp" else None
            if frame is not None:
                return "cooperation" in codebook().quad(frame.type)
    return False


def _is_hostile(token: Token) -> bool:
    """Whether a word, or the object of a verb that codes nothing itself, names a conflict act."""
    frame = frame_of_verb(token) if token.pos_ in VERBAL else frame_of_noun(token)
    if frame is not None:
        hostile = "conflict" in codebook().quad(frame.type)
        return hostile and frame.type is not EventType.MOBILIZE
    return token.pos_ in VERBAL and any(
        _is_hostile(child) for child in token.children if child.dep_ == "dobj"
    )
