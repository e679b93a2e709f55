"""The lexicon arranged for look-up by trigger; built once per process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from tocsin.domain import EventType, SpeechAct, Status
from tocsin.knowledge.frames import (
    Frame,
    LightVerb,
    frames,
    light_verbs,
    speech_verbs,
    status_verbs,
)
from tocsin.knowledge.words import word_list
from tocsin.reading.syntax import (
    PARTICLES,
    complements,
    is_passive,
    is_proviso,
    marked_by,
    misread_subject,
    particle,
    particle_objects,
    prepositional,
    roles,
    with_conjuncts,
)

# What a verb may say of or do to: "gave it a week", "stopped eating", "found him guilty".
OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "acomp", "ccomp", "xcomp", "npadvmod"})
COUNTING = word_list("lexicon_counting")
# Words that stand for a noun before them, and the tags that it may have.
ONE, SEVERAL = frozenset({"NN"}), frozenset({"NNS"})
STANDING_FOR = {
    **dict.fromkeys(("it", "one", "another"), ONE | SEVERAL),
    **dict.fromkeys(("they", "them", "both", "others", "some", "several", "those"), SEVERAL),
    **dict.fromkeys(("two", "three", "four", "five", "six", "dozens", "many"), SEVERAL),
}
LOOKED_BACK, CANDIDATES = 30, 3
_RANK = {"head": 0, "clause": 1, "subject": 1, "actor": 2, "any": 3}

CROSSING = frozenset({"cross", "overstep", "breach", "violate", "pass", "break"})


class Lexicon(NamedTuple):
    """verbs, nouns: frames by lemma of the trigger's head word, most specific first."""

    verbs: dict[str, tuple[Frame, ...]]
    nouns: dict[str, tuple[Frame, ...]]
    light: dict[str, tuple[LightVerb, ...]]
    speech: dict[tuple[str, str], SpeechAct]
    governors: dict[tuple[str, str], Status | None]


@cache
def lexicon() -> Lexicon:
    """The whole lexicon."""
    verbs: dict[str, list[Frame]] = {}
    nouns: dict[str, list[Frame]] = {}
    for frame in frames():
        words = frame.trigger.split()
        table, head = (verbs, words[0]) if frame.pos == "v" else (nouns, words[-1])
        table.setdefault(head, []).append(frame)
    light: dict[str, list[LightVerb]] = {}
    for row in light_verbs():
        light.setdefault(row.lemma.split()[0], []).append(row)
    return Lexicon(
        {lemma: _by_specificity(rows) for lemma, rows in verbs.items()},
        {lemma: _by_specificity(rows) for lemma, rows in nouns.items()},
        {lemma: tuple(rows) for lemma, rows in light.items()},
        {(row.lemma, row.pos): row.act for row in speech_verbs()},
        {
            (row.lemma, row.pos): None if row.status is Status.ACTUAL else row.status
            for row in status_verbs()
        },
    )


def _by_specificity(rows: list[Frame]) -> tuple[Frame, ...]:
    def order(row: Frame) -> tuple[int, int, bool]:
        return -len(row.trigger.split()), _RANK[row.object.kind], "else" in row.flags

    return tuple(sorted(rows, key=order))


def frames_of_verb(verb: Token) -> Iterator[Frame]:
    """The frames that fit a verb where it stands, the most specific first."""
    if verb.dep_ in ("amod", "compound") and misread_subject(verb) is None:
        return  # "Russia-backed" tells of no act
    if crosses_a_red_line(verb):
        return  # where it runs the sentence need not say, nor what was done
    if verb.dep_ == "prep" or is_proviso(verb):
        return  # "provided that Mali pays", "following the talks": no verbs
    named = any(child.dep_ == "oprd" for child in verb.children)
    for frame in lexicon().verbs.get(verb.lemma_.lower(), ()):
        words = frame.trigger.split()
        places = (*frame.prep, frame.object.prep)
        if len(words) > 1 and not _has_particle(verb, words[1], places):
            continue
        if named and verb.lemma_ == "call" and frame.object.kind != "head":
            continue  # "called it a warning" calls nobody
        if "passive_only" in frame.flags and not is_passive(verb):
            continue
        if _fits(verb, frame):
            yield frame


def frame_of_verb(verb: Token) -> Frame | None:
    """The most specific frame that fits a verb where it stands; None where none does."""
    return next(frames_of_verb(verb), None)


def crosses_a_red_line(verb: Token) -> bool:
    """ "Crossed Oslo's red line": a judgement of what was done, and no march over a border."""
    told = verb.tag_ in ("VBD", "VBN") and all(c.tag_ != "MD" for c in verb.children)
    return (
        told
        and verb.lemma_ in CROSSING
        and any(
            child.lemma_.lower() == "line" and any(c.lower_ == "red" for c in child.children)
            for child in verb.children
            if child.dep_ in ("dobj", "nsubjpass")
        )
    )


def frame_of_noun(noun: Token) -> Frame | None:
    """The most specific frame that fits an event noun; None where none does."""
    if crosses_a_red_line(noun.head):
        return None  # a line that was crossed is none that is being drawn
    for frame in lexicon().nouns.get(noun.lemma_.lower(), ()):
        words = frame.trigger.split()
        if len(words) > 1:
            start = noun.i - len(words) + 1
            before = noun.doc[max(start, 0) : noun.i]
            if [token.lower_ for token in before] != words[:-1]:
                continue
        if frame.object.kind == "head" and not _modified_by(noun, frame.object.lemmas):
            continue
        return frame
    return None


def _has_particle(verb: Token, word: str, prepositions: tuple[str, ...] = ()) -> bool:
    """Whether a phrasal verb's second word is there.

    A preposition counts only where the frame looks for its target behind it:
    "called on Monday" is no "call on".
    """
    if particle(verb) == word:
        return True
    bare = (
        ("advmod", "acomp", "prt", "intj", "prep")
        if word in prepositions or word in PARTICLES
        else ("advmod", "acomp", "prt", "intj")
    )
    if word == "home":
        bare = (*bare, "npadvmod", "oprd")
    if any(child.lower_ == word and child.dep_ in bare for child in verb.children):
        return True
    return word == "for" and any(  # "called for Oslo to leave"
        child.dep_ == "advcl" and marked_by(child, word) for child in verb.children
    )


def _fits(verb: Token, frame: Frame) -> bool:
    match frame.object.kind:
        case "any":
            return True
        case "clause":
            return bool(complements(verb))
        case "subject":
            return _wishes_of_another(verb)
        case "actor":
            return True  # checked by the caller, once the sides are known
    wanted = frame.object.lemmas
    if frame.object.prep == "subject":
        return any(_is_one_of(agent, wanted) for agent in roles(verb).agents)
    if frame.object.prep:
        return object_of_preposition(verb, frame) is not None
    for child in verb.children:
        if child.dep_ == "xcomp" and child.tag_ != "VBG":
            continue  # "refused to work" does not refuse work
        if child.dep_ == "ccomp" and any(c.dep_ in ("mark", "aux", "neg") for c in child.children):
            continue  # "promised that it would not fire" promises no fire
        if child.dep_ in OBJECTS and any(
            _is_one_of(token, wanted) or _is_found(token, wanted) for token in with_conjuncts(child)
        ):
            return True
    inherited = roles(verb).patients if verb.tag_ in ("VBN", "VBD") else ()
    others = (*_let_do(verb), *particle_objects(verb), *inherited)
    if any(_is_one_of(token, wanted) for token in others):
        return True
    return verb.dep_ in ("acl", "relcl", "amod") and verb.head.lemma_.lower() in wanted


def _let_do(verb: Token) -> Iterator[Token]:
    """Who is let or made to act, which the parser hangs below: "let inspectors see"."""
    for clause in verb.children:
        if clause.dep_ == "ccomp" and clause.tag_ == "VB":
            for child in clause.children:
                if child.dep_ == "nsubj":
                    yield from with_conjuncts(child)


def _is_found(noun: Token, wanted: frozenset[str]) -> bool:
    """ "found the general guilty": a predicate that the parser hangs on the object."""
    return any(
        child.dep_ == "amod" and child.i > noun.i and child.lemma_.lower() in wanted
        for child in noun.children
    )


def _wishes_of_another(verb: Token) -> bool:
    """ "hopes that Oslo pays", "would like Oslo to pay", "would like to see Oslo pay"."""
    clauses = complements(verb)
    if any(child.dep_ in ("dobj", "dative") for child in verb.children) and clauses:
        return True
    return any(
        any(child.dep_ in ("nsubj", "nsubjpass") for child in clause.children)
        or (clause.lemma_ == "see" and _wishes_of_another(clause))
        for clause in clauses
    )


def object_of_preposition(verb: Token, frame: Frame) -> Token | None:
    """The noun that a frame wants behind a preposition, below the verb or its direct object."""
    places = [verb, *(child for child in verb.children if child.dep_ in ("dobj", "nsubjpass"))]
    for place in places:
        for name, token in prepositional(place):
            if name == frame.object.prep and _is_one_of(token, frame.object.lemmas):
                return token
    return None


def _is_one_of(token: Token, wanted: frozenset[str]) -> bool:
    """Whether a noun is among the lemmas, or a name whose title is: "journalist Anna Weiss"."""
    if token.lemma_.lower() in wanted:
        return True
    counted = [inner for name, inner in prepositional(token) if name == "of"]
    if token.lower_ in STANDING_FOR and not counted:
        return any(noun.lemma_.lower() in wanted for noun in _stood_for(token))
    if counted and (token.tag_ == "CD" or token.lemma_.lower() in COUNTING):  # "two of its drones"
        return any(inner.lemma_.lower() in wanted for inner in counted)
    return token.pos_ == "PROPN" and any(
        child.dep_ in ("compound", "nmod", "amod") and child.lemma_.lower() in wanted
        for child in token.children
    )


def _stood_for(word: Token) -> Iterator[Token]:
    """The nouns just before that "it", "them", "another" or "two" may stand for."""
    numbers = STANDING_FOR[word.lower_]
    seen = 0
    for token in reversed(word.doc[max(word.i - LOOKED_BACK, 0) : word.i]):
        if token.tag_ in numbers and token.dep_ not in ("compound", "npadvmod"):
            yield token
            seen += 1
            if seen == CANDIDATES:
                return


def _modified_by(noun: Token, wanted: frozenset[str]) -> bool:
    for child in noun.children:
        if child.dep_ in ("compound", "amod", "nmod") and child.lemma_.lower() in wanted:
            return True
    return any(
        name in ("of", "for", "on") and token.lemma_.lower() in wanted
        for name, token in prepositional(noun)
    )


def ends(verb: Token, noun_type: EventType) -> LightVerb | None:
    """The row by which a verb ends an act of that type ("lift sanctions"), or None."""
    for row in lexicon().light.get(verb.lemma_.lower(), ()):
        words = row.lemma.split()
        if len(words) > 1 and not _has_particle(verb, words[1], (words[1],)):
            continue
        if row.role == "stop" and row.noun_type in (noun_type, None):
            return row
    return None


def lends_side(verb: Token) -> str | None:
    """ "source" or "target": the side that a light verb's subject takes; None for other verbs."""
    for row in lexicon().light.get(verb.lemma_.lower(), ()):
        words = row.lemma.split()
        if row.role != "stop" and (len(words) == 1 or _has_particle(verb, words[1], (words[1],))):
            return row.role
    return None
