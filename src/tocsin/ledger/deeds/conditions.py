"""Whether what a word hangs on has come: "if X", "unless X", the crossing of a red line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from tocsin.domain import ActorCode, ConditionState, DeedState, Event, SignalKind, Status
from tocsin.knowledge.deeds import Agree, deed_rule
from tocsin.ledger.deeds.announced import VERBAL, Kind, in_condition, told_words
from tocsin.ledger.deeds.attesting import NOTHING, Attested, attest
from tocsin.ledger.deeds.deadlines import Deadline, find_deadline
from tocsin.ledger.deeds.gathering import Word
from tocsin.ledger.deeds.likeness import DEED, Likeness, deed_words, root_of
from tocsin.ledger.deeds.sightings import Book, Sighting, Telling
from tocsin.ledger.wording import names_in, places_in

_UNLESS = re.compile(r"^(?:that\s+)?(?:unless|until|till)\b\s*", re.IGNORECASE)
_IF = re.compile(r"^(?:that\s+)?(?:if|once|when|provided(?: that)?|should|in case)\b\s*", re.I)
_NOT = re.compile(
    r"\b(?:not|never|fails? to|refuses? to|failed to|refused to)\b|n['\u2019]t\b", re.I
)


ANY_ATTACK = frozenset(
    map(root_of, ["attack", "strike", "assault", "war", "aggression", "hit", "act", "use", "force"])
)
"""A condition made of nothing but these is met by any use of force toward its target."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Whether and since when a word is put to the test.

    since: the day from which the deed counts; None while the condition has not
    come. by: who brought it about. closed: it can no longer come. fulfilled:
    what was demanded ("unless X") was done. early: the deed counts even if it
    came before `since`, as an ultimatum cut short by its own sender does.
    deadline: by when the condition is to come, or what is demanded to be done.
    """

    state: ConditionState
    since: date | None
    because: str = ""
    events: tuple[str, ...] = ()
    by: tuple[ActorCode, ...] = ()
    closed: bool = False
    fulfilled: bool = False
    early: bool = False
    deadline: date | None = None


def try_condition(word: Word, said: date, book: Book, likeness: Likeness) -> Trial:
    """The state of a word's condition on the day of the book; see docs/deeds.md.

    Acts that were read inside the words of the condition are looked for by
    actor, type and target; where none could be read, whatever is told in like
    words.
    """
    text = word.first.condition
    if text is None:
        return _unconditional(word, said)
    averts = _UNLESS.match(text) is not None
    bare = _IF.sub("", _UNLESS.sub("", text))
    deadline = _deadline(word)
    inner = tuple(event for event in word.first.inside if in_condition(event, word.first))
    if not averts and (_NOT.search(bare) or any(e.status is Status.NEGATED for e in inner)):
        averts = True  # "if they do not withdraw" is "unless they withdraw"
    last = deadline.day if deadline and averts else book.as_of
    seen = _come(word, said, min(last, book.as_of), bare, inner, book, likeness)
    trial = (
        _unless(seen, said, deadline, inner, word, book)
        if averts
        else _if(seen, deadline, bool(inner), word, book)
    )
    return replace(trial, deadline=deadline.day if deadline else None)


def _unconditional(word: Word, said: date) -> Trial:
    if word.first.kind is not SignalKind.RED_LINE:
        return Trial(ConditionState.NONE, said)
    because = "The words do not say what would cross the line."
    if any(uttered.claim for uttered in word.utterances):
        because = "Who drew the line says that it was crossed; the words do not say how."
    return Trial(ConditionState.UNCLEAR, None, because)


def _deadline(word: Word) -> Deadline | None:
    for uttered in word.utterances:
        if uttered.said is not None and uttered.condition:
            found = find_deadline(uttered.condition, uttered.said)
            if found is not None:
                return found
    return None


def _if(seen: Attested, deadline: Deadline | None, read: bool, word: Word, book: Book) -> Trial:
    if seen.state is DeedState.SEEN:
        return Trial(ConditionState.MET, seen.day, "", seen.events, seen.by)
    if seen.state is DeedState.UNCLEAR:
        because = f"Whether its condition came is unclear: {seen.because}."
        return Trial(ConditionState.UNCLEAR, None, because, seen.events, seen.by)
    if any(uttered.claim for uttered in word.utterances):
        because = "Who drew the line says that it was crossed; no report tells of the act itself."
        return Trial(ConditionState.UNCLEAR, None, because)
    if deadline is not None and book.as_of > deadline.day:
        because = f"Not put to the test: its condition did not come by {deadline.day}."
        return Trial(ConditionState.NOT_MET, None, because, closed=True)
    if read:
        because = "Not put to the test: its condition has not come so far."
        return Trial(ConditionState.NOT_MET, None, because)
    because = (
        "Not put to the test as far as the reports show: nothing like its condition is told, "
        "and no act could be read in the words of the condition."
    )
    return Trial(ConditionState.UNCLEAR, None, because)


def _unless(
    seen: Attested,
    said: date,
    deadline: Deadline | None,
    inner: tuple[Event, ...],
    word: Word,
    book: Book,
) -> Trial:
    if seen.state is DeedState.SEEN:
        because = f"Not put to the test: what it demanded was done on {seen.day}."
        return Trial(
            ConditionState.NOT_MET, None, because, seen.events, seen.by, closed=True, fulfilled=True
        )
    if seen.state is DeedState.UNCLEAR:
        because = f"Whether what it demanded was done is unclear: {seen.because}."
        return Trial(ConditionState.UNCLEAR, None, because, seen.events, seen.by)
    if deadline is None:
        return Trial(ConditionState.MET, said, "What it demanded has not been done so far.")
    if book.as_of <= deadline.day:
        because = f"Not put to the test yet: the time it gives runs until {deadline.day}."
        return Trial(ConditionState.NOT_MET, None, because)
    asked = tuple(code for event in inner for code in event.source) or word.first.receiver
    if not book.covers(asked or word.first.sender, deadline.day):
        because = f"No report after {deadline.day} tells whether what it demanded was done."
        return Trial(ConditionState.UNCLEAR, None, because)
    because = f"What it demanded was not done by {deadline.day}."
    return Trial(ConditionState.MET, deadline.day, because, early=True)


def _come(
    word: Word,
    said: date,
    last: date,
    text: str,
    inner: tuple[Event, ...],
    book: Book,
    likeness: Likeness,
) -> Attested:
    """What meets a condition: the first act that is well attested, else a doubtful one."""
    if last < said:
        return NOTHING
    words = deed_words(text, word.first.names)
    found: dict[str, Telling] = {}
    for event in inner:
        if not event.source:
            continue
        rule = deed_rule(event.type, event.mode)
        toward = tuple(code for code in event.target if code not in event.source)
        kind = Kind(rule.deeds, (), rule.agree, event.mode, toward)
        for sighting in book.done(event.source, rule.deeds, said, last):
            if is_later(sighting, said) and _matches(kind, words, sighting, likeness):
                found[sighting.id] = sighting
    spoken: list[Telling] = []
    read = any(event.source for event in inner)
    for telling in () if read else _told_alike(word, text, said, last, book):
        if is_later(telling, said) and _meets(words, telling, likeness):
            if isinstance(telling, Sighting) and telling.event.type in VERBAL:
                spoken.append(telling)
            else:
                found[telling.id] = telling
    denied = found and any(_meets(words, told, likeness) for told in book.denied(said, book.as_of))
    seen = attest(_ordered(found), book, denied=bool(denied))
    if seen.state is DeedState.NOT_SEEN and spoken:
        because = "it is only spoken of, not told as done"
        return Attested(DeedState.UNCLEAR, spoken[0].day, because, (spoken[0],))
    return seen


def _matches(kind: Kind, words: tuple[str, ...], sighting: Sighting, likeness: Likeness) -> bool:
    target = set(sighting.event.target)
    if kind.toward and target and not target & set(kind.toward):
        return False
    # "if they attack" is met by any attack; "if they cross the river" is not.
    if kind.agree is Agree.KIND and all(root_of(word) in ANY_ATTACK for word in words):
        return True
    if kind.agree is Agree.MODE and kind.mode and sighting.event.mode == kind.mode:
        return True
    return any(likeness.alike(words, told) >= DEED for told in told_words(sighting))


def _meets(words: tuple[str, ...], told: Telling, likeness: Likeness) -> bool:
    return any(likeness.meets(words, said) for said in told_words(told))


def _told_alike(word: Word, text: str, said: date, last: date, book: Book) -> list[Telling]:
    """What is told that a condition could speak of, by the names in its words.

    Nobody crosses their own red line, nor meets the condition of their own threat.
    """
    names, places = names_in(text), places_in(text)
    own = set(word.first.sender)
    menace = word.first.kind in (SignalKind.THREAT, SignalKind.RED_LINE, SignalKind.WARNING)
    sides = (*word.first.receiver, *word.first.sender)
    return [
        telling
        for telling in book.told((*names, *sorted(places)), sides, said, last)
        if not (menace and own & set(telling.source)) and _names_fit(names, places, telling.quote)
    ]


def _names_fit(names: tuple[str, ...], places: frozenset[str], quote: str) -> bool:
    """Whether a sentence names who and where a condition does, in the same order."""
    told, where = names_in(quote), places_in(quote)
    if places and not places & (where | set(told)):
        return False
    if not names:
        return True
    if not set(names) <= {*told, *where}:
        return False
    shared = [name for name in told if name in names]
    return shared == [name for name in names if name in shared]


def is_later(sighting: Telling, said: date, *, or_same: bool = False) -> bool:
    """Whether an act came after a word: on a later day, or told in a later report of that day.

    or_same: on the same day is late enough.
    """
    if sighting.day > said or (or_same and sighting.day == said):
        return True
    published = sighting.report.published
    return sighting.day == said and published is not None and published > said


def _ordered(found: dict[str, Telling]) -> list[Telling]:
    return sorted(found.values(), key=lambda told: (told.day, told.published, told.id))
