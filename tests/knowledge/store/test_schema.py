"""Migrations up and down on both databases, and tables that are what `tables.py` says."""

from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

import knowledge.store
from knowledge.base import KnowledgeBase
from knowledge.errors import KnowledgeError, SchemaBehind
from knowledge.store import schema
from knowledge.store.engine import Database
from knowledge.store.tables import metadata
from tests import forked

MIGRATIONS = Path(knowledge.store.__file__).parent / "migrations"


@pytest.fixture
def database(empty_database_url: str) -> Iterator[Database]:
    opened = Database(empty_database_url)
    yield opened
    opened.close()


def tables(database: Database) -> dict[str, list[str]]:
    """The columns of each table, as the database describes them."""
    with database.read() as connection:
        found = inspect(connection)
        return {name: [str(column) for column in found.get_columns(name)] for name in found.get_table_names()}


def test_the_migrations_make_the_tables_that_the_program_works_with(database: Database) -> None:
    schema.upgrade(database)

    schema.check(database)
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_every_migration_can_be_taken_back_and_made_again(database: Database) -> None:
    schema.upgrade(database)
    for revision in ScriptDirectory(str(MIGRATIONS)).walk_revisions():
        schema.upgrade(database, revision.revision)
        before = tables(database)
        schema.downgrade(database, "-1")
        assert tables(database) != before
        schema.upgrade(database, revision.revision)
        assert tables(database) == before
        schema.downgrade(database, "-1")


def test_taking_all_migrations_back_leaves_no_table_of_ours(database: Database) -> None:
    schema.upgrade(database)
    schema.downgrade(database, "base")

    assert set(tables(database)) == {"alembic_version"}


def test_upgrading_again_keeps_what_is_there(database: Database) -> None:
    schema.upgrade(database)
    with database.write() as connection:
        connection.execute(text("UPDATE versions SET version = 7 WHERE name = 'articles'"))
    schema.upgrade(database)

    with database.read() as connection:
        kept = {row.name: row.version for row in connection.execute(text("SELECT name, version FROM versions"))}
    assert kept.pop("articles") == 7
    assert set(kept.values()) == {0}


def test_articles_of_before_the_second_migration_have_version_0_and_keep_all_else(database: Database) -> None:
    schema.upgrade(database, "0001")
    row = "'help', 'a', 'Refunds', '', '', '', '', '', '', 'public', '[]', 'yes'"
    columns = "source, id, title, summary, body, text, category, url, reference, visibility, phrases, announce"
    with database.write() as connection:
        connection.execute(text(f"INSERT INTO articles ({columns}) VALUES ({row})"))

    schema.upgrade(database)
    with database.read() as connection:
        assert connection.execute(text("SELECT title, version FROM articles")).all() == [("Refunds", 0)]
    schema.downgrade(database, "0001")
    with database.read() as connection:
        assert connection.execute(text("SELECT id, title FROM articles")).all() == [("a", "Refunds")]


def test_a_database_that_was_never_upgraded_is_told_apart_from_one_that_is_ahead(database: Database) -> None:
    with pytest.raises(SchemaBehind, match="Run: python -m bot db upgrade"):
        schema.check(database)

    schema.upgrade(database)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaBehind, match="revision 9999, which this program does not know"):
        schema.check(database)


@pytest.mark.parametrize("migrate", [schema.upgrade, schema.downgrade])
def test_a_revision_that_does_not_exist_is_refused_in_a_sentence(
    database: Database, migrate: Callable[[Database, str], None]
) -> None:
    schema.upgrade(database)

    with pytest.raises(KnowledgeError, match="nonsense"):
        migrate(database, "nonsense")


def test_upgrading_a_database_that_is_ahead_is_refused_in_a_sentence(database: Database) -> None:
    schema.upgrade(database)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(SchemaBehind, match="9999"):
        schema.upgrade(database)


def upgrade(url: str, together: Barrier) -> None:
    """What a process does when it starts: Alembic is not for two threads of one process."""
    knowledge = KnowledgeBase(url)
    together.wait()
    knowledge.upgrade_schema()


def test_two_processes_that_start_at_once_can_both_upgrade(database: Database, empty_database_url: str) -> None:
    together = forked.context().Barrier(2)
    started = [forked.context().Process(target=upgrade, args=(empty_database_url, together)) for _ in range(2)]
    for process in started:
        process.start()
    for process in started:
        process.join(60)

    assert [process.exitcode for process in started] == [0, 0]
    schema.check(database)
