"""Who stands against whom in a report, and who stands by.

A report of a conflict names the other side once and then leaves it out: "The
army has moved a brigade to the border" faces whom the army has been at odds
with all along. What has been told so far says who that is: each unfriendly
deed between two is evidence, later deeds more than earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.domain import ActorCode, ActorKind, EventType
from tocsin.reading.passage import Deed, Passage

Codes = tuple[ActorCode, ...]
UNFRIENDLY = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.ACCUSE}
    | {EventType.THREATEN, EventType.REJECT, EventType.MOBILIZE, EventType.PROTEST}
)
HARMING = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE})
REACTING = frozenset({EventType.SANCTION, EventType.COERCE, EventType.ACCUSE, EventType.THREATEN})
"""What others do to whom they hold to be at fault."""
MINOR = {EventType.PROTEST: 0.2, EventType.REJECT: 0.4, EventType.ACCUSE: 0.6}
"""How much an unkind word counts beside a blow."""
FADING = 0.85
"""How much a deed counts beside one that was told just after it."""
NAMED = 0.5
"""How much it counts to be a party of the conflict at all, for who is named most."""
LOOKED_BACK = 24
# A party is named at least so often, in parts of who is named most.
SHARE = 0.3
# Deeds so near to each other belong to one row of others' reactions.
ROW = 3
ACCEPTING = frozenset({"accept", "welcome", "embrace"})
CAN_BE_PARTY = frozenset({ActorKind.STATE, ActorKind.ARMED_GROUP})


def parties(passage: Passage) -> Codes:
    """The states and groups that a report is about, the most named first; at most three."""
    named = [code for code in passage.counts if passage.kinds.get(code) in CAN_BE_PARTY]
    named.sort(key=lambda code: -passage.counts[code])
    most = passage.counts[named[0]] if named else 0
    return tuple(c for c in named[:3] if passage.counts[c] >= max(2, SHARE * most))


def is_group(passage: Passage, code: ActorCode) -> bool:
    """Whether it is an armed group that is at home in a state."""
    return passage.kinds.get(code) is ActorKind.ARMED_GROUP and passage.seats.get(code) != code


def told_before(passage: Passage, position: int) -> list[Deed]:
    """The deeds told before a token, the latest first."""
    place = passage.offset + passage.doc[position].idx
    return [deed for deed in reversed(passage.deeds) if deed.place < place][:LOOKED_BACK]


def opponent_of(passage: Passage, position: int, side: Codes) -> Codes:
    """Whom a side has been at odds with most, so far; () where nobody can be told."""
    weight: dict[ActorCode, float] = {}
    for age, deed in enumerate(told_before(passage, position)):
        if deed.type not in UNFRIENDLY:
            continue
        others: Iterable[ActorCode] = ()
        if set(deed.source) & set(side):
            others = deed.target
        elif set(deed.target) & set(side):
            others = deed.source
        for code in others:
            if code not in side and passage.kinds.get(code) in CAN_BE_PARTY:
                weight[code] = weight.get(code, 0.0) + MINOR.get(deed.type, 1.0) * FADING**age
    chief = parties(passage)
    if set(side) & set(chief):
        friends = _friends(told_before(passage, position), side)
        for code in chief:
            if code not in side and code not in friends:
                share = passage.counts[code] / passage.counts[chief[0]]
                weight[code] = weight.get(code, 0.0) + NAMED * share
    return (max(weight, key=lambda code: weight[code]),) if weight else ()


def blamed(passage: Passage, position: int, besides: Codes) -> Codes:
    """Whom others turn against: as the last of them did, else who has done most harm."""
    before = told_before(passage, position)
    chief = parties(passage)
    besides = (*besides, *_friends(before, besides), *passage.ours)
    for deed in before[:ROW]:
        hostile = deed.type in REACTING and deed.source and not set(deed.source) & set(chief)
        if hostile and deed.target and not set(deed.target) & set(besides):
            return deed.target
    harm: dict[ActorCode, float] = {}
    for deed in before:
        for code in deed.source if deed.type in HARMING else ():
            if code in chief and code not in besides:
                harm[code] = harm.get(code, 0.0) + (1.0 if deed.type is EventType.ASSAULT else 0.4)
    return (max(harm, key=lambda code: harm[code]),) if harm else ()


def _friends(told: Iterable[Deed], side: Codes) -> Codes:
    """With whom a side has dealt kindly so far, and not otherwise."""
    met: dict[ActorCode, bool] = {}
    for deed in told:
        others: Codes = ()
        if set(deed.source) & set(side):
            others = deed.target
        elif set(deed.target) & set(side):
            others = deed.source
        for code in others:
            met[code] = met.get(code, True) and deed.type not in UNFRIENDLY
    return tuple(code for code, kind in met.items() if kind)


def most_named(passage: Passage, besides: Codes) -> Codes:
    """The state or group that the whole report names most, where it has told no deed yet."""
    named = [
        (times, code)
        for code, times in passage.totals.items()
        if code not in besides and passage.kinds.get(code) in CAN_BE_PARTY
    ]
    times, code = max(named, default=(0, ""))
    return (code,) if times > 1 else ()


def in_need(passage: Passage, besides: Codes) -> Codes:
    """Whom others help: the state that the report is most about."""
    kinds = passage.kinds
    states = [code for code in parties(passage) if kinds.get(code) is ActorKind.STATE]
    return tuple(code for code in states if code not in besides)[:1]


def asked_by(passage: Passage, position: int, besides: Codes) -> Codes:
    """Who has just asked for something or offered it, and of whom an answer is due."""
    for deed in told_before(passage, position)[:ROW]:
        if deed.trigger.lemma_ in ACCEPTING:
            continue  # an answer itself
        if deed.type in (EventType.REQUEST, EventType.AGREE) and deed.source:
            outside = tuple(code for code in deed.source if code not in besides)
            if outside and (not deed.target or set(deed.target) & set(besides)):
                return outside
    return ()
