"""Browsing: what stands on a category, the newest articles, and what somebody may be jumping to."""

from dataclasses import dataclass

from knowledge.articles import Article, Category, CategoryPath


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a list of articles: those from the `offset`th on, of `total`."""

    articles: tuple[Article, ...]
    offset: int
    total: int

    @property
    def first(self) -> int:
        """The number of the first article in the whole list."""
        return self.offset + 1

    @property
    def last(self) -> int:
        """The number of the last article; one less than `first` where there is none."""
        return self.offset + len(self.articles)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category opened: how many articles stand on it and below, the categories right below, and a page of all these
    articles by title. The path is empty for the top: there the page is of articles that stand on no category."""

    path: CategoryPath
    count: int
    children: tuple[Category, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The categories and articles that may be meant by what somebody has typed so far, best first."""

    categories: tuple[Category, ...]
    articles: tuple[Article, ...]
