"""Standing and grade for some reports out of the claims that the ledger keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tocsin.domain import Claim, Reading
from tocsin.ledger.claims import Gathering, weigh
from tocsin.ledger.store.ledger import Ledger
from tocsin.ledger.told import tellings_of


def kept_claims(ledger: Ledger) -> Callable[[Sequence[Reading]], tuple[Claim, ...]]:
    """A function from readings to their claims, as the ledger has grouped them: no vectors needed.

    What the ledger holds beyond the readings given is left out; those that have not been grouped
    there, since they were read before it kept claims, have none.
    """
    gathering, profiles = ledger.claims()

    def claims(readings: Sequence[Reading]) -> tuple[Claim, ...]:
        told = tellings_of(readings)
        groups = [[key for key in keys if key in told] for keys in gathering.groups]
        contrary = [
            (one, other) for one, other in gathering.contrary if one in told and other in told
        ]
        known = {key: profile for key, profile in profiles.items() if key in told}
        return weigh(Gathering([keys for keys in groups if keys], contrary), known, told)

    return claims
