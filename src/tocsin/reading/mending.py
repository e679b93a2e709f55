"""Parses that no sentence can have, put right before anything reads them.

A past tense is never an adjective: where the parser took "An Arvian frigate
shadowed two submarines" for submarines of a kind, the verb gets its subject and
its object back.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

FACTORY = "tocsin_mending"
BEFORE_NOUN = frozenset({"det", "amod", "nummod", "compound", "poss", "nmod"})


@Language.component(FACTORY)
def mend(doc: Doc) -> Doc:
    """Turn past tenses that hang on the noun behind them back into verbs."""
    past, adjectival = doc.vocab.strings["VBD"], doc.vocab.strings["amod"]
    rows = doc.to_array(["TAG", "DEP"])
    for position in ((rows[:, 0] == past) & (rows[:, 1] == adjectival)).nonzero()[0]:
        _mend_verb(doc[int(position)])
    return doc


def _mend_verb(verb: Token) -> None:
    noun = verb.head
    if verb.i == verb.sent.start or noun.i < verb.i:
        return
    subject = verb.doc[verb.i - 1]
    if subject.dep_ != "npadvmod" or subject.head != verb or not subject.tag_.startswith("NN"):
        return
    verb.dep_ = noun.dep_
    verb.head = verb if noun.head == noun else noun.head
    before = [child for child in noun.children if child.i < subject.i]
    noun.head, noun.dep_ = verb, "dobj"
    subject.dep_ = "nsubj"
    for child in before:
        child.head = subject if child.dep_ in BEFORE_NOUN else verb
