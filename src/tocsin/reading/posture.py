"""Posture from prose: which forces are, come or go where."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.domain import Posture, Status, derive_id
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.dates import MONTHS
from tocsin.reading.lexicon import lexicon
from tocsin.reading.numbers import parse_number
from tocsin.reading.passage import Passage
from tocsin.reading.registry import extractor
from tocsin.reading.sides import agents_of, codes_of, owners_of
from tocsin.reading.status import status_of
from tocsin.reading.syntax import VERBAL, prepositional, roles, subtree_span

MOVING = word_list("posture_moving")
MOVING_NOUNS = word_list("posture_moving_nouns")
LEAVING = word_list("posture_leaving")
ADDING = word_list("posture_adding")
UNTELLING = word_list("posture_untelling")
GROWING = word_list("posture_growing")
SUFFERING = word_list("posture_suffering")
PLACES = (
    "in",
    "to",
    "at",
    "along",
    "near",
    "on",
    "around",
    "into",
    "across",
    "towards",
    "toward",
    "off",
    "inside",
    "outside",
    "from",
    "over",
)


@extractor("posture", needs={"dates"})
def find_posture(passage: Passage) -> None:
    """Forces with a number, or that are said to be moved or massed; nothing merely possible."""
    for sentence in passage.doc.sents:
        done: set[int] = set()
        for token in sentence:
            if token.i in done or not _is_force(token):
                continue
            inner = _counted_inside(token)
            if inner is not None:
                done.update(range(token.i, inner.i))
                continue  # "a brigade of 4,800 soldiers" is told with its soldiers
            carrier = _carrier(token)
            number = _number(token)
            if number is None and _is_part_of_force(token):
                continue
            if number is None and carrier is None:
                continue
            found = _posture(passage, token, carrier, number)
            if found is not None:
                done.update(conjunct.i for conjunct in token.conjuncts)
                passage.posture.append(found)


def _is_force(token: Token) -> bool:
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "amod", "poss"):
        return False
    lemma = token.lemma_.lower()
    return lemma in nouns().forces or lemma in nouns().equipment


def _counted_inside(token: Token) -> Token | None:
    """The counted force in a force's of-phrase, or None."""
    for name, inner in prepositional(token):
        if name in ("of", "with") and _is_force(inner) and _number(inner) is not None:
            return inner
    return None


def _is_part_of_force(token: Token) -> bool:
    """ "three brigades of the Polish army": the army is whose they are."""
    return token.dep_ == "pobj" and token.head.lower_ == "of" and _is_force(token.head.head)


def _number(token: Token) -> Token | None:
    return next(
        (
            child
            for child in token.children
            if (child.dep_ == "nummod" and child.pos_ == "NUM") or child.lower_ == "dozen"
        ),
        None,
    )


def _carrier(token: Token) -> Token | None:
    """The verb or noun by which forces are said to be somewhere or to move, or None."""
    node = token
    for _ in range(4):
        head = node.head
        if head == node:
            return None
        lemma = head.lemma_.lower()
        if head.pos_ in VERBAL:
            if node.dep_ in ("dobj", "nsubjpass", "nsubj") and lemma in MOVING and lemma != "have":
                return head
            return None
        if head.pos_ == "NOUN" and lemma in MOVING_NOUNS:
            return head
        if node.dep_ not in ("conj", "prep", "pobj"):
            return None
        node = head
    if node.dep_ == "acl":
        return node
    return next(
        (child for child in token.children if child.dep_ == "acl" and child.lemma_ in MOVING), None
    )


def _posture(
    passage: Passage, token: Token, carrier: Token | None, number: Token | None
) -> Posture | None:
    governor = token.head
    while governor.pos_ not in VERBAL and governor.head != governor:
        if governor.lemma_.lower() in SUFFERING:
            return None
        governor = governor.head
    if governor.lemma_ in SUFFERING:
        return None
    if status_of(carrier or token, lexicon().governors) is not Status.ACTUAL:
        return None
    event = next((coded.event for coded in passage.coded if coded.trigger == carrier), None)
    actor = _actor(passage, token, carrier)
    if actor is None and event is not None and event.source:
        actor = event.source[0]
    place = _place(passage, token, carrier)
    if actor is None and (place is None or number is None):
        return None
    amount = parse_number(passage.words(number.left_edge.i, number.i + 1)) if number else None
    change, total = _change_or_total(token, carrier, amount)
    evidence = passage.cite_sentence(token.sent)
    return Posture(
        id=derive_id("posture", evidence.report, evidence.start, token.i),
        actor=actor,
        change=change,
        total=total,
        equipment=_equipment(passage, token),
        place=place,
        date=event.date if event else None,
        evidence=(evidence,),
    )


def _change_or_total(
    token: Token, carrier: Token | None, amount: int | None
) -> tuple[int | None, int | None]:
    if amount is None:
        return None, None
    lemma = carrier.lemma_.lower() if carrier is not None else ""
    if lemma in LEAVING:
        return -amount, None
    added = any(child.lower_ in ADDING for child in token.subtree) or lemma in GROWING
    return (amount, None) if added else (None, amount)


def _equipment(passage: Passage, token: Token) -> str:
    """The forces in the report's words, coordinated ones together, without number and owner."""
    kept = [
        child.i
        for child in token.lefts
        if child.dep_ in ("amod", "compound")
        and child.i not in passage.mentions
        and child.lower_ not in ADDING | UNTELLING
    ]
    start = min(kept) if kept and max(kept) == token.i - 1 else token.i
    end = token.i + 1
    for child in token.children:
        if child.dep_ == "conj" and _is_force(child):
            end = child.i + 1
    return passage.words(start, end)


def _actor(passage: Passage, token: Token, carrier: Token | None) -> str | None:
    owners = owners_of(passage, token)
    if not owners and carrier is not None:
        if carrier.pos_ in VERBAL:
            slots = roles(carrier)
            owners = agents_of(passage, slots.agents)
        else:
            owners = owners_of(passage, carrier)
            verb = carrier.head
            if not owners and verb.pos_ in VERBAL:
                owners = agents_of(passage, roles(verb).agents)
    if not owners:
        owners = codes_of(passage, [token])
    return owners[0] if owners else None


def _place(passage: Passage, token: Token, carrier: Token | None) -> str | None:
    for head in (token, carrier):
        if head is None:
            continue
        for name, inner in prepositional(head):
            if name in PLACES and inner.ent_type_ not in ("DATE", "TIME"):
                start, end = subtree_span(inner)
                named = any(token.pos_ == "PROPN" for token in passage.doc[start:end])
                if inner.head.head.lower_ == "according" or (
                    name == "to" and not named and not passage.named_in(start, end)
                ):
                    continue
                if inner.text in MONTHS:
                    continue
                words = passage.words(start, end)
                if not words[:1].isdigit() and len(words) < 80:
                    return words
    return None
