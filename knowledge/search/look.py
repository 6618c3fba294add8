"""A look at some articles with a question in mind: what several signals need, worked out once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from knowledge.search.fields import Floats, Ints
from knowledge.search.index import Index
from knowledge.search.lists import Lists, Numbers
from knowledge.search.reading import Query, Word
from knowledge.search.vocabulary import STOP
from knowledge.search.word_vectors import shortened
from knowledge.search.wordings import BREAK

# A letter or two mean nothing by themselves: they are near to what is spelt the same.
SHORTEST_WITH_MEANING = 3


@dataclass(frozen=True)
class Look:
    """Some articles of an index by their rows, and the question that is put to them.

    `bm25f` is what BM25F says of them, `sentence` the direction of the whole question where sentences have one.
    """

    query: Query
    index: Index
    rows: Ints
    bm25f: Floats
    sentence: Floats | None = None

    @cached_property
    def telling(self) -> tuple[Word, ...]:
        """The words of the question that tell something; one that is said twice counts twice."""
        return tuple(word for word in self.query.words if word.weight > 0)

    @cached_property
    def weights(self) -> Floats:
        """How telling each of them is beside the others; they add up to 1."""
        weights = np.array([word.weight for word in self.telling], dtype=np.float32)
        return weights / weights.sum() if len(weights) else weights

    @cached_property
    def headings(self) -> Lists:
        return self.index.wordings.headings.of(self.rows)

    @cached_property
    def summaries(self) -> Lists:
        return self.index.wordings.summaries.of(self.rows)

    @property
    def near_headings(self) -> Floats:
        """How near each telling word, a row, is to each word of the headings, a column: 0 to 1."""
        return self._near[:, : len(self.headings.flat)]

    @property
    def near_summaries(self) -> Floats:
        """The same for the words of the summaries."""
        return self._near[:, len(self.headings.flat) :]

    @property
    def heading_terms(self) -> Ints:
        """The term of each word of the headings; STOP for a break too."""
        return self._terms[: len(self.headings.flat)]

    @property
    def summary_terms(self) -> Ints:
        """The same for the words of the summaries."""
        return self._terms[len(self.headings.flat) :]

    @cached_property
    def _spoken(self) -> tuple[Numbers, Ints]:
        """Each word of the headings and the summaries once, and for each place in both which of these it is."""
        distinct, places = np.unique(np.concatenate([self.headings.flat, self.summaries.flat]), return_inverse=True)
        return distinct, places

    @cached_property
    def _near(self) -> Floats:
        distinct, places = self._spoken
        return near(self.telling, distinct, self.index)[:, places]

    @cached_property
    def _terms(self) -> Ints:
        distinct, places = self._spoken
        return terms_of(distinct, self.index)[places]

    @cached_property
    def pairs(self) -> frozenset[tuple[int, int]]:
        """The terms of each two telling words of the question that follow one another, stop words left out."""
        terms = [word.readings[0].term for word in self.query.words if word.readings]
        return frozenset(pairwise(term for term in terms if term != STOP))

    @cached_property
    def pairs_in_headings(self) -> Floats:
        """The share of these pairs that stand in each article's headings, 0 to 1."""
        return self._share_of_pairs(self.headings, self.heading_terms)

    @cached_property
    def pairs_in_summaries(self) -> Floats:
        """The same for the summaries."""
        return self._share_of_pairs(self.summaries, self.summary_terms)

    def _share_of_pairs(self, found: Lists, terms: Ints) -> Floats:
        kept = np.flatnonzero((terms != STOP) | (found.flat == BREAK))
        terms, owners = terms[kept], found.owners[kept]
        together = owners[:-1] == owners[1:]
        seen = np.zeros(len(self.rows), dtype=np.float32)
        for first, second in self.pairs:
            seen[owners[:-1][together & (terms[:-1] == first) & (terms[1:] == second)]] += 1
        return seen / np.float32(max(len(self.pairs), 1))


def terms_of(found: Numbers, index: Index) -> Ints:
    """The term of each word by number; STOP for a break too."""
    terms: Ints = np.where(found == BREAK, STOP, index.vocabulary.terms[found])
    return terms


def near(words: Sequence[Word], found: Numbers, index: Index) -> Floats:
    """How near each word of a question, a row, is to each of the index's words by number, a column: 0 to 1.

    As near as their vectors, or as similar as it is spelt to a word of the same stem. Stop words are near to nothing.
    """
    if not words:
        return np.zeros((0, len(found)), dtype=np.float32)
    terms = terms_of(found, index)
    toward = shortened(np.stack([word.vector for word in words]))
    alike: Floats = np.maximum(np.vecdot(index.word_vectors[found], toward[:, None]), np.float32(0))
    alike[:, index.spelling.lengths[found] < SHORTEST_WITH_MEANING] = 0
    for row, word in zip(alike, words, strict=True):
        for reading in word.readings:
            same = terms == reading.term
            row[same] = np.maximum(row[same], np.float32(reading.similarity))
    alike[:, terms == STOP] = 0
    return alike
