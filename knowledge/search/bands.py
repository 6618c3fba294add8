"""Bands: a score between 0 and 1 for the first articles of a ranking, and how sure the answer made of them is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Band
from knowledge.search.index import STOP, Floats, Index
from knowledge.search.ranking import Query, similarity, word_weight

# A logistic regression on whether an article ranked first is right: over stackfaq, banking77 and business_central
# of the evaluation sets, and over the questions of one set put to the articles of another, where none is. Coverage
# and similarity run from 0 to 1; the lead is that over the best other article, in units of the ranking.
_INTERCEPT, _COVERAGE, _SIMILARITY, _LEAD = -6.36, 0.40, 8.92, 0.55
_GREATEST_LEAD = 4.0

# From here on one article is shown as the answer; below the lower bound nothing is.
CONFIDENT, SOMETHING = 0.6, 0.1


def band_of(scores: Sequence[float]) -> Band:
    """The band of an answer whose matches have these scores, best first."""
    if not scores or scores[0] < SOMETHING:
        return Band.NONE
    return Band.CONFIDENT if scores[0] >= CONFIDENT else Band.SEVERAL


def scores_of(rows: NDArray[np.int64], ranking: Floats, query: Query, index: Index) -> list[float]:
    """A score from 0 to 1 for each of the rows, which stand best first; rows below the first have a lead below 0."""
    if not len(rows):
        return []
    best, second = ranking[rows[0]], ranking[rows[1]] if len(rows) > 1 else ranking[rows[0]] - _GREATEST_LEAD
    others = np.where(np.arange(len(rows)) == 0, second, best)
    lead = np.clip(ranking[rows] - others, -_GREATEST_LEAD, _GREATEST_LEAD)
    logit = (
        _INTERCEPT
        + _COVERAGE * _coverage(rows, query, index)
        + _SIMILARITY * similarity(rows, query, index)
        + _LEAD * lead
    )
    return [float(score) for score in 1 / (1 + np.exp(-logit))]


def _coverage(rows: NDArray[np.int64], query: Query, index: Index) -> NDArray[np.float64]:
    """How much of what the question says each row says too: shares of its words' IDF."""
    covered, total = np.zeros(len(rows)), 0.0
    for readings in dict.fromkeys(query.readings):
        weight = word_weight(readings, index)
        total += weight
        best = np.zeros(len(rows))
        for reading in readings:
            if reading.term != STOP:
                best = np.maximum(best, _holds(rows, reading.term, index) * weight * reading.similarity**2)
        covered += best
    return covered / total if total else covered


def _holds(rows: NDArray[np.int64], term: int, index: Index) -> NDArray[np.bool_]:
    holders = index.holders[index.starts[term] : index.starts[term + 1]]  # in rising order
    places = np.minimum(np.searchsorted(holders, rows), len(holders) - 1)
    return np.equal(holders[places], rows)
