"""The database: which URLs it takes, and what it says when it is locked, gone or none."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from knowledge.base import KnowledgeBase
from knowledge.errors import BadDatabase, DatabaseUnavailable, KnowledgeError
from knowledge.store import schema
from knowledge.store.engine import Database, database_url


@pytest.fixture
def open_database() -> Iterator[Callable[[str], Database]]:
    opened: list[Database] = []

    def open_one(url: str) -> Database:
        opened.append(Database(url))
        return opened[-1]

    yield open_one
    for database in opened:
        database.close()


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("sqlite:///quickjump.db", "sqlite:///quickjump.db"),
        ("postgres://me:secret@host/name", "postgresql+psycopg://me:***@host/name"),
        ("postgresql://me@host:5433/name?sslmode=require", "postgresql+psycopg://me@host:5433/name?sslmode=require"),
        ("postgresql+psycopg://host/name", "postgresql+psycopg://host/name"),
    ],
)
def test_urls_of_sqlite_and_postgresql_are_taken_as_platforms_write_them(given: str, taken: str) -> None:
    assert str(database_url(given)) == taken


@pytest.mark.parametrize(
    "url",
    [
        "mysql://root:secret@host/name",
        "postgresql+asyncpg://root:secret@host/name",
        "nonsense",
        "quickjump.db",
        "postgresql://root:secret@host:port/name",
        "://secret",
        pytest.param("sqlite://", id="sqlite in memory, which each connection would have its own of"),
        pytest.param("sqlite:///:memory:", id="the same by name"),
    ],
)
def test_any_other_url_is_refused_in_a_sentence_that_keeps_its_password(url: str) -> None:
    with pytest.raises(BadDatabase, match=r"^DATABASE_URL .*Use sqlite:///") as refused:
        database_url(url)
    assert "secret" not in str(refused.value)


def test_what_leaves_a_transaction_with_an_error_is_rolled_back(
    database_url: str, open_database: Callable[[str], Database]
) -> None:
    database = open_database(database_url)

    def names() -> list[str]:
        with database.read() as connection:
            return [*connection.execute(text("SELECT name FROM versions ORDER BY name")).scalars()]

    before = names()

    def fail() -> None:
        with database.write() as connection:
            connection.execute(text("DELETE FROM versions"))
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert "articles" in before
    assert names() == before


def test_a_reader_waits_behind_no_writer(database_url: str, open_database: Callable[[str], Database]) -> None:
    writer, reader = open_database(database_url), open_database(database_url)

    with writer.write() as writing:
        writing.execute(text("UPDATE versions SET version = 7"))
        with reader.read() as reading:
            assert reading.execute(text("SELECT version FROM versions WHERE name = 'articles'")).scalar_one() == 0
    with reader.read() as reading:
        assert reading.execute(text("SELECT version FROM versions WHERE name = 'articles'")).scalar_one() == 7


def test_a_second_writer_on_sqlite_is_told_that_the_database_is_locked(
    sqlite_url: str, open_database: Callable[[str], Database]
) -> None:
    first, second = open_database(sqlite_url), open_database(sqlite_url)

    with first.write(), pytest.raises(DatabaseUnavailable, match="locked"), second.write():
        pass


def test_a_database_that_cannot_be_opened_is_unavailable(
    tmp_path: Path, open_database: Callable[[str], Database]
) -> None:
    (tmp_path / "text.db").write_text("This is no database, however long it goes on.\n" * 20, encoding="utf-8")
    urls = [
        f"sqlite:///{tmp_path}",
        f"sqlite:///{tmp_path}/no/such/folder/quickjump.db",
        f"sqlite:///{tmp_path}/text.db",
        "postgresql://postgres@127.0.0.1:1/nowhere",
    ]
    for url in urls:
        with pytest.raises(DatabaseUnavailable, match=r"^The database can't be used just now: .+\.$"):
            schema.check(open_database(url))


def test_a_connection_option_that_does_not_exist_is_refused_in_a_sentence(
    open_database: Callable[[str], Database],
) -> None:
    with pytest.raises(KnowledgeError, match="nonsense"):
        schema.check(open_database("postgresql://postgres@127.0.0.1/test?nonsense=1"))


def test_a_lock_that_somebody_holds_on_postgresql_is_waited_for_no_longer_than_on_sqlite(
    database_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    knowledge = open_knowledge(database_url)
    database = Database(database_url)
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(text("LOCK TABLE channels, versions"))
        with pytest.raises(DatabaseUnavailable):
            knowledge.audiences.note("T1", "C1", shared=False)
    knowledge.audiences.note("T1", "C1", shared=False)
    database.close()


def test_what_people_wrote_stands_in_no_error(database_url: str) -> None:
    database = Database(database_url)
    with pytest.raises(Exception, match="no_such_table") as raised, database.write() as connection:
        connection.execute(text("INSERT INTO no_such_table VALUES (:words)"), {"words": "xylophone"})
    assert "xylophone" not in str(raised.value)
    database.close()
