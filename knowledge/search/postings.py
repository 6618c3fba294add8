"""Postings: which articles hold each term, how often in which field, and how much that says (BM25F)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.fields import FIELDS, FieldWords, Floats, Ints, Places
from knowledge.search.rows import Rows
from knowledge.search.vocabulary import STOP, Vocabulary

Counts = NDArray[np.uint16]

# BM25's saturation: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), advise 1.2 to 2.
SATURATION = 1.2

# So many postings are weighed at a time: what is between their counts and their impacts stays small.
_BATCH = 2**20


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each field holds each term: for each term the rows that hold it, in rising order."""

    starts: Ints  # where each term's part of `rows` begins; one more than there are terms
    rows: Places
    counts: Counts  # one row a field, one column a place in `rows`
    lengths: NDArray[np.int32]  # one row an article, one column a field: how many words it holds there


@dataclass(frozen=True, slots=True)
class Postings:
    """What BM25F reads: for each term the rows that hold it, and its weight there."""

    counted: Counted
    impacts: Floats  # how much a term says in each of its rows: BM25F without IDF, 0 to 1
    idf: Floats
    unknown_idf: float  # that of a word that stands nowhere

    def of(self, term: int) -> tuple[Ints, Floats]:
        """The rows that hold the term, and its impact on each."""
        held = slice(self.counted.starts[term], self.counted.starts[term + 1])
        return self.counted.rows[held].astype(np.int64), self.impacts[held]

    def rows_in(self, field: int, term: int) -> Ints:
        """The rows whose field, by its place in `FIELDS`, holds the term."""
        held = slice(self.counted.starts[term], self.counted.starts[term + 1])
        return self.counted.rows[held][self.counted.counts[field, held] > 0].astype(np.int64)


def build_postings(counted: Counted) -> Postings:
    """The postings of what was counted."""
    article_count = len(counted.lengths)
    return Postings(
        counted=counted,
        impacts=_impacts(counted),
        idf=_idf(np.diff(counted.starts), article_count),
        unknown_idf=float(_idf(np.zeros(1, dtype=np.int64), article_count)[0]),
    )


def count_terms(fields: Mapping[str, FieldWords], vocabulary: Vocabulary, rows: Ints, *, article_count: int) -> Counted:
    """Count the terms of some articles' words; `rows` are those of the articles, among `article_count`."""
    terms = vocabulary.terms
    lengths = np.zeros((len(rows), len(FIELDS)), dtype=np.int32)
    found: list[Ints] = []
    for place, field in enumerate(FIELDS):
        held = fields[field.name]
        kept = terms[held.words] != STOP
        articles = held.articles[kept]
        lengths[:, place] = np.bincount(articles, minlength=len(rows))
        found.append((terms[held.words[kept]] * article_count + rows[articles]) * len(FIELDS) + place)
    keys, counts = _counted(np.concatenate(found))
    starts = np.searchsorted(keys, np.arange(len(vocabulary.term_ids) + 1) * article_count)
    return Counted(starts, (keys % max(article_count, 1)).astype(np.int32), counts, lengths)


def _counted(cells: Ints) -> tuple[Ints, Counts]:
    """How often each number is there: the distinct keys, and a column of counts for each, a row a field.

    A number is a key times the number of fields, plus the place of a field. All are put in order once.
    """
    cells.sort()
    first = np.flatnonzero(np.diff(cells, prepend=-1))
    times = np.diff(first, append=len(cells))
    keys, places = np.divmod(cells[first], len(FIELDS))
    new = np.diff(keys, prepend=-1) != 0
    counts = np.zeros((len(FIELDS), int(np.count_nonzero(new))), dtype=np.uint16)
    counts[places, np.cumsum(new) - 1] = times
    return keys[new], counts


def recounted(before: Counted, arrived: Counted, rows: Rows) -> Counted:
    """What was counted before without the articles that are gone, and with those that arrived."""
    now = rows.renumbered(before.rows)
    stayed = now >= 0
    held, new = _terms(before)[stayed], _terms(arrived)
    count = len(rows.origins)
    places = np.searchsorted(held * count + now[stayed], new * count + arrived.rows)
    term_count = len(arrived.starts) - 1
    held_by = np.bincount(held, minlength=term_count) + np.bincount(new, minlength=term_count)
    return Counted(
        starts=np.concatenate([[0], np.cumsum(held_by)]),
        rows=np.insert(now[stayed].astype(np.int32), places, arrived.rows),
        counts=np.insert(before.counts[:, stayed], places, arrived.counts, axis=1),
        lengths=rows.carried(before.lengths, arrived.lengths),
    )


def _terms(counted: Counted) -> Ints:
    """The term of each of the rows."""
    return np.repeat(np.arange(len(counted.starts) - 1), np.diff(counted.starts))


def _impacts(counted: Counted) -> Floats:
    """BM25F (Robertson, Zaragoza, Taylor 2004): frequencies are weighted per field and summed before they saturate."""
    held = [place for place, lengths in enumerate(counted.lengths.T) if lengths.any()]
    shares = [_shares(counted.lengths[:, place], place) for place in held]
    impacts = np.empty(len(counted.rows), dtype=np.float32)
    for start in range(0, len(impacts), _BATCH):
        some = slice(start, start + _BATCH)
        rows = counted.rows[some]
        frequency = np.zeros(len(rows))
        for place, share in zip(held, shares, strict=True):
            frequency += share[rows] * counted.counts[place, some]
        impacts[some] = frequency / (SATURATION + frequency)
    return impacts


def _shares(lengths: NDArray[np.int32], place: int) -> NDArray[np.float64]:
    """What one mention in a field counts in each article: the field's weight, less where the field is long."""
    field = FIELDS[place]
    norm = 1 - field.length_norm + field.length_norm * lengths / lengths[lengths > 0].mean()
    shares: NDArray[np.float64] = np.divide(field.weight, norm, out=np.zeros(len(lengths)), where=lengths > 0)
    return shares


def _idf(document_frequency: Ints, article_count: int) -> Floats:
    """How rare each term is; Lucene's form of BM25's IDF, which never falls below 0."""
    return np.log1p((article_count - document_frequency + 0.5) / (document_frequency + 0.5)).astype(np.float32)
