"""A word with everything that it is judged by, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tocsin.domain import DeedState, Outcome
from tocsin.ledger.deeds.announced import Announced
from tocsin.ledger.deeds.attesting import NOTHING, Attested
from tocsin.ledger.deeds.conditions import Trial
from tocsin.ledger.deeds.deadlines import Deadline
from tocsin.ledger.deeds.gathering import Word
from tocsin.ledger.deeds.likeness import Likeness
from tocsin.ledger.deeds.sightings import Book


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a word, before it is written down."""

    outcome: Outcome
    because: str
    deed: Attested = NOTHING
    against: tuple[str, ...] = ()
    state: DeedState | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A word with everything it is judged by."""

    word: Word
    said: date
    announced: Announced
    deadline: Deadline | None
    trial: Trial
    book: Book
    likeness: Likeness = field(repr=False)

    @property
    def over(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline is not None and self.book.as_of > self.deadline.day
