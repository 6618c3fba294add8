"""Engines: what finds articles for a question, each built from all of them, and the list of those that are compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.articles import Article


class Engine(Protocol):
    """Search over the articles that it was built from."""

    def find(self, question: str, count: int) -> Sequence[str]:
        """The ids of up to so many articles, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Peer:
    """A kind of engine: its name, how one is built, and whether what it holds is in the memory of our process.

    Building imports what it needs, so that nobody pays for another's libraries; what is missing is an ImportError,
    and what can't be measured for another reason a CannotMeasure.
    """

    name: str
    build: Callable[[Sequence[Article]], Engine]
    is_in_memory: bool = True
