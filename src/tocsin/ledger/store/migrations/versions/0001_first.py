"""The first form of the ledger.

Until a ledger has been released, the tables are made as `schema` has them; after that this file
must be written out, so that it goes on making the tables of its day.
"""

from alembic import op

from tocsin.ledger.store.schema import metadata
from tocsin.ledger.store.words import create_index

revision = "0001"
down_revision = None


def upgrade() -> None:
    """All tables, and the index of words."""
    connection = op.get_bind()
    metadata.create_all(connection)
    create_index(connection)
