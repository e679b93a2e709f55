"""Posture from prose: which forces are, come or go where.

What counts as forces, and how many, is told by `forces`; what is said of them
by `whereabouts`; what a sentence adds up by `sums`. Here they become items:
one to each thing that is said of counted forces, with whose they are and where.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Span, Token

from tocsin.domain import Attribution, Posture, Status, derive_id
from tocsin.knowledge.words import word_list
from tocsin.reading.forces import (
    Strength,
    is_force,
    is_single,
    kind_in_words,
    number_of,
    owner_by_hull,
    people_within,
    strength_of,
)
from tocsin.reading.lexicon import lexicon
from tocsin.reading.passage import Passage
from tocsin.reading.places import place_of_forces
from tocsin.reading.registry import extractor
from tocsin.reading.sides import agents_of, codes_of, owners_of
from tocsin.reading.status import status_of
from tocsin.reading.sums import Sum, find_sum, is_body, names_body, was_before
from tocsin.reading.syntax import VERBAL, roles
from tocsin.reading.whereabouts import REINFORCING, Course, Telling, telling_of

ADDING = word_list("posture_adding")
UNTELLING = word_list("posture_untelling")
SUFFERING = word_list("posture_suffering")
HAVING = frozenset({"have", "host", "house", "hold", "keep", "leave", "maintain", "retain", "be"})
HOSTING = frozenset({"host", "have", "house", "hold", "gather"})


class Item(NamedTuple):
    """Forces of which something is told, before sums are added."""

    force: Token
    telling: Telling
    actor: str | None
    change: int | None
    total: int | None


@extractor("posture", needs={"dates"})
def find_posture(passage: Passage) -> None:
    """Forces that are said to come, go or be somewhere; nothing merely possible."""
    for sentence in passage.doc.sents:
        items = _items(passage, sentence)
        passage.posture.extend(
            _posture(passage, item) for item in _with_sums(passage, sentence, items)
        )


def _items(passage: Passage, sentence: Span) -> list[Item]:
    items: list[Item] = []
    told: set[int] = set()
    heads = [token for token in sentence if is_force(token)]
    added_up = find_sum(sentence.text) if heads else None
    for token in heads:
        if token.i in told:
            continue
        telling = telling_of(token)
        if telling is None or not _is_actual(telling.word, token):
            continue
        strength = strength_of(passage, token, telling.word)
        at = telling.word.idx - sentence.start_char
        counted = strength.moved is not None or strength.whole is not None or is_single(token)
        if not counted and not _is_news(telling.word):
            continue
        if strength.moved is None and added_up is not None and at == added_up.at:
            continue  # "bringing the garrison to 2,400": a sum, nobody is brought
        # "soldiers and 40 tanks": what has a number of its own is told by itself
        told.update(c.i for c in token.conjuncts if number_of(c) is None)
        told.update(c.i for c in people_within(token))
        told.update(c.i for c in token.children if c.dep_ == "appos")  # "the carrier, the Maru"
        actor = _actor(passage, token, telling)
        actor = actor or _from_surroundings(passage, sentence, token, items)
        change, total = _change_or_total(token, telling, strength)
        if actor is not None or change is not None or total is not None:
            items.append(Item(token, telling, actor, change, total))
    return items


def _is_news(word: Token) -> bool:
    """Whether uncounted forces are told of for what they do: "massed tanks", not "has troops"."""
    return word.pos_ in VERBAL and word.dep_ != "acl" and word.lemma_.lower() not in HAVING


def _is_actual(word: Token, force: Token) -> bool:
    governor = force.head
    while governor.pos_ not in VERBAL and governor.head != governor:
        if governor.lemma_.lower() in SUFFERING:
            return False
        governor = governor.head
    if governor.lemma_.lower() in SUFFERING:
        return False
    return status_of(word, lexicon().governors) is Status.ACTUAL


def _change_or_total(
    force: Token, telling: Telling, strength: Strength
) -> tuple[int | None, int | None]:
    amount = strength.moved
    if amount is None and strength.whole is not None:
        return None, strength.whole
    moved = telling.course is not Course.IS_THERE
    if amount is None and is_single(force):
        amount = 1
    if amount is None:
        return None, None
    if telling.course is Course.LEAVES:
        return -amount, None
    added = any(word.lower_ in ADDING for child in force.lefts for word in child.subtree)
    return (amount, None) if moved or added else (None, amount)


def _with_sums(passage: Passage, sentence: Span, items: list[Item]) -> list[Item]:
    """What the sentence adds up, given to the forces told of last before it."""
    if not items:
        alone = _sum_alone(passage, sentence)
        return [alone] if alone is not None else []
    summed = []
    given: set[Token] = set()
    for at, item in enumerate(items):
        later = (other for other in items[at + 1 :] if other.telling.word != item.telling.word)
        end = next((other.force.left_edge.i for other in later), sentence.end)
        start = min(item.force.i, item.telling.word.i)
        words = passage.doc[start:end].text
        if item.telling.word not in given:
            item = _summed(item, find_sum(words), was_before(words))
            given.add(item.telling.word)
        summed.append(item)
    return summed


def _summed(item: Item, found: Sum | None, before: int | None) -> Item:
    change, total = item.change, item.total
    if found is not None:
        if total is None or found.total is not None:
            total = found.total if found.total is not None else total
        change = found.change if change is None else change
    if before is not None and total is not None and change is None:
        change = total - before
    return item._replace(change=change, total=total)


def _sum_alone(passage: Passage, sentence: Span) -> Item | None:
    """ "Chad doubled its garrison in Tolm to 800": a sum of which no forces moved."""
    words = sentence.text
    found = find_sum(words) if names_body(words) else None
    if found is None:
        return None
    at = sentence.start_char + found.at
    for body in sentence:
        verb = body
        while verb.pos_ not in VERBAL and verb.head != verb:
            verb = verb.head
        if is_body(body.text) and verb.pos_ in VERBAL and verb.idx >= at:
            break
    else:
        return None
    if not _is_actual(verb, body):
        return None
    telling = Telling(verb, Course.IS_THERE)
    actor = _actor(passage, body, telling) or _from_surroundings(passage, sentence, body, [])
    return Item(body, telling, actor, found.change, found.total) if actor else None


def _posture(passage: Passage, item: Item) -> Posture:
    word = item.telling.word
    event = next((coded.event for coded in passage.coded if coded.trigger == word), None)
    evidence = passage.cite_sentence(item.force.sent)
    return Posture(
        id=derive_id("posture", evidence.report, evidence.start, item.force.i),
        actor=item.actor,
        change=item.change,
        total=item.total,
        equipment=kind_in_words(passage, item.force, ADDING | UNTELLING),
        place=place_of_forces(
            passage, item.force, word, leaving=item.telling.course is Course.LEAVES
        ),
        date=event.date if event else None,
        evidence=(evidence,),
    )


def _actor(passage: Passage, force: Token, telling: Telling) -> str | None:
    """Whose forces they are: whoever moves them, else whose they are called."""
    word = telling.word
    owners = _owners(passage, force)
    found: tuple[str, ...] = ()
    if word.pos_ not in VERBAL:
        found = owners or owners_of(passage, word)
        if not found and word.head.pos_ in VERBAL:
            found = agents_of(passage, roles(word.head).agents)
    elif telling.acting:
        found = owners
    elif word.lemma_.lower() in REINFORCING:
        slots = roles(word)
        found = owners or agents_of(passage, slots.agents) or codes_of(passage, slots.patients)
        for patient in slots.patients:
            found = found or owners_of(passage, patient)
    elif word.lemma_.lower() in HOSTING:
        found = owners or agents_of(passage, roles(word).agents)
    else:
        found = agents_of(passage, roles(word).agents) or owners
    if not found:
        event = next((coded.event for coded in passage.coded if coded.trigger == word), None)
        found = event.source if event is not None else ()
    return found[0] if found else None


def _owners(passage: Passage, force: Token) -> tuple[str, ...]:
    """Whose a force is by its own phrase: "two of its corvettes", "brigades of the Polish army"."""
    found = owners_of(passage, force)
    for child in force.children:
        if found:
            return found
        if child.dep_ in ("compound", "appos"):
            found = owners_of(passage, child)
        elif child.dep_ == "prep" and child.lower_ in ("of", "from"):
            inner = [below for below in child.children if below.dep_ == "pobj"]
            found = codes_of(passage, inner)
            for token in inner:
                found = found or owners_of(passage, token)
    hull = owner_by_hull(force)
    return found or codes_of(passage, [force]) or ((hull,) if hull is not None else ())


def _from_surroundings(
    passage: Passage, sentence: Span, force: Token, items: list[Item]
) -> str | None:
    """Whose forces are meant where their own clause is silent.

    Those of whoever was told of before in the sentence, of the one who speaks,
    or of the subject of the sentence before.
    """
    for item in reversed(items):
        if item.actor is not None:
            return item.actor
    anaphor = any(child.lower_ in ("its", "their", "his") for child in force.children)
    for speech in () if anaphor else passage.speeches:
        here = sentence.start <= speech.verb < sentence.end
        named = speech.attribution is Attribution.NAMED
        if here and named and speech.speaker is not None and speech.speaker.codes:
            return speech.speaker.codes[0]
    for known in (passage.topics.get(sentence.start), passage.homes.get(sentence.start)):
        if known is not None and known.codes:
            return known.codes[0]
    return None
