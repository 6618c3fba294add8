"""The database: SQLite or PostgreSQL behind one pair of engines, one that writes and one that reads."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from knowledge.errors import BadDatabase, DatabaseUnavailable
from knowledge.failpoints import Failpoints, after_commit, before_commit

# How long a request waits for a lock or a connection before it says that the database is not to be had.
BUSY_SECONDS = 1.0
CONNECT_SECONDS = 3
_RETRY_SECONDS = 0.02

# SQLite's waiting writers look this often at least whether it is their turn.
_LOOKING_SECONDS = 0.1
_STATEMENT_SECONDS = 10
_SILENT_SECONDS = 5

_POSTGRES = ("postgres", "postgresql", "postgresql+psycopg")
_SQLITE = ("sqlite", "sqlite+pysqlite")
_USE = "Use sqlite:///file.db or postgresql://user:password@host/name."


class Database:
    """Opens transactions. Writes begin at once as writers on SQLite, so that two never fail each other halfway."""

    def __init__(self, url: str, failpoints: Failpoints | None = None) -> None:
        """Take a database URL; nothing is opened yet. `BadDatabase` when it is no URL of SQLite or PostgreSQL."""
        self.url = database_url(url)
        self._failpoints = failpoints or Failpoints()
        self._writer = self._engine(begin="BEGIN IMMEDIATE")
        self._reader = self._engine(begin="BEGIN")

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def write(self, name: str = "") -> Iterator[Connection]:
        """A transaction that is committed at the end, or rolled back when an exception leaves it.

        Its name is that of the points at which a test lets the process die.
        """
        with _as_unavailable(), self._writer.begin() as connection:
            yield connection
            self._failpoints.reach(before_commit(name))
        self._failpoints.reach(after_commit(name))

    @contextmanager
    def write_patiently(self, name: str = "") -> Iterator[Connection]:
        """A writing transaction that nobody waits for, and that may wait: for locks, and for long statements."""
        with self.write(name) as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            yield connection

    def let_others_write(self) -> None:
        """Leave a gap between two of many transactions: on SQLite nobody who waits would come in between otherwise."""
        if self.is_sqlite:
            time.sleep(_LOOKING_SECONDS)

    @contextmanager
    def rehearse(self) -> Iterator[Connection]:
        """A writing transaction that is rolled back at the end: what would be, without its being so."""
        with _as_unavailable(), self._writer.connect() as connection:
            yield connection
            connection.rollback()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads and waits behind no writer."""
        with _as_unavailable(), self._reader.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give all connections back; the next transaction opens new ones."""
        self._writer.dispose()
        self._reader.dispose()

    def _engine(self, *, begin: str) -> Engine:
        # What is asked and answered stands in the parameters, and errors with tracebacks go into the log.
        if not self.is_sqlite:
            return create_engine(
                self.url,
                pool_pre_ping=True,
                pool_timeout=CONNECT_SECONDS,
                connect_args=_postgresql_limits(self.url),
                hide_parameters=True,
            )
        engine = create_engine(
            self.url, connect_args={"timeout": BUSY_SECONDS}, pool_timeout=BUSY_SECONDS, hide_parameters=True
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine


def _postgresql_limits(url: URL) -> dict[str, Any]:
    """How long a connection waits: for a lock as long as on SQLite; and for a server that has gone without a word."""
    own = url.query.get("options", "")
    options = f"{own} -c lock_timeout={int(BUSY_SECONDS * 1000)} -c statement_timeout={_STATEMENT_SECONDS * 1000}"
    return {
        "connect_timeout": CONNECT_SECONDS,
        "options": options.strip(),
        "tcp_user_timeout": _SILENT_SECONDS * 1000,
        "keepalives_idle": _SILENT_SECONDS,
        "keepalives_interval": 2,
        "keepalives_count": 2,
    }


def database_url(text: str) -> URL:
    """The URL as SQLAlchemy takes it: `postgres://` and `postgresql://` mean psycopg 3. `BadDatabase` otherwise."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise BadDatabase(f"DATABASE_URL is not a database URL. {_USE}") from error
    if url.drivername in _POSTGRES:
        return _checked_postgresql(url.set(drivername="postgresql+psycopg"))
    if url.drivername not in _SQLITE:
        raise BadDatabase(f"DATABASE_URL begins with {url.drivername}://. {_USE}")
    if url.database in (None, "", ":memory:") or "memory" in url.query.values():
        raise BadDatabase(f"DATABASE_URL is an SQLite database in memory, which no two processes share. {_USE}")
    return url


def _checked_postgresql(url: URL) -> URL:
    from psycopg import ProgrammingError, conninfo  # here, since SQLite does without

    try:
        conninfo.make_conninfo("", **{name: str(value) for name, value in url.query.items()})
    except ProgrammingError as error:
        raise BadDatabase(f"DATABASE_URL has an option that PostgreSQL does not know: {error}. {_USE}") from error
    return url


def insert_unless_there(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that takes `on_conflict_…`, which each dialect spells for itself."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # SQLAlchemy begins transactions itself (see "begin" above), so the driver must not.
    connection.isolation_level = None
    _switch_to_wal(connection)
    for pragma in ("synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _switch_to_wal(connection: Any) -> None:
    """Turn on WAL, which a new file has not yet; SQLite's own waiting does not cover two processes that both do."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return


@contextmanager
def _as_unavailable() -> Iterator[None]:
    """What the driver says when the database is locked or gone, as the one error that callers know."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseUnavailable("The database has no connection free. Try again in a moment.") from error
    except DBAPIError as error:
        if type(error.orig).__name__ == "InvalidSchemaName":
            raise BadDatabase(
                "DATABASE_URL names a schema (search_path) that does not exist. Create it first."
            ) from error
        if error.connection_invalidated or _is_outage(error):
            reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else "no reason given"
            raise DatabaseUnavailable(f"The database can't be used just now: {reason}.") from error
        raise


def _is_outage(error: DBAPIError) -> bool:
    kinds = {kind.__name__ for kind in type(error.orig).__mro__}
    # A bare DatabaseError is SQLite's word for a file that is none; what derives from it may be our own mistake.
    return bool(kinds & {"OperationalError", "InterfaceError"}) or type(error.orig).__name__ == "DatabaseError"
