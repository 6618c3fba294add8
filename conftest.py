"""What all tests share: both databases, the folder of shared data, and a way to run the command line."""

import os
import secrets
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from knowledge.base import KnowledgeBase
from tests import forked

ROOT = Path(__file__).parent

# Variables that would make a test's outcome depend on whose machine it runs.
_OURS = ("SLACK_", "DATABASE_URL", "KNOWLEDGE_SOURCES", "LANGUAGE", "ADMINS", "PORT", "LOG_LEVEL", "DYNO")

RunBot = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Makes empty databases of this test's own, all on SQLite and then all on PostgreSQL; gives the URL of each."""
    with ExitStack() as stack:

        def make(name: str) -> str:
            on_sqlite = f"sqlite:///{tmp_path}/{name}.db"
            return on_sqlite if request.param == "sqlite" else stack.enter_context(_schema_of_its_own())

        yield make


@pytest.fixture
def database_url(new_database: Callable[[str], str]) -> str:
    """The URL of an empty database of this test's own, on SQLite and then on PostgreSQL."""
    return new_database("quickjump")


@contextmanager
def _schema_of_its_own() -> Iterator[str]:
    given = os.environ.get("TEST_DATABASE_URL")
    if not given:
        pytest.skip("TEST_DATABASE_URL names no PostgreSQL, so nothing is tried on it.")
    url = make_url(given).set(drivername="postgresql+psycopg")
    schema = f"test_{secrets.token_hex(8)}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        own = url.update_query_dict({"options": f"-csearch_path={schema}"})
        yield own.render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of an SQLite database of this test's own, for what does not depend on the kind of database."""
    return f"sqlite:///{tmp_path}/quickjump.db"


@pytest.fixture
def open_knowledge() -> Iterator[Callable[..., KnowledgeBase]]:
    """Opens knowledge bases on a URL, their tables up to date, and closes them after the test."""
    opened: list[KnowledgeBase] = []

    def open_one(url: str, **options: object) -> KnowledgeBase:
        knowledge = KnowledgeBase(url, **options)
        opened.append(knowledge)
        knowledge.upgrade_schema()
        return knowledge

    yield open_one
    for knowledge in opened:
        knowledge.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation sets, schemas and the seed page."""
    folder = os.environ.get("QUICKJUMP_SHARED")
    if not folder:
        pytest.skip("QUICKJUMP_SHARED names no folder of shared data, so nothing is tried on it.")
    return Path(folder)


@pytest.fixture
def run_bot(tmp_path: Path) -> RunBot:
    """Runs `python -m bot …` in an empty folder with an SQLite file of its own; env adds settings."""

    def run(*args: str, env: Mapping[str, str] | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        own = {"DATABASE_URL": f"sqlite:///{tmp_path}/quickjump.db", "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
        return forked.run(args, folder=tmp_path, env=kept | own | dict(env or {}), stdin=stdin)

    return run
