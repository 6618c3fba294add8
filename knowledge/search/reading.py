"""Reading: what each word of a question may have been meant to be, and the vectors that the question points along."""

from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from knowledge.search.encoder import Vectors
from knowledge.search.fields import Floats
from knowledge.search.index import Index
from knowledge.search.text import words
from knowledge.search.vectors import direction
from knowledge.search.vocabulary import STOP

# A known word less similar than this to what was typed is taken for another word, not for a slip.
LEAST_SIMILAR = 0.65

# How many neighbours a misspelt word is expanded to.
NEIGHBOURS = 8

# Words repeat from question to question: so many are kept as they were read, some 3 KB each.
WORDS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Reading:
    """A word of the question taken for a known one: its spelling, its term (or STOP) and how similar (0 to 1)."""

    spelling: str
    term: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question as one index reads it.

    `readings` are what it may have been meant to be, the likeliest first; none if it is like no known word. `weight`
    is how telling it is: the IDF of its likeliest reading, or that of a word nobody wrote. `terms` are those of the
    readings, each with what a full impact of it scores. `vector` is its own, its spelling put right first.
    """

    readings: tuple[Reading, ...]
    weight: float
    terms: dict[int, float]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Query:
    """A question as ranking reads it: each word typed, with what it was read as.

    `distinct` are the words without those read like another: to say a thing twice adds nothing. `mean` is the
    direction of all words' vectors, `telling` that of the same weighted by IDF, stop words out.
    """

    typed: tuple[str, ...]
    words: tuple[Word, ...]
    distinct: tuple[Word, ...]
    mean: Floats
    telling: Floats


class Reader:
    """Reads questions as one index understands them."""

    def __init__(self, index: Index) -> None:
        self._nothing = np.zeros(index.encoder.dimensions, dtype=np.float32)
        self._read_word = lru_cache(maxsize=WORDS_KEPT)(partial(_read_word, index))

    def read(self, question: str) -> Query:
        """The question's words with their readings."""
        typed = tuple(words(question))
        if not typed:
            return Query((), (), (), self._nothing, self._nothing)
        read = tuple(map(self._read_word, typed))
        vectors = np.stack([word.vector for word in read])
        weights = np.array([[word.weight] for word in read], dtype=np.float32)
        distinct = tuple({word.readings: word for word in read}.values())
        mean, telling = direction(vectors.sum(axis=0)), direction((vectors * weights).sum(axis=0))
        return Query(typed, read, distinct, mean, telling)


def _read_word(index: Index, word: str) -> Word:
    readings = _readings(word, index)
    spelling = readings[0].spelling if readings else word
    terms: dict[int, float] = {}
    for reading in readings:
        if reading.term != STOP:  # the likeliest of those with one term comes first
            terms.setdefault(reading.term, float(index.postings.idf[reading.term]) * reading.similarity**2)
    return Word(readings, _weight(readings, index), terms, index.encoder.word_vectors([spelling])[0])


def _readings(word: str, index: Index) -> tuple[Reading, ...]:
    vocabulary = index.vocabulary
    place = vocabulary.place(word)
    if place is not None:
        return (Reading(word, int(vocabulary.terms[place]), 1.0),)
    term = vocabulary.term_ids.get(vocabulary.language.stems([word])[0])
    if term is not None and index.postings.holds(term):
        return (Reading(word, term, 1.0),)
    near = index.spelling.neighbours(word, limit=NEIGHBOURS, least=LEAST_SIMILAR)
    return tuple(Reading(vocabulary.words[n.word], int(vocabulary.terms[n.word]), n.similarity) for n in near)


def _weight(readings: tuple[Reading, ...], index: Index) -> float:
    if not readings:
        return index.postings.unknown_idf
    return 0.0 if readings[0].term == STOP else float(index.postings.idf[readings[0].term])
