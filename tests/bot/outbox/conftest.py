"""An empty knowledge base on each kind of database, on a clock of the tests' own."""

from collections.abc import Callable

import pytest

from knowledge.base import KnowledgeBase
from tests.knowledge.given import GivenClock


@pytest.fixture
def clock() -> GivenClock:
    return GivenClock()


@pytest.fixture
def knowledge(database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]) -> KnowledgeBase:
    return open_knowledge(database_url, clock=clock)
