"""Searches: what somebody looks for with filters, how that is typed, and what is found. Plain frozen types."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.articles import Band, Match
from knowledge.questions import Answered

# Straight quotes, and those that Slack and people's phones make of them: any of them opens, and any closes.
QUOTES = '"“”„‟«»'

# What stands by itself and can mean nothing but what it says.
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class Sort(StrEnum):
    """The order in which what matches is shown."""

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Traits:
    """What articles can be told apart by: words or phrases in them, words in their titles, categories, and sources.

    All are as they were typed; categories and sources may be such as there are none of.
    """

    texts: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for.

    `words` are asked as a question. An article has all texts and titles of `having`, stands in one of its categories
    and comes from one of its sources; it has nothing of `lacking`. It was last updated from `since` to `until`, those
    days included. Without a `sort` the best come first where there are words to rank by, else the newest.
    """

    words: str = ""
    having: Traits = Traits()
    lacking: Traits = Traits()
    since: date | None = None
    until: date | None = None
    sort: Sort | None = None

    @property
    def question(self) -> str:
        """All words that say what it is about, for ranking."""
        return " ".join(filter(None, (self.words, *self.having.texts, *self.having.titles)))


@dataclass(frozen=True, slots=True)
class Understood:
    """A search as it was read, and a sentence on each part of what was typed that could not be."""

    search: Search
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: one page of the articles that match, in order, and how many there are.

    `offset` is how many matches stand before this page. `band` says how sure the first is to be the right one, where
    words were ranked. `problems` are sentences on what could not be read or left nothing; `left_out` are the parts of
    the search, as typed, that left nothing, and without which the rest was searched. `searched` is how many articles
    the audience may read.
    """

    search: Search
    matches: tuple[Match, ...]
    total: int
    offset: int = 0
    band: Band | None = None
    problems: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    searched: int = 0

    @property
    def more(self) -> bool:
        """Whether further matches follow."""
        return self.offset + len(self.matches) < self.total and bool(self.matches)


def answered_by_search(found: Found) -> Answered | None:
    """What is recorded of a search; None where nothing was looked for by words.

    It is a miss only without filters: with them it may find nothing where an article would answer its words.
    """
    search = found.search
    if not search.question:
        return None
    band = found.band or (Band.SEVERAL if found.total else Band.NONE)
    article = found.matches[0].article.key if found.matches and band is not Band.NONE else ""
    is_plain = search == Search(search.words, sort=search.sort)
    return Answered(typed(search), band, article, is_miss=is_plain and band is Band.NONE)


def typed(search: Search) -> str:
    """The search as somebody would type it; reading that gives the same search."""
    parts = [search.words, *_having(search.having), *_lacking(search.lacking), _updated(search.since, search.until)]
    sort = f"sort:{search.sort}" if search.sort else ""
    return " ".join(filter(None, (*parts, sort)))


def typed_value(filter: str, value: str) -> str:
    """A filter with its value, in quotes where it needs them: `category:"Order processing"`."""
    return f"{filter}:{bare(value)}"


def bare(text: str) -> str:
    """The text as it is typed behind a colon or a minus: as it is where it is one word, else in quotes."""
    return text if _WORD.fullmatch(text) else in_quotes(text)


def in_quotes(text: str) -> str:
    """The text as it is typed in quotes: a quote within it is written twice."""
    return '"' + re.sub(f"([{QUOTES}])", r"\1\1", text) + '"'


def _having(traits: Traits) -> Iterator[str]:
    yield from map(in_quotes, traits.texts)
    yield from _filters(traits)


def _lacking(traits: Traits) -> Iterator[str]:
    yield from (f"-{bare(text)}" for text in traits.texts)
    yield from (f"-{part}" for part in _filters(traits))


def _filters(traits: Traits) -> Iterator[str]:
    named = {"title": traits.titles, "category": traits.categories, "source": traits.sources}
    yield from (typed_value(filter, value) for filter, values in named.items() for value in values)


def _updated(since: date | None, until: date | None) -> str:
    if since and until:
        return f"updated:{since}" if since == until else f"updated:{since}..{until}"
    if since:
        return f"updated:>={since}"
    return f"updated:<={until}" if until else ""
