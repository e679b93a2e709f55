"""The ledger: what many reports say, gathered into claims.

Arrives: readings of reports. Leaves: one `Claim` for statements that say the
same, with its standing, its Admiralty grade, its independent origins and the
claims that contradict it.
"""

from tocsin.ledger.claims import gather_claims
from tocsin.ledger.meaning import Similar, sentence_vectors, warm_up

__all__ = ["gather_claims", "sentence_vectors", "warm_up", "Similar"]
