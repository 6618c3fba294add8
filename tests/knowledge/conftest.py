"""Knowledge bases on a clock of the tests' own, and the seed page synced into one."""

from collections.abc import Callable, Iterator

import pytest

from knowledge.base import KnowledgeBase
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
