"""Shelves: which articles stand on which category, for whom, as arrays over all articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Article, Audience, Category, CategoryPath, Visibility, category_tree, is_within
from knowledge.search.fields import Ints
from knowledge.search.rows import Rows

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Shelves:
    """The categories of all articles: `places[row]` is that of an article's category in `paths`."""

    paths: Sequence[CategoryPath]  # each as it is written, and once
    places: Ints
    public: Mask
    trees: Mapping[Audience, tuple[Category, ...]]

    def count(self, audience: Audience) -> int:
        """How many articles the audience may read."""
        return len(self.public) if audience is Audience.INTERNAL else int(np.count_nonzero(self.public))

    def may_read(self, audience: Audience, row: int) -> bool:
        return audience is Audience.INTERNAL or bool(self.public[row])

    def allowed(self, audience: Audience, category: CategoryPath = ()) -> Mask | None:
        """The rows that the audience may read within a category, case ignored; None for all there are."""
        visible = None if audience is Audience.INTERNAL else self.public
        if not category:
            return visible
        within = np.array([is_within(path, category) for path in self.paths], dtype=bool)[self.places]
        return within if visible is None else within & visible

    def within(self, categories: Sequence[CategoryPath]) -> Mask:
        """The rows that stand within one of these categories, case ignored, whoever may read them."""
        inside = [any(is_within(path, each) for each in categories) for path in self.paths]
        return np.array(inside, dtype=bool)[self.places]

    def without(self, allowed: Mask | None, hidden: Sequence[int]) -> Mask | None:
        """The allowed rows but those that are hidden; None for all there are."""
        if not hidden:
            return allowed
        left = np.ones(len(self.public), dtype=bool) if allowed is None else allowed.copy()
        left[hidden] = False
        return left

    def rows(self, audience: Audience, category: CategoryPath) -> list[int]:
        """The rows that the audience may read within a category."""
        allowed = self.allowed(audience, category)
        rows: list[int] = (np.arange(len(self.public)) if allowed is None else np.flatnonzero(allowed)).tolist()
        return rows


def are_public(articles: Sequence[Article]) -> Mask:
    """Of each article whether everybody may read it."""
    return np.array([article.visibility is Visibility.PUBLIC for article in articles], dtype=bool)


def build_shelves(articles: Sequence[Article]) -> Shelves:
    """The shelves that the articles stand on."""
    return _arranged(*_read(articles, {}))


def updated_shelves(before: Shelves, arrived: Sequence[Article], rows: Rows) -> Shelves:
    """The shelves after some articles have come, gone or changed."""
    paths, places, public = _read(arrived, {path: place for place, path in enumerate(before.paths)})
    return _arranged(paths, rows.carried(before.places, places), rows.carried(before.public, public))


def _read(articles: Sequence[Article], known: dict[CategoryPath, int]) -> tuple[list[CategoryPath], Ints, Mask]:
    """All paths, and of each article the place of its own and whether it is public."""
    places = [known.setdefault(article.category, len(known)) for article in articles]
    return list(known), np.array(places, dtype=np.int64), are_public(articles)


def _arranged(paths: Sequence[CategoryPath], places: Ints, public: Mask) -> Shelves:
    trees = {Audience.PUBLIC: _tree(paths, places[public]), Audience.INTERNAL: _tree(paths, places)}
    return Shelves(paths, places, public, trees)


def _tree(paths: Sequence[CategoryPath], places: Ints) -> tuple[Category, ...]:
    found, first, counts = np.unique(places, return_index=True, return_counts=True)
    in_order = np.argsort(first)
    return category_tree({paths[found[at]]: int(counts[at]) for at in in_order.tolist()})
