"""Evidence: what tells whether the first article of a ranking is right, and whether there is an answer at all."""

import math

import numpy as np

from knowledge.search.fields import Floats
from knowledge.search.index import Index
from knowledge.search.ranking import Ranking
from knowledge.search.reading import Query

# A lead of more says no more: an article that is alone with one word of the question leads by far.
GREATEST_LEAD = 0.025

# What is looked at, in the order of the columns.
EVIDENCE = (
    "words",  # what the signals of these names said
    "nearest",
    "nearest in heading",
    "heading",
    "order",
    "sentences",
    "mean",  # the cosine of the article to the question's mean vector
    "telling",  # that to the same weighted by IDF
    "lead",  # how far the rank is above that of the best other article, at most `GREATEST_LEAD`, or below
    "gap",  # the same for the fifth article, thrice as much at most
    "mass",  # the logarithm of how much was found, in words as telling as one that no article has
    "missing",  # the logarithm of how much they did not find
    "size",  # the logarithm of how many articles there were to choose from: of many, one looks right by chance
)


def evidence_of(ranking: Ranking, query: Query, index: Index) -> Floats:
    """The evidence for each row of a ranking, of shape (rows, evidence)."""
    said, count = ranking.said, len(ranking.rows)
    telling = sum(word.weight for word in query.words) / index.postings.unknown_idf
    columns = {
        **{name: said[name] for name in EVIDENCE if name in said},
        "mean": index.vectors.products(query.mean, ranking.rows),
        "telling": index.vectors.products(query.telling, ranking.rows),
        "lead": _ahead(ranking.ranks, of=1, at_most=GREATEST_LEAD),
        "gap": _ahead(ranking.ranks, of=4, at_most=3 * GREATEST_LEAD),
        "mass": np.log1p(np.float32(telling) * said["nearest"]),
        "missing": np.log1p(np.float32(telling) * (1 - said["nearest"])),
        "size": np.full(count, math.log(max(ranking.searched, 1)), dtype=np.float32),
    }
    evidence: Floats = np.stack([columns[name] for name in EVIDENCE], axis=1)
    return evidence


def _ahead(ranks: Floats, *, of: int, at_most: float) -> Floats:
    """How far each rank is ahead of the one so many places below the first; for those below it the distance to it."""
    if not len(ranks):
        return ranks
    other = ranks[of] if len(ranks) > of else ranks[0] - np.float32(at_most)
    ahead = np.concatenate([ranks[:1] - other, ranks[1:] - ranks[0]])
    limited: Floats = np.clip(ahead, -at_most, at_most)
    return limited
