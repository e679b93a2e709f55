"""Commitments: promises with content, and with a quantity where the report gives one."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from tocsin.domain import (
    Attribution,
    Commitment,
    Event,
    EventType,
    SignalKind,
    Status,
    derive_id,
)
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.conditions import content_words
from tocsin.reading.lexicon import lexicon
from tocsin.reading.passage import Passage
from tocsin.reading.receivers import receiver_left_open
from tocsin.reading.registry import extractor
from tocsin.reading.sides import Codes, agents_of, by_preposition, codes_of, owners_of, without
from tocsin.reading.signals import Sent, is_menace, signals_in
from tocsin.reading.stances import WILL
from tocsin.reading.status import status_of
from tocsin.reading.syntax import VERBAL, is_passive, prepositional, roles, subtree_span

PROMISING_NOUNS = frozenset({"commitment", "pledge", "guarantee", "promise", "undertaking"})
PROMISING_VERBS = frozenset(
    {"commit", "pledge", "promise", "vow", "guarantee", "swear", "undertake"}
)
DEALS = frozenset({"deal", "agreement", "pact", "contract", "accord", "memorandum"})
CLOSING = frozenset({"sign", "strike", "reach", "conclude", "make", "close"})
# Kinds of signal by which somebody is bound.
HELD_OUT = frozenset({SignalKind.OFFER, SignalKind.PROMISE, SignalKind.REASSURANCE})
# To agree to meet, or to disagree, binds nobody to give or do a thing.
MEETING = frozenset({"meet", "talk", "discuss", "differ", "disagree"})
BENEFICIARY = ("to", "for", "toward", "towards", "with")
NOT_A_QUANTITY = word_list("commitments_not_a_quantity")


@extractor("commitments", needs={"signals"})
def find_commitments(passage: Passage) -> None:
    """Every promise made, by verb or by noun; at most one per sentence and maker."""
    for sentence in passage.doc.sents:
        seen: dict[tuple[object, ...], None] = {}
        promises = list(_promises(passage, sentence))
        bound = {code for _, by, _, _ in promises for code in by}
        others = (found for found in _held_out(passage, sentence) if bound.isdisjoint(found[1]))
        for trigger, by, to, content in (*promises, *others):
            quantity = quantity_in(passage, trigger)
            if (by, content) in seen or not (by or quantity or _by_somebody(trigger)):
                continue
            seen[by, content] = None
            if by and not to:
                to = receiver_left_open(passage, SignalKind.PROMISE, trigger, by)
            evidence = passage.cite_sentence(sentence)
            passage.commitments.append(
                Commitment(
                    id=derive_id("commitment", evidence.report, evidence.start, trigger.i),
                    by=by,
                    to=to if set(to) == set(by) else without(to, by),
                    content=content,
                    quantity=quantity,
                    evidence=(evidence,),
                )
            )


def _promises(passage: Passage, sentence: Span) -> Iterator[tuple[Token, Codes, Codes, str]]:
    taken: set[int] = set()
    for token in sentence:
        lemma = token.lemma_.lower()
        promising = lemma in PROMISING_VERBS
        if token.pos_ in VERBAL and promising and token.i not in taken and _binds(token):
            if status_of(token, lexicon().governors) is not Status.ACTUAL:
                continue
            if is_menace(passage, token):
                continue
            slots = roles(token)
            content = _content(passage, token)
            if content is None or (is_passive(token) and not slots.agents):
                continue
            taken.update(range(*subtree_span(token)))
            yield token, agents_of(passage, slots.agents), _to(passage, token), content
        elif (helped := _announced(passage, token)) is not None and token.i not in taken:
            yield (
                token,
                helped.source,
                helped.target,
                passage.words(token.i, token.right_edge.i + 1),
            )
        elif lemma in DEALS and (signed := _signed(token)) is not None:
            if status_of(signed, lexicon().governors) is Status.ACTUAL:
                makers = agents_of(passage, roles(signed).agents)
                yield token, makers, _to(passage, token), _phrase(passage, token)
        elif token.pos_ == "NOUN" and lemma in PROMISING_NOUNS and token.i not in taken:
            if not _has_content(token) or _undone(token.head):
                continue
            taken.update(range(*subtree_span(token)))
            yield token, _makers(passage, token), _to(passage, token), _phrase(passage, token)


def _held_out(passage: Passage, sentence: Span) -> Iterator[tuple[Token, Codes, Codes, str]]:
    """What is offered, assured or agreed to, by whatever words."""
    for sent in signals_in(passage, sentence):
        if sent.verb.lemma_.lower() in PROMISING_VERBS:
            continue  # found by its own word, where it was made
        if sent.kind in HELD_OUT and (sent.kind is not SignalKind.REASSURANCE or _binding(sent)):
            yield sent.verb, sent.sender, sent.receiver, _words_binding(passage, sent.verb)
    for verb in sentence:
        if verb.lemma_ != "agree" or verb.pos_ not in VERBAL:
            continue
        todo = [c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.tag_ == "VB"]
        makers = agents_of(passage, roles(verb).agents)
        agreed = status_of(verb, lexicon().governors) is Status.ACTUAL
        if todo and makers and agreed and todo[0].lemma_ not in MEETING:
            to = without(_to(passage, verb), makers)
            if len(makers) > 1 and not to:
                to = makers  # "both armies agreed to hold their fire": to each other
            yield verb, makers, to, passage.words(*subtree_span(todo[0]))


def _binding(sent: Sent) -> bool:
    """ "Would not fire first" binds, "seeks no war" does not; nor does "reassured Oslo" alone."""
    if sent.verb.lemma_ in ("assure", "reassure"):
        return any(child.dep_ == "ccomp" for child in sent.verb.children)
    said = [
        *sent.verb.children,
        *(b for c in sent.verb.children if c.dep_ == "ccomp" for b in c.children),
    ]
    return any(token.tag_ == "MD" and token.lower_ in WILL for token in said)


def _words_binding(passage: Passage, verb: Token) -> str:
    """What a word of saying is followed by; or the clause by which speakers bind themselves."""
    own = any(child.tag_ == "MD" for child in verb.children)
    said = None if own else content_words(passage, verb)
    return said or passage.words(*subtree_span(verb))


def _signed(deal: Token) -> Token | None:
    """ "signed a deal to invest $550 billion": the verb that closed it, None for other deals."""
    below = (*deal.children, *(c for c in deal.head.children if c.dep_ == "advcl" and c.i > deal.i))
    to_do = any(child.dep_ in ("acl", "advcl") and child.tag_ == "VB" for child in below)
    closed = deal.dep_ == "dobj" and deal.head.lemma_ in CLOSING
    return deal.head if to_do and closed else None


def _by_somebody(trigger: Token) -> bool:
    """ "Many nations have pledged …": a maker, though the report does not say which."""
    return trigger.pos_ in VERBAL and any(
        agent.lemma_.lower() in nouns().agents for agent in roles(trigger).agents
    )


def _announced(passage: Passage, verb: Token) -> Event | None:
    """ "Norway will provide $20 million": help that is announced is promised."""
    if not any(child.tag_ == "MD" for child in verb.children):
        return None
    for coded in passage.coded:
        event = coded.event
        if (
            coded.trigger.i == verb.i
            and event.type is EventType.AID
            and event.status is Status.FUTURE
            and event.source
            and event.attribution is not Attribution.ANONYMOUS
        ):
            return event
    return None


def _binds(verb: Token) -> bool:
    """ "committed violations" binds nobody; "committed to help", "committed $5 million" do."""
    if verb.lemma_ == "undertake":
        return any(child.dep_ == "xcomp" for child in verb.children)
    if verb.lemma_ != "commit":
        return True
    return any(
        child.dep_ == "xcomp"
        or (child.dep_ == "prep" and child.lower_ == "to")
        or (child.dep_ == "dobj" and any(c.pos_ in ("NUM", "SYM") for c in child.subtree))
        for child in verb.children
    )


def _undone(verb: Token) -> bool:
    """ "did not pledge", "may promise": no promise was made."""
    return any(
        child.dep_ == "neg" or (child.tag_ == "MD" and child.dep_ == "aux")
        for child in verb.children
    )


def _content(passage: Passage, verb: Token) -> str | None:
    for wanted in (("xcomp", "ccomp"), ("dobj",), ("prep",)):
        for child in verb.children:
            if child.dep_ in wanted and child.i > verb.i:
                start, end = subtree_span(child)
                for after in verb.children:  # "pledged $300 million for Malawi"
                    if after.dep_ == "prep" and after.i >= end and after.lower_ in BENEFICIARY:
                        end = after.right_edge.i + 1
                return passage.words(start, end)
    return None


def _has_content(noun: Token) -> bool:
    """A bare "its commitments" promises nothing in particular."""
    return any(
        child.dep_ in ("acl", "relcl", "ccomp")
        or (child.dep_ == "prep" and child.lower_ in ("to", "of", "for", "from", "by"))
        for child in noun.children
    )


def _phrase(passage: Passage, noun: Token) -> str:
    """The infinitive or the to-phrase that says what is promised; else the noun phrase."""
    for child in noun.children:
        if child.dep_ in ("acl", "ccomp") and child.tag_ != "VBN":
            return passage.words(*subtree_span(child))
    head = noun.head
    for child in head.children:  # "commitments from X to provide" may hang on the verb
        if child.i > noun.i and child.dep_ in ("xcomp", "advcl") and child.tag_ == "VB":
            return passage.words(*subtree_span(child))
    return passage.words(*subtree_span(noun))


def _makers(passage: Passage, noun: Token) -> Codes:
    found = owners_of(passage, noun) or by_preposition(passage, noun, ("from", "by", "of"))
    if found or noun.head.pos_ not in VERBAL:
        return found
    return agents_of(passage, roles(noun.head).agents) if noun.dep_ == "dobj" else ()


def _to(passage: Passage, trigger: Token) -> Codes:
    for child in trigger.children:
        if child.dep_ in ("dative", "dobj") and trigger.pos_ in VERBAL:
            found = codes_of(passage, [child])
            if found:
                return found
    wanted = ("xcomp", "ccomp", "dobj", "acl", "prep")
    promised = [child for child in trigger.children if child.dep_ in wanted]
    for token in (trigger, *(below for child in promised for below in child.subtree)):
        if token.pos_ not in ("NOUN", "VERB"):
            continue
        found = by_preposition(passage, token, BENEFICIARY)
        if found:
            return found
    return _patients_below(passage, trigger) or _promised_event_target(passage, trigger)


def _patients_below(passage: Passage, trigger: Token) -> Codes:
    for token in trigger.subtree:
        if token.pos_ in VERBAL and token.i != trigger.i:
            found = codes_of(passage, roles(token).patients)
            if found:
                return found
    return ()


def _promised_event_target(passage: Passage, trigger: Token) -> Codes:
    """To whom the promised act is done, as it was coded."""
    below = range(*subtree_span(trigger))
    for coded in passage.coded:
        if coded.trigger.i in below and coded.event.target:
            return coded.event.target
    return ()


def quantity_in(passage: Passage, trigger: Token) -> str | None:
    """The first counted or priced thing at or around a trigger, in the report's words."""
    places = [trigger, *(token for _, token in prepositional(trigger)), *trigger.subtree]
    if trigger.lemma_.lower() in DEALS:  # what was signed for may hang on the verb
        ahead = (c for c in trigger.head.children if c.dep_ == "advcl" and c.i > trigger.i)
        places += [below for clause in ahead for below in clause.subtree]
    if trigger.pos_ in VERBAL:
        promised = [c for c in trigger.children if c.dep_ in ("xcomp", "ccomp", "dobj")]
        places = [*roles(trigger).agents, *(below for c in promised for below in c.subtree)]
    for place in places:
        for token in [place, *place.children]:
            if token.dep_ in ("nummod", "quantmod") and token.pos_ == "NUM":
                noun = token.head
                year = token.text.isdigit() and len(token.text) == 4
                if noun.lemma_.lower() not in NOT_A_QUANTITY and not year:
                    return _quantity_words(passage, token, noun)
            if token.tag_ == "$":
                return passage.words(token.i, token.head.i + 1)
    return None


def _quantity_words(passage: Passage, number: Token, noun: Token) -> str:
    start = number.left_edge.i
    if start > 0 and passage.doc[start - 1].tag_ == "$":
        start -= 1
    return passage.words(start, max(noun.i, number.i) + 1)
