"""The schema: bringing the tables up to date with Alembic, and knowing whether they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text

from knowledge.errors import SchemaBehind, UnknownRevision
from knowledge.store.engine import Database

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the tables to a revision in one transaction. `UnknownRevision`, or `SchemaBehind` when they are ahead."""
    with _migrating(database) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the tables back to a revision; `base` removes them all. `UnknownRevision`, or `SchemaBehind`."""
    with _migrating(database) as connection:
        command.downgrade(_config(connection), revision)


@contextmanager
def _migrating(database: Database) -> Iterator[Connection]:
    """A transaction in which nobody else migrates."""
    with database.write() as connection:
        if not database.is_sqlite:  # where two processes would create the same tables
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('quickjump migrations'))"))
        _refuse_unknown(MigrationContext.configure(connection).get_current_revision())
        try:
            yield connection
        except CommandError as error:
            raise UnknownRevision(f"The tables can't be brought there: {error}.") from error


def check(database: Database) -> None:
    """Raise `SchemaBehind` unless the tables are those of this program."""
    with database.read() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        raise SchemaBehind("The database has no tables yet. Run: python -m bot db upgrade")
    _refuse_unknown(current)
    if current != _script().get_current_head():
        raise SchemaBehind("The database's tables are older than this program. Run: python -m bot db upgrade")


def _refuse_unknown(current: str | None) -> None:
    if current is not None and all(revision.revision != current for revision in _script().walk_revisions()):
        raise SchemaBehind(
            f"The database is at revision {current}, which this program does not know. Install a newer one."
        )


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config(connection: object = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
