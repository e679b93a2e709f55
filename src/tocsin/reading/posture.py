"""Posture from prose: which forces are, come or go where."""

from __future__ import annotations

import re

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
IN_TRANSIT = word_list("posture_in_transit")
_COUNT = (
    r"(?:(?:some|about|around|roughly|nearly|almost|over|more than) )?(?P<number>[\d][\d,.]*\d)"
)
# The sentence's own sum: "bringing the garrison to 2,400", "which raises its strength to 9,500".
BALANCE = re.compile(
    r"\b(?:bring|brings|bringing|brought|rais(?:e|es|ed|ing)|lift(?:s|ed|ing)?|tak(?:e|es|ing)"
    r"|swell(?:s|ed|ing)?|increas(?:e|es|ed|ing)|cut(?:s|ting)?|reduc(?:e|es|ed|ing))\b"
    r"[^.;,]{0,40}?\b(?:total|garrison|strength|contingent|force|presence|number|troops)\b"
    rf"[^.;,]{{0,40}}? to {_COUNT}"
)
UP_FROM = re.compile(rf"\b(?:up|down) from {_COUNT}")
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
                # "soldiers and 40 tanks": what has a number of its own is told by itself
                done.update(c.i for c in token.conjuncts if _number(c) is None)
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
    if amount is None and _is_single(token, carrier):
        amount = 1
    change, total = _change_or_total(token, carrier, amount)
    change, total = _with_balance(passage, token, change, total)
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
    if lemma in IN_TRANSIT:
        return amount, None
    added = any(child.lower_ in ADDING for child in token.subtree) or lemma in GROWING
    return (amount, None) if added else (None, amount)


def _is_single(token: Token, carrier: Token | None) -> bool:
    """ "Pulled its frigate out": one ship, battery or the like, that moved."""
    moved = carrier is not None and carrier.lemma_.lower() in LEAVING | IN_TRANSIT
    unit = token.lemma_.lower() in nouns().equipment and token.tag_ == "NN"
    return moved and unit and any(child.dep_ in ("det", "poss") for child in token.children)


def _with_balance(
    passage: Passage, token: Token, change: int | None, total: int | None
) -> tuple[int | None, int | None]:
    """ "Bringing the garrison to 2,400" is the total; "up from 11,000" leaves the change."""
    words = passage.doc[token.i : token.sent.end].text
    balance = BALANCE.search(words)
    if change is not None and balance is not None:
        return change, parse_number(balance["number"])
    before = UP_FROM.search(words)
    if total is not None and change is None and before is not None:
        start = parse_number(before["number"])
        return (total - start if start is not None else None), total
    return change, total


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
        if child.dep_ == "conj" and _is_force(child) and _number(child) is None:
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
