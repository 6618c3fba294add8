"""The snapshot: all articles as one process answers from them, never changed, swapped whole for a newer one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import (
    Answer,
    Article,
    Audience,
    Band,
    Category,
    CategoryPath,
    Match,
    Visibility,
    category_path,
    category_text,
    category_tree,
    folded,
    is_within,
)
from knowledge.search.bands import band_of, scores_of
from knowledge.search.encoder import Encoder, default_encoder
from knowledge.search.excerpt import Excerpts
from knowledge.search.index import Floats, Index, build_index, opening
from knowledge.search.ranking import Query, rank, read_query, word_weight
from knowledge.search.references import References
from knowledge.search.text import Language, detect_language

AUTO = "auto"

# As much of a question as is read: a screenful. More would drown what was asked in words.
LONGEST_QUESTION = 1500

# How many categories an answer that found nothing names.
NEAREST_CATEGORIES = 3


class Snapshot:
    """Answers questions from the articles it was made of."""

    def __init__(self, articles: Sequence[Article], *, language: str = AUTO, encoder: Encoder | None = None) -> None:
        """Index the articles in a language (a name, a code or `auto`, which asks the articles); `UnknownLanguage`."""
        self.articles = articles
        found = detect_language(_sample(article) for article in articles) if language == AUTO else language
        self._index: Index = build_index(articles, language=Language(found), encoder=encoder or default_encoder())
        self._references = References(articles)
        self._public = np.array([article.visibility is Visibility.PUBLIC for article in articles], dtype=bool)
        self._trees = {
            Audience.PUBLIC: category_tree(article for article in articles if article.visibility is Visibility.PUBLIC),
            Audience.INTERNAL: category_tree(articles),
        }
        self._rows = {article.key: row for row, article in enumerate(articles)}

    @property
    def language(self) -> str:
        return self._index.language.name

    def count(self, audience: Audience) -> int:
        """How many articles this audience may read."""
        return int(self._visible(audience).sum())

    def article(self, key: str, audience: Audience) -> Article | None:
        """The article of that key, if there is one that the audience may read."""
        row = self._rows.get(key)
        return self.articles[row] if row is not None and self._visible(audience)[row] else None

    def match(self, key: str, question: str, audience: Audience) -> Match | None:
        """The article of that key as it answers a question, if there is one that the audience may read."""
        row = self._rows.get(key)
        if row is None or not self._visible(audience)[row]:
            return None
        query = read_query(opening(question, LONGEST_QUESTION), self._index)
        return self._match(row, 1.0, Excerpts(query, self._index))

    def examples(self, audience: Audience, count: int) -> tuple[Article, ...]:
        """One article from each of the largest categories of the first level, to show what can be asked."""
        shelves = [category for category in self._trees[audience] if len(category.path) == 1]
        largest = sorted(shelves, key=lambda category: -category.count)[:count]
        return tuple(self._example(shelf, audience) for shelf in largest)

    def _example(self, shelf: Category, audience: Audience) -> Article:
        """The first article of a category, or the first that says how people ask for it."""
        here = [self.articles[int(row)] for row in np.flatnonzero(self._allowed(audience, shelf.path))]
        return next((article for article in here if article.phrases), here[0])

    def categories(self, audience: Audience) -> tuple[Category, ...]:
        """All categories that hold an article for this audience, parents before children."""
        return self._trees[audience]

    def category_named(self, text: str, audience: Audience) -> Category | None:
        """The category somebody wrote, as a whole path or by its last name where only one bears it; case is ignored."""
        wanted, name = folded(category_path(text)), " ".join(text.casefold().split())
        shelves = self._trees[audience]
        exact = [
            shelf for shelf in shelves if folded(shelf.path) == wanted or category_text(shelf.path).casefold() == name
        ]
        by_name = [shelf for shelf in shelves if shelf.name.casefold() == name]
        found = exact or by_name
        return found[0] if len(found) == 1 else None

    def answer(
        self, question: str, audience: Audience, *, limit: int = 5, offset: int = 0, category: CategoryPath = ()
    ) -> Answer:
        """The best articles for a question, from the `offset`th on; only those within the category, if one is given.

        A reference in the question (`AA-05179`, `aa5179`) puts its article first.
        """
        read = opening(question.strip(), LONGEST_QUESTION)
        query = read_query(read, self._index)
        allowed = self._allowed(audience, category)
        ranking = rank(query, self._index)
        rows = _best(ranking, allowed, offset + limit + 1)
        scores = scores_of(rows, ranking, query, self._index)
        rows, scores = self._named_first(rows, scores, query, allowed)
        band = band_of(scores) if query.typed else Band.NONE
        page = list(zip(rows, scores, strict=True))[offset : offset + limit]
        excerpts = Excerpts(query, self._index)
        return Answer(
            question=read,
            band=band,
            matches=tuple(self._match(int(row), score, excerpts) for row, score in page),
            nearest=self._nearest(rows, audience) if band is Band.NONE else (),
            shortened=len(read) < len(question.strip()),
            more=len(rows) > offset + limit,
            searched=int(allowed.sum()),
        )

    def _match(self, row: int, score: float, excerpts: Excerpts) -> Match:
        return Match(self.articles[row], score, excerpts.of(self.articles[row]))

    def _visible(self, audience: Audience) -> NDArray[np.bool_]:
        return self._public if audience is Audience.PUBLIC else np.ones_like(self._public)

    def _allowed(self, audience: Audience, category: CategoryPath) -> NDArray[np.bool_]:
        allowed = self._visible(audience)
        if not category:
            return allowed
        within = [is_within(article.category, category) for article in self.articles]
        both: NDArray[np.bool_] = allowed & np.array(within, dtype=bool)
        return both

    def _named_first(
        self, rows: NDArray[np.int64], scores: list[float], query: Query, allowed: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], list[float]]:
        """The ranking with the articles first whose references the question names; they alone if it says no more."""
        referral = self._references.named_in(query.typed)
        named = [row for row in referral.rows if allowed[row]]
        if not named:
            return rows, scores
        said = [readings for place, readings in enumerate(query.readings) if place not in referral.places]
        if not any(word_weight(readings, self._index) for readings in said):
            return np.array(named, dtype=np.int64), [1.0] * len(named)
        rest = [place for place, row in enumerate(rows) if row not in named]
        return np.array([*named, *rows[rest]], dtype=np.int64), [1.0] * len(named) + [scores[place] for place in rest]

    def _nearest(self, rows: NDArray[np.int64], audience: Audience) -> tuple[Category, ...]:
        paths = dict.fromkeys(folded(self.articles[row].category) for row in rows)
        shelves = {folded(category.path): category for category in self._trees[audience]}
        return tuple(shelves[path] for path in paths if path)[:NEAREST_CATEGORIES]


def _sample(article: Article) -> str:
    return f"{article.title}. {article.summary or opening(article.text, 400)}"


def _best(ranking: Floats, allowed: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
    """The allowed rows of the highest rank, best first; of equals the one given first."""
    rows = np.flatnonzero(allowed)
    if len(rows) > count:
        least = np.partition(ranking[rows], len(rows) - count)[len(rows) - count]
        rows = rows[ranking[rows] >= least]
    return rows[np.lexsort((rows, -ranking[rows]))][:count]
