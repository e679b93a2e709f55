"""Who says that a deed was done, and whether that is enough to hold it for done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tocsin.domain import ActorCode, Attribution, DeedState, Reliability, Status
from tocsin.ledger.deeds.sightings import Book, Sighting, Telling

ONE_ACT = timedelta(days=3)
"""Tellings of one kind of act within so many days of the first are taken for one act: a paper
that gives no date may print it a day or two after the wire did."""

DENIED_BEFORE = timedelta(days=7)
DENIED_AFTER = timedelta(days=30)
"""When a denial is a denial of this act: an act is denied on the day it is told, or later."""


@dataclass(frozen=True, slots=True)
class Attested:
    """An act, and how well it is attested. by: who did it. told: the reports' events."""

    state: DeedState
    day: date | None = None
    because: str = ""
    told: tuple[Telling, ...] = ()
    denials: tuple[Telling, ...] = field(default=())

    @property
    def events(self) -> tuple[str, ...]:
        """Identifiers of the events that tell of it."""
        return tuple(telling.id for telling in self.told)

    @property
    def denied_in(self) -> tuple[str, ...]:
        """Identifiers of the events that deny it."""
        return tuple(telling.id for telling in self.denials)

    @property
    def by(self) -> tuple[ActorCode, ...]:
        """Who did it."""
        return tuple(dict.fromkeys(code for told in self.told for code in told.source))


NOTHING = Attested(DeedState.NOT_SEEN)


def attest(found: Sequence[Telling], book: Book, *, denied: bool = False) -> Attested:
    """The first act that is well attested; else the first that somebody tells of; else none.

    found: tellings of acts of one kind, in order. denied: whoever is said to
    have done it has denied it already.
    """
    doubtful = NOTHING
    for act in acts_in(found):
        verdict = weigh(act, book, denied=denied)
        if verdict.state is DeedState.SEEN:
            return verdict
        if doubtful is NOTHING:
            doubtful = verdict
    return doubtful


def acts_in(found: Sequence[Telling]) -> Iterator[tuple[Telling, ...]]:
    """Tellings of one act together; `found` in order of the day."""
    act: list[Telling] = []
    for telling in found:
        if act and telling.day - act[0].day > ONE_ACT:
            yield tuple(act)
            act = []
        act.append(telling)
    if act:
        yield tuple(act)


def weigh(act: Sequence[Telling], book: Book, *, denied: bool = False) -> Attested:
    """Whether the tellings of one act are enough to hold it for done.

    Not enough: the word of unnamed sources alone; for a friendly act, the
    doer's own word alone; a source graded E alone; one voice alone where
    another denies it. Enough in spite of a denial: two independent origins
    that do not quote the same person, or the doer's own admission.
    """
    day = act[0].day
    denials = tuple(_denials(act, book))
    told = tuple(act)

    def verdict(state: DeedState, because: str) -> Attested:
        return Attested(state, day, because, told, denials)

    if any(_admits(telling) for telling in act):
        return verdict(DeedState.SEEN, "told by the doer itself")
    solid = [s for s in act if s.attribution is not Attribution.ANONYMOUS]
    if not solid:
        return verdict(DeedState.UNCLEAR, "it is known from unnamed sources only")
    if all(_on_own_word(telling) for telling in solid):
        return verdict(DeedState.UNCLEAR, "only the doer itself says so")
    if all(telling.report.grade is Reliability.E for telling in solid):
        return verdict(DeedState.UNCLEAR, "only a source graded unreliable (E) says so")
    origins = {s.origin.key for s in solid if s.report.grade is not Reliability.E}
    voices = {_voice(telling) for telling in solid}
    backed = min(len(origins), len(voices))
    if (denials or denied) and backed < 2:
        return verdict(DeedState.UNCLEAR, "one voice alone says so, and it is denied")
    reason = f"told by {backed} independent sources" if backed > 1 else "told by one source"
    return verdict(DeedState.SEEN, reason + (", though denied" if denials or denied else ""))


def _denials(act: Sequence[Telling], book: Book) -> Iterator[Telling]:
    if any(isinstance(t, Sighting) and t.event.status is Status.NEGATED for t in act):
        return  # a refusal is not denied by itself
    first = act[0]
    doer = tuple(dict.fromkeys(code for telling in act for code in telling.source))
    targets = {code for telling in act for code in telling.target}
    types = tuple(dict.fromkeys(t.event.type for t in act if isinstance(t, Sighting)))
    for other in book.not_done(doer, types, first.day - DENIED_BEFORE, first.day + DENIED_AFTER):
        aimed = set(other.target)
        # "will not attack" before the attack denies nothing.
        if other.published >= first.day and (not aimed or not targets or aimed & targets):
            yield other


def _admits(telling: Telling) -> bool:
    """A hostile act told by its own doer's speaker."""
    return _by_doer(telling) and telling.intensity < 0


def _on_own_word(telling: Telling) -> bool:
    """A friendly act told by its own doer's speaker."""
    return _by_doer(telling) and telling.intensity >= 0


def _by_doer(telling: Telling) -> bool:
    return telling.attribution is Attribution.NAMED and telling.speaker_for in telling.source


def _voice(telling: Telling) -> str:
    """On whose word it stands: the named speaker's, else the publisher's."""
    if telling.attribution is Attribution.NAMED and telling.speaker:
        return f"speaker {telling.speaker.casefold()}"
    return f"publisher {telling.origin.key}"
