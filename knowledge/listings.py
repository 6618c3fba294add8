"""Listings: what was listed last in a place, so that a number which somebody types there is understood."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something was listed: in a thread for all who write in it, or in a channel for one person alone."""

    workspace: str
    channel: str
    thread_ts: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The keys of articles, numbered from `first` on, and the question that they answer, where one was asked."""

    articles: Sequence[str]
    first: int = 1
    question: str = ""

    @property
    def last(self) -> int:
        """The number of the last article; one less than `first` where there is none."""
        return self.first + len(self.articles) - 1

    def article(self, number: int) -> str | None:
        """The key of the article of that number."""
        return self.articles[number - self.first] if self.first <= number <= self.last else None
