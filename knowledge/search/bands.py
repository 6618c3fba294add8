"""Bands: a score between 0 and 1 for the first articles of a ranking, and how sure the answer made of them is."""

import math
from collections.abc import Sequence
from itertools import accumulate, repeat

from knowledge.articles import Band
from knowledge.search.index import Index
from knowledge.search.ranking import Ranking
from knowledge.search.reading import Query

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


def scores_of(ranking: Ranking, query: Query, index: Index) -> list[float]:
    """A score from 0 to 1 for each row of a ranking; rows below the first have a lead below 0."""
    most = _most(query)
    wordings = [math.sqrt(said / most) for said in ranking.said["words"].tolist()]
    similarities = index.vectors.products(query.telling, ranking.rows).tolist()
    leads = _leads(ranking.ranks.tolist())
    logits = (
        _INTERCEPT + _WORDING * wording + _MEANING * similarity + _LEAD * lead
        for wording, similarity, lead in zip(wordings, similarities, leads, strict=True)
    )
    return list(accumulate((1 / (1 + math.exp(-logit)) for logit in logits), min))  # a second may not score higher


def _leads(ranks: Sequence[float]) -> list[float]:
    """Each rank's lead over the best of the others."""
    second = ranks[1] if len(ranks) > 1 else -math.inf
    others = [second, *repeat(ranks[0], len(ranks) - 1)] if ranks else []
    return [min(max(rank - other, -_GREATEST_LEAD), _GREATEST_LEAD) for rank, other in zip(ranks, others, strict=True)]


def _most(query: Query) -> float:
    """The most that the question's words could score an article; 1 where they could score nothing."""
    return sum(word.weight for word in query.distinct) or 1.0
