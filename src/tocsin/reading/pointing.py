"""What the words around a noun or pronoun tell of whom it can mean."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.aims import MISSIONS
from tocsin.reading.passage import Passage, Reference
from tocsin.reading.syntax import VERBAL, clause_subjects, prepositional

OBJECTS = frozenset({"dobj", "pobj", "dative"})
CROWDS = word_list("actors_crowds")
PLACES = ("in", "across", "throughout", "at", "outside", "near", "through")


def place_before(passage: Passage, token: Token) -> Reference | None:
    """ "marched on the embassy in Oslo, where police …": whose land the sentence is about."""
    for position in range(token.i - 1, token.sent.start - 1, -1):
        before = passage.doc[position]
        if before.dep_ == "pobj" and before.head.lower_ in PLACES:
            for mention in passage.mentions.get(position, ()):
                return mention.reference
    return None


def is_person(token: Token, reference: Reference) -> bool:
    """Somebody with a name, or with a title alone: "the Chilean ambassador"."""
    if reference.person is not None:
        return True
    return token.lemma_.lower() in nouns().person_nouns and token.tag_ in ("NN", "NNP")


def is_quoted(token: Token) -> bool:
    return sum(word.text == '"' for word in token.doc[: token.i]) % 2 == 1


def names_another(passage: Passage, token: Token) -> bool:
    """ "The minister, Amina Zerbo, said": none of those named before."""
    return any(
        child.dep_ == "appos" and child.pos_ == "PROPN" and child.i not in passage.mentions
        for child in token.children
    )


def counts_people(token: Token) -> bool:
    """ "hundreds of residents"."""
    return any(
        below.lemma_.lower() in CROWDS
        for child in token.children
        if child.lower_ == "of"
        for below in child.children
    )


def subject_to_come(passage: Passage, token: Token) -> Reference | None:
    """ "Despite its attack on Kuwait, Iraq …": the pronoun comes first."""
    for child in token.sent.root.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.i > token.i and token.dep_ == "poss":
            mentions = passage.mentions.get(child.i)
            return mentions[0].reference if mentions else None
    return None


def place_below(passage: Passage, crowd: Token) -> Reference | None:
    """ "weavers around Timbuktu", "farmers near Lima": people of there."""
    for name, place in prepositional(crowd):
        if name in ("around", "near", "across", "outside", "along"):
            for mention in passage.mentions.get(place.i, ()):
                return mention.reference
    return None


def mission_marched_on(passage: Passage, crowd: Token) -> Reference | None:
    """ "Students marched on the embassy in Oslo": people of Oslo."""
    if crowd.dep_ != "nsubj" or crowd.head.pos_ not in VERBAL:
        return None
    for _, goal in prepositional(crowd.head):
        if goal.lemma_.lower() in MISSIONS:
            for name, place in prepositional(goal):
                if name == "in":
                    for mention in passage.mentions.get(place.i, ()):
                        return mention.reference
    return None


def subjects_of_its_clause(token: Token) -> frozenset[int]:
    """ "Chilean guards worked when Peru's troops shot at them": not the troops."""
    if token.dep_ not in OBJECTS or token.lower_.endswith("self") or token.tag_ == "PRP$":
        return frozenset()
    verb = token.head if token.dep_ != "pobj" else token.head.head
    if verb.pos_ not in VERBAL:
        return frozenset()
    return frozenset(subject.i for subject in clause_subjects(verb))
