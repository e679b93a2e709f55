"""Who does what in a parsed clause: roles as the grammar gives them.

Works on spaCy tokens with ClearNLP labels (`en_core_web_sm`). Nothing here
knows about actors or events; every function is pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
# "Russia promised Ukraine to leave": the subject leaves, not the object.
SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "agree", "offer", "refuse"})
TELLING = frozenset(
    {"warn", "add", "accuse", "urge", "threaten", "vow", "insist", "reiterate", "stress", "assert"}
    | {"claim", "boast", "promise", "demand", "note", "describe", "signal", "argue", "call"}
)
ASKING = frozenset(
    {"ask", "urge", "encourage", "tell", "beg", "press", "implore", "exhort", "order"}
)
NEAR = 6  # words from the verb to what is asked
PARTICLES = frozenset({"off", "out", "up", "down", "back", "away"})
"""Words that behind a verb are part of it, whatever the parser says."""
VERBAL = frozenset({"VERB", "AUX"})
DAYS = frozenset(
    {"January", "February", "March", "April", "May", "June", "July", "August", "September"}
    | {"October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday"}
    | {"Friday", "Saturday", "Sunday"}
)


class Roles(NamedTuple):
    """Heads of the noun phrases that fill a verb's slots, in the order of the text.

    agents: who does it. patients: to whom or what it is done. passive: the
    grammar put the patient first; already undone in the two fields before.
    """

    agents: tuple[Token, ...]
    patients: tuple[Token, ...]
    passive: bool


def with_conjuncts(token: Token) -> Iterator[Token]:
    """The token and what is coordinated after it: "France, Italy and Spain"."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and not _is_excepted(child):
            yield from with_conjuncts(child)


def _is_excepted(conjunct: Token) -> bool:
    """ "Kenya, but not Chad"."""
    before = conjunct.doc[conjunct.left_edge.i - 1] if conjunct.left_edge.i else conjunct
    return before.lower_ == "not" or any(child.dep_ == "neg" for child in conjunct.children)


def misread_subject(verb: Token) -> Token | None:
    """The country that the parser took for an adverb: "Sweden suspended aid to Mali"."""
    if verb.tag_ not in ("VBN", "VBD") or verb.i == 0:
        return None
    before = verb.doc[verb.i - 1]
    first = before.i == verb.sent.start or verb.doc[before.i - 1].dep_ in ("compound", "amod")
    if before.dep_ == "npadvmod" and before.pos_ == "PROPN" and before.head == verb and first:
        return before
    return before if _is_behind_a_date(before, verb) else None


def _is_behind_a_date(name: Token, verb: Token) -> bool:
    """ "In October Chad sent two battalions": one phrase, to the parser."""
    day = name.head
    first = any(child.dep_ == "compound" and child.text in DAYS for child in name.children)
    if first and name.dep_ == "pobj" and day.head == verb:  # "In April Chad", the day below it
        return not any(child.dep_ in SUBJECTS for child in verb.children)
    return (
        name.pos_ == "PROPN"
        and day.text in DAYS
        and day.i < name.i
        and day.dep_ == "pobj"
        and day.head.head == verb
        and not any(child.dep_ in SUBJECTS for child in verb.children)
    )


def is_passive(verb: Token) -> bool:
    """Whether the verb's grammatical subject undergoes the act."""
    if verb.tag_ != "VBN" or misread_subject(verb) is not None:
        return False
    deps = {child.dep_ for child in verb.children}
    if "auxpass" in deps or "nsubjpass" in deps:
        return True
    if verb.dep_ in ("acl", "amod") and "aux" not in deps and "dobj" not in deps:
        return True
    if verb.dep_ == "conj" and not deps & SUBJECTS and "aux" not in deps:
        return verb.head.tag_ == "VBN" and is_passive(verb.head)
    return verb.dep_ == "advcl" and not deps & {"aux", "dobj"} | (deps & SUBJECTS)


def clause_subjects(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """Heads of the grammatical subject, found up the tree where the verb has none of its own.

    Empty where nothing in the sentence can be its subject.
    """
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if child.dep_ == "expl":
                continue
            if child.tag_ in RELATIVE_TAGS and verb.dep_ == "relcl":
                return tuple(with_conjuncts(verb.head))
            return tuple(with_conjuncts(child))
    misread = misread_subject(verb)
    if misread is not None:
        return (misread,)
    if depth > 6 or verb.head == verb:
        return ()
    return _inherited_subjects(verb, depth)


def _inherited_subjects(verb: Token, depth: int) -> tuple[Token, ...]:
    head = verb.head
    match verb.dep_:
        case "xcomp" | "ccomp" | "advcl" | "conj" | "dep" | "prep" | "pcomp" | "aux":
            if verb.dep_ == "ccomp" and verb.tag_ in ("VBZ", "VBD", "VBP"):
                return ()
            if verb.dep_ == "xcomp" and head.lemma_ not in SUBJECT_CONTROL:
                objects = [child for child in head.children if child.dep_ in ("dobj", "dative")]
                if objects and head.pos_ in VERBAL:
                    return tuple(with_conjuncts(objects[0]))
            if verb.dep_ == "pcomp" and head.lower_ in ("against", "of", "from", "for", "into"):
                objects = [c for c in head.head.children if c.dep_ == "dobj"]
                if objects and head.head.pos_ in VERBAL:
                    return tuple(with_conjuncts(objects[0]))  # "accused Arvia of firing"
            if verb.lemma_ in TELLING and verb.tag_ == "VBG" and verb.dep_ == "advcl":
                teller = _teller_above(head)
                if teller is not None:
                    return clause_subjects(teller, depth + 1)
            own_work = head.lower_ in ("in", "of", "by")  # "plays a role in supporting"
            return _subjects_above(head, depth, through_noun=own_work)
        case "relcl":
            return tuple(with_conjuncts(head)) if _has_relative_subject(verb) else ()
        case "acl":
            if verb.tag_ in ("VBG", "VBN"):
                return tuple(with_conjuncts(head))
            if verb.tag_ == "VBD" and head.dep_ == "ROOT" and _is_apposed(head):
                return tuple(with_conjuncts(head))  # "Its chair, Amina Zerbo, called on …"
            above = _makers(head) or _subjects_above(head, depth, through_noun=True)
            # "Relatives of the drowned called on …", with no verb above: misread
            return above or (tuple(with_conjuncts(head)) if verb.tag_ == "VBD" else ())
    return ()


def _is_apposed(noun: Token) -> bool:
    return any(child.dep_ == "appos" for child in noun.children)


def _teller_above(clause: Token) -> Token | None:
    """ "X said that Y did it, warning of more": it is X who warns."""
    if clause.dep_ == "xcomp":
        clause = clause.head
    if clause.dep_ == "ccomp" and clause.head.pos_ in VERBAL and clause.head.i < clause.i:
        return clause.head
    return None


def _subjects_above(head: Token, depth: int, *, through_noun: bool) -> tuple[Token, ...]:
    """Subjects of the nearest clause at or above `head`, through prepositions.

    through_noun: past a noun without an owner too ("made plans to invade"); a
    preposition below a noun is no way up ("proposals for deploying troops"
    are somebody else's).
    """
    node = head
    for _ in range(6):
        if node.pos_ in VERBAL:
            return clause_subjects(node, depth + 1)
        if node.pos_ in ("NOUN", "PROPN"):
            owners = _possessors(node)
            if owners or not through_noun:
                return owners
        if node.head == node:
            return ()
        node = node.head
    return ()


def _has_relative_subject(verb: Token) -> bool:
    return not any(child.dep_ in SUBJECTS for child in verb.children)


def _possessors(noun: Token) -> tuple[Token, ...]:
    return tuple(child for child in noun.children if child.dep_ == "poss")


def _shared_object(verb: Token) -> list[Token]:
    """ "met and then condemned Uganda": the object hangs on the last verb only."""
    if any(child.dep_ in ("prep", "ccomp", "xcomp", "agent", "prt") for child in verb.children):
        return []
    for child in verb.children:
        near = child.dep_ == "conj" and child.pos_ in VERBAL and child.i - verb.i < 5
        if near and not any(below.dep_ in SUBJECTS for below in child.children):
            heads = (below for below in child.children if below.dep_ == "dobj")
            return [token for head in heads for token in with_conjuncts(head)]
    return []


def _makers(noun: Token) -> tuple[Token, ...]:
    """ "attempts by the president to …": who stands behind "by" or "from"."""
    return tuple(
        below
        for child in noun.children
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from")
        for below in child.children
        if below.dep_ == "pobj"
    )


def roles(verb: Token) -> Roles:
    """Agents and patients of a verb, active or passive, its own or inherited."""
    objects: list[Token] = []
    agents: list[Token] = []
    for child in verb.children:
        if child.dep_ in ("dobj", "dative", "attr", "oprd") and child.pos_ != "ADP":
            objects.extend(with_conjuncts(child))
        elif child.dep_ == "agent":
            agents.extend(_objects_of(child))
    objects = objects or particle_objects(verb)
    subjects = clause_subjects(verb)
    if is_passive(verb):
        return Roles(tuple(agents), subjects, passive=True)
    if not objects and verb.dep_ == "relcl":
        objects = _misread_object(verb) or _relative_object(verb)
    if verb.dep_ == "amod" and misread_subject(verb) is not None:
        objects = [verb.head]
    if not objects:
        objects = _misread_object(verb) or _shared_object(verb)
    return Roles(subjects, tuple(objects), passive=False)


def particle_objects(verb: Token) -> list[Token]:
    """ "laughed off the demand", "voted down the bill": a particle misread as a preposition."""
    return [
        token
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ in PARTICLES
        for token in _objects_of(child)
    ]


def _misread_object(verb: Token) -> list[Token]:
    """The country that the parser took for an adverb: "Peru, whose ships shelled Chile"."""
    if verb.i + 1 >= len(verb.doc):
        return []
    after = verb.doc[verb.i + 1]
    name = after.head if after.dep_ == "compound" else after
    misread = name.dep_ == "npadvmod" and name.head == verb and name.pos_ == "PROPN"
    return list(with_conjuncts(name)) if misread and name.text not in DAYS else []


def _relative_object(verb: Token) -> list[Token]:
    """ "the sanctions that Russia condemned": the noun before is the object."""
    if any(
        child.dep_ in SUBJECTS
        and child.tag_ not in RELATIVE_TAGS
        and not any(below.tag_ == "WP$" for below in child.children)  # "whose ships patrol"
        for child in verb.children
    ):
        return list(with_conjuncts(verb.head))
    return []


def _objects_of(preposition: Token) -> list[Token]:
    found: list[Token] = []
    for child in preposition.children:
        if child.dep_ == "pobj":
            found.extend(with_conjuncts(child))
    return found


def complements(verb: Token) -> list[Token]:
    """Clauses that say what: "that Oslo leave", "to leave", "(called) for Oslo to leave"."""
    return [
        child
        for child in verb.children
        if child.dep_ in ("ccomp", "xcomp")
        or (child.dep_ == "advcl" and (marked_by(child, "for") or _is_asked(verb, child)))
    ]


def _is_asked(verb: Token, clause: Token) -> bool:
    """ "encouraged both to show restraint": what is asked, to the parser a purpose."""
    infinitive = any(child.dep_ == "aux" and child.tag_ == "TO" for child in clause.children)
    return verb.lemma_ in ASKING and infinitive and clause.left_edge.i - verb.i < NEAR


def is_proviso(word: Token) -> bool:
    """ "provided that", "assuming that": a conjunction, whatever the parser makes of it."""
    return (
        word.lower_ in ("provided", "providing", "assuming", "supposing")
        and word.i + 1 < len(word.doc)
        and word.doc[word.i + 1].lower_ == "that"
    )


def marked_by(clause: Token, word: str) -> bool:
    """Whether a clause opens with that conjunction or preposition."""
    return any(child.dep_ == "mark" and child.lower_ == word for child in clause.children)


def is_subjunctive(verb: Token) -> bool:
    """ "that Oslo resume talks": the subjunctive, which a tagger may take for a present."""
    if verb.tag_ == "VB":
        return not any(child.tag_ == "MD" for child in verb.children)
    return verb.tag_ == "VBP" and any(
        child.dep_ == "nsubj"
        and child.tag_ in ("NN", "NNP", "PRP")
        and child.lower_ not in ("i", "you", "we", "they")
        for child in verb.children
    )


def prepositional(head: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, head of its noun phrase) for every phrase that hangs on `head`.

    "in response to X" comes as ("to", X) and "as part of X" as ("of", X) too,
    since the parser hangs the second preposition under the first noun.
    """
    for child in head.children:
        if child.dep_ in ("prep", "dative", "agent") and child.pos_ in (
            "ADP",
            "SCONJ",
            "VERB",
            "ADV",
        ):
            name = child.lower_
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    for token in with_conjuncts(grandchild):
                        yield name, token
                elif grandchild.dep_ == "prep":
                    for great in grandchild.children:
                        if great.dep_ == "pobj":
                            for token in with_conjuncts(great):
                                yield grandchild.lower_, token


def particle(verb: Token) -> str:
    """The particle of a phrasal verb ("off" of "call off"), or ""."""
    for child in verb.children:
        if child.dep_ == "prt":
            return str(child.lower_)
    return ""


def subtree_span(token: Token) -> tuple[int, int]:
    """`[start, end)` in token positions of everything under a token."""
    return token.left_edge.i, token.right_edge.i + 1
