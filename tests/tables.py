"""Databases that have their tables already. Migrations take long, so what they made once is lent to test after test."""

import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, insert, make_url, select, text

from knowledge.base import KnowledgeBase
from knowledge.store.tables import metadata

# Alembic is not for two threads of one process.
_MIGRATING = threading.RLock()

# A transaction that a test has left open is to fail the test, and not to be waited for.
_PATIENCE = "SET LOCAL lock_timeout = '20s'"


def migrate(url: str) -> None:
    """Make the tables as `python -m bot db upgrade` does."""
    knowledge = KnowledgeBase(url)
    knowledge.upgrade_schema()
    knowledge.close()


class Files:
    """SQLite files with the tables, all copies of one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _first(self) -> Path:
        file = self._folder / "quickjump.db"
        migrate(f"sqlite:///{file}")
        return file

    def with_tables(self, file: Path) -> str:
        """Makes such a file, if there is none of that name; its URL."""
        if not file.exists():
            with _MIGRATING:
                first = self._first
            shutil.copy(first, file)
        return f"sqlite:///{file}"


class Schemas:
    """Schemas on PostgreSQL. Those with the tables are emptied when a test gives them back, and lent again."""

    def __init__(self, url: str) -> None:
        """Take the URL of a database in which schemas may be made; without one, tests that want them are skipped."""
        self._given = url
        self._all: list[str] = []
        self._free: list[str] = []

    @contextmanager
    def with_tables(self) -> Iterator[str]:
        """Lends a schema with the tables, as they are when they are new; its URL."""
        with _MIGRATING:
            schema = self._free.pop() if self._free else self._migrated()
        yield self._url_of(schema)
        with _MIGRATING:
            emptying = self._emptying
        self._run(f"SET LOCAL search_path = {schema}; {emptying}")
        self._free.append(schema)

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Lends a schema with nothing in it; its URL."""
        schema = self._made()
        yield self._url_of(schema)
        self._drop(schema)

    def close(self) -> None:
        """Drop all that is left."""
        while self._all:
            self._drop(self._all[-1])

    @cached_property
    def _engine(self) -> Engine:
        if not self._given:
            pytest.skip("TEST_DATABASE_URL names no PostgreSQL, so nothing is tried on it.")
        return create_engine(make_url(self._given).set(drivername="postgresql+psycopg"))

    @cached_property
    def _emptying(self) -> str:
        """SQL that makes tables in use what they are when they are new."""
        with self.empty() as url:
            migrate(url)
            with self._engine.connect() as connection:
                connection.execute(text(f"SET search_path = {self._all[-1]}"))
                return emptying(connection)

    def _migrated(self) -> str:
        schema = self._made()
        migrate(self._url_of(schema))
        return schema

    def _made(self) -> str:
        schema = f"test_{secrets.token_hex(8)}"
        self._run(f"CREATE SCHEMA {schema}")
        self._all.append(schema)
        return schema

    def _drop(self, schema: str) -> None:
        self._run(f"DROP SCHEMA {schema} CASCADE")
        self._all.remove(schema)

    def _run(self, sql: str) -> None:
        with self._engine.begin() as connection:
            connection.exec_driver_sql(f"{_PATIENCE}; {sql}")

    def _url_of(self, schema: str) -> str:
        # Nothing here has to outlive a breakdown of the server, so nobody waits for its disk.
        own = self._engine.url.update_query_dict({"options": f"-csearch_path={schema} -csynchronous_commit=off"})
        return own.render_as_string(hide_password=False)


def emptying(connection: Connection) -> str:
    """SQL that makes the tables of PostgreSQL, once they are used, what they are now that they are new.

    To delete a few rows takes a fiftieth of what truncating the tables does. The locks wait for whoever still writes.
    """
    tables = metadata.sorted_tables
    sequences = connection.execute(text("SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema"))
    filled = [(table, rows) for table in tables if (rows := connection.execute(select(table)).mappings().all())]
    inserts = [insert(table).values([dict(row) for row in rows]) for table, rows in filled]
    return "; ".join(
        [
            f"LOCK {', '.join(table.name for table in tables)}",
            *(f"DELETE FROM {table.name}" for table in reversed(tables)),
            *(f"SELECT setval('{sequence}', 1, false)" for sequence in sequences.scalars()),
            *(str(each.compile(connection, compile_kwargs={"literal_binds": True})) for each in inserts),
        ]
    )
