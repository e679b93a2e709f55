"""Did it happen? The status of an act, from the grammar around its trigger.

We climb from the trigger to the root of the sentence; the first thing on the
way that takes the act out of the actual world decides: a modal, a negation,
a condition, a question, a purpose clause, or a governing word ("plans to",
"threat of", "failed to") listed in `knowledge`.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from tocsin.domain import Status
from tocsin.knowledge.words import word_list
from tocsin.reading.syntax import VERBAL

Governors = Mapping[tuple[str, str], Status | None]

CONDITIONAL_MARKS = frozenset({"if", "unless", "whether", "lest", "provided", "supposing", "once"})
DENIALS = frozenset(
    {"never", "hardly", "barely", "scarcely", "neither", "nor", "nearly", "narrowly"}
)
PERHAPS = frozenset(
    {"possibly", "perhaps", "maybe", "potentially", "conceivably", "hypothetically"}
)
UNREAL_MODIFIERS = {
    "possible": Status.HYPOTHETICAL,
    "potential": Status.HYPOTHETICAL,
    "hypothetical": Status.HYPOTHETICAL,
    "proposed": Status.HYPOTHETICAL,
    "suggested": Status.HYPOTHETICAL,
    "would-be": Status.HYPOTHETICAL,
    "eventual": Status.HYPOTHETICAL,
    "any": Status.HYPOTHETICAL,
    "feared": Status.HYPOTHETICAL,
    "prospective": Status.FUTURE,
    "planned": Status.FUTURE,
    "upcoming": Status.FUTURE,
    "future": Status.FUTURE,
    "forthcoming": Status.FUTURE,
    "imminent": Status.FUTURE,
    "looming": Status.FUTURE,
    "expected": Status.FUTURE,
    "scheduled": Status.FUTURE,
    "promised": Status.FUTURE,
    "failed": Status.NEGATED,
    "no": Status.NEGATED,
    "cancelled": Status.NEGATED,
    "canceled": Status.NEGATED,
    "averted": Status.NEGATED,
}
# What the preposition between an act and its governor says about the act.
PREPOSITIONS = {
    "without": Status.NEGATED,
    "despite": None,
    "before": Status.FUTURE,
    "until": Status.FUTURE,
}
PURPOSE_HEADS = word_list("status_purpose_heads")
MAX_CLIMB = 12


def status_of(trigger: Token, governors: Governors) -> Status:
    """The status of the act that `trigger` (a verb or noun) names.

    governors: (lemma, "v"|"n"|"a") -> status of what they govern; None where
    they let it be actual.
    """
    if trigger.sent.text.rstrip().endswith("?"):
        return Status.HYPOTHETICAL
    node = trigger
    for _ in range(MAX_CLIMB):
        own = _noun_status(node) if node.pos_ in ("NOUN", "PROPN") else _verb_status(node)
        if own is not None:
            return own
        decided, above = _step_up(node, governors, is_trigger=node == trigger)
        if decided is not None:
            return decided
        if above is None:
            return Status.ACTUAL
        node = above
    return Status.ACTUAL


def _noun_status(noun: Token) -> Status | None:
    for child in noun.children:
        status = UNREAL_MODIFIERS.get(child.lower_)
        if status is not None and child.dep_ in ("amod", "det", "neg", "compound"):
            return status
    return None


def _verb_status(verb: Token) -> Status | None:
    """What the verb's own auxiliaries, adverbs and subordinate conditions say."""
    if verb.pos_ not in VERBAL and verb.pos_ != "ADJ":
        return None
    modal: Status | None = None
    negated = conditional = False
    for child in verb.children:
        word = child.lower_
        if child.dep_ == "neg" or (child.dep_ == "advmod" and word in DENIALS):
            negated = True
        elif child.dep_ in ("aux", "auxpass") and child.tag_ == "MD":
            modal = modal or _modal_status(child, verb)
        elif child.dep_ == "advmod" and word in PERHAPS:
            modal = modal or Status.HYPOTHETICAL
        elif (
            (child.dep_ == "advmod" and word in ("longer",))
            or (child.dep_ == "preconj" and word == "neither")
            or (child.dep_ in ("nsubj", "nsubjpass", "dobj") and _is_denied(child))
        ):
            negated = True
        elif child.dep_ == "advcl" and any(
            mark.dep_ == "mark" and mark.lower_ in ("if", "unless") for mark in child.children
        ):
            conditional = True
    if modal is not None:
        return Status.CONDITIONAL if conditional else modal
    return Status.NEGATED if negated else None


def _modal_status(modal: Token, verb: Token) -> Status:
    word = modal.lower_
    if word in ("would", "'d") and _reported(verb):
        return Status.FUTURE  # "said that it would": the future seen from then
    if word in ("will", "'ll", "\u2019ll", "wo", "shall"):
        return Status.FUTURE
    return Status.HYPOTHETICAL


def _reported(verb: Token) -> bool:
    clause = verb.head if verb.dep_ == "conj" else verb
    return clause.dep_ == "ccomp" and clause.head.tag_ in ("VBD", "VBN")


def _is_denied(noun: Token) -> bool:
    return any(child.lower_ == "no" and child.dep_ == "det" for child in noun.children)


def _step_up(
    node: Token, governors: Governors, *, is_trigger: bool
) -> tuple[Status | None, Token | None]:
    """(status decided here, else None; where to climb next, None to stop as actual)."""
    head = node.head
    if head == node:
        return None, None
    match node.dep_:
        case "advcl":
            return _from_adverbial(node)
        case "xcomp" | "ccomp" | "acl" | "oprd" | "acomp" | "attr" if node.pos_ in VERBAL | {"ADJ"}:
            return _from_complement(node, head, governors)
        case "conj":
            return _from_conjunct(node, head)
        case "relcl":
            return None, None
        case "csubj" | "csubjpass" if node.tag_ == "VBG":
            return Status.HYPOTHETICAL, None  # "refusing would risk …" names an option
        case "pobj" | "pcomp":
            return _from_preposition(node, head, governors)
        case "dobj" | "attr" | "dative" | "oprd":
            return _governed(head, governors, default=None), head
        case "nsubj" | "nsubjpass":
            if node.pos_ in ("NOUN", "PROPN") and is_trigger:
                return _as_subject(node, head)
            return None, None
        case "compound" | "nmod" | "amod" | "appos" | "poss" | "prep" | "prt":
            return None, head
        case "parataxis" | "dep" | "npadvmod":
            return None, None
    return None, head


def _from_adverbial(verb: Token) -> tuple[Status | None, Token | None]:
    for child in verb.children:
        if child.dep_ in ("mark", "advmod") and child.lower_ in CONDITIONAL_MARKS:
            return Status.CONDITIONAL, None
        if (
            child.dep_ == "aux"
            and child.lower_ in ("were", "should", "had")
            and child.i == (verb.left_edge.i)
        ):
            return Status.CONDITIONAL, None
        if child.dep_ == "aux" and child.tag_ == "TO":
            return Status.HYPOTHETICAL, None  # a purpose is not yet a deed
    if verb.tag_ in ("VBG", "VBN") and not any(
        child.dep_ in ("mark", "nsubj", "nsubjpass") for child in verb.children
    ):
        return None, verb.head  # "…, signalling intent" shares the main clause's fate
    return None, None


def _from_complement(
    verb: Token, head: Token, governors: Governors
) -> tuple[Status | None, Token | None]:
    infinitive = any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)
    governed = _governed(head, governors, default=None)
    if governed is not None and (infinitive or verb.dep_ != "acl"):
        return governed, head
    key = _key(head)
    if infinitive and key not in governors:
        if head.lemma_ == "be" or head.lemma_ in PURPOSE_HEADS:
            return Status.FUTURE, None
        if verb.dep_ == "acl" and head.pos_ == "NOUN":
            return Status.HYPOTHETICAL, None
    if verb.dep_ == "acl" and not infinitive:
        return None, None
    return None, head


def _from_conjunct(node: Token, head: Token) -> tuple[Status | None, Token | None]:
    """ "may attack and occupy" shares its modal; "attacked and will occupy" does not."""
    if node.pos_ not in VERBAL:
        return None, head
    own = {child.dep_ for child in node.children}
    finite_alone = node.tag_ in ("VBD", "VBZ", "VBP") or "aux" in own
    if own & {"nsubj", "nsubjpass"} or (finite_alone and head.tag_ != node.tag_):
        return None, None
    return None, head


def _from_preposition(
    node: Token, preposition: Token, governors: Governors
) -> tuple[Status | None, Token | None]:
    word = preposition.lower_
    if word in PREPOSITIONS:
        return PREPOSITIONS[word], None
    head = preposition.head
    if word == "of" and head.lower_ in ("case", "event") and head.dep_ == "pobj":
        return Status.CONDITIONAL, None
    if word in ("at", "for", "toward", "towards") and head.lemma_ in PURPOSE_HEADS:
        return Status.HYPOTHETICAL, None
    if word == "from" and head.lemma_ in (
        "prevent",
        "deter",
        "stop",
        "keep",
        "refrain",
        "prohibit",
    ):
        return Status.NEGATED, None
    governed = _governed(head, governors, default=None)
    if governed is not None and word in ("of", "for", "to", "about", "on", "against", "at", "from"):
        return governed, head
    if node.dep_ == "pcomp":
        return None, head
    if head.pos_ in ("NOUN", "PROPN") and word in ("of", "for"):
        return None, head
    return None, None


def _as_subject(noun: Token, verb: Token) -> tuple[Status | None, Token | None]:
    """ "The deployment could …": as open as its verb, unless somebody owns it already."""
    if any(child.dep_ == "poss" for child in noun.children):
        return None, None
    status = _verb_status(verb)
    return (None, None) if status in (None, Status.NEGATED) else (status, None)


def _key(head: Token) -> tuple[str, str]:
    kind = {"NOUN": "n", "PROPN": "n", "ADJ": "a"}.get(head.pos_, "v")
    return head.lemma_.lower(), kind


def _governed(head: Token, governors: Governors, default: Status | None) -> Status | None:
    status = governors.get(_key(head), default)
    if status is None:
        return None
    own = _verb_status(head)
    if status is Status.NEGATED and own is Status.NEGATED:
        return Status.HYPOTHETICAL  # "did not rule out an attack"
    return status
