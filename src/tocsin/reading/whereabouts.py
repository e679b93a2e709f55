"""Whether forces come, go or are there: the word by which a sentence tells it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from spacy.tokens import Token

from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.dates import MONTHS
from tocsin.reading.forces import BODIES, head_of_phrase, is_single, number_of, people_within
from tocsin.reading.syntax import VERBAL, is_passive, particle, prepositional

MOVING = word_list("posture_moving")
MOVING_NOUNS = word_list("posture_moving_nouns")
GOING = word_list("posture_going")
ACTING = word_list("posture_acting")
HOLDING = word_list("posture_holding")
STAYING = word_list("posture_staying")
REINFORCING = word_list("posture_reinforcing")
LEAVING = word_list("posture_leaving")
CRAFT = nouns().equipment
TOWARDS = frozenset({"to", "into", "toward", "towards", "for", "onto"})
BACK = frozenset({"out", "back", "away"})
BEING = frozenset({"be"})


class Course(StrEnum):
    """What becomes of forces: their number is a gain, a loss, or what is there."""

    COMES = "comes"
    LEAVES = "leaves"
    IS_THERE = "is there"


class Telling(NamedTuple):
    """The verb or noun that tells of a force, what it tells, and whether the force acts itself."""

    word: Token
    course: Course
    acting: bool = False


def telling_of(force: Token) -> Telling | None:
    """How a sentence says that forces are somewhere or move; None where it does not."""
    node = head_of_phrase(force)
    head = node.head
    if node.dep_ in ("dobj", "nsubjpass", "oprd", "attr", "dep") and head.pos_ in VERBAL:
        found = _undergoing(force, node, head)
    elif node.dep_ == "nsubj" and head.pos_ in VERBAL:
        found = _doing(force, head)
    elif node.dep_ == "nummod" and node.head.text in MONTHS and force != node:
        verb = node.head.head.head  # "On 3 May two of its ships": the number misread as a day
        found = _doing(force, verb) if verb.pos_ in VERBAL else None
    elif node.dep_ == "pobj":
        found = _in_phrase(node)
    else:
        found = None
    return found or _in_participle(force)


def _undergoing(force: Token, node: Token, verb: Token) -> Telling | None:
    lemma = verb.lemma_.lower()
    if node.dep_ == "attr":
        there = any(child.dep_ == "expl" for child in verb.children)
        return Telling(verb, Course.IS_THERE) if there else None
    if lemma == "call":
        up = particle(verb) == "up" or "up" in {child.lower_ for child in verb.children}
        return Telling(verb, Course.COMES) if up else None
    if lemma == "take" and particle(verb) in BACK:
        return Telling(verb, Course.LEAVES)
    if lemma in ("place", "put"):
        alert = any(
            inner.lemma_.lower() in ("alert", "readiness") for _, inner in prepositional(verb)
        )
        named = any(name != "on" for name, _ in prepositional(verb))
        return Telling(verb, Course.IS_THERE) if alert or named else None
    if lemma in HOLDING and lemma not in ("double",):
        return Telling(verb, Course.IS_THERE)
    if lemma not in MOVING or any(child.dep_ == "xcomp" for child in verb.children):
        return None
    if lemma == "deploy":
        return Telling(verb, _course_of_deploying(verb))
    if lemma == "bring" and number_of(force) is None:
        onward = {name for name, _ in prepositional(verb)} & TOWARDS
        if not onward and "up" not in {child.lower_ for child in verb.children}:
            return None  # "brought a radar with him"
    return Telling(verb, _course(verb))


def _course_of_deploying(verb: Token) -> Course:
    """ "Deployed 600 men to Tolm" is a move; "600 men are deployed in Tolm" says who is there."""
    names = {name for name, _ in prepositional(verb)}
    if names & TOWARDS:
        return Course.COMES
    perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)
    return Course.IS_THERE if is_passive(verb) or perfect else Course.COMES


def _course(verb: Token) -> Course:
    lemma = verb.lemma_.lower()
    if lemma == "pull":
        held = {child.lower_ for child in verb.children}
        forward = {name for name, _ in prepositional(verb)} & {"into", "to"}
        return Course.COMES if forward and not held & BACK else Course.LEAVES
    return Course.LEAVES if lemma in LEAVING else Course.COMES


def _doing(force: Token, verb: Token) -> Telling | None:
    """Forces as the subject: "arrived", "sailed", "remain", "are in Tolm"."""
    lemma = verb.lemma_.lower()
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    if force.lemma_.lower() in BODIES and number_of(force) is None:
        return None  # "the army moved a brigade", "the navy left"
    counted = number_of(force) is not None or is_single(force) or any(people_within(force))
    craft = force.lemma_.lower() in CRAFT | {"fighter"} or force.pos_ == "PROPN"
    if lemma in ACTING and craft:
        return Telling(verb, Course.COMES, acting=True) if counted else None
    part = lemma == "take" and any(child.lower_ == "part" for child in objects)
    if counted and (part or lemma in ("participate", "train", "exercise", "drill")):
        return Telling(verb, Course.IS_THERE, acting=True)
    if lemma == "leave":
        bound = any(name == "for" for name, _ in prepositional(verb))
        bound = bound or any(name == "for" for child in objects for name, _ in prepositional(child))
        return Telling(verb, Course.COMES if bound else Course.LEAVES, acting=True)
    if objects and lemma not in ("enter", "reach", "cross", "transit", "overfly"):
        return None
    if lemma in GOING and (counted or verb.dep_ != "relcl"):
        return Telling(verb, _course(verb), acting=True)
    if counted and (lemma in STAYING or (lemma in BEING and _has_place(verb))):
        return Telling(verb, Course.IS_THERE, acting=True)
    return None


def _has_place(verb: Token) -> bool:
    if any(child.dep_ in ("acomp", "attr") for child in verb.children):
        return False  # "in Tolm the adviser was franker"
    return any(
        name in ("in", "at", "on", "near", "along", "off") for name, _ in prepositional(verb)
    )


def _in_phrase(node: Token) -> Telling | None:
    """ "The withdrawal of 600 marines", "reinforced by a battalion", "a mission with 600 men"."""
    above = node.head.head
    preposition = node.head.lower_
    lemma = above.lemma_.lower()
    if above.pos_ in VERBAL and preposition in ("by", "with") and lemma in REINFORCING:
        return Telling(above, Course.COMES)
    climb = node
    for _ in range(3):
        if climb.dep_ not in ("pobj", "prep", "conj"):
            break
        climb = climb.head
        name = climb.lemma_.lower()
        if climb.pos_ == "NOUN" and name in MOVING_NOUNS:
            there = name in ("presence", "contingent", "concentration", "deployment", "massing")
            there = there and not {way for way, _ in prepositional(climb)} & TOWARDS
            course = Course.IS_THERE if there else Course.COMES
            return Telling(climb, Course.LEAVES if name in LEAVING else course)
    return None


def _in_participle(force: Token) -> Telling | None:
    """ "Two brigades stationed near Tolm", "600 marines sent to Tolm"."""
    for child in force.children:
        if child.dep_ in ("acl", "relcl") and child.pos_ in VERBAL:
            lemma = child.lemma_.lower()
            if child.tag_ == "VBN" and lemma in HOLDING:
                return Telling(child, Course.IS_THERE)
            if child.tag_ == "VBN" and lemma == "deploy":
                return Telling(child, _course_of_deploying(child))
            if child.tag_ == "VBN" and lemma in MOVING:
                return Telling(child, _course(child))
            if child.tag_ == "VBG" and lemma in GOING | STAYING:
                there = lemma in STAYING
                return Telling(child, Course.IS_THERE if there else _course(child), acting=True)
    return None
