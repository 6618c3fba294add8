"""The schema: bringing the tables up to date with Alembic, and knowing whether they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from knowledge.errors import SchemaBehind, UnknownRevision
from knowledge.store.engine import Database

# Alembic is imported where it is used: every command checks the tables, and few of them change any.
if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION_TABLE = "alembic_version"
_UPGRADE = "Run: python -m bot db upgrade"


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the tables to a revision in one transaction. `UnknownRevision`, or `SchemaBehind` when they are ahead."""
    from alembic import command

    with _migrating(database) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the tables back to a revision; `base` removes them all. `UnknownRevision`, or `SchemaBehind`."""
    from alembic import command

    with _migrating(database) as connection:
        command.downgrade(_config(connection), revision)


@contextmanager
def _migrating(database: Database) -> Iterator[Connection]:
    """A transaction in which nobody else migrates."""
    from alembic.util.exc import CommandError

    with database.write_patiently() as connection:
        if not database.is_sqlite:  # where two processes would create the same tables
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('quickjump migrations'))"))
        _refuse_unknown(_current(connection))
        try:
            yield connection
        except CommandError as error:
            raise UnknownRevision(f"The tables can't be brought there: {error}.") from error


def check(database: Database) -> None:
    """Raise `SchemaBehind` unless the tables are those of this program."""
    with database.read() as connection:
        current = _current(connection)
    if current is None:
        raise SchemaBehind("The database has no tables yet.", _UPGRADE)
    if current != _head():
        _refuse_unknown(current)
        raise SchemaBehind("The database's tables are older than this program.", _UPGRADE)


def _current(connection: Connection) -> str | None:
    """The revision that the tables are at, or None where there are none."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    revision: str | None = connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar()  # noqa: S608
    return revision


def _head() -> str:
    """The newest revision: files of revisions are named with a number, and the number is the revision's id."""
    return max(file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*.py"))


def _refuse_unknown(current: str | None) -> None:
    if current is not None and all(revision.revision != current for revision in _script().walk_revisions()):
        raise SchemaBehind(
            f"The database is at revision {current}, which this program does not know.",
            "Install a newer one; or, if the tables are another program's, name another database in DATABASE_URL.",
        )


def _script() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())


def _config(connection: object = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
