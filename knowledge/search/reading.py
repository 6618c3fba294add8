"""Reading: what each word of a question may have been meant to be, and the vectors that the question points along."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Protocol

import numpy as np

from knowledge.search.compounds import parts_of
from knowledge.search.encoder import Vectors
from knowledge.search.fields import Floats
from knowledge.search.index import Index
from knowledge.search.text import words
from knowledge.search.vectors import direction
from knowledge.search.vocabulary import STOP

# A known word less similar than this to what was typed is taken for another word, not for a slip.
LEAST_SIMILAR = 0.65

# An unknown word this similar to a known one is a slip in it; one less similar may be two known words joined.
SURELY_MEANT = 0.8

# The same for a word that the encoder has learnt: it is hardly a slip, but may be another form (licence, license). With
# .65 for all words, and the vector of the likeliest reading instead of the word's own, the mean MRR of stackfaq,
# banking77 and sumo_thunderbird was .604, misspelt .570, and so .609 and .571.
LEAST_SIMILAR_LEARNT = 0.8

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
    parts: tuple["Word", ...] = ()  # the words that it is the joining of
    means: str = ""  # what it means by a synonym, where no article has it


@dataclass(frozen=True, slots=True)
class Query:
    """A question as ranking reads it: each word typed, with what it was read as.

    `distinct` are the words without those read like another: to say a thing twice adds nothing. `mean` is the
    direction of all words' vectors, `telling` that of the same weighted by IDF, stop words out. `text` is the question
    as it was typed, `synonyms` the numbers of the rules by which some of its words were read as others too.
    """

    typed: tuple[str, ...]
    words: tuple[Word, ...]
    distinct: tuple[Word, ...]
    mean: Floats
    telling: Floats
    text: str = ""

    @property
    def most(self) -> float:
        """The most that BM25F could say of an article; 1 where it can say nothing."""
        return sum(word.weight for word in self.distinct) or 1.0

    synonyms: tuple[int, ...] = ()


class Reads(Protocol):
    """Reads questions, with or without synonyms."""

    @property
    def index(self) -> Index:
        """The index in whose words it understands them."""
        ...

    def read(self, question: str) -> Query:
        """The question's words with their readings."""
        ...


class Reader:
    """Reads questions as one index understands them."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._nothing = np.zeros(index.encoder.dimensions, dtype=np.float32)
        self._word = lru_cache(maxsize=WORDS_KEPT)(partial(_read_word, index))
        self._exact_word = lru_cache(maxsize=WORDS_KEPT)(partial(_read_exactly, index))
        self._holds = partial(_holds, index)

    def read(self, question: str) -> Query:
        """The question's words with their readings."""
        typed = tuple(words(question))
        read = self.words(typed)
        mean, telling = self.sums(read)
        return Query(typed, read, distinct(read), direction(mean), direction(telling), text=question)

    def words(self, typed: Sequence[str]) -> tuple[Word, ...]:
        """Words as they were typed one after the other, each with its readings."""
        return self._joined(typed, tuple(map(self._word, typed)))

    def exact_word(self, word: str) -> Word:
        """A word that is taken for no other: without readings where no article has it."""
        return self._exact_word(word)

    def sums(self, read: Sequence[Word]) -> tuple[Floats, Floats]:
        """The sum of words' vectors, and that of the same weighted by IDF."""
        if not read:
            return self._nothing, self._nothing
        vectors = np.stack([word.vector for word in read])
        weights = np.array([[word.weight] for word in read], dtype=np.float32)
        return vectors.sum(axis=0), (vectors * weights).sum(axis=0)

    def _joined(self, typed: Sequence[str], read: tuple[Word, ...]) -> tuple[Word, ...]:
        """The words as read, unknown ones by the known word that they are with a neighbour (`e mail`, `back up`)."""
        found = list(read)
        for place in range(len(read) - 1):
            unknown = [each for each in (place, place + 1) if not _is_known(read[each])]
            whole = typed[place] + typed[place + 1]
            if unknown and self._holds(whole):
                found[unknown[0] : unknown[-1] + 1] = [self._word(whole)] * len(unknown)
        return tuple(found)


def distinct(read: Iterable[Word]) -> tuple[Word, ...]:
    """The words without those read like another, joined ones apart."""
    parts = (part for word in read for part in word.parts or (word,))
    # What is like no known word has no readings, and is another than the next such word.
    return tuple({part.readings or part.vector.tobytes(): part for part in parts}.values())


def _read_word(index: Index, word: str) -> Word:
    readings = _readings(word, index)
    if not readings or readings[0].similarity < SURELY_MEANT:
        parts = parts_of(word, partial(_holds, index))
        if parts:
            return _compound(tuple(_read_word(index, part) for part in parts))
    return _as_read(word, readings, index)


def _read_exactly(index: Index, word: str) -> Word:
    return _as_read(word, _exact_readings(word, index), index)


def _as_read(word: str, readings: tuple[Reading, ...], index: Index) -> Word:
    spelling = readings[0].spelling if readings and not index.encoder.knows(word) else word
    terms: dict[int, float] = {}
    for reading in readings:
        if reading.term != STOP:  # the likeliest of those with one term comes first
            terms.setdefault(reading.term, float(index.postings.idf[reading.term]) * reading.similarity**2)
    return Word(readings, _weight(readings, index), terms, index.encoder.word_vectors([spelling])[0])


def _holds(index: Index, word: str) -> bool:
    """Whether articles hold the word or a form of it, and it is no stop word."""
    return any(reading.term != STOP for reading in _exact_readings(word, index))


def _compound(parts: tuple[Word, ...]) -> Word:
    """Two words as one that was typed: as telling as the more telling, and of the meaning of both."""
    readings = tuple(reading for part in parts for reading in part.readings)
    terms = {term: weight for part in parts for term, weight in part.terms.items()}
    vector: Vectors = np.sum([part.vector for part in parts], axis=0)
    return Word(readings, max(part.weight for part in parts), terms, vector, parts)


def _is_known(word: Word) -> bool:
    """Whether articles hold the word, or a form of it, as it was typed."""
    return bool(word.readings) and word.readings[0].similarity == 1 and not word.parts


def _readings(word: str, index: Index) -> tuple[Reading, ...]:
    exact = _exact_readings(word, index)
    if exact:
        return exact
    least = LEAST_SIMILAR_LEARNT if index.encoder.knows(word) else LEAST_SIMILAR
    near = index.spelling.neighbours(word, limit=NEIGHBOURS, least=least)
    known, terms = index.vocabulary.words, index.vocabulary.terms
    return tuple(Reading(known[n.word], int(terms[n.word]), n.similarity) for n in near)


def _exact_readings(word: str, index: Index) -> tuple[Reading, ...]:
    vocabulary = index.vocabulary
    place = vocabulary.place(word)
    if place is not None:
        return (Reading(word, int(vocabulary.terms[place]), 1.0),)
    held = (term for term in vocabulary.terms_by_stem(word) if vocabulary.holds(term))
    return tuple(Reading(word, term, 1.0) for term in held)


def _weight(readings: tuple[Reading, ...], index: Index) -> float:
    if not readings:
        return index.postings.unknown_idf
    return 0.0 if readings[0].term == STOP else float(index.postings.idf[readings[0].term])
