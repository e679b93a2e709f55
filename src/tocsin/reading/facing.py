"""Whom an act is meant for, where its own clause leaves that to the text.

"Norway deplored the coup": whoever made it, a sentence before. "Its gunners
shelled an outpost": of whoever the exchange is with. Only for types of act
that always have somebody on the other side, and only where the text has told
or named somebody who can be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from tocsin.domain import ActorCode, ActorKind, EventType
from tocsin.knowledge.frames import Frame
from tocsin.knowledge.words import nouns, word_list
from tocsin.reading.aims import MISSIONS
from tocsin.reading.answering import (
    OPPOSED_OR_AGREED,
    author_of,
    is_answered,
    is_by_others,
    is_of_ones_own,
    is_support_itself,
    what_it_is_called,
)
from tocsin.reading.inside import takes_what_is_its
from tocsin.reading.parties import (
    CAN_BE_PARTY,
    asked_by,
    blamed,
    in_need,
    is_group,
    most_named,
    opponent_of,
    parties,
    told_before,
)
from tocsin.reading.passage import Passage
from tocsin.reading.sides import (
    PLEADING,
    Sides,
    actors_within,
    agents_of,
    aimed_at,
    beyond_border,
    by_preposition,
    codes_of,
    noun_sides,
    plain,
    without,
)
from tocsin.reading.syntax import VERBAL, complements, prepositional, roles

Codes = tuple[ActorCode, ...]
SURROUNDING = (
    *("against", "along", "near", "around", "at", "toward", "towards", "on", "to", "off"),
    *("opposite", "outside", "before", "over", "above", "past", "facing", "across", "beside"),
)
# Judged or answered: the deed's author is meant.
ANSWERING = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.REJECT, EventType.AGREE})
# Help, which goes where the help of others goes.
HELPING = frozenset({EventType.AID, EventType.SUPPORT})
OPPOSING = frozenset({EventType.THREATEN, EventType.ACCUSE, EventType.REJECT})
CONDITIONS = frozenset({"if", "unless", "once", "provided", "should", "when"})
TALKS = frozenset({"talk", "negotiation", "mediation", "mediate", "dialogue", "summit", "offices"})
AFLOAT = word_list("facing_afloat")
CLOSED = word_list("facing_closed")
# Always meant for somebody, whom a running exchange need not name again.
EXCHANGED = frozenset(
    {EventType.ACCUSE, EventType.REJECT, EventType.AGREE, EventType.THREATEN, EventType.AID}
    | {EventType.SUPPORT}
)
UNFRIENDLY = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.ACCUSE, EventType.THREATEN})
MOVED = nouns().forces | nouns().equipment
# What is followed so is the other side's: "shadowed two submarines of Peru".
FOLLOWING = frozenset({"shadow", "tail", "track", "trail", "intercept", "circle"})
UNDER_WAY = frozenset({"leave", "depart", "sail", "arrive", "dock", "return", "test", "arm"})
# What both sides do: who deplores it, blames nobody.
BOTH_DO = frozenset(
    {"violence", "fighting", "escalation", "bloodshed", "hostility", "clash", "war"}
)
PEOPLE_STRUCK = word_list("facing_struck")
# A party of the exchange is named at least so often, in parts of who else is named most.
SHARE = 0.3


def faced(passage: Passage, type_: EventType, frame: Frame, trigger: Token, source: Codes) -> Codes:
    """The target of an act whose clause has none; () where nobody can be told."""
    if not source or trigger.pos_ not in VERBAL:
        return ()
    patients = (*roles(trigger).patients, *what_it_is_called(trigger))
    if type_ is EventType.ACCUSE and frame.mode == "investigate":
        return ()
    if any(is_by_others(passage, word) for word in patients):
        return ()
    if type_ is EventType.ACCUSE and any(word.lemma_.lower() in BOTH_DO for word in patients):
        return ()
    if type_ in OPPOSED_OR_AGREED and any(map(is_of_ones_own, patients)):
        return source
    if type_ is EventType.ACCUSE and trigger.lemma_ in PLEADING:
        return opponent_of(passage, trigger.i, source)
    if frame.type in ANSWERING:
        for patient in () if is_support_itself(type_, patients) else patients:
            author = author_of(passage, patient, source)
            if author or (author is not None and not is_answered(type_, patient)):
                return author
            if author is not None and set(source) & set(parties(passage)):
                return opponent_of(passage, trigger.i, source)
    if type_ is EventType.ACCUSE and patients:
        return ()  # "condemned the coup": whoever made it
    return _faced_in_conflict(passage, type_, frame, trigger, source)


def _faced_in_conflict(
    passage: Passage, type_: EventType, frame: Frame, trigger: Token, source: Codes
) -> Codes:
    words = {word.lemma_.lower() for word in _with_what_is_counted(roles(trigger).patients)}
    match type_:
        case EventType.ASSAULT | EventType.COERCE:
            return _harmed(passage, type_, trigger, words, source)
        case EventType.SANCTION:
            return _turned_against(passage, trigger.i, source)
        case EventType.MOBILIZE:
            home = _stays_at_home(frame.mode, trigger)
            return () if home else opponent_of(passage, trigger.i, source)
        case EventType.RETREAT | EventType.CONCEDE:
            party = set(source) & set(parties(passage))
            return opponent_of(passage, trigger.i, source) if party else ()
        case EventType.PROTEST:  # people protest against whoever governs them
            if any(word.lemma_.lower() in MISSIONS for word in trigger.subtree):
                return opponent_of(passage, trigger.i, source)
            return source if passage.kinds.get(source[0]) is ActorKind.STATE else ()
        case EventType.REQUEST:
            both = parties(passage)[:2]
            if set(source) & set(both):
                named = any(word.pos_ == "PROPN" for word in trigger.subtree if word.i > trigger.i)
                demanded = trigger.lemma_ in ("demand", "insist") and not named
                return opponent_of(passage, trigger.i, source) if demanded else ()
            return both if len(both) > 1 else ()
        case EventType.REJECT | EventType.AGREE:
            answered = _whose_turn_it_is(passage, trigger, source)
            if not answered and "weak" not in frame.flags:
                answered = asked_by(passage, trigger.i, source)
            spared = any(c.dep_ == "neg" for b in complements(trigger) for c in b.children)
            if spared and not answered and set(source) & set(parties(passage)):
                return opponent_of(passage, trigger.i, source)  # "promised not to fire first"
            if answered or _is_settled_within(passage, trigger, source):
                return answered
    if type_ not in EXCHANGED or ("weak" in frame.flags and type_ is not EventType.THREATEN):
        return ()
    if type_ is EventType.AID and words & AFLOAT:
        return ()  # "escorted three tankers"
    if type_ in HELPING or type_ is EventType.AGREE:
        return _helped(passage, type_, trigger, source)
    found = opponent_of(passage, trigger.i, source) if type_ in OPPOSING else ()
    return found or without(other_party(passage, trigger.i, source), source)


def _is_settled_within(passage: Passage, trigger: Token, source: Codes) -> bool:
    """ "The alliance agreed to raise its budget": its members among themselves."""
    joint = passage.kinds.get(source[0]) in (ActorKind.ALLIANCE, ActorKind.ORGANISATION)
    return joint and trigger.lemma_ in ("agree", "decide", "approve", "endorse")


def _stays_at_home(mode: str | None, trigger: Token) -> bool:
    """Reserves called up, ships that come and go: shown to nobody by name."""
    return mode == "militia" or trigger.lemma_.lower() in UNDER_WAY or is_called_up(trigger)


def is_called_up(trigger: Token) -> bool:
    """ "called up reservists"."""
    return trigger.lemma_ == "call" and any(child.lower_ == "up" for child in trigger.children)


def _with_what_is_counted(heads: Iterable[Token]) -> Iterator[Token]:
    """ "two of the balloons", "dozens of drones"."""
    for head in heads:
        yield head
        yield from (inner for name, inner in prepositional(head) if name == "of")


def _harmed(
    passage: Passage, type_: EventType, trigger: Token, words: set[str], source: Codes
) -> Codes:
    """Whom a blow or a ban hits that names nobody: the state a group fights in, the opponent."""
    if words & AFLOAT or takes_what_is_its(type_, trigger):
        return ()  # whose they are, the text would have said
    homes = {passage.seats.get(code) for code in source if is_group(passage, code)}
    if words and homes and None not in homes and type_ in (EventType.ASSAULT, EventType.COERCE):
        return tuple(code for code in homes if code is not None and code not in source)
    if type_ is EventType.ASSAULT:
        if not words & PEOPLE_STRUCK:
            return ()
        near = other_party(passage, trigger.i, source)
        return _turned_against(passage, trigger.i, source) or near
    return _turned_against(passage, trigger.i, source) if words & CLOSED else ()


def _turned_against(passage: Passage, position: int, source: Codes) -> Codes:
    """A party turns against the other; others, against whom everybody turns."""
    if set(source) & set(parties(passage)):
        return opponent_of(passage, position, source)
    found = opponent_of(passage, position, source) or blamed(passage, position, source)
    return found or (() if told_before(passage, position) else most_named(passage, source))


def _whose_turn_it_is(passage: Passage, verb: Token, source: Codes) -> Codes:
    """ "offered to free them if Chile paid": to Chile."""
    below = [child for child in verb.children if child.dep_ == "xcomp"]
    for clause in (child for place in (verb, *below) for child in place.children):
        marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")}
        if clause.lower_ in ("provided", "providing"):  # "provided that Chile pays"
            below = [child for child in clause.children if child.dep_ == "ccomp"]
            found = without(agents_of(passage, [t for b in below for t in roles(b).agents]), source)
            if found:
                return found
        if clause.dep_ in ("advcl", "prep") and clause.pos_ in VERBAL and marks & CONDITIONS:
            found = without(agents_of(passage, roles(clause).agents), source)
            if found:
                return found
    return ()


def _helped(passage: Passage, type_: EventType, verb: Token, source: Codes) -> Codes:
    """Whom help goes to: where another's went, both whom one mediates between, no enemy."""
    for deed in told_before(passage, verb.i)[: 6 if type_ is EventType.SUPPORT else 1]:
        helped = deed.type in HELPING and deed.source and deed.target
        if helped and not {*deed.source, *deed.target} & set(source):
            return deed.target
    chief = parties(passage)
    if passage.ours and not set(source) & {*passage.ours, *_enemies(passage, passage.ours)}:
        return passage.ours  # whom others help, in an article by one of us
    if not set(source) & set(chief):
        if len(chief) > 1 and any(word.lemma_.lower() in TALKS for word in verb.subtree):
            return chief[:2]
        near = without(other_party(passage, verb.i, source), _enemies(passage, source))
        paid = any(passage.kinds.get(code) is ActorKind.ARMED_GROUP for code in near)
        if set(near) & set(chief) and type_ is not EventType.AID and not paid:
            return near
        if in_need(passage, source):
            return in_need(passage, source)
    near = without(other_party(passage, verb.i, source), _enemies(passage, source))
    return tuple(code for code in near if passage.kinds.get(code) in CAN_BE_PARTY)


def _enemies(passage: Passage, side: Codes) -> Codes:
    """Whom a side has hit or charged, or has been hit or charged by, so far."""
    found: dict[ActorCode, None] = {}
    for deed in passage.deeds:
        if deed.type not in UNFRIENDLY:
            continue
        if set(deed.source) & set(side):
            found.update(dict.fromkeys(deed.target))
        elif set(deed.target) & set(side):
            found.update(dict.fromkeys(deed.source))
    return tuple(found)


def other_party(passage: Passage, position: int, source: Codes) -> Codes:
    """Whoever was named last before a token, among those whom the report keeps naming."""
    rivals = {code: times for code, times in passage.counts.items() if code not in source}
    most = max(rivals.values(), default=0)
    named = [
        mention.reference.codes
        for here in range(position)
        for mention in passage.mentions.get(here, ())
        if here == mention.root
    ]
    before = [reference.codes for reference in passage.before]
    for codes in reversed(before + named):
        if set(codes) & set(source):
            continue
        if any(rivals.get(code, 0) >= max(2, SHARE * most) for code in codes):
            return codes
    return ()


def meant_behind(
    passage: Passage, verb: Token, prepositions: tuple[str, ...], source: Codes
) -> Codes:
    """ "ruled against Mali" is a ruling against it, "ruled Mali" is none."""
    for place in (verb, *roles(verb).patients):
        found = without(by_preposition(passage, place, prepositions), source)
        if found:
            return found
    return ()


def shown_to(passage: Passage, verb: Token, source: Codes) -> Codes:
    for place in (verb, *roles(verb).patients):
        found = by_preposition(passage, place, SURROUNDING)
        found = without(found, source) or aimed_at(passage, place, source)
        if found:
            return found
    return ()


def target_of_main_clause(passage: Passage, verb: Token, source: Codes) -> Codes:
    """ "supported Mali, sending aid": the aid goes where the support went."""
    main = verb.head
    if _stays_at_home(None, verb):
        return ()
    if verb.dep_ == "conj" and main.dep_ == "advcl":
        main = main.head
    if main.pos_ not in VERBAL or main.dep_ == "xcomp":
        return ()
    for deed in reversed(passage.deeds):  # "suspended cooperation with Mali and expelled two"
        if deed.trigger == main and deed.source == source:
            return deed.target
    slots = roles(main)
    if agents_of(passage, slots.agents) != source:
        return ()
    return codes_of(passage, slots.patients) or by_preposition(passage, main, ("on", "at"))


def faced_by_forces(passage: Passage, noun: Token, source: Codes) -> Codes:
    """ "a buildup of troops along the Ukrainian border": whoever lives behind it."""
    for place in (noun, *(inner for name, inner in prepositional(noun) if name == "of")):
        found = by_preposition(passage, place, ("against", "along", "near", "around", "on"))
        if found:
            return tuple(code for code in found if code not in source)
    return ()


def with_surroundings(passage: Passage, verb: Token, frame: Frame) -> Sides:
    """Troops sent to an ally's border face whoever stands on its other side, or nobody named."""
    slots = roles(verb)
    source = agents_of(passage, slots.agents)
    if not source and frame.type is EventType.MOBILIZE:
        for patient in slots.patients:
            source = source or noun_sides(passage, patient, (), mutual=False).source
        home = passage.homes.get(verb.sent.start)
        if not source and slots.passive:
            # "three tank companies were moved": by whom the text is about
            source = passage.ours or (home.codes if home is not None else ())
    target = by_preposition(passage, verb, plain(frame.prep) or SURROUNDING)
    for patient in slots.patients:
        target = target or by_preposition(passage, patient, SURROUNDING)
    if source and not without(target, source):
        target = beyond_border(passage, verb, source) or target
    for patient in slots.patients if "place" in frame.flags or "obj" in frame.prep else ():
        moved = patient.lemma_.lower() in MOVED and verb.lemma_ not in FOLLOWING
        if verb.lemma_ in ("leave", "depart") or moved:
            continue  # what is left, and whose soldiers go, is not to whom they are shown
        target = target or codes_of(passage, [patient])
        target = target or actors_within(passage, patient, besides=source)
    return Sides(source, target)
