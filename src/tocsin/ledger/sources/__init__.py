"""Sources: who stands behind a report, whose text it is, and what that word has been worth.

Arrives: reports, readings, claims, the desk. Leaves: reports with house and grade (`place`),
copies linked to their originals (`link_copies`), one `SourceRecord` for each house
(`source_records`).
"""

from tocsin.ledger.sources.copies import link_copies
from tocsin.ledger.sources.earned import source_records
from tocsin.ledger.sources.houses import kind_of, place, place_all

__all__ = ["source_records", "place", "place_all", "link_copies", "kind_of"]
