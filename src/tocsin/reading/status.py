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
from tocsin.reading.outlook import envisaged_under
from tocsin.reading.syntax import PARTICLES, TELLING, VERBAL, is_proviso, particle

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
CLAIMS = frozenset({"report", "claim", "rumour", "rumor", "allegation", "suggestion", "story"})
UNTRUE = frozenset(
    {"false", "untrue", "baseless", "unfounded", "wrong", "groundless", "fabricated", "fake"}
    | {"incorrect", "inaccurate", "nonsense", "lies"}
)
PURPOSE_HEADS = word_list("status_purpose_heads")
# With "from" behind them, the act was kept from being done: "held back from striking".
KEPT_FROM = frozenset(
    {"prevent", "deter", "stop", "keep", "refrain", "prohibit", "desist", "abstain", "hold", "shy"}
    | {"dissuade", "discourage", "restrain", "hinder", "bar", "ban", "shrink", "forbid", "recoil"}
)
DOUBTING = frozenset({"deny", "allege", "doubt"})
ANNOUNCING = frozenset({"announce", "declare", "report", "state", "reveal", "confirm"})
HAPPENING = frozenset(
    {"begin", "start", "take", "occur", "happen", "resume", "proceed", "materialise"}
    | {"materialize", "go", "continue"}
)
MAX_CLIMB = 12


def status_of(trigger: Token, governors: Governors) -> Status:
    """The status of the act that `trigger` (a verb or noun) names.

    governors: (lemma, "v"|"n"|"a") -> status of what they govern; None where
    they let it be actual.
    """
    if trigger.sent.text.rstrip().endswith("?"):
        return Status.HYPOTHETICAL
    envisaged = envisaged_under(trigger)
    if envisaged is not None:
        return envisaged
    node = trigger
    for _ in range(MAX_CLIMB):
        named = node.pos_ in ("NOUN", "PROPN")
        own = _noun_status(node) if named else _verb_status(node, governors)
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


def _verb_status(verb: Token, governors: Governors) -> Status | None:
    """What the verb's own auxiliaries, adverbs and subordinate conditions say."""
    if verb.pos_ not in VERBAL and verb.pos_ != "ADJ":
        return None
    modal: Status | None = None
    negated = conditional = False
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass") and child.tag_ == "MD":
            modal = modal or _modal_status(child, verb)
        elif child.dep_ == "advmod":
            said = _adverb_status(child, governors)
            negated = negated or said is Status.NEGATED
            modal = modal or (None if said is Status.NEGATED else said)
        negated = negated or _negates(child)
        conditional = conditional or _is_if_clause(child)
    if negated and modal in (None, Status.FUTURE):
        return Status.NEGATED
    if modal is None and _is_arranged(verb):
        modal = Status.FUTURE
    if modal is not None:
        return Status.CONDITIONAL if conditional else modal
    return None


def _is_arranged(verb: Token) -> bool:
    """ "is sending troops next week", "visits Oslo tomorrow": a present that means what will be."""
    tags = {verb.tag_, *(child.tag_ for child in verb.children if child.dep_ == "aux")}
    if not tags & {"VBZ", "VBP"}:
        return False
    times = (child for child in verb.children if child.dep_ in ("npadvmod", "advmod"))
    return any(
        time.lower_ == "tomorrow" or any(below.lower_ == "next" for below in time.children)
        for time in times
    )


def _adverb_status(adverb: Token, governors: Governors) -> Status | None:
    word = adverb.lower_
    if word in DENIALS or word == "longer":
        return Status.NEGATED
    if word in PERHAPS:
        return Status.HYPOTHETICAL
    return governors.get((word, "r"))


def _negates(child: Token) -> bool:
    """ "did not", "neither … nor", "no troops crossed"."""
    if child.dep_ == "neg" or (child.dep_ == "preconj" and child.lower_ == "neither"):
        return True
    return child.dep_ in ("nsubj", "nsubjpass", "dobj") and any(
        below.lower_ in ("no", "neither") and below.dep_ in ("det", "preconj", "cc")
        for below in child.children
    )


def _is_if_clause(child: Token) -> bool:
    return child.dep_ == "advcl" and any(
        mark.dep_ == "mark" and mark.lower_ in ("if", "unless") for mark in child.children
    )


def _modal_status(modal: Token, verb: Token) -> Status:
    word = modal.lower_
    if word == "should" and modal.i == verb.left_edge.i and verb.dep_ == "advcl":
        return Status.CONDITIONAL  # "Should Mali leave, …"
    if word in ("would", "'d") and _reported(verb):
        return Status.FUTURE  # "said that it would": the future seen from then
    if word in ("will", "'ll", "\u2019ll", "wo", "shall"):
        return Status.FUTURE
    return Status.HYPOTHETICAL


def _reported(verb: Token) -> bool:
    clause = verb.head if verb.dep_ == "conj" else verb
    return clause.dep_ == "ccomp" and clause.head.tag_ in ("VBD", "VBN")


def _step_up(
    node: Token, governors: Governors, *, is_trigger: bool
) -> tuple[Status | None, Token | None]:
    """(status decided here, else None; where to climb next, None to stop as actual)."""
    head = node.head
    if head == node:
        return None, None
    if is_proviso(head):
        return Status.CONDITIONAL, None
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
            return _governed(head, governors), head
        case "nsubj" | "nsubjpass":
            if node.pos_ in ("NOUN", "PROPN") and is_trigger:
                return _as_subject(node, head, governors)
            return None, None
        case "compound" | "nmod" | "amod" | "appos" | "poss" | "prep" | "prt":
            return None, head
        case "parataxis" | "dep" | "npadvmod":
            return None, None
    return None, head


def _from_adverbial(verb: Token) -> tuple[Status | None, Token | None]:
    for child in verb.children:
        if _makes_conditional(child, verb):
            return Status.CONDITIONAL, None
        if child.dep_ == "mark" and child.lower_ == "until" and verb.tag_ != "VBD":
            return Status.HYPOTHETICAL, None
        if child.dep_ == "aux" and child.tag_ == "TO":
            conditional = verb.head.lower_ == "were" or verb.lower_ == "were"
            # a purpose is not yet a deed
            return (Status.CONDITIONAL if conditional else Status.HYPOTHETICAL), None
    if verb.lower_ == "were" and verb.i == verb.left_edge.i:
        return Status.CONDITIONAL, None
    if verb.head.lower_ == "long" and verb.head.dep_ == "advmod":
        return Status.CONDITIONAL, None  # "as long as Mali pays"
    if verb.lemma_ in TELLING and verb.tag_ == "VBG":
        return None, None  # "claimed that …, warning of more": the telling was done
    if verb.tag_ in ("VBG", "VBN") and not any(
        child.dep_ in ("mark", "nsubj", "nsubjpass") for child in verb.children
    ):
        return None, verb.head  # "…, signalling intent" shares the main clause's fate
    return None, None


def _makes_conditional(child: Token, verb: Token) -> bool:
    """ "if", "unless", "in case", and "should" or "had" put first."""
    if child.dep_ in ("mark", "advmod") and child.lower_ in CONDITIONAL_MARKS:
        return True
    if child.dep_ == "aux" and child.lower_ in ("were", "should", "had"):
        return child.i == verb.left_edge.i
    return child.dep_ in ("prep", "mark") and any(
        below.lower_ in ("case", "event") for below in (child, *child.children)
    )


def _from_complement(
    verb: Token, head: Token, governors: Governors
) -> tuple[Status | None, Token | None]:
    infinitive = any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)
    if verb.dep_ == "ccomp" and any(
        child.dep_ == "mark" and child.lower_ in ("whether", "if") for child in verb.children
    ):
        return Status.HYPOTHETICAL, None
    if head.lemma_ == "let" and head.dep_ == "ROOT" and head.i == head.sent.start:
        return Status.HYPOTHETICAL, None
    if infinitive and head.lemma_ == "have" and any(c.lower_ == "yet" for c in head.children):
        return Status.NEGATED, None
    if head.dep_ == "nsubj" and _is_called_false(head, head.head):
        return Status.NEGATED, None
    governed = _governed(head, governors)
    if verb.dep_ == "ccomp" and verb.i < head.i:
        # "X did it, Y said", "X did it; Y will": what comes first stands by itself.
        doubted = governed if head.lemma_ in DOUBTING else None
        return doubted, None
    if verb.dep_ == "ccomp" and not infinitive and head.lemma_ in ANNOUNCING:
        return None, None  # "announced that it has left" tells a deed, "announced a visit" a plan
    if governed is not None and (infinitive or verb.dep_ != "acl"):
        return governed, head
    key = _key(head)
    if infinitive and key not in governors:
        if head.lemma_ == "be" or head.lemma_ in PURPOSE_HEADS:
            return Status.FUTURE, None
        if verb.dep_ == "acl" and head.pos_ == "NOUN":
            return Status.HYPOTHETICAL, None
    if verb.dep_ == "acl" and not infinitive:
        claimed = any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)
        return (_governed(head, governors), head) if claimed else (None, None)
    return None, head


def _from_conjunct(node: Token, head: Token) -> tuple[Status | None, Token | None]:
    """ "may attack and occupy" shares its modal; "attacked and will occupy" does not."""
    if node.pos_ not in VERBAL:
        return None, head
    own = {child.dep_ for child in node.children}
    finite_alone = node.tag_ in ("VBD", "VBZ", "VBP") or "aux" in own
    if own & {"nsubj", "nsubjpass"} and node.tag_ in ("VBZ", "VBP") and _is_provided(node, head):
        return Status.CONDITIONAL, None  # "would leave, provided Mali pays and Chad withdraws"
    if own & {"nsubj", "nsubjpass"} or (finite_alone and head.tag_ != node.tag_):
        return None, None
    return None, head


def _is_provided(node: Token, head: Token) -> bool:
    """Whether a present beside a past or a "would" shares the condition between them."""
    if head.tag_ != "VBD" and not any(child.tag_ == "MD" for child in head.children):
        return False
    between = head.doc[head.i : node.i]
    return any(is_proviso(word) or word.lower_ in ("if", "unless") for word in between)


def _from_preposition(
    node: Token, preposition: Token, governors: Governors
) -> tuple[Status | None, Token | None]:
    word = preposition.lower_
    if word in PREPOSITIONS:
        return PREPOSITIONS[word], None
    head = preposition.head
    if head.lower_ in ("short", "far") and word in ("of", "from"):
        return Status.NEGATED, None
    if word == "of" and head.lower_ in ("case", "event") and head.dep_ == "pobj":
        return Status.CONDITIONAL, None
    if word in ("at", "for", "toward", "towards") and head.lemma_ in PURPOSE_HEADS:
        return Status.HYPOTHETICAL, None
    keeper = head.head if head.lower_ in PARTICLES else head
    if word == "from" and keeper.lemma_ in KEPT_FROM:
        return Status.NEGATED, None
    governed = _governed(head, governors)
    if governed is not None and word in ("of", "for", "to", "about", "on", "against", "at", "from"):
        return governed, head
    if node.dep_ == "pcomp":
        return None, head
    if head.pos_ in ("NOUN", "PROPN") and word in ("of", "for"):
        return None, head
    if head.pos_ in VERBAL and word in ("in", "into", "under"):
        return None, head  # "unlikely to engage in talks"
    return None, None


def _as_subject(
    noun: Token, verb: Token, governors: Governors
) -> tuple[Status | None, Token | None]:
    """ "Talks have not begun", "an attack is unlikely", "the deployment could …".

    As open as its verb, unless somebody owns it already ("Iran's attack could").
    """
    own = _verb_status(verb, governors)
    for child in verb.children:
        if child.dep_ == "acomp" and verb.lemma_ in ("be", "remain", "seem", "appear", "become"):
            said = governors.get((child.lemma_.lower(), "a"))
            if said is not None:
                return said, None
    if noun.dep_ == "nsubjpass":
        said = governors.get((verb.lemma_.lower(), "v"))
        if said is not None:
            return (Status.HYPOTHETICAL if own is Status.NEGATED else said), None
    if own is Status.NEGATED:
        return (own if verb.lemma_ in HAPPENING else None), None
    if any(child.dep_ == "poss" for child in noun.children):
        return None, None
    return own, None


def _is_called_false(noun: Token, verb: Token) -> bool:
    """ "Rumours that it sent jets are baseless"."""
    return noun.lemma_.lower() in CLAIMS and any(
        child.dep_ in ("acomp", "attr") and child.lower_ in UNTRUE for child in verb.children
    )


def _key(head: Token) -> tuple[str, str]:
    kind = {"NOUN": "n", "PROPN": "n", "ADJ": "a"}.get(head.pos_, "v")
    return head.lemma_.lower(), kind


def _governed(head: Token, governors: Governors) -> Status | None:
    status = governors.get((f"{head.lemma_.lower()} {particle(head)}", "v"))
    status = status or governors.get(_key(head))
    if status is None:
        if head.lemma_ == "go" and head.tag_ == "VBG":
            return Status.FUTURE  # "is going to"
        return governors.get((f"be {head.lower_}", "v")) if head.dep_ in ("acomp", "prep") else None
    own = _verb_status(head, governors)
    if status is Status.NEGATED and own is Status.NEGATED:
        return Status.HYPOTHETICAL  # "did not rule out an attack"
    if status is Status.FUTURE and own is Status.NEGATED:
        return Status.NEGATED  # "did not pledge to send tents"
    return status
