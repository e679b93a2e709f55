"""What an act becomes when it is announced, refused or demanded and not done.

PLOVER has types for the saying: "will send troops" threatens, "will not lift the
ban" rejects, "must free him" requests. The table stands in
`knowledge/data/mood_shifts.csv`; here the grammar around a trigger tells the mood.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from tocsin.domain import EventType
from tocsin.knowledge.codebook import codebook
from tocsin.knowledge.frames import MoodShift, mood_shifts
from tocsin.reading.acts import Found
from tocsin.reading.passage import Passage
from tocsin.reading.sides import Sides, agents_of
from tocsin.reading.syntax import SUBJECTS, VERBAL, clause_subjects

ANNOUNCED, REFUSED, DEMANDED = "announced", "refused", "demanded"
WILL = frozenset({"will", "wo", "'ll", "\u2019ll", "shall", "sha"})
MIGHT = frozenset({"may", "might", "could"})
MUST = frozenset({"must", "should", "ought"})
NOT = frozenset({"never", "not", "longer", "neither", "nor"})
REFUSING = frozenset(
    {"refuse", "decline", "reject", "balk", "baulk", "resist", "oppose", "exclude", "refusal"}
    | {"unwilling", "reluctant", "rule", "unready", "reluctance", "unwillingness", "loath"}
)
ANNOUNCING = frozenset(
    {"plan", "intend", "promise", "pledge", "vow", "swear", "threaten", "prepare", "offer"}
    | {"agree", "undertake", "propose", "hint", "speak", "talk", "ready", "willing", "prepared"}
    | {"consent", "commit", "intention", "threat", "readiness", "willingness", "warn", "set"}
)
THREATENING = frozenset({"threaten", "threat"})
HINTING = frozenset({"hint", "speak", "talk", "warn"})
"""Verbs that hold out harm; a kind act hinted at is not yet promised."""
BLOCKERS = frozenset({"fail", "try", "attempt", "seek", "accuse", "suspect"})
TELLING = frozenset(
    {"say", "claim", "report", "maintain", "insist", "declare", "state", "assert", "allege", "find"}
    | {"contend", "argue", "believe", "conclude", "announce", "tell", "note", "write", "reveal"}
    | {"confirm", "testify", "charge", "rule", "complain", "think", "estimate", "add"}
)
MAX_CLIMB = 4


def in_mood(passage: Passage, found: Found) -> Found:
    """The act that PLOVER codes where the one found is only announced, refused or demanded."""
    told = _mood_of(found.trigger, harmful="conflict" in codebook().quad(found.type))
    if told is None:
        return found
    mood, verb = told
    shift = _shift(mood, found.type, found.mode)
    if mood == ANNOUNCED and verb.lemma_.lower() in THREATENING:
        mode = shift.mode if shift and shift.type is EventType.THREATEN else None
        return found._replace(type=EventType.THREATEN, mode=mode)
    if shift is None:
        return found
    sides = found.sides
    if mood == DEMANDED:
        speaker = _speaker_of(passage, verb)
        if not speaker or speaker == sides.source or not sides.source:
            return found
        sides = Sides(speaker, sides.source)
    return found._replace(type=shift.type, mode=shift.mode, sides=sides)


def charge_in(passage: Passage, found: Found) -> Found | None:
    """ "Oslo said Chad had shelled it": who tells of harm done by another accuses him."""
    harmful = codebook().quad(found.type) == "material_conflict"
    clause = found.trigger
    for _ in range(MAX_CLIMB):
        if clause.dep_ not in ("conj", "xcomp"):
            break
        clause = clause.head
    if not harmful or clause.dep_ != "ccomp" or clause.head.lemma_.lower() not in TELLING:
        return None
    if _own_mood(clause, harmful=True) is not None or _is_negated(clause) or not found.sides.source:
        return None
    speaker = agents_of(passage, clause_subjects(clause.head))
    if not speaker or set(speaker) & set(found.sides.source):
        return None
    sides = Sides(speaker, found.sides.source)
    return found._replace(type=EventType.ACCUSE, mode="allege", sides=sides)


@cache
def _shift(mood: str, type_: EventType, mode: str | None) -> MoodShift | None:
    rows = [row for row in mood_shifts() if (row.mood, row.before) == (mood, type_)]
    exact = [row for row in rows if row.mode_before == mode and mode is not None]
    return next(iter(exact or [row for row in rows if row.mode_before is None]), None)


def _mood_of(trigger: Token, *, harmful: bool) -> tuple[str, Token] | None:
    """(mood, the verb that carries it), or None where the act is told as done."""
    node = trigger
    if node.pos_ not in VERBAL:
        above = _verb_over(node)
        if above is None:
            return None
        node = above
    for _ in range(MAX_CLIMB):
        mood = _own_mood(node, harmful=harmful)
        if mood is not None:
            return mood, node
        head = node.head
        if node.dep_ == "conj" and head.pos_ in VERBAL:
            if any(child.dep_ in SUBJECTS or child.dep_ == "aux" for child in node.children):
                return None
            node = head
            continue
        if node.dep_ == "pcomp":
            head = head.head
        elif node.dep_ not in ("xcomp", "acl", "ccomp") or not _is_bare(node):
            return None
        lemma = head.lemma_.lower()
        if lemma in BLOCKERS:
            return None
        if lemma in REFUSING and (lemma != "rule" or _says(head, "out")):
            return None if _is_negated(head) else (REFUSED, head)
        if lemma in ANNOUNCING and (harmful or lemma not in HINTING):
            kept = _is_negated(node) != _is_negated(head)
            return (REFUSED if kept else ANNOUNCED), head
        if head.pos_ not in VERBAL and head.pos_ != "ADJ":
            return None
        node = head
    return None


def _verb_over(noun: Token) -> Token | None:
    """The verb whose object an event noun is: "will hold talks", "refused to open talks"."""
    first = noun.head if noun.dep_ == "conj" and noun.head.pos_ == "NOUN" else noun
    if first.dep_ in ("dobj", "nsubjpass", "attr") and first.head.pos_ in VERBAL:
        return first.head
    if first.dep_ == "pobj" and first.head.lower_ in ("in", "into", "to", "out"):
        return first.head.head if first.head.head.pos_ in VERBAL else None
    return None


def _own_mood(verb: Token, *, harmful: bool) -> str | None:
    """What a verb's own auxiliaries say."""
    modal = next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
    if modal is None:
        return None
    if _is_negated(verb):
        return REFUSED if modal in WILL | {"would", "could", "can", "ca"} else None
    if modal in WILL or (modal == "would" and _is_reported(verb)):
        return ANNOUNCED
    if modal in MIGHT and harmful and _is_reported(verb):
        return ANNOUNCED
    return DEMANDED if modal in MUST else None


def _is_negated(node: Token) -> bool:
    if node.pos_ == "ADJ" and node.dep_ == "acomp" and _is_negated(node.head):
        return True  # "is not ready to"
    for child in node.children:
        if child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj") and child.lower_ in NOT):
            return True
        if child.dep_ in ("dobj", "nsubjpass") and any(c.lower_ == "no" for c in child.children):
            return True
    return False


def _is_bare(verb: Token) -> bool:
    """An infinitive or participle: without tense of its own."""
    return verb.tag_ in ("VB", "VBG") and not any(
        child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children
    )


def _is_reported(verb: Token) -> bool:
    clause = verb.head if verb.dep_ == "conj" else verb
    return clause.dep_ in ("ccomp", "ROOT", "parataxis", "acl")


def _says(head: Token, word: str) -> bool:
    return any(child.lower_ == word for child in head.children)


def _speaker_of(passage: Passage, verb: Token) -> tuple[str, ...]:
    """Who says that it must be done: the subject of the verb of saying around the clause."""
    clause = verb.head if verb.dep_ == "conj" and verb.head.pos_ in VERBAL else verb
    if clause.dep_ == "ccomp" and clause.head.pos_ in VERBAL:
        return agents_of(passage, clause_subjects(clause.head))
    for child in clause.children:  # "X must, Y said, …"
        if child.dep_ in ("parataxis", "ccomp") and child.pos_ in VERBAL:
            return agents_of(passage, clause_subjects(child))
    return ()
