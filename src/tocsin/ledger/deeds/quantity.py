"""Whether what was done is as much as was promised."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.domain import SignalKind
from tocsin.ledger.deeds.gathering import Word
from tocsin.ledger.deeds.sightings import Telling
from tocsin.ledger.quantities import ROUNDING, Quantity, quantities_in
from tocsin.ledger.wording import stems_of


def falls_short(word: Word, told: Sequence[Telling]) -> str | None:
    """How much of a promised quantity was done ("5 of 20"); None where it was enough or unsaid.

    Only quantities of the same thing are compared: the words after the number
    share a stem.
    """
    if word.first.kind not in (SignalKind.PROMISE, SignalKind.OFFER):
        return None
    for wanted in quantities_in(word.first.quantity or word.first.text):
        if wanted.of <= _TIMES or wanted.low <= 0:
            continue
        done = [most for s in told if (most := _most(wanted, s.quote)) is not None]
        if done and max(done) < wanted.low * (1 - ROUNDING):
            return f"{max(done):,.10g} of {wanted.low:,.10g}"
    return None


def _most(wanted: Quantity, quote: str) -> float | None:
    return max((q.high for q in quantities_in(quote) if q.of & wanted.of), default=None)


_TIMES = stems_of("hours days weeks months years")
