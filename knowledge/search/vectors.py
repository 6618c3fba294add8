"""Vectors: what each article is about as a direction, and which of many lie near to a question's."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.search.encoder import Encoder, Vectors
from knowledge.search.fields import FieldWords, Floats, Ints, Places
from knowledge.search.rows import Rows
from knowledge.search.vocabulary import Vocabulary

# Vectors of articles are kept in 32 bits a number, or in 16.
Kept = NDArray[Any]

# How much each field counts for an article's vector, as tried in DESIGN.md section 4; phrases count as a summary does.
# A field that is empty leaves its share to the others.
VECTOR_SHARES = {"title": 0.6, "phrases": 0.4, "summary": 0.4}

# From so many articles on, candidates are chosen by their coarse vectors. Below, all products take less time.
MANY = 4000

# Over the 27,460 articles and 500 questions of the evaluation set msdocs_support, with 400 candidates: 32 dimensions
# kept all of the first 20 articles for 98.8 % of the questions, 64 for 99.4 %; neither ever lost the first.
COARSE_DIMENSIONS = 32

# OpenBLAS wakes its threads for a product of 9,216 numbers and more, and they cost two processes on two processors
# more than they save. So coarse vectors stand in blocks of fewer; others are multiplied row by row.
_BLOCK = 9000 // COARSE_DIMENSIONS

# What a basis is found from: more vectors give no other, and a million take 3 s.
_SAMPLE = 20_000

# So many articles' vectors are made at a time: their sums stay in the processor's cache.
_TOGETHER = 4096


@dataclass(frozen=True, slots=True)
class Coarse:
    """Fewer dimensions of many vectors, those in which they differ most."""

    basis: Floats  # of shape (coarse dimensions, dimensions)
    blocks: Floats  # of shape (blocks, rows, coarse dimensions), filled up with zeros


@dataclass(frozen=True, slots=True)
class ArticleVectors:
    """One vector an article; where articles are many, coarse ones too."""

    rows: Kept
    coarse: Coarse | None

    def products(self, toward: Floats, rows: Ints) -> Floats:
        """The product of each row's vector with one."""
        return multiplied(self.rows[rows].astype(np.float32), toward)

    def nearly_all(self, toward: Floats) -> Floats:
        """The product of every article's vector with one: exact for few articles, by coarse vectors for many."""
        if self.coarse is None:
            return multiplied(self.rows.astype(np.float32, copy=False), toward)
        found: Floats = np.matmul(self.coarse.blocks, multiplied(self.coarse.basis, toward))
        return found.reshape(-1)[: len(self.rows)]


def multiplied(vectors: Vectors, toward: Floats) -> Floats:
    """The product of each vector with one, row by row: equal rows give equal products, and no thread is woken."""
    products: Floats = np.vecdot(vectors, toward)
    return products


def article_vectors(vectors: Kept) -> ArticleVectors:
    """The vectors of all articles, with coarse ones where they are many."""
    kept = vectors.astype(_kept_as(len(vectors)), copy=False)
    if len(kept) < MANY or not kept.shape[1]:
        return ArticleVectors(kept, None)
    basis = _basis(kept[:: -(-len(kept) // _SAMPLE)].astype(np.float32))
    return ArticleVectors(kept, Coarse(basis, _blocks(_coarse(kept, basis))))


def updated_vectors(before: ArticleVectors, arrived: Vectors, rows: Rows) -> ArticleVectors:
    """The vectors after some articles have come, gone or changed; coarse ones keep their dimensions."""
    vectors = rows.carried(before.rows, arrived)
    if before.coarse is None or len(vectors) < MANY:
        return article_vectors(vectors)
    basis = before.coarse.basis
    flat = before.coarse.blocks.reshape(-1, len(basis))[: len(before.rows)]
    carried = rows.carried(flat, _coarse(arrived.astype(vectors.dtype), basis))
    return ArticleVectors(vectors, Coarse(basis, _blocks(carried)))


def _kept_as(count: int) -> type[np.float16 | np.float32]:
    """How the vectors of so many articles are kept: where they are many, half as long, which no MRR notices."""
    return np.float32 if count < MANY else np.float16


def _basis(some: Vectors) -> Floats:
    """The dimensions in which these vectors differ most, as directions."""
    mean = some.mean(axis=0, dtype=np.float64)
    covariance = (some.T @ some).astype(np.float64) / len(some) - np.outer(mean, mean)
    axes = np.linalg.eigh(covariance).eigenvectors
    return np.ascontiguousarray(axes[:, : -COARSE_DIMENSIONS - 1 : -1].T, dtype=np.float32)


def _coarse(kept: Kept, basis: Floats) -> Floats:
    """The vectors in the dimensions of the basis."""
    found = np.empty((len(kept), len(basis)), dtype=np.float32)
    for start in range(0, len(kept), _TOGETHER):
        some = slice(start, start + _TOGETHER)
        found[some] = kept[some].astype(np.float32) @ basis.T
    return found


def _blocks(vectors: Floats) -> Floats:
    filled = np.zeros((-(-len(vectors) // _BLOCK) * _BLOCK, vectors.shape[1]), dtype=np.float32)
    filled[: len(vectors)] = vectors
    return filled.reshape(-1, _BLOCK, vectors.shape[1])


def field_vectors(
    fields: Mapping[str, FieldWords], vocabulary: Vocabulary, encoder: Encoder, *, article_count: int
) -> Kept:
    """One vector an article: the directions of its fields in their shares, divided by the shares that are there."""
    read = {name: fields[name] for name in VECTOR_SHARES}
    is_used = np.zeros(len(vocabulary.words), dtype=bool)
    for held in read.values():
        is_used[held.words] = True
    word_vectors = encoder.word_vectors([vocabulary.words[word] for word in np.flatnonzero(is_used).tolist()])
    places = (np.cumsum(is_used) - 1).astype(np.int32)
    vectors: Kept = np.empty((article_count, encoder.dimensions), dtype=_kept_as(article_count))
    for start in range(0, article_count, _TOGETHER):
        end = min(start + _TOGETHER, article_count)
        some = {name: _between(held, start, end, places) for name, held in read.items()}
        vectors[start:end] = _mixed(some, word_vectors, end - start)
    return vectors


def _between(held: FieldWords, start: int, end: int, places: Places) -> FieldWords:
    """The words of the articles from one to before another, counted from 0 on; `places` number the words anew."""
    own = slice(*np.searchsorted(held.articles, (start, end)))
    return FieldWords(held.articles[own] - np.int32(start), places[held.words[own]])


def _mixed(fields: Mapping[str, FieldWords], word_vectors: Vectors, article_count: int) -> Vectors:
    total = np.zeros((article_count, word_vectors.shape[1]), dtype=np.float32)
    shares = np.zeros((article_count, 1), dtype=np.float32)
    for name, share in VECTOR_SHARES.items():
        directions = _directions(fields[name], word_vectors, article_count)
        total += directions * np.float32(share)
        shares += np.any(directions, axis=1, keepdims=True) * np.float32(share)
    return np.divide(total, shares, out=total, where=shares > 0)


def _directions(held: FieldWords, word_vectors: Vectors, article_count: int) -> Vectors:
    """The direction of each article's words added up: all first words at once, then all second ones, and so on."""
    lengths = np.bincount(held.articles, minlength=article_count)
    longest_first = np.argsort(-lengths, kind="stable")
    starts = (np.cumsum(lengths) - lengths)[longest_first]
    sums = np.zeros((article_count, word_vectors.shape[1]), dtype=np.float32)
    for place in range(lengths.max(initial=0)):
        reaching = int(np.count_nonzero(lengths > place))
        sums[:reaching] += word_vectors[held.words[starts[:reaching] + place]]
    directions = np.empty_like(sums)
    directions[longest_first] = normalised(sums)
    return directions


def normalised(vectors: Vectors) -> Vectors:
    """Vectors of length 1 in the same directions; a vector of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    directions: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return directions


def direction(vector: Floats) -> Floats:
    """`normalised` for a single vector, in a tenth of the time."""
    length = math.sqrt(vector @ vector)
    return vector / np.float32(length) if length else vector
