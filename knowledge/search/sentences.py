"""Sentences: each article's vector of what its title and summary say as a whole, for models that read sentences."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Article
from knowledge.search.encoder import SentenceEncoder
from knowledge.search.fields import Floats, Ints, opening
from knowledge.search.rows import Rows, row_of
from knowledge.search.vectors import ArticleVectors, article_vectors, normalised, updated_vectors

# Vectors are kept in half precision: the evaluation sets' MRR is the same to four digits, at half the size.
STORED = np.dtype("<f2")

# The number of the way in which `texts_of` reads articles: vectors made in another way are made anew.
RECIPE = 1

# Until so many of the articles have a vector, those that have would win over better ones without.
_ENOUGH = 0.9

# Articles that are encoded at a time: a second's work, after which a process may stop, die or answer questions.
BATCH = 32

# Where the vectors of more of the articles than this have come, coarse ones are chosen anew.
_MOST_NEW = 1 / 3


@dataclass(frozen=True, slots=True)
class Encoded:
    """An article's vector, and the digest of the texts that it was made of."""

    digest: str
    vector: Floats


@dataclass(frozen=True, slots=True)
class Sentences:
    """The vectors of all articles, by row. `neutral` stands in the rows without one: the mean of those that are there.

    So an article whose vector is still to come neither gains nor loses by it.
    """

    encoder: SentenceEncoder
    vectors: ArticleVectors
    present: NDArray[np.bool_]
    neutral: Floats

    @property
    def are_enough(self) -> bool:
        """Whether so many articles have a vector that comparing them is fair to those without."""
        return int(np.count_nonzero(self.present)) >= max(_ENOUGH * self.present.size, 1)


def texts_of(article: Article) -> tuple[str, ...]:
    """What of an article is encoded: its title, and the title with the summary; their directions are added up.

    Of MiniLM alone, over stackfaq, banking77 and sumo_thunderbird, corrected questions: title alone .648 (misspelt
    .611), title with summary .661 (.615), .6 of the title and .4 of the summary .655 (.609), this .664 (.618).
    """
    title, summary = opening(article.title), opening(article.summary).strip()
    return (title, f"{title}. {summary}") if summary else (title,)


def digest_of(article: Article) -> str:
    """What is the same for two articles if their texts to be encoded are."""
    return hashlib.sha256("\x1f".join(texts_of(article)).encode("utf-8", "replace")).hexdigest()[:32]


def encoded(articles: Sequence[Article], encoder: SentenceEncoder) -> list[Encoded]:
    """The vectors of these articles, as many as the model takes at once: some tens of milliseconds each."""
    if not articles:
        return []
    texts = [texts_of(article) for article in articles]
    vectors = encoder.text_vectors([text for each in texts for text in each])
    starts = np.cumsum([0, *map(len, texts)])[:-1]
    sums = normalised(np.add.reduceat(vectors, starts, axis=0))
    return [Encoded(digest_of(article), vector) for article, vector in zip(articles, sums, strict=True)]


def encoded_by_key(articles: Sequence[Article], encoder: SentenceEncoder) -> dict[str, Encoded]:
    """The vectors of all these articles by their keys."""
    batches = [articles[start : start + BATCH] for start in range(0, len(articles), BATCH)]
    return {
        article.key: each for batch in batches for article, each in zip(batch, encoded(batch, encoder), strict=True)
    }


def packed(vector: Floats) -> bytes:
    """A vector as the store keeps it."""
    return vector.astype(STORED).tobytes()


def unpacked(numbers: bytes) -> Floats | None:
    """A vector that the store has kept; None where the numbers are none that a model can have given."""
    vector = np.frombuffer(numbers, dtype=STORED).astype(np.float32)
    return vector if np.isfinite(vector).all() else None


def build_sentences(articles: Sequence[Article], encoder: SentenceEncoder, known: Mapping[str, Encoded]) -> Sentences:
    """The vectors of articles in the order of their keys, as far as they are known by those keys."""
    none = np.zeros((0, encoder.dimensions), dtype=np.float32)
    empty = Sentences(encoder, article_vectors(none), np.zeros(0, dtype=np.bool_), none.sum(axis=0))
    all_new = np.arange(len(articles), dtype=np.int64)
    rows = Rows(np.full(len(articles), -1, dtype=np.int64), all_new, np.zeros(0, dtype=np.int64))
    return updated_sentences(empty, (), articles, rows, known)


def updated_sentences(
    before: Sentences, old: Sequence[Article], articles: Sequence[Article], rows: Rows, known: Mapping[str, Encoded]
) -> Sentences:
    """The vectors after articles have come, gone or changed, and some vectors have become known.

    `rows` say how the articles follow from the `old` ones. A vector counts as long as the texts are those it was made
    of.
    """
    found = _found(articles, rows.arrivals, known)
    rows = _keeping_unchanged(rows, old, articles, found)
    moved = _renewing(rows, found)
    present = _carried_presence(before.present, moved, found)
    neutral = _neutral(before, list(found.values()))
    arrived = np.tile(neutral, (len(moved.arrivals), 1))
    for place, row in enumerate(moved.arrivals.tolist()):
        if row in found:
            arrived[place] = found[row]
    return Sentences(before.encoder, _vectors(before.vectors, arrived, moved), present, neutral)


def _found(articles: Sequence[Article], arrivals: Ints, known: Mapping[str, Encoded]) -> dict[int, Floats]:
    """The rows whose vectors have become known, with these."""
    found = {}
    for key, each in known.items():
        row = row_of(articles, key)
        if row is not None and each.digest == digest_of(articles[row]):
            found[row] = each.vector
    return found


def _keeping_unchanged(rows: Rows, old: Sequence[Article], articles: Sequence[Article], found: Iterable[int]) -> Rows:
    """The rows with those articles taken for unchanged that read the same to the encoder."""
    same = {}
    for row in set(rows.arrivals.tolist()).difference(found):
        place = row_of(old, articles[row].key)
        if place is not None and texts_of(old[place]) == texts_of(articles[row]):
            same[row] = place
    origins = rows.origins.copy()
    origins[list(same)] = list(same.values())
    return Rows(origins, np.flatnonzero(origins == -1), np.setdiff1d(rows.gone, list(same.values())))


def _renewing(rows: Rows, found: Iterable[int]) -> Rows:
    """The rows with those taken for new whose vectors are."""
    origins = rows.origins.copy()
    renewed = np.array(sorted(found), dtype=np.int64)
    gone = np.union1d(rows.gone, origins[renewed][origins[renewed] >= 0])
    origins[renewed] = -1
    return Rows(origins, np.flatnonzero(origins == -1), gone)


def _carried_presence(before: NDArray[np.bool_], rows: Rows, found: Iterable[int]) -> NDArray[np.bool_]:
    present = np.zeros(len(rows.origins), dtype=np.bool_)
    stayed = rows.origins >= 0
    present[stayed] = before[rows.origins[stayed]]
    present[list(found)] = True
    return present


def _neutral(before: Sentences, arrived: Sequence[Floats]) -> Floats:
    """The mean of the vectors that were there and of those that have come; those that are gone are still in it."""
    count = int(np.count_nonzero(before.present))
    if not arrived:
        return before.neutral
    total = before.neutral.astype(np.float64) * count + np.sum(arrived, axis=0, dtype=np.float64)
    mean: Floats = np.asarray(total / (count + len(arrived)), dtype=np.float32)
    return mean


def _vectors(before: ArticleVectors, arrived: Floats, rows: Rows) -> ArticleVectors:
    if len(rows.arrivals) <= _MOST_NEW * len(rows.origins):
        return updated_vectors(before, arrived, rows)
    vectors = np.zeros((len(rows.origins), arrived.shape[1]), dtype=np.float32)
    stayed = np.flatnonzero(rows.origins >= 0)
    vectors[stayed] = before.rows[rows.origins[stayed]]
    vectors[rows.arrivals] = arrived
    return article_vectors(vectors)
