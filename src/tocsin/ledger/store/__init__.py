"""The store: everything read, kept once, in SQLite or PostgreSQL.

Arrives: readings, corrections, what could not be read, each with the moment at which the ledger
learns of it. Leaves: the same, as it stands or as it stood at any moment.
"""

from tocsin.ledger.store.alerts import Told
from tocsin.ledger.store.ledger import Ledger, Recorded, open_ledger
from tocsin.ledger.store.looks import Failing, Looked

__all__ = ["open_ledger", "Ledger", "Failing", "Looked", "Recorded", "Told"]
