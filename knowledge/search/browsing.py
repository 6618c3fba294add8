"""Browsing: the articles of one index as they stand on their shelves, by title or the newest first."""

from functools import lru_cache

import numpy as np

from knowledge.articles import Audience, Category, CategoryPath, folded, is_within
from knowledge.browsing import Page, Shelf
from knowledge.search.fields import Ints
from knowledge.search.index import Index
from knowledge.search.text import fold

# The order of so many categories is remembered: to sort 100,000 titles takes a tenth of a second.
_REMEMBERED = 100


class Browser:
    """Opens the categories of one index. What an audience may not read is not there for it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._by_title = lru_cache(_REMEMBERED)(self._sorted)

    def shelf(self, path: CategoryPath, audience: Audience, *, limit: int, offset: int) -> Shelf | None:
        """A category with a page of its articles; None where this audience knows none of that path."""
        tree = self._index.shelves.trees[audience]
        named = next((each for each in tree if folded(each.path) == folded(path)), None)
        if path and named is None:
            return None
        rows = self._by_title(audience, folded(path))
        children = tuple(each for each in tree if len(each.path) == len(path) + 1 and is_within(each.path, path))
        return Shelf(
            path=named.path if named else (),
            count=named.count if named else self._index.shelves.count(audience),
            children=children,
            page=self._page(rows, limit, offset),
        )

    def newest(self, audience: Audience, category: CategoryPath, *, limit: int, offset: int) -> Page:
        """The newest articles within a category, the empty path meaning everywhere."""
        newest, allowed = self._index.ages.newest, self._index.shelves.allowed(audience, category)
        return self._page(newest if allowed is None else newest[allowed[newest]], limit, offset)

    def largest(self, audience: Audience, limit: int) -> tuple[Category, ...]:
        """The categories of the first level, those with the most articles first."""
        tops = [each for each in self._index.shelves.trees[audience] if len(each.path) == 1]
        return tuple(sorted(tops, key=lambda each: -each.count)[:limit])

    def _page(self, rows: Ints, limit: int, offset: int) -> Page:
        """The page that begins there, or the last one where the list ends before."""
        start = min(max(offset, 0), max(len(rows) - 1, 0) // limit * limit)
        shown = rows[start : start + limit].tolist()
        return Page(tuple(self._index.articles[row] for row in shown), start, len(rows))

    def _sorted(self, audience: Audience, path: CategoryPath) -> Ints:
        """The rows within a category, or for the empty path on none, by title."""
        shelves = self._index.shelves
        here = np.array([is_within(each, path) if path else not each for each in shelves.paths], dtype=bool)
        on_it = here[shelves.places] if len(shelves.places) else np.zeros(0, dtype=bool)
        rows = np.flatnonzero(on_it if audience is Audience.INTERNAL else on_it & shelves.public).tolist()
        return np.array(sorted(rows, key=lambda row: (fold(self._index.articles[row].title), row)), dtype=np.int64)
