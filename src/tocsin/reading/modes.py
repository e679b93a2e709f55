"""The mode of an act: how it was done, or what was asked, refused or threatened.

A frame often says it by itself ("telephoned" is CONSULT/phone). Where it does
not, the words around the act decide. What is asked, refused or threatened is an
act of its own: what that one becomes when it is not done stands in
`knowledge/data/mood_shifts.csv`. The rest is told by words, `mode_words.csv`,
and for meetings by the number of sides and by the place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from tocsin.domain import ActorCode, EventType
from tocsin.knowledge.codebook import codebook
from tocsin.knowledge.frames import Frame, mood_shifts
from tocsin.knowledge.modes import ModeRow, mode_words
from tocsin.reading.clauses import (
    act_words,
    content_heads,
    content_words,
    means_words,
    object_words,
)
from tocsin.reading.lexicon import frame_of_noun, frame_of_verb
from tocsin.reading.passage import Passage
from tocsin.reading.syntax import VERBAL, prepositional

MOODS = {
    EventType.REQUEST: "demanded",
    EventType.REJECT: "refused",
    EventType.THREATEN: "announced",
}
MANY = 3  # sides, from which on a meeting is multilateral
MEETING_IN = frozenset({"in", "at", "near", "outside"})
PARTS: dict[str, Callable[[Token], list[Token]]] = {
    "act": act_words,
    "object": object_words,
    "means": means_words,
    "content": content_words,
}


class Kind(NamedTuple):
    """What is known of an act before its mode: type, the frame's mode, and the sides."""

    type: EventType
    mode: str | None
    source: tuple[ActorCode, ...] = ()
    target: tuple[ActorCode, ...] = ()


def mode_of(passage: Passage, trigger: Token, kind: Kind) -> str | None:
    """The mode of the act that `trigger` tells of; None where the words leave it open."""
    if not codebook().types[kind.type].modes:
        return None
    words = _Words(passage, trigger)
    rows = [row for row in mode_words().get(kind.type, ()) if _concerns(row, trigger)]
    if any(row.mode is None and words.fit(row) for row in rows):
        return kind.mode
    if kind.mode is None and kind.type in MOODS:
        below = _mode_of_act_below(trigger, kind.type)
        if below is not None:
            return below
    if kind.type is EventType.CONSULT and kind.mode is None:
        return _mode_of_meeting(passage, trigger, kind, words, rows)
    return _mode_by_words(words, rows, kind.mode)


def _concerns(row: ModeRow, trigger: Token) -> bool:
    return not row.triggers or trigger.lemma_.lower() in row.triggers


def _mode_by_words(words: _Words, rows: Iterable[ModeRow], mode: str | None) -> str | None:
    for row in rows:
        if row.mode is None:
            continue
        rules = mode is None or row.mode == mode or mode in row.over or "*" in row.over
        if rules and words.fit(row):
            return row.mode
    return mode


class _Words:
    """The words about an act by part, each part looked up when first asked for."""

    def __init__(self, passage: Passage, trigger: Token) -> None:
        self._passage, self._trigger = passage, trigger
        self._parts: dict[str, frozenset[str]] = {}

    def fit(self, row: ModeRow) -> bool:
        """Whether a row's words stand where it wants them."""
        if not row.words:
            return True
        return any(not row.words.isdisjoint(self._of(part)) for part in row.where)

    def _of(self, part: str) -> frozenset[str]:
        if part not in self._parts:
            tokens = PARTS[part](self._trigger)
            # An actor's name tells nothing of the manner: "the Gun Owners' League".
            named = self._passage.mentions
            free = [token for token in tokens if token.i not in named]
            self._parts[part] = frozenset(_spellings(free))
        return self._parts[part]


def _spellings(tokens: Iterable[Token]) -> Iterator[str]:
    """Lemmas and word pairs: "tear", "gas", "tear gas"."""
    for token in tokens:
        yield token.lemma_.lower()
        if token.pos_ not in VERBAL:  # "shot down a drone" tells of no shot
            yield token.lower_
        if token.i + 1 < len(token.doc):
            after = token.doc[token.i + 1]
            yield f"{token.lemma_} {after.lemma_}".lower()
            if after.lower_ in ("of", "-") and token.i + 2 < len(token.doc):
                yield f"{token.lemma_} {token.doc[token.i + 2].lemma_}".lower()


def _mode_of_act_below(trigger: Token, type_: EventType) -> str | None:
    """What is asked, refused or threatened, as the nearest act below: "urged it to free them"."""
    for token in _downward(trigger):
        frame = _frame_of(token)
        if frame is None or frame.type is type_:
            continue
        if _is_forborne(token) and "conflict" in codebook().quad(frame.type):
            return "yield" if type_ is EventType.REQUEST else None
        shifted = mode_when_undone(type_, frame.type, frame.mode)
        if shifted is not None:
            return shifted
    return None


def mode_when_undone(type_: EventType, below: EventType, mode: str | None) -> str | None:
    """The mode of a request, refusal or threat whose content is an act of type `below`.

    None where the table makes another type of it, or no mode.

    >>> mode_when_undone(EventType.REQUEST, EventType.RETREAT, "release")
    'yield'
    """
    mood, table = MOODS[type_], _shifts()
    shifted = table.get((mood, below, mode)) or table.get((mood, below, None))
    return shifted[1] if shifted is not None and shifted[0] is type_ else None


def _downward(trigger: Token) -> Iterator[Token]:
    """Words below an act, those nearest in the tree first."""
    level = content_heads(trigger)
    while level:
        yield from sorted(level, key=lambda token: token.i)
        level = [child for token in level for child in token.children]


def _frame_of(token: Token) -> Frame | None:
    if token.pos_ in VERBAL:
        frame = frame_of_verb(token)
        open_ = frame is not None and frame.object.kind in ("any", "actor")
        return None if frame is None or (open_ and "weak" in frame.flags) else frame
    return frame_of_noun(token) if token.pos_ == "NOUN" else None


def _is_forborne(token: Token) -> bool:
    """ "not to attack", "to refrain from attacking"."""
    if any(child.dep_ == "neg" for child in token.children):
        return True
    above = token.head.head if token.dep_ in ("pcomp", "pobj") else token.head
    return above.lemma_ in ("refrain", "abstain", "desist", "avoid", "stop", "cease", "end", "halt")


@cache
def _shifts() -> dict[tuple[str, EventType, str | None], tuple[EventType, str | None]]:
    return {(row.mood, row.before, row.mode_before): (row.type, row.mode) for row in mood_shifts()}


def _mode_of_meeting(
    passage: Passage, trigger: Token, kind: Kind, words: _Words, rows: Iterable[ModeRow]
) -> str | None:
    """By telephone or letter, of many, on the ground of one of the two or of neither."""
    sides = {*kind.source, *kind.target}
    told = _mode_by_words(words, rows, None)
    if told is None and len(sides) >= MANY:
        return "multilateral"
    ground = _ground(passage, trigger) if told is None else None
    if ground is None or len(sides) < 2:
        return told
    return "visit" if sides & set(ground) else "third-party"


def _ground(passage: Passage, trigger: Token) -> tuple[ActorCode, ...] | None:
    """The land of the place where they meet; None where none that we know is named."""
    places = [trigger]
    if trigger.head.pos_ in VERBAL:
        places.append(trigger.head)
    places += [child for child in trigger.children if child.dep_ == "dobj"]
    for place in places:
        for name, inner in prepositional(place):
            for mention in passage.mentions.get(inner.i, ()) if name in MEETING_IN else ():
                if not mention.adjective and mention.reference.person is None:
                    return mention.reference.codes
    return None
