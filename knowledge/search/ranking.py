"""Ranking: signals, each a score for every article, added up by the weights of one table."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.encoder import Vectors
from knowledge.search.index import STOP, Floats, Index, normalised
from knowledge.search.text import words

# A known word less similar than this to what was typed is taken for another word, not for a slip.
LEAST_SIMILAR = 0.65

# How many neighbours a misspelt word is expanded to.
NEIGHBOURS = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """A word of the question taken for a known one: its spelling, its term (or STOP) and how similar (0 to 1)."""

    spelling: str
    term: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Query:
    """A question as ranking reads it: each word typed, with what it may have been meant to be, the likeliest first.

    A word that is like no known one has no readings. `vectors` holds one row a word, its spelling put right first.
    """

    typed: tuple[str, ...]
    readings: tuple[tuple[Reading, ...], ...]
    vectors: Vectors


def read_query(question: str, index: Index) -> Query:
    """The question's words with their readings in this index."""
    typed = tuple(words(question))
    stems = index.language.stems(typed)
    readings = tuple(_readings(word, stem, index) for word, stem in zip(typed, stems, strict=True))
    corrected = [found[0].spelling if found else word for word, found in zip(typed, readings, strict=True)]
    return Query(typed, readings, index.encoder.word_vectors(corrected))


def _readings(word: str, stem: str, index: Index) -> tuple[Reading, ...]:
    place = index.word_ids.get(word)
    if place is not None:
        return (Reading(word, int(index.word_terms[place]), 1.0),)
    if stem in index.term_ids:
        return (Reading(word, index.term_ids[stem], 1.0),)
    near = index.spelling.neighbours(word, limit=NEIGHBOURS, least=LEAST_SIMILAR)
    return tuple(Reading(index.vocabulary[n.word], int(index.word_terms[n.word]), n.similarity) for n in near)


def bm25f(query: Query, index: Index) -> Floats:
    """BM25F over stems; a misspelt word counts by its best neighbour in each article, similarity squared as weight."""
    scores = np.zeros(len(index.articles), dtype=np.float32)
    for readings in dict.fromkeys(query.readings):
        best = np.zeros_like(scores)
        for reading in readings:
            if reading.term != STOP:
                held = slice(index.starts[reading.term], index.starts[reading.term + 1])
                weight = index.term_idf[reading.term] * np.float32(reading.similarity**2)
                rows = index.holders[held]
                best[rows] = np.maximum(best[rows], weight * index.impacts[held])
        scores += best
    return scores


def meaning(query: Query, index: Index) -> Floats:
    """Nearness in meaning: cosine to the question's mean vector plus cosine to its mean weighted by IDF, -2 to 2.

    Both are dot products with the same articles' vectors, so the two question vectors are added up first.
    """
    toward: Floats = normalised(query.vectors.sum(axis=0)) + _weighted_vector(query, index)
    nearness: Floats = index.vectors @ toward
    return nearness


def similarity(rows: NDArray[np.int64], query: Query, index: Index) -> Floats:
    """Cosine of the question's mean vector weighted by IDF, stop words out, to each row's, -1 to 1."""
    cosines: Floats = index.vectors[rows] @ _weighted_vector(query, index)
    return cosines


def _weighted_vector(query: Query, index: Index) -> Floats:
    weights = np.asarray([word_weight(readings, index) for readings in query.readings], dtype=np.float32)
    return normalised(query.vectors.T @ weights)


def word_weight(readings: tuple[Reading, ...], index: Index) -> float:
    """How telling a word of the question is: the IDF of its likeliest reading, or that of a word nobody wrote."""
    if not readings:
        return index.unknown_idf
    return 0.0 if readings[0].term == STOP else float(index.term_idf[readings[0].term])


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason for an article to rank high, and how much it counts beside the others once all are standardised."""

    name: str
    weight: float
    scores: Callable[[Query, Index], Floats]


# BM25F and the two kinds of vector count as tried in DESIGN.md section 4, 1 to .6 and .6.
SIGNALS = (
    Signal("words", 1.0, bm25f),
    Signal("meaning", 1.2, meaning),
)


def rank(query: Query, index: Index, signals: tuple[Signal, ...] = SIGNALS) -> Floats:
    """A score for every article, higher is better, comparable within one question only."""
    if not len(index.articles):
        return np.zeros(0, dtype=np.float32)
    total = np.zeros(len(index.articles), dtype=np.float32)
    for signal in signals:
        total += np.float32(signal.weight) * _standardised(signal.scores(query, index))
    return total


def _standardised(scores: Floats) -> Floats:
    spread = scores.std()
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)
