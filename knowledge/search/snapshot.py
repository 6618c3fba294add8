"""The snapshot: all articles as one process answers from them, never changed, swapped whole for a newer one."""

from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np

from knowledge.articles import (
    Answer,
    Article,
    Audience,
    Band,
    Category,
    CategoryPath,
    Match,
    category_path,
    category_text,
    folded,
)
from knowledge.search.bands import band_of, scores_of
from knowledge.search.encoder import Encoder, default_encoder
from knowledge.search.excerpt import Excerpts
from knowledge.search.fields import opening
from knowledge.search.index import Index, build_index, updated_index
from knowledge.search.nearest import nearest_categories
from knowledge.search.ranking import rank
from knowledge.search.reading import Query, Reader
from knowledge.search.rows import row_of
from knowledge.search.shelves import Mask
from knowledge.search.text import AUTO

# As much of a question as is read: a screenful. More would drown what was asked in words.
LONGEST_QUESTION = 1500

# How many categories an answer that found nothing names.
NEAREST_CATEGORIES = 3


class Snapshot:
    """Answers questions from the articles it was made of."""

    def __init__(self, articles: Iterable[Article], *, language: str = AUTO, encoder: Encoder | None = None) -> None:
        """Index the articles in a language (a name, a code or `auto`, which asks the articles); `UnknownLanguage`."""
        self._take(build_index(articles, language=language, encoder=encoder or default_encoder()))

    def updated(self, changed: Iterable[Article], removed: Iterable[str]) -> "Snapshot":
        """The snapshot after articles have changed or come, and others, named by their keys, have been removed.

        It answers like one made of the same articles, but reads only those that changed, unless most have.
        """
        newer = Snapshot.__new__(Snapshot)
        newer._take(updated_index(self._index, changed, removed))
        return newer

    def _take(self, index: Index) -> None:
        self._index = index
        self._reader = Reader(index)

    @property
    def articles(self) -> Sequence[Article]:
        """All of them, in the order of their keys."""
        return self._index.articles

    @property
    def language(self) -> str:
        return self._index.vocabulary.language.name

    def count(self, audience: Audience) -> int:
        """How many articles this audience may read."""
        return self._index.shelves.count(audience)

    def article(self, key: str, audience: Audience) -> Article | None:
        """The article of that key, if there is one that the audience may read."""
        row = row_of(self.articles, key)
        return self.articles[row] if row is not None and self._index.shelves.may_read(audience, row) else None

    def match(self, key: str, question: str, audience: Audience) -> Match | None:
        """The article of that key as it answers a question, if there is one that the audience may read."""
        found = self.article(key, audience)
        if found is None:
            return None
        query = self._reader.read(opening(question, LONGEST_QUESTION))
        return _match(found, 1.0, self._excerpts(query))

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
        wanted, name = folded(category_path(text)), " ".join(text.casefold().split())
        shelves = self.categories(audience)
        exact = [
            shelf for shelf in shelves if folded(shelf.path) == wanted or category_text(shelf.path).casefold() == name
        ]
        by_name = [shelf for shelf in shelves if shelf.name.casefold() == name]
        found = exact or by_name
        return found[0] if len(found) == 1 else None

    def categories_like(self, text: str, audience: Audience, *, limit: int) -> tuple[Category, ...]:
        """The categories that somebody may have meant by a misspelt or partial name, best first, if any is near."""
        return nearest_categories(text, self.categories(audience))[:limit]

    def answer(
        self, question: str, audience: Audience, *, limit: int = 5, offset: int = 0, category: CategoryPath = ()
    ) -> Answer:
        """The best articles for a question, from the `offset`th on; only those within the category, if one is given.

        A reference in the question (`AA-05179`, `aa5179`) puts its article first.
        """
        read = opening(question.strip(), LONGEST_QUESTION)
        query = self._reader.read(read)
        allowed = self._index.shelves.allowed(audience, category)
        ranking = rank(query, self._index, count=offset + limit + 1, allowed=allowed)
        rows, scores = self._named_first(ranking.rows.tolist(), scores_of(ranking, query, self._index), query, allowed)
        band = band_of(scores) if query.typed else Band.NONE
        excerpts = self._excerpts(query)
        page = zip(rows[offset : offset + limit], scores[offset : offset + limit], strict=True)
        return Answer(
            question=read,
            band=band,
            matches=tuple(_match(self.articles[row], score, excerpts) for row, score in page),
            nearest=self._nearest(rows, audience) if band is Band.NONE else (),
            shortened=len(read) < len(question.strip()),
            more=len(rows) > offset + limit,
            searched=len(self.articles) if allowed is None else int(np.count_nonzero(allowed)),
        )

    def _excerpts(self, query: Query) -> Excerpts:
        return Excerpts(query, self._index.vocabulary)

    def _named_first(
        self, rows: list[int], scores: list[float], query: Query, allowed: Mask | None
    ) -> tuple[list[int], list[float]]:
        """The ranking with the articles first whose references the question names; they alone if it says no more."""
        referral = self._index.references.named_in(query.typed)
        bearers = [row for key in referral.keys if (row := row_of(self.articles, key)) is not None]
        named = [row for row in bearers if allowed is None or allowed[row]]
        if not named:
            return rows, scores
        said = [word for place, word in enumerate(query.words) if place not in referral.places]
        if not any(word.weight for word in said):
            return named, [1.0] * len(named)
        rest = [(row, score) for row, score in zip(rows, scores, strict=True) if row not in named]
        return [*named, *(row for row, _ in rest)], [1.0] * len(named) + [score for _, score in rest]

    def _nearest(self, rows: Iterable[int], audience: Audience) -> tuple[Category, ...]:
        paths = dict.fromkeys(folded(self.articles[row].category) for row in rows)
        shelves = {folded(category.path): category for category in self.categories(audience)}
        return tuple(shelves[path] for path in paths if path)[:NEAREST_CATEGORIES]


def _match(article: Article, score: float, excerpts: Excerpts) -> Match:
    return Match(article, score, partial(excerpts.of, article))
