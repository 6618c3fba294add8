"""The schema: bringing the tables up to date with Alembic, and knowing whether they are."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from knowledge.errors import SchemaBehind
from knowledge.store.engine import Database

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the tables to a revision, all in one transaction."""
    with database.write() as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the tables back to a revision; `base` removes them all."""
    with database.write() as connection:
        command.downgrade(_config(connection), revision)


def check(database: Database) -> None:
    """Raise `SchemaBehind` unless the tables are those of this program."""
    with database.read() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    script = ScriptDirectory.from_config(_config())
    if current == script.get_current_head():
        return
    if current is None:
        raise SchemaBehind("The database has no tables yet. Run: python -m bot db upgrade")
    if any(revision.revision == current for revision in script.walk_revisions()):
        raise SchemaBehind("The database's tables are older than this program. Run: python -m bot db upgrade")
    raise SchemaBehind(f"The database is at revision {current}, which this program does not know. Install a newer one.")


def _config(connection: object = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
