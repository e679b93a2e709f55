"""What a word announces: whose deed, of which kind, toward whom; and which act is that deed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tocsin.domain import ActorCode, Event, EventType, SignalKind, Status, Tense
from tocsin.knowledge.deeds import Agree, Doer, Manner, WordKind, deed_rule, word_kinds
from tocsin.ledger.deeds.likeness import (
    DEED,
    Likeness,
    clause_with,
    deed_words,
    is_vague,
    trigger_words,
)
from tocsin.ledger.deeds.sightings import Sighting, Telling
from tocsin.ledger.deeds.utterances import Utterance
from tocsin.ledger.wording import negates

UNREAL = (Status.FUTURE, Status.CONDITIONAL, Status.HYPOTHETICAL)
VERBAL = frozenset(
    (EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.AGREE)
)
_AHEAD = re.compile(r"\b(?:will|would|won't|shall|plan\w*|intend\w*|going to|intention)\b", re.I)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of act that would be the deed.

    toward: whom it must hit; nobody in particular where empty.
    """

    deeds: tuple[EventType, ...]
    contrary: tuple[EventType, ...]
    agree: Agree
    mode: str | None
    toward: tuple[ActorCode, ...]


@dataclass(frozen=True, slots=True)
class Announced:
    """What a word says somebody will do, will not do, or did not do.

    words: the content words of the deed. read: whether an act could be read
    inside the words, so that its kind is known and not only supposed.
    """

    doer: tuple[ActorCode, ...]
    manner: Manner
    kinds: tuple[Kind, ...]
    words: tuple[str, ...]
    read: bool
    rule: WordKind

    @property
    def deeds(self) -> tuple[EventType, ...]:
        """All types that would be the deed."""
        return tuple(dict.fromkeys(type_ for kind in self.kinds for type_ in kind.deeds))

    def also_toward(self, others: tuple[ActorCode, ...]) -> Announced:
        """The same, where acts toward these others count as well."""
        if not others:
            return self
        both = (
            replace(kind, toward=tuple(dict.fromkeys((*kind.toward, *others))))
            for kind in self.kinds
        )
        return replace(self, kinds=tuple(both))

    @property
    def contrary(self) -> tuple[EventType, ...]:
        """All types that would be the contrary of the deed."""
        return tuple(dict.fromkeys(type_ for kind in self.kinds for type_ in kind.contrary))

    @property
    def toward(self) -> tuple[ActorCode, ...]:
        """Everybody whom the deed would hit."""
        return tuple(dict.fromkeys(code for kind in self.kinds for code in kind.toward))


def announced_by(uttered: Utterance) -> Announced | None:
    """What an utterance announces; None where it announces no deed or does not say whose."""
    rule = word_kinds()[uttered.kind]
    if rule.doer is None:
        return None
    if uttered.truce:
        hold_fire = Kind((EventType.ASSAULT,), (), Agree.KIND, None, uttered.receiver)
        return Announced(uttered.sender, Manner.REFRAINS, (hold_fire,), uttered.words, True, rule)
    inner = _inner(uttered, rule)
    doer = uttered.receiver if rule.doer is Doer.RECEIVER else uttered.sender
    if inner and (rule.doer is Doer.ANYONE or not doer or uttered.kind is SignalKind.DENIAL):
        doer = tuple(dict.fromkeys(code for event in inner for code in event.source))
    elif rule.doer is Doer.ANYONE:
        return None
    if not doer or not (inner or rule.deeds):
        return None
    other = uttered.sender if rule.doer is Doer.RECEIVER else uttered.receiver
    kinds = tuple(_kind_of(event, doer, other) for event in inner)
    words = uttered.words
    if not kinds:
        agree = Agree.KIND if is_vague(words) else rule.agree
        kinds = (Kind(rule.deeds, (), agree, None, other),)
    return Announced(doer, _manner(uttered, rule, inner), kinds, words, bool(inner), rule)


def in_condition(event: Event, uttered: Utterance) -> bool:
    """Whether an act was read in the condition of a word and not in its consequence."""
    if uttered.condition is None:
        return False
    here = _has_trigger(event, uttered.condition)
    if uttered.consequence and _has_trigger(event, uttered.consequence):
        return here and not set(event.source) & set(uttered.sender)
    return here


def _has_trigger(event: Event, text: str) -> bool:
    return any(
        re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
        for word in trigger_words(event.because)
    )


def _inner(uttered: Utterance, rule: WordKind) -> tuple[Event, ...]:
    """The acts that the words announce: not yet done, or negated, by the right actor."""
    wanted = _actors(uttered, rule)
    found = [
        event
        for event in uttered.inside
        if event.status is not Status.ACTUAL
        and event.source
        and event.type not in (EventType.ACCUSE, EventType.THREATEN)
        and not in_condition(event, uttered)
        and (not wanted or set(event.source) & wanted)
    ]
    if rule.manner is Manner.DENIES:
        return tuple(event for event in found if event.status is Status.NEGATED)
    ahead = [event for event in found if event.status in UNREAL]
    undone = [event for event in found if event.status is Status.NEGATED]
    # "will not attack but defend itself": a word to refrain is about what stays away.
    first, second = (undone, ahead) if rule.manner is Manner.REFRAINS else (ahead, undone)
    return tuple(first or second)


def _actors(uttered: Utterance, rule: WordKind) -> frozenset[ActorCode]:
    """Who must act in what is announced; empty for anybody."""
    if rule.doer is Doer.SENDER and uttered.kind is not SignalKind.DENIAL:
        return frozenset(uttered.sender)
    return frozenset(uttered.receiver if rule.doer is Doer.RECEIVER else ())


def _manner(uttered: Utterance, rule: WordKind, inner: Sequence[Event]) -> Manner:
    if uttered.kind is SignalKind.DENIAL:
        if inner:
            future = all(event.tense is Tense.FUTURE for event in inner)
        else:
            future = _AHEAD.search(uttered.text) is not None
        return Manner.REFRAINS if future else Manner.DENIES
    if uttered.kind is SignalKind.REJECTION or not inner:
        return rule.manner
    if uttered.kind is SignalKind.REASSURANCE and negates(uttered.text):
        return Manner.REFRAINS  # "has no intention of attacking"
    negated = all(event.status is Status.NEGATED for event in inner)
    return Manner.REFRAINS if negated else Manner.DOES


def _kind_of(event: Event, doer: Iterable[ActorCode], other: tuple[ActorCode, ...]) -> Kind:
    rule = deed_rule(event.type, event.mode)
    toward = tuple(code for code in event.target if code not in doer)
    return Kind(rule.deeds, rule.contrary, rule.agree, event.mode, toward or other)


def is_deed(announced: Announced, sighting: Sighting, likeness: Likeness) -> bool:
    """Whether an act is the one announced: kind and target fit, and the words where they must."""
    return any(_fits(kind, announced.words, sighting, likeness) for kind in announced.kinds)


def is_of_kind(announced: Announced, sighting: Sighting) -> bool:
    """Whether an act is of the kind announced toward the same target, whatever its words."""
    return any(
        sighting.event.type in kind.deeds and _hits(kind, sighting.event) is not False
        for kind in announced.kinds
    )


def is_contrary(announced: Announced, sighting: Sighting) -> bool:
    """Whether an act undoes what was announced, toward the same target."""
    return any(
        sighting.event.type in kind.contrary and _hits(kind, sighting.event)
        for kind in announced.kinds
    )


def _hits(kind: Kind, event: Event) -> bool | None:
    """Whether an act hits whom it should; None where the report does not say whom it hits."""
    if not kind.toward:
        return True
    if not event.target:
        return None
    return bool(set(kind.toward) & set(event.target))


def _fits(kind: Kind, words: Sequence[str], sighting: Sighting, likeness: Likeness) -> bool:
    settled = _by_kind(kind, sighting.event)
    return speaks_of(words, sighting, likeness) if settled is None else settled


def _by_kind(kind: Kind, event: Event) -> bool | None:
    """Whether kind and target settle that an act is the deed; None where the words must."""
    hits = _hits(kind, event)
    if event.type not in kind.deeds or hits is False:
        return False
    same_mode = event.mode is not None and event.mode == kind.mode
    narrow = kind.agree is Agree.KIND or (kind.agree is Agree.MODE and same_mode)
    return True if hits and narrow else None


def deeds_among(
    announced: Announced, sightings: Iterable[Sighting], likeness: Likeness
) -> list[Sighting]:
    """The acts that are the one announced; what must be compared is embedded all at once."""
    found = list(sightings)
    open_ = [s for s in found if any(_by_kind(k, s.event) is None for k in announced.kinds)]
    likeness.prepare(announced.words, (words for s in open_ for words in told_words(s)))
    return [s for s in found if is_deed(announced, s, likeness)]


def speaks_of(words: Sequence[str], sighting: Sighting, likeness: Likeness) -> bool:
    """Whether the words that tell of an act mean what some words announce."""
    return any(likeness.alike(words, told) >= DEED for told in told_words(sighting))


def told_words(told: Telling) -> tuple[tuple[str, ...], ...]:
    """The content words of the clause that tells of an act, and of its whole sentence."""
    return _words_told(told.quote, told.triggers, told.names)


@lru_cache(maxsize=50_000)
def _words_told(
    quote: str, triggers: tuple[str, ...], names: frozenset[str]
) -> tuple[tuple[str, ...], ...]:
    clause = clause_with(quote, triggers)
    return tuple(dict.fromkeys(deed_words(text, names) for text in (clause, quote)))
