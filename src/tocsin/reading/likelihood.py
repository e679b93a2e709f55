"""How likely a clause is in the words of a report: its own, or those of the clause above it.

"It is unlikely that Chad will leave" holds one prediction, and "will" is not its likelihood.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from tocsin.knowledge.estimative import EstimativeReading, estimative_scale
from tocsin.knowledge.words import word_list
from tocsin.reading.syntax import VERBAL

COPULAR = frozenset({"be", "seem", "appear", "look", "remain", "become"})
JUDGED = word_list("predictions_judged")
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
# What a clause with "that" or "whether" hangs on.
COMPLEMENTS = frozenset({"ccomp", "csubj", "acl", "relcl", "attr", "dobj", "pcomp", "xcomp"})
# Between a noun or adjective and the verb that it completes: "there is | little chance".
COMPLETING = frozenset({"acomp", "attr", "oprd", "dobj", "pobj", "prep", "nsubj", "pcomp"})
BESIDE_SUBJECT = frozenset({"det", "amod", "advmod", "neg", "nummod", "quantmod"})
MODALS = frozenset({"will", "would", "shall", "should", "may", "might", "can", "could"})


class Judgement(NamedTuple):
    """What a clause above says of the one below: its verb, and how likely it makes it."""

    verb: Token
    reading: EstimativeReading


def judged_above(clause: Token) -> Judgement | None:
    """The nearest clause over this one that says how likely it is; None where none does.

    clause: the verb of the one that looks ahead.
    """
    node = clause
    while node.head != node:
        if node.dep_ == "conj" and _stands_alone(node):
            return None
        below, node = node, node.head
        if below.dep_ not in COMPLEMENTS:
            continue
        verb = node
        while verb.pos_ not in VERBAL and verb.dep_ in COMPLETING:
            verb = verb.head
        if verb.pos_ not in VERBAL:
            continue
        reading = estimative_scale().find(" ".join(_words_above(verb, below)))
        if reading is not None and reading.words.lower() not in MODALS:
            return Judgement(verb, reading)
    return None


def _stands_alone(clause: Token) -> bool:
    """ "It is unlikely that Chad will leave, and Mali will stay": Mali's stay is not unlikely."""
    marked = any(c.dep_ == "mark" for c in clause.children)
    subjects = [c for c in clause.children if c.dep_ in SUBJECTS]
    if marked or not subjects:
        return False
    words = clause.doc[clause.sent.start : subjects[0].left_edge.i]
    return "," in [word.text for word in words[-3:]]


def _words_above(verb: Token, below: Token) -> Iterator[str]:
    """The words of the upper clause before the lower one; of its subject only what counts it."""
    for child in verb.children:
        if child.i < verb.i and child.dep_ in SUBJECTS:
            beside = [c for c in child.children if c.dep_ in BESIDE_SUBJECT and c.i < child.i]
            for word in beside:
                yield from (token.text for token in word.subtree)
            yield child.text
        elif child.i < verb.i and child.dep_ in ("aux", "auxpass", "neg", "advmod"):
            yield child.text
    start = below.left_edge.i
    first = verb.doc[start].lower_
    yield from (token.text for token in verb.doc[verb.i : max(start, verb.i + 1)])
    if first == "whether":
        yield "whether"  # "unclear whether" is not "unclear"


def likelihood_words(opener: Token) -> str:
    """The modal or adjective with the adverbs beside it: "will likely", "could potentially"."""
    if opener.lemma_ in COPULAR and opener.tag_ in ("VBZ", "VBP"):
        judged = [c for c in opener.children if c.lemma_.lower() in JUDGED and c.i > opener.i]
        denied = [c.text for c in opener.children if c.dep_ == "neg"]
        return " ".join([*denied, *(opener.doc[c.left_edge.i : c.i + 4].text for c in judged)])
    verb = opener.head if opener.dep_ in ("aux", "advmod") else opener
    near = [*verb.children]
    if opener.dep_ == "acomp":  # "is not likely"
        near = [c for c in opener.head.children if c.dep_ == "neg"] + near
    beside = [
        " ".join(word.text for word in child.subtree) if child.dep_ == "advmod" else child.text
        for child in near
        if child.dep_ in ("aux", "neg", "advmod", "acomp") and abs(child.i - verb.i) < 5
    ]
    return " ".join([*beside, "" if opener.dep_ in ("aux", "advmod") else opener.text])
