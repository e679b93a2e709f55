"""What a speaker lets know by what is said, whichever verb the report chose for the saying.

"Said it would not withdraw" rejects, "said the raid never happened" denies,
"said that Chad must leave" demands, "said it sought no war" reassures.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tocsin.domain import ActorCode, EventType, Quad, SignalKind, SpeechAct, Status
from tocsin.knowledge.words import word_list
from tocsin.reading.passage import Passage, Speech
from tocsin.reading.references import FIRST_PERSON
from tocsin.reading.sides import codes_of
from tocsin.reading.syntax import VERBAL, roles

SEEKING = word_list("stances_seeking")
HOSTILE = word_list("stances_hostile")
TALKING = word_list("stances_talking")
HAPPENING = word_list("stances_happening")
UNTRUE = word_list("speech_untrue")
CHARGES = word_list("stances_charges")
PART = frozenset({"part", "role", "hand", "knowledge", "involvement", "link", "connection"})
WILL = frozenset({"will", "would", "wo", "'ll", "\u2019ll", "shall"})
# To break off relations or a plan harms nobody outright: "will not abandon the reef".
HARM = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE})
READY = frozenset({"ready", "willing", "prepared"})


def stances_in(passage: Passage, speech: Speech) -> Iterator[tuple[SignalKind, Token]]:
    """The kinds of signal that a named speaker's words are, and the word that shows it."""
    said = passage.doc[speech.verb]
    named = said.lemma_.lower() in ("call", "label", "brand", "describe", "term", "dub")
    if named and any(token.lemma_.lower() in UNTRUE for token in said.subtree):
        yield SignalKind.DENIAL, said
    for position in range(speech.start, speech.end):
        verb = passage.doc[position]
        if verb.pos_ not in VERBAL or verb.i == speech.verb:
            continue
        kind = _kind(passage, speech, verb)
        if kind is not None:
            yield kind, verb


def _kind(passage: Passage, speech: Speech, verb: Token) -> SignalKind | None:
    negated = _is_negated(verb)
    modals = {child.lower_ for child in verb.children if child.tag_ == "MD"}
    own = is_own(passage, speech, verb)
    if negated and modals & (WILL | {"can", "ca", "could"}) and _no_talks(verb):
        return SignalKind.REJECTION
    if negated and modals & WILL and own:
        hostile = is_hostile(passage, verb)
        return SignalKind.REASSURANCE if hostile else SignalKind.REJECTION
    if negated and own and not modals:
        if _has_part(verb):
            return SignalKind.DENIAL
        if verb.lemma_ in SEEKING and _about(verb, HOSTILE):
            return SignalKind.REASSURANCE
        if speech.act is SpeechAct.ASSERTED and _past(verb):
            return SignalKind.DENIAL
    if negated and verb.lemma_ in HAPPENING and not modals:
        return SignalKind.DENIAL if speech.act is SpeechAct.ASSERTED else None
    if verb.lemma_ == "be" and _is_untrue(verb) != negated:
        return SignalKind.DENIAL
    if modals & {"must"} and not own and codes_of(passage, _subjects(verb)):
        return SignalKind.DEMAND
    if verb.lemma_ == "be" and own and not negated and is_ready(passage, verb):
        return SignalKind.OFFER
    return None


def _subjects(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]


def is_own(passage: Passage, speech: Speech, verb: Token) -> bool:
    """Whether it is the speaker's side that acts: "we", "our troops", "it", "the country"."""
    agents = roles(verb).agents or tuple(_subjects(verb))
    for agent in agents:
        if any(token.lower_ in FIRST_PERSON for token in (agent, *agent.children)):
            return True
        agents += tuple(child for child in agent.children if child.dep_ == "poss")
    codes = speech.speaker.codes if speech.speaker is not None else ()
    quoted = verb.sent.text[: verb.idx - verb.sent.start_char].count('"') % 2 == 1
    if quoted:  # in one's own words "they" are the others
        agents = tuple(agent for agent in agents if agent.pos_ != "PRON")
    return bool(set(codes_of(passage, agents)) & set(codes))


def is_hostile(passage: Passage, verb: Token) -> bool:
    """Whether a verb, or what it governs, would do harm."""
    below = {verb.i, *(c.i for c in verb.children if c.dep_ in ("xcomp", "dobj", "conj", "ccomp"))}
    coded = any(one.trigger.i in below and one.event.type in HARM for one in passage.coded)
    return coded or verb.lemma_ in HOSTILE


def _is_negated(verb: Token) -> bool:
    return any(
        child.dep_ == "neg"
        or (
            child.dep_ in ("dobj", "attr", "nsubj", "nsubjpass")
            and any(below.lower_ in ("no", "neither") for below in child.children)
        )
        for child in verb.children
    )


def _past(verb: Token) -> bool:
    tags = {verb.tag_, *(child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass"))}
    done = {child.lemma_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return "VBD" in tags or ("have" in done and verb.tag_ == "VBN")


def _about(verb: Token, words: frozenset[str]) -> bool:
    return any(token.lemma_.lower() in words for token in verb.subtree if token.i > verb.i)


def _has_part(verb: Token) -> bool:
    """ "had no part in it", "played no role"."""
    return any(c.dep_ in ("dobj", "attr") and c.lemma_.lower() in PART for c in verb.children)


def _no_talks(verb: Token) -> bool:
    """ "There can be no meeting", "will hold no talks"."""
    return any(
        child.dep_ in ("attr", "dobj", "nsubj", "nsubjpass")
        and child.lemma_.lower() in TALKING
        and any(below.lower_ == "no" for below in child.children)
        for child in verb.children
    )


def _is_untrue(verb: Token) -> bool:
    told = any(s.lemma_.lower() in CHARGES or s.pos_ == "PRON" for s in _subjects(verb))
    return told and any(
        child.dep_ in ("acomp", "attr") and child.lemma_.lower() in UNTRUE
        for child in verb.children
    )


def is_ready(passage: Passage, verb: Token) -> bool:
    """ "Is ready to free them", and not "is ready to fight"."""
    for child in verb.children:
        if child.dep_ == "acomp" and child.lemma_.lower() in READY:
            aims = [c for c in child.children if c.dep_ in ("xcomp", "prep", "ccomp")]
            return bool(aims) and not any(is_hostile(passage, aim) for aim in aims)
    return False


def accused_in(
    passage: Passage, start: int, end: int, accuser: tuple[ActorCode, ...]
) -> tuple[ActorCode, ...]:
    """Who is said to do what is hostile, in `[start, end)`, other than the accuser."""
    for coded in passage.coded:
        event = coded.event
        hostile = event.quad in (Quad.MATERIAL_CONFLICT, Quad.VERBAL_CONFLICT)
        if start <= coded.trigger.i < end and hostile and event.status is Status.ACTUAL:
            found = tuple(code for code in event.source if code not in accuser)
            if found:
                return found
    return ()
