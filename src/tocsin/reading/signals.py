"""Signals: what one actor lets another know, with its condition and its consequence."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from tocsin.domain import (
    Attribution,
    EventType,
    Quad,
    Signal,
    SignalKind,
    SpeechAct,
    Status,
    derive_id,
)
from tocsin.knowledge.words import word_list
from tocsin.reading.passage import Passage, Speech
from tocsin.reading.registry import extractor
from tocsin.reading.sides import Codes, codes_of
from tocsin.reading.syntax import VERBAL, prepositional, roles, subtree_span

BY_ACT = {
    SpeechAct.THREATENED: SignalKind.THREAT,
    SpeechAct.WARNED: SignalKind.WARNING,
    SpeechAct.PROMISED: SignalKind.PROMISE,
    SpeechAct.DEMANDED: SignalKind.DEMAND,
    SpeechAct.OFFERED: SignalKind.OFFER,
    SpeechAct.REJECTED: SignalKind.REJECTION,
    SpeechAct.DENIED: SignalKind.DENIAL,
}
BY_EVENT = {
    EventType.THREATEN: SignalKind.THREAT,
    EventType.REJECT: SignalKind.REJECTION,
    EventType.REQUEST: SignalKind.DEMAND,
    EventType.ACCUSE: SignalKind.ACCUSATION,
}
CONDITION_MARKS = frozenset({"if", "unless", "should", "provided", "until", "once"})
MENACING = word_list("signals_menacing")
JUDGING = word_list("signals_judging")
ESCALATING = word_list("signals_escalating")
CONFRONTING = word_list("signals_confronting")
HARMING = word_list("signals_harming")
GIVING_WAY = frozenset({EventType.CONCEDE, EventType.RETREAT})
REASSURING = frozenset({"reassure", "assure"})


@extractor("signals", needs={"statements"})
def find_signals(passage: Passage) -> None:
    """Signals of a passage, at most one of a kind per sender and sentence."""
    seen: dict[tuple[object, ...], None] = {}
    for sentence in passage.doc.sents:
        if sentence.text.rstrip().endswith("?"):
            continue
        for kind, sender, receiver, verb in _candidates(passage, sentence):
            if not sender or (kind, sender) in seen:
                continue
            seen[kind, sender] = None
            passage.signals.append(_signal(passage, sentence, kind, sender, receiver, verb))
        seen.clear()


def _candidates(
    passage: Passage, sentence: Span
) -> Iterator[tuple[SignalKind, Codes, Codes, Token]]:
    speeches = [s for s in passage.speeches if sentence.start <= s.verb < sentence.end]
    yield from _red_lines(passage, sentence, speeches)
    for speech in speeches:
        yield from _from_speech(passage, speech)
    yield from _conditional_threats(passage, sentence)
    yield from _announced_help(passage, sentence)
    for coded in passage.coded:
        trigger = coded.trigger
        if not sentence.start <= trigger.i < sentence.end:
            continue
        kind = _kind_of_event(coded.event.type, trigger)
        if kind is not None and coded.event.status is Status.ACTUAL:
            yield kind, coded.event.source, coded.event.target, trigger


def _kind_of_event(type_: EventType, trigger: Token) -> SignalKind | None:
    if trigger.lemma_.lower() in REASSURING:
        return SignalKind.REASSURANCE
    words = {
        trigger.lemma_.lower(),
        *(c.lemma_.lower() for c in trigger.children if c.dep_ == "dobj"),
    }
    if type_ is EventType.THREATEN and words & {"warn", "warning", "caution"}:
        return SignalKind.WARNING
    if type_ is EventType.REJECT and trigger.lemma_.lower() in ("deny", "denial"):
        return SignalKind.DENIAL
    return BY_EVENT.get(type_)


def _from_speech(
    passage: Passage, speech: Speech
) -> Iterator[tuple[SignalKind, Codes, Codes, Token]]:
    if speech.attribution is not Attribution.NAMED or speech.speaker is None:
        return
    sender = speech.speaker.codes
    about = tuple(
        code for code in passage.addressed_in(speech.start, speech.end) if code not in sender
    )
    verb = passage.doc[speech.verb]
    menace = _menace(passage, speech)
    if menace is not None:
        yield SignalKind.THREAT, sender, about, menace
    refused = _refusal(passage, speech)
    if refused is not None:
        yield SignalKind.REJECTION, sender, about, refused
    kind = BY_ACT.get(speech.act)
    if kind is SignalKind.PROMISE and is_menace(passage, verb):
        kind = SignalKind.THREAT
    if verb.lemma_.lower() in REASSURING:
        kind = SignalKind.REASSURANCE
    if kind is not None and _was_said(verb):
        addressed = _addressee(passage, verb)
        whole = passage.addressed_in(*subtree_span(verb), sender)
        concerned = passage.named_in(speech.start, speech.end)
        others = tuple(code for code in concerned if code not in sender)
        yield kind, sender, addressed or about or whole or others, verb


def is_menace(passage: Passage, verb: Token) -> bool:
    """ "promised retaliation", "vowed countermeasures": a promise of harm is a threat."""
    threatens = any(
        coded.trigger.i == verb.i and coded.event.type is EventType.THREATEN
        for coded in passage.coded
    )
    return threatens or any(token.lemma_.lower() in HARMING for token in verb.subtree)


def _refusal(passage: Passage, speech: Speech) -> Token | None:
    """ "said that Israel would not withdraw", "we will not …": the speaker's own side refuses."""
    if speech.speaker is None:
        return None
    for position in range(speech.start, speech.end):
        verb = passage.doc[position]
        children = list(verb.children) if verb.pos_ in VERBAL else []
        will = any(c.tag_ == "MD" and c.lower_ in ("will", "would", "wo") for c in children)
        if will and any(child.dep_ == "neg" for child in children):
            own = codes_of(passage, roles(verb).agents)
            if own and set(own) & set(speech.speaker.codes):
                return verb
    return None


def _was_said(verb: Token) -> bool:
    return not any(
        child.dep_ == "neg" or (child.tag_ == "MD" and child.dep_ == "aux")
        for child in verb.children
    )


def _addressee(passage: Passage, verb: Token) -> Codes:
    for child in verb.children:
        if child.dep_ in ("dobj", "dative"):
            reference = passage.references.get(child.i)
            if reference is not None:
                return reference.codes
    return ()


def _menace(passage: Passage, speech: Speech) -> Token | None:
    """The verb by which somebody says what would follow: "would be considered a target"."""
    for position in range(speech.start, speech.end):
        verb = passage.doc[position]
        if verb.pos_ not in VERBAL:
            continue
        if verb.lemma_ in ("prepare", "ready") and any(
            token.lemma_.lower() in CONFRONTING for token in verb.subtree
        ):
            return verb
        if not any(
            child.tag_ == "MD" and child.lower_ in ("will", "would", "'ll", "\u2019ll")
            for child in verb.children
        ):
            continue
        if verb.lemma_ in JUDGING and any(
            token.lemma_.lower() in MENACING for token in verb.subtree
        ):
            return verb
        if verb.lemma_ in ESCALATING or (_conditions(verb) and _is_conflict(passage, verb)):
            return verb
    return None


def _announced_help(
    passage: Passage, sentence: Span
) -> Iterator[tuple[SignalKind, Codes, Codes, Token]]:
    """ "The United States will provide …": help announced is help promised."""
    for coded in passage.coded:
        event = coded.event
        if (
            sentence.start <= coded.trigger.i < sentence.end
            and event.type is EventType.AID
            and event.status is Status.FUTURE
            and event.attribution is not Attribution.ANONYMOUS
        ):
            yield SignalKind.PROMISE, event.source, event.target, coded.trigger


def _conditional_threats(
    passage: Passage, sentence: Span
) -> Iterator[tuple[SignalKind, Codes, Codes, Token]]:
    """ "Russia … will escalate unless its terms are met", whoever reports it."""
    for verb in sentence:
        if verb.pos_ not in VERBAL or not _conditions(verb):
            continue
        ahead = {child.lower_ for child in verb.children if child.tag_ == "MD"}
        sender = codes_of(passage, roles(verb).agents)
        about = tuple(
            code
            for code in passage.addressed_in(sentence.start, sentence.end)
            if code not in sender
        )
        hostile = verb.lemma_ in ESCALATING or _is_conflict(passage, verb)
        if ahead & {"will", "'ll"} and (hostile or _answers_attack(passage, verb, sender)):
            yield SignalKind.THREAT, sender, about, verb
        elif ahead & {"will", "'ll", "would"} and _promises_itself(passage, verb, sender):
            yield SignalKind.PROMISE, sender, about, verb


def _answers_attack(passage: Passage, verb: Token, sender: Codes) -> bool:
    """ "If Israel attacks Iran, Tehran will …": whatever follows is held out as an answer."""
    clauses = [range(*subtree_span(clause)) for clause in _conditions(verb)]
    return any(
        coded.event.quad is Quad.MATERIAL_CONFLICT
        and set(coded.event.target) & set(sender)
        and any(coded.trigger.i in clause for clause in clauses)
        for coded in passage.coded
    )


def _promises_itself(passage: Passage, verb: Token, sender: Codes) -> bool:
    """ "said that Arvia would accept, should Borland …": a speaker binds its own side."""
    friendly = any(
        coded.trigger.i == verb.i
        and ("cooperation" in coded.event.quad or coded.event.type in GIVING_WAY)
        for coded in passage.coded
    )
    return friendly and any(
        speech.speaker is not None
        and set(speech.speaker.codes) & set(sender)
        and speech.start <= verb.i < speech.end
        for speech in passage.speeches
    )


def _is_conflict(passage: Passage, verb: Token) -> bool:
    return any(
        coded.trigger.i == verb.i and coded.event.quad is Quad.MATERIAL_CONFLICT
        for coded in passage.coded
    )


def _red_lines(
    passage: Passage, sentence: Span, speeches: list[Speech]
) -> Iterator[tuple[SignalKind, Codes, Codes, Token]]:
    for token in sentence:
        if token.lemma_.lower() != "line" or not any(
            child.lower_ == "red" for child in token.children
        ):
            continue
        sender: Codes = ()
        for speech in speeches:
            if speech.attribution is Attribution.NAMED and speech.speaker is not None:
                sender = speech.speaker.codes
                break
        sender = sender or _owner(passage, token)
        about = passage.addressed_in(sentence.start, sentence.end, sender)
        yield SignalKind.RED_LINE, sender, about, token


def _owner(passage: Passage, token: Token) -> Codes:
    for child in token.children:
        reference = passage.references.get(child.i)
        if child.dep_ == "poss" and reference is not None:
            return reference.codes
    for name, below in prepositional(token):
        reference = passage.references.get(below.i)
        if name in ("for", "of", "by") and reference is not None:
            return reference.codes
    node = token
    while node.head != node:
        node = node.head
        for child in node.children:
            reference = passage.references.get(child.i)
            if child.dep_ == "nsubj" and reference is not None:
                return reference.codes
    return ()


def _conditions(verb: Token) -> list[Token]:
    """Heads of the if- and unless-clauses of a verb."""
    return [
        child
        for child in verb.children
        if child.dep_ in ("advcl", "prep")
        and (
            any(
                mark.lower_ in CONDITION_MARKS
                for mark in child.children
                if mark.dep_ in ("mark", "aux", "advmod")
            )
            or child.lower_ in ("unless",)
        )
    ]


def _condition_and_consequence(
    passage: Passage, sentence: Span, verb: Token
) -> tuple[str | None, str | None]:
    """The words of the if-clause without its "if", and of what follows from it."""
    for token in sentence:
        for clause in _conditions(token) if token.pos_ in VERBAL | {"ADJ"} else ():
            start, end = subtree_span(clause)
            first = passage.doc[start]
            skip = 1 if first.lower_ in ("if", "provided", "once") else 0
            return passage.words(start + skip, end), _without(passage, token, clause)
    if verb.lemma_ in ESCALATING and any(c.tag_ == "MD" for c in verb.children):
        for child in verb.children:  # "would answer any crossing with force"
            if child.dep_ == "dobj" or (child.dep_ == "prep" and child.lower_ in ("to", "if")):
                start, end = subtree_span(child)
                skip = 1 if child.dep_ == "prep" else 0
                return passage.words(start + skip, end), passage.words(verb.left_edge.i, start)
    if verb.lemma_ in JUDGING:
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                start, end = subtree_span(child)
                return passage.words(start, end), passage.words(end, verb.right_edge.i + 1)
    for token in sentence:
        if token.lower_ in ("case", "event") and token.dep_ == "pobj" and token.head.lower_ == "in":
            start, end = subtree_span(token.head)
            return passage.words(start, end), None
    return None, None


def _without(passage: Passage, verb: Token, clause: Token) -> str | None:
    """The main clause with the condition cut off, subject included."""
    start, end = subtree_span(verb)
    left, right = subtree_span(clause)
    if left <= start:
        return passage.words(right, end) or None
    return passage.words(start, left) or None


def _signal(
    passage: Passage,
    sentence: Span,
    kind: SignalKind,
    sender: Codes,
    receiver: Codes,
    verb: Token,
) -> Signal:
    evidence = passage.cite_sentence(sentence)
    condition, consequence = _condition_and_consequence(passage, sentence, verb)
    if consequence is None and kind in (SignalKind.THREAT, SignalKind.WARNING):
        consequence = _content_words(passage, verb)
    return Signal(
        id=derive_id("signal", evidence.report, evidence.start, kind, *sender),
        kind=kind,
        sender=sender,
        receiver=tuple(code for code in receiver if code not in sender),
        condition=condition,
        consequence=consequence,
        evidence=(evidence,),
    )


def _content_words(passage: Passage, verb: Token) -> str | None:
    for child in verb.children:
        addressed = child.dep_ == "dobj" and passage.references.get(child.i) is not None
        if child.dep_ in ("ccomp", "xcomp", "dobj", "prep") and child.i > verb.i and not addressed:
            return passage.words(*subtree_span(child)) or None
    return None
