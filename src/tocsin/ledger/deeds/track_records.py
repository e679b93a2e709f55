"""How often an actor's words were followed by the deed, against how often it does such a deed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tocsin.domain import ActorCode, DeedState, Followed, Outcome, SignalKind, TrackRecord
from tocsin.ledger.deeds.announced import Announced, announced_by, deeds_among
from tocsin.ledger.deeds.attesting import attest
from tocsin.ledger.deeds.gathering import Word
from tocsin.ledger.deeds.likeness import Likeness
from tocsin.ledger.deeds.sightings import Book
from tocsin.ledger.shares import share_interval

KINDS = (SignalKind.THREAT, SignalKind.PROMISE, SignalKind.REASSURANCE, SignalKind.DENIAL)
COUNTED_AS = {SignalKind.RED_LINE: SignalKind.THREAT}
"""A red line is a threat under a condition."""

YEAR = timedelta(days=365)
"""Base rates look back so far: what an actor did before tells little about what it does now."""


class Pair(NamedTuple):
    """A word and what became of it."""

    word: Word
    followed: Followed


class Windows(NamedTuple):
    """How many windows without such a word there were, and in how many the deed came."""

    total: int
    hits: int


def track_records(pairs: Sequence[Pair], book: Book, likeness: Likeness) -> tuple[TrackRecord, ...]:
    """One record per actor and kind, actors in order of their code."""
    by_actor: defaultdict[tuple[ActorCode, SignalKind], list[Pair]] = defaultdict(list)
    for pair in pairs:
        kind = COUNTED_AS.get(pair.followed.kind, pair.followed.kind)
        if kind in KINDS and pair.followed.deeds and not pair.word.first.borrowed:
            for code in dict.fromkeys(pair.followed.sender):
                by_actor[code, kind].append(pair)
    ordered = sorted(by_actor.items(), key=lambda item: (item[0][0], KINDS.index(item[0][1])))
    return tuple(_record(*key, words, book, likeness) for key, words in ordered)


def _record(
    actor: ActorCode, kind: SignalKind, pairs: Sequence[Pair], book: Book, likeness: Likeness
) -> TrackRecord:
    counted = [pair for pair in pairs if _is_decided(pair.followed)]
    hits = sum(pair.followed.followed_by_deed is True for pair in counted)
    window = pairs[0].followed.window
    base = _base_rate(pairs, book, likeness, window)
    share = share_interval(hits, len(counted))
    base_share = share_interval(base.hits, base.total)
    return TrackRecord(
        actor=actor,
        kind=kind,
        words=len(counted),
        followed=hits,
        left_out=len(pairs) - len(counted),
        window=window,
        share=share.value if share else None,
        low=share.low if share else None,
        high=share.high if share else None,
        base_windows=base.total,
        base_followed=base.hits,
        base_share=base_share.value if base_share else None,
        base_low=base_share.low if base_share else None,
        base_high=base_share.high if base_share else None,
        because=tuple(pair.followed.id for pair in counted),
    )


def _is_decided(followed: Followed) -> bool:
    """Whether a word counts: a promise whose day is still to come is not one that was missed."""
    if followed.followed_by_deed is None:
        return False
    awaited = followed.outcome is Outcome.PENDING and followed.deadline is not None
    return followed.followed_by_deed or followed.refrains or not awaited


def _base_rate(pairs: Sequence[Pair], book: Book, likeness: Likeness, window: int) -> Windows:
    """Over all words, windows that follow no word of this kind toward the same receiver."""
    count = hits = 0
    seen: set[object] = set()
    for pair in pairs:
        announced = announced_by(pair.word.first)
        if announced is None or (announced.doer, announced.kinds, announced.words) in seen:
            continue
        seen.add((announced.doer, announced.kinds, announced.words))
        taken = sorted(
            uttered.said
            for other in pairs
            if other.followed.receiver == pair.followed.receiver
            for uttered in other.word.utterances
            if uttered.said is not None
        )
        for start in _free_windows(taken, book, window):
            came = _came(announced, start, window, book, likeness)
            count += 1
            hits += not came if _stays_away(pair.followed) else came
    return Windows(count, hits)


def _stays_away(followed: Followed) -> bool:
    """Whether the word is that the deed stays away; a denial is about a deed that came."""
    return followed.refrains and followed.kind is not SignalKind.DENIAL


def _free_windows(taken: Iterable[date], book: Book, window: int) -> Iterator[date]:
    """Starts of windows, side by side, that overlap no window after a word."""
    if book.first_day is None:
        return
    length = timedelta(days=window)
    start = max(book.first_day, book.as_of - YEAR)
    words = list(taken)
    while start + length <= book.as_of:
        clash = [said for said in words if said < start + length and start < said + length]
        if clash:
            start = max(clash) + length
            continue
        yield start
        start += length


def _came(announced: Announced, start: date, window: int, book: Book, likeness: Likeness) -> bool:
    """Whether the deed came in a window, after its first day, as it is asked of a word."""
    first, last = start + timedelta(days=1), start + timedelta(days=window)
    told = book.done(announced.doer, announced.deeds, first, last)
    return attest(deeds_among(announced, told, likeness), book).state is DeedState.SEEN
