"""Run by Alembic: migrations on the connection that `migrating` brings along."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
