"""The snapshot: all articles as one process answers from them, never changed, swapped whole for a newer one."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from types import MappingProxyType

from knowledge.articles import (
    Answer,
    Article,
    Audience,
    Band,
    Category,
    CategoryPath,
    Match,
)
from knowledge.browsing import Page, Shelf, Suggestions
from knowledge.explanations import Explanation
from knowledge.search.advice import advice_on
from knowledge.search.answering import LONGEST_QUESTION, Wanted, answer, match_of
from knowledge.search.browsing import Browser
from knowledge.search.encoder import Encoders, default_encoder
from knowledge.search.excerpt import Excerpts
from knowledge.search.explaining import FIRST, FURTHEST, explanation
from knowledge.search.fields import opening
from knowledge.search.index import Index, build_index, updated_index
from knowledge.search.languages import AUTO
from knowledge.search.links import Links
from knowledge.search.naming import article_named
from knowledge.search.nearest import categories_named, nearest_categories
from knowledge.search.rows import row_of
from knowledge.search.sentences import Encoded
from knowledge.search.suggesting import LONGEST_TYPED
from knowledge.search.text import words
from knowledge.search.tuned import UNTUNED, Tuned, arrived, tuned
from knowledge.search.views import views
from knowledge.searches import Found, Search
from knowledge.tuning import NO_TUNING, Advice, Tuning
from knowledge.votes import NO_OPINIONS, Opinions


class Snapshot:
    """Answers questions from the articles it was made of."""

    def __init__(
        self,
        articles: Iterable[Article],
        *,
        language: str = AUTO,
        encoders: Encoders | None = None,
        encoded: Mapping[str, Encoded] = MappingProxyType({}),
        tuning: Tuning = NO_TUNING,
    ) -> None:
        """Index the articles in a language (names, codes or `auto`, which asks the articles); `UnknownLanguage`.

        `encoded` are the vectors that are known of articles, by their keys, where there is an encoder of sentences.
        """
        given = encoders or Encoders(default_encoder())
        read, before = arrived(UNTUNED, articles, ())
        index = build_index(read, language=language, encoder=given.words, sentences=given.sentences, encoded=encoded)
        self._take(index, tuning, before)

    @classmethod
    def of(cls, index: Index, *, tuning: Tuning = NO_TUNING, before: Tuned = UNTUNED) -> "Snapshot":
        """The snapshot that answers from an index, by a tuning; `before` is how its articles were tuned so far."""
        made = cls.__new__(cls)
        made._take(index, tuning, before)
        return made

    def updated(
        self,
        changed: Iterable[Article],
        removed: Iterable[str],
        *,
        encoded: Mapping[str, Encoded] = MappingProxyType({}),
        tuning: Tuning | None = None,
    ) -> "Snapshot":
        """The snapshot after articles have changed or come, and others, named by their keys, have been removed.

        It answers like one made of the same articles, but reads only those that changed, unless most have. `encoded`
        are the vectors that have become known meanwhile. Without a tuning that is as before. Votes are left to `voted`.
        """
        gone = [*removed]
        read, before = arrived(self._tuned, changed, gone)
        index = updated_index(self._index, read, gone, encoded=encoded)
        return Snapshot.of(index, tuning=self._tuned.tuning if tuning is None else tuning, before=before)

    def voted(self, opinions: Opinions) -> "Snapshot":
        """The snapshot of the same articles by what people think of them now; nothing is read or built anew."""
        newer = copy(self)
        newer.opinions = opinions
        newer._views = {audience: view.voted(opinions) for audience, view in self._views.items()}
        return newer

    def _take(self, index: Index, tuning: Tuning, before: Tuned) -> None:
        self._index, self._tuned = tuned(index, tuning, before)
        self._views = views(self._index, self._tuned)
        self.opinions = NO_OPINIONS
        self._browser = Browser(self._index)

    @property
    def articles(self) -> Sequence[Article]:
        """All of them, in the order of their keys."""
        return self._index.articles

    @property
    def languages(self) -> tuple[str, ...]:
        """The names of the languages that the articles are read in."""
        return tuple(language.name for language in self._index.vocabulary.languages)

    def count(self, audience: Audience) -> int:
        """How many articles this audience may read."""
        return self._index.shelves.count(audience)

    def article(self, key: str, audience: Audience) -> Article | None:
        """The article of that key, if there is one that the audience may read."""
        row = row_of(self.articles, key)
        return self.articles[row] if row is not None and self._index.shelves.may_read(audience, row) else None

    @cached_property
    def links(self) -> Links:
        """The articles by their links, read when the first of them is asked for."""
        return Links(self.articles)

    def match(self, key: str, question: str, audience: Audience) -> Match | None:
        """The article of that key as it answers a question, if there is one that the audience may read."""
        found = self.article(key, audience)
        if found is None:
            return None
        query = self._views[audience].reader.read(opening(question, LONGEST_QUESTION))
        return match_of(found, 1.0, Excerpts(query, self._index.vocabulary))

    def examples(self, audience: Audience, count: int) -> tuple[Article, ...]:
        """One article from each of the largest categories of the first level, to show what can be asked."""
        shelves = [category for category in self.categories(audience) if len(category.path) == 1]
        largest = sorted(shelves, key=lambda category: -category.count)[:count]
        return tuple(self._example(shelf, audience) for shelf in largest)

    def _example(self, shelf: Category, audience: Audience) -> Article:
        """The first article of a category, or the first that says how people ask for it."""
        here = [self.articles[row] for row in self._index.shelves.rows(audience, shelf.path)]
        return next((article for article in here if article.phrases), here[0])

    def categories(self, audience: Audience) -> tuple[Category, ...]:
        """All categories that hold an article for this audience, parents before children."""
        return self._index.shelves.trees[audience]

    def category_named(self, text: str, audience: Audience) -> Category | None:
        """The category somebody wrote, as a whole path or by its last name where only one bears it; case is ignored."""
        found = categories_named(text, self.categories(audience))
        return found[0] if len(found) == 1 else None

    def categories_like(self, text: str, audience: Audience, *, limit: int) -> tuple[Category, ...]:
        """The categories that somebody may have meant by a misspelt or partial name, best first, if any is near."""
        return nearest_categories(text, self.categories(audience))[:limit]

    def shelf(self, path: CategoryPath, audience: Audience, *, limit: int, offset: int = 0) -> Shelf | None:
        """A category with those below it and a page of its articles, by title; None where there is none such."""
        return self._browser.shelf(path, audience, limit=limit, offset=offset)

    def newest(self, audience: Audience, *, limit: int, offset: int = 0, category: CategoryPath = ()) -> Page:
        """The articles within a category that were updated last, then those that arrived by the latest sync."""
        return self._browser.newest(audience, category, limit=limit, offset=offset)

    def suggest(self, typed: str, audience: Audience, limit: int) -> Suggestions:
        """The categories, a quarter of `limit` at most, and the articles that somebody may be jumping to.

        With nothing typed the largest categories and the newest articles; where no heading or reference begins so,
        what answers.
        """
        most = limit // 4
        if not words(typed):
            newest = self.newest(audience, limit=limit - most).articles
            return Suggestions(self._browser.largest(audience, most), newest)
        suggester = self._views[audience].suggester
        categories = suggester.categories(typed, most)
        articles = suggester.articles(typed, limit - len(categories))
        return Suggestions(categories, articles or self._answering(typed, audience))

    def _answering(self, typed: str, audience: Audience) -> tuple[Article, ...]:
        found = self.answer(typed[:LONGEST_TYPED], audience)
        return () if found.band is Band.NONE else tuple(match.article for match in found.matches)

    def tuning_advice(self) -> list[Advice]:
        """What is to be looked at in the tuning: what comes to nothing, and what contradicts itself."""
        return advice_on(self._tuned.tuning, self._index)

    def article_named(self, text: str, audience: Audience) -> Article:
        """The one article that this audience may read and that a text names; `UnknownArticle`.

        By its key, by its reference however it is written, by its id, or by its title, be it misspelt.
        """
        return article_named(opening(text, LONGEST_QUESTION), self._views[audience].reader, audience)

    def answer(
        self,
        question: str,
        audience: Audience,
        *,
        limit: int = 5,
        offset: int = 0,
        category: CategoryPath = (),
        favoured: Sequence[CategoryPath] = (),
    ) -> Answer:
        """The best articles for a question, from the `offset`th on; only those within the category, if one is given.

        A reference in the question (`AA-05179`, `aa5179`) puts its article first. Those within the `favoured`
        categories stand a little further forward.
        """
        wanted = Wanted(audience, limit=limit, offset=offset, category=category, favoured=favoured)
        return answer(self._index, self._views[audience], question, wanted)

    def explain(
        self, question: str, audience: Audience, *, article: str = "", favoured: Sequence[CategoryPath] = ()
    ) -> Explanation:
        """Why a question is answered as it is, and where the article stands that is named, if one is.

        `UnknownArticle` where what is given as one names none that the audience may read.
        """
        asked_about = self.article_named(article, audience) if article else None
        answer = self.answer(question, audience, limit=FURTHEST if asked_about else FIRST, favoured=favoured)
        view = self._views[audience]
        query = view.reader.read(answer.question)
        rules = self._tuned.rules_on(
            query,
            may_read=lambda key: self.article(key, audience) is not None,
            asked_about=asked_about.key if asked_about else "",
        )
        said = tuple(rules)
        return explanation(answer, query, view.index, asked_about=asked_about, rules=said, opinions=self.opinions)

    def search(self, search: Search, audience: Audience, *, limit: int = 5, offset: int = 0) -> Found:
        """What matches a search, from the `offset`th on, `limit` articles at most.

        Phrases, excluded words and title words are looked for in what is read of an article (`FIELDS`), by stems; a
        title word that stands in no title is read as the nearest that does. With words to rank by, an article matches
        that holds at least one of them, once their spelling is put right, or is among the `NEAREST` in meaning with a
        score of `SOMETHING`; another sort orders the same articles anew. A part that leaves nothing is left out, and
        the problems of what was found say so, as they do of categories and sources that there are none of.
        """
        return self._views[audience].searcher.find(search, audience, limit=limit, offset=offset)
