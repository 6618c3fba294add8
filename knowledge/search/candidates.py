"""Candidates: the articles that are worth a closer look, found among all by two signals that are quick to work out."""

from collections.abc import Mapping

import numpy as np

from knowledge.search.fields import Floats, Ints
from knowledge.search.highest import highest
from knowledge.search.index import Index
from knowledge.search.reading import Query
from knowledge.search.shelves import Mask

# So many articles, or ten times as many as are wanted, are looked at closely. Of 400 questions each of stackfaq,
# business_central and msdocs_support (27,460 articles) 60 gave the same MRR as 400 did.
MOST = 80

# What words, meaning and sentences count when candidates are chosen: their weights where there are no other signals.
_WORDS, _MEANING, _SENTENCES = 0.5, 0.5, 1.0


def bm25f(query: Query, index: Index) -> Floats:
    """BM25F over stems; a misspelt word counts by its best neighbour in each article, similarity squared as weight."""
    scores = np.zeros(len(index.articles), dtype=np.float32)
    for word in query.distinct:
        if len(word.terms) == 1:
            [(term, weight)] = word.terms.items()
            rows, impacts = index.postings.of(term)
            scores[rows] += np.float32(weight) * impacts
        elif word.terms:
            scores += _best_of(word.terms, index)
    return scores


def _best_of(terms: Mapping[int, float], index: Index) -> Floats:
    best = np.zeros(len(index.articles), dtype=np.float32)
    for term, weight in terms.items():
        rows, impacts = index.postings.of(term)
        best[rows] = np.maximum(best[rows], np.float32(weight) * impacts)
    return best


def candidates(
    query: Query, index: Index, *, words: Floats, sentence: Floats | None, count: int, allowed: Mask | None
) -> Ints:
    """The allowed rows that may be among the best `count`, in rising order.

    `words` is what BM25F says of all rows, `sentence` the direction of the question where whole sentences have one.
    """
    rows = None if allowed is None else np.flatnonzero(allowed)
    most, there = max(MOST, 10 * count), len(index.articles) if rows is None else len(rows)
    if there <= most:
        return np.arange(there) if rows is None else rows
    nearly = index.vectors.nearly_all((query.mean + query.telling) * np.float32(_MEANING / 2))
    nearly += words * np.float32(_WORDS / query.most)
    if index.sentences and sentence is not None:
        nearly += index.sentences.vectors.nearly_all(sentence) * np.float32(_SENTENCES)
    return highest(nearly, most) if rows is None else rows[highest(nearly[rows], most)]
