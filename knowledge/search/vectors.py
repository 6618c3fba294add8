"""Vectors: what each article is about as a direction, and which of many lie near to a question's."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.encoder import Encoder, Vectors
from knowledge.search.fields import FieldWords, Floats, Ints
from knowledge.search.rows import Rows
from knowledge.search.vocabulary import Vocabulary

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


@dataclass(frozen=True, slots=True)
class Moments:
    """What the mean and the spread of any product over all articles follow from."""

    total: NDArray[np.float64]  # the vectors' sum
    products: NDArray[np.float64]  # the sum of each one's outer product with itself


@dataclass(frozen=True, slots=True)
class Coarse:
    """Fewer dimensions of many vectors, those in which they differ most."""

    basis: Floats  # of shape (coarse dimensions, dimensions)
    blocks: Floats  # of shape (blocks, rows, coarse dimensions), filled up with zeros
    mean: Floats
    covariance: Floats
    moments: Moments


@dataclass(frozen=True, slots=True)
class ArticleVectors:
    """One vector an article; where articles are many, coarse ones too."""

    rows: Vectors
    coarse: Coarse | None

    def products(self, toward: Floats, rows: Ints) -> Floats:
        """The product of each row's vector with one."""
        return multiplied(self.rows[rows], toward)

    def nearly_all(self, toward: Floats) -> Floats:
        """The product of every article's vector with one: exact for few articles, by coarse vectors for many."""
        if self.coarse is None:
            return multiplied(self.rows, toward)
        found: Floats = np.matmul(self.coarse.blocks, multiplied(self.coarse.basis, toward))
        return found.reshape(-1)[: len(self.rows)]

    def mean_and_spread(self, toward: Floats, nearly: Floats) -> tuple[float, float]:
        """The mean and the standard deviation of the exact products, given what `nearly_all` said of them."""
        if self.coarse is None:
            return mean_and_spread(nearly)
        variance = float(multiplied(self.coarse.covariance, toward) @ toward)
        return float(self.coarse.mean @ toward), math.sqrt(max(variance, 0.0))


def mean_and_spread(scores: Floats) -> tuple[float, float]:
    """The mean and the standard deviation; 0 where there are no scores."""
    mean = scores.sum() / np.float32(max(len(scores), 1))
    apart = scores - mean
    return float(mean), math.sqrt(np.einsum("i,i", apart, apart) / max(len(scores), 1))


def multiplied(vectors: Vectors, toward: Floats) -> Floats:
    """The product of each vector with one, row by row: equal rows give equal products, and no thread is woken."""
    products: Floats = np.vecdot(vectors, toward)
    return products


def article_vectors(vectors: Vectors) -> ArticleVectors:
    """The vectors of all articles, with coarse ones where they are many."""
    if len(vectors) < MANY:
        return ArticleVectors(vectors, None)
    moments = Moments(vectors.sum(axis=0, dtype=np.float64), (vectors.T @ vectors).astype(np.float64))
    axes = np.linalg.eigh(_mean_and_covariance(moments, len(vectors))[1]).eigenvectors
    basis = np.ascontiguousarray(axes[:, : -COARSE_DIMENSIONS - 1 : -1].T, dtype=np.float32)
    return ArticleVectors(vectors, _coarse(basis, _blocks(vectors @ basis.T), moments, len(vectors)))


def updated_vectors(before: ArticleVectors, arrived: Vectors, rows: Rows) -> ArticleVectors:
    """The vectors after some articles have come, gone or changed; coarse ones keep their dimensions."""
    vectors = rows.carried(before.rows, arrived)
    if before.coarse is None or len(vectors) < MANY:
        return article_vectors(vectors)
    coarse, gone, new = before.coarse, before.rows[rows.gone].astype(np.float64), arrived.astype(np.float64)
    flat = coarse.blocks.reshape(-1, COARSE_DIMENSIONS)
    blocks = _blocks(rows.carried(flat[: len(before.rows)], arrived @ coarse.basis.T))
    moments = Moments(
        coarse.moments.total - gone.sum(axis=0) + new.sum(axis=0), coarse.moments.products - gone.T @ gone + new.T @ new
    )
    return ArticleVectors(vectors, _coarse(coarse.basis, blocks, moments, len(vectors)))


def _coarse(basis: Floats, blocks: Floats, moments: Moments, count: int) -> Coarse:
    mean, covariance = _mean_and_covariance(moments, count)
    return Coarse(basis, blocks, mean.astype(np.float32), covariance.astype(np.float32), moments)


def _mean_and_covariance(moments: Moments, count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    mean = moments.total / count
    return mean, moments.products / count - np.outer(mean, mean)


def _blocks(vectors: Floats) -> Floats:
    filled = np.zeros((-(-len(vectors) // _BLOCK) * _BLOCK, vectors.shape[1]), dtype=np.float32)
    filled[: len(vectors)] = vectors
    return filled.reshape(-1, _BLOCK, vectors.shape[1])


def field_vectors(
    fields: Mapping[str, FieldWords], vocabulary: Vocabulary, encoder: Encoder, *, article_count: int
) -> Vectors:
    """One vector an article: the directions of its fields in their shares, divided by the shares that are there."""
    total = np.zeros((article_count, encoder.dimensions), dtype=np.float32)
    shares = np.zeros((article_count, 1), dtype=np.float32)
    used = np.unique(np.concatenate([fields[name].words for name in VECTOR_SHARES]))
    word_vectors = encoder.word_vectors([vocabulary.words[word] for word in used.tolist()])
    for name, share in VECTOR_SHARES.items():
        held = fields[name]
        known = FieldWords(held.articles, np.searchsorted(used, held.words))
        directions = _directions(known, word_vectors, article_count)
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
