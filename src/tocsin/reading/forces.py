"""Forces as a sentence words them: which noun phrases are forces, and how many they count.

"Two brigades, about 6,000 men", "a carrier with 5,000 sailors", "up to 4,000
of its soldiers", "its troops, some 600 of them". People count before vehicles
and units; a single ship, aircraft or battery counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from tocsin.knowledge.hulls import HULLS
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.numbers import parse_number
from tocsin.reading.passage import Passage
from tocsin.reading.syntax import prepositional

PEOPLE = word_list("posture_people")
CREWS = word_list("posture_crews")
BODIES = word_list("posture_bodies")
GROUPS = word_list("posture_groups")
SINGLE = word_list("posture_single")
VAGUE = frozenset({"tens", "dozens", "scores", "hundreds", "thousands", "millions"})
GUARDING = frozenset({"militia", "border", "frontier", "coast", "crew"})
UNREAL = frozenset({"any", "no", "every", "each", "which", "what"})
FORMATIONS = frozenset({"group", "column", "convoy", "flotilla", "fleet", "wing", "detachment"})
_COUNT = r"(?:(?:some|about|around|roughly|nearly|almost|over|perhaps|more than) )?"
_OF_THEM = re.compile(rf"^[^,;.]{{0,60}}, {_COUNT}(?P<number>[\d][\d,.]*\d) (?:of them|in all)\b")
_STRONG_BEFORE = re.compile(r"(?P<number>\d[\d,.]*\d)[ -]+(?:strong|man)\b")
_STRONG = re.compile(rf"^\W*{_COUNT}(?P<number>[\d][\d,.]*\d)[ -](?:strong|man)\b")


class Strength(NamedTuple):
    """How many a force phrase says that it is of; None where it does not.

    moved: of those that the sentence tells of. whole: of the body as it stands
    ("the corps, 2,000 strong").
    """

    moved: int | None
    whole: int | None = None


def is_force(token: Token) -> bool:
    """Whether a token heads a phrase that names soldiers, their units, arms or vehicles."""
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "amod", "poss"):
        return False
    lemma = token.lemma_.lower()
    if any(child.dep_ == "det" and child.lower_ in UNREAL for child in token.children):
        return False  # "any vessel that crosses"
    if lemma in nouns().forces | nouns().equipment | PEOPLE:
        return True
    before = [child for child in token.children if child.dep_ == "compound"]
    if lemma in ("member", "guard"):  # "militia members", "border guards"
        return any(child.lemma_.lower() in nouns().forces | GUARDING for child in before)
    if lemma in FORMATIONS:  # "a carrier strike group", "a tank column"
        return any(child.lemma_.lower() in nouns().equipment | {"strike"} for child in before)
    if lemma in CREWS:
        return number_of(token) is not None
    return token.pos_ == "PROPN" and any(
        child.lemma_.lower() in SINGLE or child.text in HULLS for child in before
    )


def is_people(token: Token) -> bool:
    """Whether a force phrase counts heads, not units or vehicles."""
    return token.lemma_.lower() in PEOPLE | CREWS | {"member", "guard"}


def number_of(token: Token) -> Token | None:
    """The number that counts a noun: "600 marines", "up to 600 of its marines", "a dozen tanks"."""
    above = _counting(token)
    if above is not None:
        if above.lower_ in VAGUE:
            return None
        if above.pos_ == "NUM" or above.lower_ == "dozen":
            return above
    return next(
        (
            child
            for child in token.children
            if (child.dep_ == "nummod" and child.pos_ == "NUM") or child.lower_ == "dozen"
        ),
        None,
    )


def _counting(token: Token) -> Token | None:
    """What counts a noun from above: "two of its ships", "a group of marines"; or None."""
    if token.dep_ != "pobj" or token.head.lower_ != "of":
        return None
    above = token.head.head
    lemma = above.lemma_.lower()
    counts = above.pos_ == "NUM" or above.lower_ in VAGUE or lemma in GROUPS | {"dozen"}
    return above if counts else None


def head_of_phrase(token: Token) -> Token:
    """Where a force phrase hangs in its clause: past what counts it and what it is joined to."""
    node = token
    for _ in range(6):
        above = _counting(node)
        if above is None and node.dep_ == "conj" and node.head.pos_ in ("NOUN", "PROPN", "NUM"):
            above = node.head
        if above is None and node.dep_ == "appos" and node.head.lemma_.lower() in SINGLE:
            above = node.head  # "the carrier Maru and two destroyers": joined to the name
        if above is None:
            break
        node = above
    return node


def amount_in(passage: Passage, number: Token | None) -> int | None:
    """The figure that a number word and those before it give."""
    if number is None:
        return None
    return parse_number(passage.words(number.left_edge.i, number.i + 1))


def strength_of(passage: Passage, force: Token, verb: Token | None) -> Strength:
    """How many a force is, by its people if it names them, else by its own number.

    verb: what is said of it, for "sailed with 5,000 sailors on board".
    """
    after = passage.doc[force.i + 1 : force.sent.end].text
    whole = parse_number(found["number"]) if (found := _STRONG.match(after)) else None
    before = _STRONG_BEFORE.search(passage.doc[force.left_edge.i : force.i + 1].text)
    if before is not None:
        return Strength(parse_number(before["number"]))
    own = amount_in(passage, number_of(force))
    above = _counting(force)
    if own is not None and above is not None and above.lemma_.lower() == "half":
        own //= 2
    if own is not None and whole is not None:
        return Strength(whole)  # "two brigades, some 7,000 strong"
    if is_people(force) and own is not None:
        return Strength(own, whole)
    for other in (*people_within(force), *_people_with(verb, force)):
        counted = amount_in(passage, number_of(other) or _crew(other))
        if counted is not None:
            return Strength(counted, whole)
    if own is None and (found := _OF_THEM.match(after)):
        own = parse_number(found["number"])
    return Strength(own, whole)


def owner_by_hull(force: Token) -> str | None:
    """ "The frigate HMS Maru": whose navy puts those letters before its ships' names."""
    near = force.doc[force.left_edge.i : min(force.i + 5, force.sent.end)]
    return next((HULLS[token.text] for token in near if token.text in HULLS), None)


def people_within(force: Token) -> Iterator[Token]:
    """Counted people of which a unit or ship consists: "a brigade of 3,000 soldiers"."""
    inner = [token for name, token in prepositional(force) if name in ("of", "with")]
    apposed = [child for child in force.children if child.dep_ == "appos"]
    joined = [child for child in force.conjuncts if child.i > force.i and number_of(force) is None]
    for token in (*inner, *apposed, *joined):
        if is_people(token) or token.lemma_.lower() == "crew":
            yield token


def _people_with(verb: Token | None, force: Token) -> Iterator[Token]:
    """ "Sent the carrier along with 3,500 sailors"."""
    if verb is None or is_people(force):
        return
    for name, token in prepositional(verb):
        if name == "with" and token.i > force.i and is_people(token):
            yield token


def _crew(token: Token) -> Token | None:
    """ "A crew of 300"."""
    if token.lemma_.lower() != "crew":
        return None
    return next((inner for name, inner in prepositional(token) if name == "of"), None)


def is_single(force: Token) -> bool:
    """ "Its frigate", "a Patriot battery", "the destroyer Maru": one of what is counted singly."""
    if force.tag_ not in ("NN", "NNP"):
        return False
    named = [child for child in force.children if child.dep_ == "compound"]
    if force.pos_ == "PROPN" and any(
        child.lemma_.lower() in SINGLE or child.text in HULLS for child in named
    ):
        return True
    if force.lemma_.lower() not in SINGLE:
        return False
    given = any(child.dep_ in ("det", "poss") for child in force.children)
    return given or any(child.dep_ == "appos" for child in force.children)


def _is_named_for(word: Token) -> bool:
    """ "Africa Corps": a name of which a place is part."""
    return word.dep_ == "compound" and word.head.pos_ == "PROPN"


def kind_in_words(passage: Passage, force: Token, unsaid: frozenset[str]) -> str:
    """The force in the report's words, with what is joined to it, without number and owner."""
    kept = [
        child.i
        for child in force.lefts
        if child.dep_ in ("amod", "compound")
        and (child.i not in passage.mentions or _is_named_for(child))
        and child.lower_ not in unsaid
    ]
    start = min(kept) if kept and max(kept) == force.i - 1 else force.i
    end = force.i + 1
    for child in force.children:
        if child.dep_ == "conj" and is_force(child) and number_of(child) is None:
            end = child.i + 1
        elif child.dep_ == "appos" and child.left_edge.i == force.i + 1:
            end = max(end, child.i + 1)  # "the carrier Admiral Maru"
    return passage.words(start, end)
