"""Ranking: signals, each a score for every article, added up by the weights of one table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from knowledge.search.fields import Floats, Ints
from knowledge.search.highest import highest
from knowledge.search.index import Index
from knowledge.search.reading import Query
from knowledge.search.vectors import mean_and_spread

# So many articles, and ten times as many as are wanted, are ranked exactly; see COARSE_DIMENSIONS in vectors.py.
CANDIDATES = 400


@dataclass(frozen=True, slots=True)
class Scores:
    """What one signal says of all articles: near enough to choose candidates among them, and exactly of some.

    `mean` and `spread` (the standard deviation) are those of the exact scores of all articles.
    """

    nearly: Floats
    exactly: Callable[[Ints], Floats]
    mean: float
    spread: float


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason for an article to rank high, and how much it counts beside the others once all are standardised."""

    weight: float
    scores: Callable[[Query, Index], Scores]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first articles for a question, best first: their rows and ranks, and what each signal said of them.

    Ranks are comparable within one question only.
    """

    rows: Ints
    ranks: Floats
    said: Mapping[str, Floats]


def bm25f(query: Query, index: Index) -> Scores:
    """BM25F over stems; a misspelt word counts by its best neighbour in each article, similarity squared as weight."""
    scores = np.zeros(len(index.articles), dtype=np.float32)
    for word in query.distinct:
        if len(word.terms) == 1:
            [(term, weight)] = word.terms.items()
            rows, impacts = index.postings.of(term)
            scores[rows] += np.float32(weight) * impacts
        elif word.terms:
            scores += _best_of(word.terms, index)
    return Scores(scores, scores.__getitem__, *mean_and_spread(scores))


def _best_of(terms: Mapping[int, float], index: Index) -> Floats:
    best = np.zeros(len(index.articles), dtype=np.float32)
    for term, weight in terms.items():
        rows, impacts = index.postings.of(term)
        best[rows] = np.maximum(best[rows], np.float32(weight) * impacts)
    return best


def meaning(query: Query, index: Index) -> Scores:
    """Nearness in meaning: cosine to the question's mean vector plus cosine to its mean weighted by IDF, -2 to 2.

    Both are products with the same articles' vectors, so the two question vectors are added up first.
    """
    toward = query.mean + query.telling
    nearly = index.vectors.nearly_all(toward)
    products = partial(index.vectors.products, toward)
    return Scores(nearly, products, *index.vectors.mean_and_spread(toward, nearly))


# BM25F and the two kinds of vector count as tried in DESIGN.md section 4, 1 to .6 and .6.
SIGNALS = {"words": Signal(1.0, bm25f), "meaning": Signal(1.2, meaning)}


def rank(query: Query, index: Index, *, count: int, allowed: NDArray[np.bool_] | None = None) -> Ranking:
    """The best `count` of the allowed articles, or of all; of equals the one that stands first."""
    scores = {name: signal.scores(query, index) for name, signal in SIGNALS.items()}
    nearly = np.zeros(len(index.articles), dtype=np.float32)
    for name, one in scores.items():
        nearly += _share(name, one.spread) * one.nearly
    rows = _candidates(nearly, allowed, count)
    said = {name: one.exactly(rows) for name, one in scores.items()}
    ranks = np.zeros(len(rows), dtype=np.float32)
    for name, one in scores.items():
        ranks += _share(name, one.spread) * (said[name] - np.float32(one.mean))
    best = np.lexsort((rows, -ranks))[:count]
    return Ranking(rows[best], ranks[best], {name: exact[best] for name, exact in said.items()})


def _share(name: str, spread: float) -> np.float32:
    """What one unit of a signal adds to a rank: nothing where it says the same of all."""
    return np.float32(SIGNALS[name].weight / spread if spread > 0 else 0)


def _candidates(nearly: Floats, allowed: NDArray[np.bool_] | None, count: int) -> Ints:
    """The allowed rows that may be among the best."""
    wanted = max(CANDIDATES, 10 * count)
    if allowed is None:
        return highest(nearly, wanted)
    rows = np.flatnonzero(allowed)
    found: Ints = rows[highest(nearly[rows], wanted)]
    return found
