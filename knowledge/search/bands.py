"""Bands: a score between 0 and 1 for the first articles of a ranking, and how sure the answer made of them is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Band
from knowledge.search.index import Floats, Index
from knowledge.search.ranking import Query, bm25f, similarity, word_weight

# A logistic regression on whether the article ranked first is right: over stackfaq, banking77 and business_central
# of the evaluation sets, clean and misspelt, and over questions of one set put to the articles of another, where
# none is. Wording is the root of BM25F's share of the most it could be, 0 to 1; meaning the cosine of the question,
# weighted by IDF, to the article; the lead that over the best other article, in units of the ranking.
_INTERCEPT, _WORDING, _MEANING, _LEAD = -6.33, 2.98, 6.00, 0.52
_GREATEST_LEAD = 4.0

# From here on one article is shown as the answer; below the lower bound nothing is.
CONFIDENT, SOMETHING = 0.6, 0.03


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
    wording = np.sqrt(_wording(query, index)[rows])
    logit = _INTERCEPT + _WORDING * wording + _MEANING * similarity(rows, query, index) + _LEAD * lead
    scores = np.minimum.accumulate(1 / (1 + np.exp(-logit)))  # of two near equals the second may score higher
    return [float(score) for score in scores]


def _wording(query: Query, index: Index) -> Floats:
    """How much of what the question's words could score each article scores, 0 to 1."""
    most = sum(word_weight(readings, index) for readings in dict.fromkeys(query.readings))
    scores = bm25f(query, index)
    return scores / np.float32(most) if most else scores
