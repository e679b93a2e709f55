"""When an act is placed by the verb that tells of it: past, present or future.

Read from the verb's form and its auxiliaries. What has no tense of its own
takes that of the verb it hangs on: infinitives and participles, verbs that share
an auxiliary, nouns that name an act. Whether the act happened is another
question (`status`), but what is yet to come is future however it is put.
"""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.domain import EventType, Status, Tense
from tocsin.reading.lexicon import frame_of_verb
from tocsin.reading.passage import Passage
from tocsin.reading.registry import extractor
from tocsin.reading.syntax import VERBAL, misread_subject

FINITE = {"VBD": Tense.PAST, "VBZ": Tense.PRESENT, "VBP": Tense.PRESENT}
WILL = frozenset({"will", "'ll", "\u2019ll", "wo", "shall"})
OPEN = frozenset({Status.HYPOTHETICAL, Status.CONDITIONAL})
MAX_CLIMB = 10


@extractor("tense", needs={"implied"})
def find_tenses(passage: Passage) -> None:
    """Give each event the tense of the words that tell of it."""
    for coded in passage.coded:
        tense = tense_of(coded.trigger, coded.event.status)
        if tense is not None:
            coded.event = coded.event.model_copy(update={"tense": tense})


def tense_of(trigger: Token, status: Status) -> Tense | None:
    """The tense of the act that `trigger` names; None where no verb places it."""
    if status is Status.FUTURE:
        return Tense.FUTURE
    find = _of_verb if trigger.pos_ in VERBAL else _of_noun
    tense = find(trigger, status)
    if tense is Tense.FUTURE and status is Status.ACTUAL:
        # "We will strike back, it said" threatens: that act is done with the saying
        said = _own_tense(trigger.sent.root)
        return Tense.PAST if said is Tense.PAST else Tense.PRESENT
    return tense


def _of_noun(noun: Token, status: Status) -> Tense | None:
    node = noun
    for _ in range(MAX_CLIMB):
        if node.head == node:
            return None
        node = node.head
        if node.pos_ in VERBAL:
            break
    else:
        return None
    tense = _of_verb(node, status)
    if tense is Tense.PRESENT and status is Status.ACTUAL and _looks_back(node):
        return Tense.PAST
    return tense


def _looks_back(verb: Token) -> bool:
    """ "condemns the attack": who judges an act has it behind them."""
    frame = frame_of_verb(verb)
    return frame is not None and frame.type is EventType.ACCUSE


def _of_verb(verb: Token, status: Status) -> Tense | None:
    node = verb
    for _ in range(MAX_CLIMB):
        tense = _own_tense(node)
        if tense is not None:
            return tense
        if _is_infinitive(node) and status in OPEN:
            return Tense.FUTURE  # asked for, meant or feared, and so still ahead
        above = _verb_above(node)
        if above is None:
            return Tense.PAST if node.tag_ == "VBN" else None
        node = above
    return None


def _own_tense(verb: Token) -> Tense | None:
    """What the form and the auxiliaries say; None for a form without tense."""
    if misread_subject(verb) is not None:
        return Tense.PAST
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {auxiliary.lower_ for auxiliary in auxiliaries}
    perfect = any(auxiliary.lemma_ == "have" for auxiliary in auxiliaries)
    if words & WILL:
        return Tense.FUTURE
    if perfect and "to" not in words:
        return Tense.PAST
    if any(auxiliary.tag_ == "MD" for auxiliary in auxiliaries):
        # "may be hiding" speaks of now, "may hide" of what is ahead
        return Tense.PRESENT if verb.tag_ == "VBG" else Tense.FUTURE
    for auxiliary in auxiliaries:
        if auxiliary.tag_ in FINITE:
            return FINITE[auxiliary.tag_]
    if verb.tag_ in FINITE:
        return FINITE[verb.tag_]
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod", "relcl"):
        return Tense.PAST  # "the troops deployed near Tolm"
    return None


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def _verb_above(node: Token) -> Token | None:
    for _ in range(MAX_CLIMB):
        if node.head == node:
            return None
        node = node.head
        if node.pos_ in VERBAL:
            return node
    return None
