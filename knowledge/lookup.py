"""Lookup: what a process answers from memory, be the database there or not."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.articles import Answer, Article, Audience, Category, CategoryPath, Match
from knowledge.browsing import Page, Shelf, Suggestions
from knowledge.explanations import Explanation
from knowledge.search.syntax import read_search
from knowledge.searches import Found, Understood
from knowledge.snapshots import Snapshots
from knowledge.tuning import Advice


class Lookup:
    """Every question about articles, answered for an audience from the snapshot of the process."""

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots

    @property
    def edition(self) -> int:
        """A number that changes whenever the articles do that questions are answered from, or votes move them."""
        return self._snapshots.edition

    def ask(
        self,
        question: str,
        audience: Audience,
        *,
        limit: int = 5,
        offset: int = 0,
        category: CategoryPath = (),
        favoured: Sequence[CategoryPath] = (),
    ) -> Answer:
        """The answer to a question for an audience, from memory; only from within a category, if one is given.

        Articles of the `favoured` categories stand a little further forward.
        """
        snapshot = self._snapshots.current()
        return snapshot.answer(question, audience, limit=limit, offset=offset, category=category, favoured=favoured)

    def check_tuning(self) -> list[Advice]:
        """What is to be looked at in the tuning, as the store holds it now: what comes to nothing or contradicts."""
        return self._snapshots.latest().tuning_advice()

    def search(self, text: str, audience: Audience, *, limit: int = 5, offset: int = 0) -> Found:
        """What matches a search as somebody typed it, with filters; `problems` say what of it could not be read."""
        understood = read_search(text)
        found = self._snapshots.current().search(understood.search, audience, limit=limit, offset=offset)
        return replace(found, problems=(*understood.problems, *found.problems))

    def read_search(self, text: str) -> Understood:
        """What somebody typed, read as a search, with sentences on what of it could not be; knows no article."""
        return read_search(text)

    def article(self, key: str, audience: Audience) -> Article | None:
        """The article of that key, if there is one that the audience may read."""
        return self._snapshots.current().article(key, audience)

    def article_at(self, url: str, audience: Audience) -> Article | None:
        """The article that a link leads to, however it is written, if there is one that the audience may read."""
        return self._snapshots.current().links.article(url, audience)

    def links(self, audience: Audience) -> tuple[str, ...]:
        """Where the articles that this audience may read lead to, of those that lead somewhere."""
        may_read = (each for each in self._snapshots.current().articles if audience.may_read(each.visibility))
        return tuple(article.url for article in may_read if article.url)

    def explain(
        self, question: str, audience: Audience, *, article: str = "", favoured: Sequence[CategoryPath] = ()
    ) -> Explanation:
        """Why a question is answered as it is, and where the article stands that is named, if one is.

        `UnknownArticle` where what is given as one names none that the audience may read.
        """
        return self._snapshots.current().explain(question, audience, article=article, favoured=favoured)

    def article_named(self, text: str, audience: Audience) -> Article:
        """The one article, of those that the audience may read, that a text names; `UnknownArticle`.

        By its key, by its reference however it is written, by its id, or by its title, be it misspelt.
        """
        return self._snapshots.current().article_named(text, audience)

    def match(self, key: str, question: str, audience: Audience) -> Match | None:
        """The article of that key as it answers a question, if there is one that the audience may read."""
        return self._snapshots.current().match(key, question, audience)

    def examples(self, audience: Audience, count: int) -> tuple[Article, ...]:
        """A few articles from different categories, to show what can be asked."""
        return self._snapshots.current().examples(audience, count)

    def categories(self, audience: Audience) -> tuple[Category, ...]:
        """All categories that hold an article for this audience, parents before children."""
        return self._snapshots.current().categories(audience)

    def shelf(self, path: CategoryPath, audience: Audience, *, limit: int, offset: int = 0) -> Shelf | None:
        """A category with those below it and a page of its articles, by title; None where there is none such.

        An offset behind the end means the last page.
        """
        return self._snapshots.current().shelf(path, audience, limit=limit, offset=offset)

    def newest(self, audience: Audience, *, limit: int, offset: int = 0, category: CategoryPath = ()) -> Page:
        """The articles within a category that were updated last, then those that arrived last; offsets as above."""
        return self._snapshots.current().newest(audience, limit=limit, offset=offset, category=category)

    def suggest(self, typed: str, audience: Audience, limit: int) -> Suggestions:
        """The categories and articles, so many in all, that somebody may be jumping to who has typed so far.

        With nothing typed the largest categories and the newest articles.
        """
        return self._snapshots.current().suggest(typed, audience, limit)

    def category_named(self, text: str, audience: Audience) -> Category | None:
        """The category that somebody wrote, if it can be only one."""
        return self._snapshots.current().category_named(text, audience)

    def categories_like(self, text: str, audience: Audience, *, limit: int = 5) -> tuple[Category, ...]:
        """The categories that somebody may have meant by a misspelt or partial name, best first, if any is near."""
        return self._snapshots.current().categories_like(text, audience, limit=limit)

    @property
    def holds_internal(self) -> bool:
        """Whether there is an article that not everybody may read."""
        return self.article_count(Audience.INTERNAL) > self.article_count(Audience.PUBLIC)

    def article_count(self, audience: Audience) -> int:
        """How many articles this audience may read."""
        return self._snapshots.current().count(audience)
