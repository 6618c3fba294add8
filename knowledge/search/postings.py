"""Postings: which articles hold each term, how often in which field, and how much that says (BM25F)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.fields import FIELDS, FieldWords, Floats, Ints
from knowledge.search.rows import Rows
from knowledge.search.vocabulary import STOP

Counts = NDArray[np.uint16]

# BM25's saturation: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), advise 1.2 to 2.
SATURATION = 1.2


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each field holds each term: a key is a term's number times the number of articles, plus the row."""

    keys: Ints  # rising
    counts: Counts  # one row a field, one column a key
    lengths: NDArray[np.int32]  # one row an article, one column a field: how many words it holds there

    @property
    def rows(self) -> Ints:
        """The row of each key."""
        return self.keys % max(len(self.lengths), 1)

    @property
    def terms(self) -> Ints:
        """The term of each key."""
        return self.keys // max(len(self.lengths), 1)


@dataclass(frozen=True, slots=True)
class Postings:
    """What BM25F reads: for each term the rows that hold it, and its weight there."""

    counted: Counted
    starts: Ints  # where each term's part of `rows` and `impacts` begins; one more than there are terms
    rows: Ints
    impacts: Floats  # how much the term says there: BM25F without IDF, 0 to 1
    idf: Floats
    unknown_idf: float  # that of a word that stands nowhere

    def of(self, term: int) -> tuple[Ints, Floats]:
        """The rows that hold the term, and its impact on each."""
        held = slice(self.starts[term], self.starts[term + 1])
        return self.rows[held], self.impacts[held]

    def holds(self, term: int) -> bool:
        """Whether any article holds the term."""
        return bool(self.starts[term + 1] > self.starts[term])


def build_postings(counted: Counted, *, term_count: int) -> Postings:
    """The postings of what was counted."""
    article_count, rows = len(counted.lengths), counted.rows
    starts = np.searchsorted(counted.keys, np.arange(term_count + 1) * article_count)
    return Postings(
        counted=counted,
        starts=starts,
        rows=rows,
        impacts=_impacts(counted, rows),
        idf=_idf(np.diff(starts), article_count),
        unknown_idf=float(_idf(np.zeros(1, dtype=np.int64), article_count)[0]),
    )


def count_terms(fields: Mapping[str, FieldWords], terms: Ints, rows: Ints, *, article_count: int) -> Counted:
    """Count the terms of some articles' words. `terms` are those of each word, `rows` those of each article."""
    found: list[tuple[Ints, Ints]] = []
    lengths = np.zeros((len(rows), len(FIELDS)), dtype=np.int32)
    for place, field in enumerate(FIELDS):
        held = fields[field.name]
        spoken = terms[held.words]
        kept = spoken != STOP
        lengths[:, place] = np.bincount(held.articles[kept], minlength=len(rows))
        keys = spoken[kept] * article_count + rows[held.articles[kept]]
        found.append(np.unique(keys, return_counts=True))
    keys = np.unique(np.concatenate([keys for keys, _ in found]))
    counts = np.zeros((len(FIELDS), len(keys)), dtype=np.uint16)
    for place, (own, count) in enumerate(found):
        counts[place, np.searchsorted(keys, own)] = count
    return Counted(keys, counts, lengths)


def recounted(before: Counted, arrived: Counted, rows: Rows) -> Counted:
    """What was counted before without the articles that are gone, and with those that arrived."""
    now = rows.renumbered(before.rows)
    stayed = now >= 0
    keys = (before.terms * len(rows.origins) + now)[stayed]
    places = np.searchsorted(keys, arrived.keys)
    return Counted(
        keys=np.insert(keys, places, arrived.keys),
        counts=np.insert(before.counts[:, stayed], places, arrived.counts, axis=1),
        lengths=rows.carried(before.lengths, arrived.lengths),
    )


def _impacts(counted: Counted, rows: Ints) -> Floats:
    """BM25F (Robertson, Zaragoza, Taylor 2004): frequencies are weighted per field and summed before they saturate."""
    frequency = np.zeros(len(rows))
    for field, counts, lengths in zip(FIELDS, counted.counts, counted.lengths.T, strict=True):
        mean = lengths[lengths > 0].mean() if lengths.any() else 1.0
        norm = 1 - field.length_norm + field.length_norm * lengths / mean
        frequency += field.weight * counts / norm[rows]
    return (frequency / (SATURATION + frequency)).astype(np.float32)


def _idf(document_frequency: Ints, article_count: int) -> Floats:
    """How rare each term is; Lucene's form of BM25's IDF, which never falls below 0."""
    return np.log1p((article_count - document_frequency + 0.5) / (document_frequency + 0.5)).astype(np.float32)
