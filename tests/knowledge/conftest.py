"""Knowledge bases on a clock of the tests' own, and the seed page synced into one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from tests.knowledge.announcing import HelpCentre
from tests.knowledge.given import GivenClock


@pytest.fixture
def clock() -> GivenClock:
    return GivenClock()


@pytest.fixture
def knowledge(database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]) -> KnowledgeBase:
    """An empty knowledge base, on each kind of database in turn."""
    return open_knowledge(database_url, clock=clock)


@pytest.fixture
def second_process(knowledge: KnowledgeBase, database_url: str, clock: GivenClock) -> Iterator[KnowledgeBase]:
    """Another process's knowledge base on the same database and clock."""
    other = KnowledgeBase(database_url, clock=clock)
    yield other
    other.close()


@pytest.fixture
def centre(database_url: str, tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]) -> HelpCentre:
    """A help centre with a baseline; it is Monday, 2 November 2026, 9:00 in UTC."""
    clock = GivenClock()
    return HelpCentre(open_knowledge(database_url, clock=clock), clock, tmp_path, database_url)
