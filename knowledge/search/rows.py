"""Rows: where articles stand once some of them have come, gone or changed."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Article, article_mark, is_mark
from knowledge.search.fields import Ints

Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Rows:
    """How the rows of articles in the order of their keys follow from those before."""

    origins: Ints  # of each row now: its row before, or -1 where the article is another or reads otherwise
    arrivals: Ints  # the rows now that were not there before
    gone: Ints  # the rows before that are no longer there

    def carried(self, before: NDArray[Number], arrived: NDArray[Any]) -> NDArray[Number]:
        """What was said of each row before, for the rows now, with what is said of the arrivals."""
        now = before.take(self.origins, axis=0, mode="clip")
        now[self.arrivals] = arrived
        return now

    def renumbered(self, before: NDArray[Any]) -> Ints:
        """Rows before as rows now; -1 for those that are gone."""
        now = np.full(len(self.origins) - len(self.arrivals) + len(self.gone), -1, dtype=np.int64)
        stayed = np.flatnonzero(self.origins >= 0)
        now[self.origins[stayed]] = stayed
        renumbered: Ints = now[before]
        return renumbered


def row_of(articles: Sequence[Article], key: str) -> int | None:
    """The row of the article of that key, or of that mark, among articles in the order of their keys."""
    if is_mark(key):
        return next((row for row, article in enumerate(articles) if article_mark(article.key) == key), None)
    row = bisect_left(articles, key, key=attrgetter("key"))
    return row if row < len(articles) and articles[row].key == key else None


def rows_after(articles: Sequence[Article], arrived: Sequence[Article], removed: Iterable[str]) -> Rows:
    """The rows after articles have arrived or been removed; all stand in the order of their keys."""
    keys = [article.key for article in arrived]
    found = {row_of(articles, key) for key in (*keys, *removed)}
    gone = np.array(sorted(row for row in found if row is not None), dtype=np.int64)
    places = np.array([bisect_left(articles, key, key=attrgetter("key")) for key in keys], dtype=np.int64)
    stayed = np.delete(np.arange(len(articles), dtype=np.int64), gone)
    origins = np.insert(stayed, places - np.searchsorted(gone, places), -1)
    return Rows(origins, np.flatnonzero(origins == -1), gone)


def carried_articles(before: Sequence[Article], arrived: Sequence[Article], rows: Rows) -> list[Article]:
    """The articles as they stand now."""
    new = iter(arrived)
    return [before[origin] if origin >= 0 else next(new) for origin in rows.origins.tolist()]
