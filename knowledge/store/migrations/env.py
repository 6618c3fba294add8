"""Runs migrations on the connection that `knowledge.store.schema` hands over, or on alembic.ini's for developers."""

from alembic import context
from sqlalchemy import Connection

from knowledge.store.engine import Database
from knowledge.store.tables import metadata


def run(connection: Connection) -> None:
    """Bring the connection's database to the revision that was asked for."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with Database(context.config.get_main_option("sqlalchemy.url", "")).write() as opened:
        run(opened)
