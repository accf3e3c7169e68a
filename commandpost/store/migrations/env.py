"""Runs the steps of Alembic on the connection that the store hands over; Alembic is loaded only when a file is behind (JOURNAL 1.2)."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=None, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
