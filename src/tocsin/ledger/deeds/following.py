"""Every word that was given, followed to a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tocsin.domain import Deeds, Followed, Outcome, Reading
from tocsin.ledger.deeds.gathering import Word, gather
from tocsin.ledger.deeds.judging import judge
from tocsin.ledger.deeds.likeness import Likeness
from tocsin.ledger.deeds.red_lines import red_lines_in
from tocsin.ledger.deeds.sightings import Book
from tocsin.ledger.deeds.swings import swings_in
from tocsin.ledger.deeds.track_records import Pair, track_records
from tocsin.ledger.deeds.utterances import utterances_in
from tocsin.ledger.meaning import Similar, sentence_vectors


def follow_words(
    readings: Sequence[Reading], *, as_of: date, similar: Similar | None = None
) -> Deeds:
    """Signals and commitments held against what was done after them, as far as told by a day.

    as_of: nothing published later is used. similar: how alike texts are,
    `sentence_vectors` unless told otherwise; asked only where actors, types
    and targets leave room. Neither the order of the readings nor reading one
    twice makes a difference. The rules are published in docs/deeds.md.
    """
    book = Book(readings, as_of)
    likeness = Likeness(similar or sentence_vectors)
    utterances = [uttered for reading in book.readings for uttered in utterances_in(reading)]
    pairs = [
        pair for word in gather(utterances, likeness) for pair in _follow(word, book, likeness)
    ]
    pairs.sort(key=lambda pair: _in_order(pair.followed))
    return Deeds(
        followed=tuple(pair.followed for pair in pairs),
        track_records=track_records(pairs, book, likeness),
        swings=swings_in(utterances),
        red_lines=red_lines_in(pairs, book),
    )


def _follow(word: Word, book: Book, likeness: Likeness) -> Iterator[Pair]:
    """A word, and what of it was said again after it had been kept or broken: a new word."""
    while True:
        followed = judge(word, book, likeness)
        decided = _decided_on(followed)
        again = tuple(u for u in word.utterances if decided and u.said and u.said > decided)
        if not again or len(again) == len(word.utterances):
            yield Pair(word, followed)
            return
        kept = Word(tuple(u for u in word.utterances if u not in again))
        yield Pair(kept, judge(kept, book, likeness))
        word = Word(again)


def _decided_on(followed: Followed) -> date | None:
    """The day on which a word was kept or broken; None while it is neither."""
    if followed.outcome not in (Outcome.KEPT, Outcome.BROKEN):
        return None
    return followed.deed_day or followed.deadline


def _in_order(followed: Followed) -> tuple[object, ...]:
    first = followed.first_said
    return first is None, first or date.min, followed.id
