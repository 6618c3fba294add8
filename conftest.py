"""What all tests share: both databases, the folder of shared data, and a way to run the command line."""

import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path

import hypothesis
import pytest

from knowledge.base import KnowledgeBase
from tests import compiled, forked
from tests.remembering import index_remembering, load_remembering
from tests.tables import Files, Schemas

ROOT = Path(__file__).parent

# Hundreds of processes are started, and what one of them has compiled the next one is to find.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# How long an example takes says more about what else the machine does than about the code. Examples are the same each
# time, so that a change is judged by what it changes; `python -m bot bench fuzz` looks for new ones.
hypothesis.settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("steady")

compiled.share()

# Variables that would make a test's outcome depend on whose machine it runs.
_OURS = (
    *("SLACK_", "DATABASE_URL", "KNOWLEDGE_SOURCES", "LANGUAGE", "ENCODER", "ADMINS", "HOST", "PORT", "CLOCK_AHEAD"),
    *("HEARTBEAT_FILE", "LOG_LEVEL", "DYNO"),
)

RunBot = Callable[..., subprocess.CompletedProcess[str]]
LendDatabase = Callable[[str], AbstractContextManager[str]]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Escape halves of characters in what a test logged, since xdist can't carry one and ends the whole run."""
    report = yield
    report.sections = [(name, text.encode(errors="backslashreplace").decode()) for name, text in report.sections]
    return report


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """SQLite files with the tables."""
    return Files(tmp_path_factory.mktemp("tables"))


@pytest.fixture(scope="session")
def schemas() -> Iterator[Schemas]:
    """Schemas on PostgreSQL, with and without the tables."""
    lent = Schemas(os.environ.get("TEST_DATABASE_URL", ""))
    yield lent
    lent.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return str(request.param)


@pytest.fixture
def lent_database(kind: str, files: Files, schemas: Schemas, tmp_path: Path) -> LendDatabase:
    """Lends databases with their tables, all on SQLite and then all on PostgreSQL; their URLs, from any thread."""

    def lend(name: str) -> AbstractContextManager[str]:
        if kind == "postgresql":
            return schemas.with_tables()
        return nullcontext(files.with_tables(tmp_path / f"{name}.db"))

    return lend


@pytest.fixture
def new_database(lent_database: LendDatabase) -> Iterator[Callable[[str], str]]:
    """Makes databases of this test's own, with their tables, all on SQLite and then all on PostgreSQL; their URLs."""
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(lent_database(name))


@pytest.fixture
def database_url(new_database: Callable[[str], str]) -> str:
    """The URL of a database of this test's own, with its tables, on SQLite and then on PostgreSQL."""
    return new_database("quickjump")


@pytest.fixture
def empty_database_url(kind: str, schemas: Schemas, sqlite_url: str) -> Iterator[str]:
    """The URL of a database of this test's own that has no tables yet, on SQLite and then on PostgreSQL."""
    if kind == "sqlite":
        yield sqlite_url
    else:
        with schemas.empty() as url:
            yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of an SQLite file of this test's own, for what does not depend on the kind of database; none is there."""
    return f"sqlite:///{tmp_path}/quickjump.db"


@pytest.fixture
def open_knowledge(files: Files) -> Iterator[Callable[..., KnowledgeBase]]:
    """Opens knowledge bases on a URL, whose SQLite file is made if there is none, and closes them after the test."""
    opened: list[KnowledgeBase] = []

    def open_one(url: str, **options: object) -> KnowledgeBase:
        if url.startswith("sqlite:///"):
            files.with_tables(Path(url.removeprefix("sqlite:///")))
        opened.append(KnowledgeBase(url, **{"load": load_remembering, "index": index_remembering} | options))
        return opened[-1]

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

    def run(
        *args: str, env: Mapping[str, str] | None = None, stdin: str = "", seconds: float = 60
    ) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        own = {"DATABASE_URL": f"sqlite:///{tmp_path}/quickjump.db", "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
        return forked.run(args, folder=tmp_path, env=kept | own | dict(env or {}), stdin=stdin, seconds=seconds)

    return run
