"""The index: the words of all articles, where they stand, and each article's vectors. Never changed once built."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.articles import Article
from knowledge.search.encoder import Encoder
from knowledge.search.fields import read_fields
from knowledge.search.postings import Postings, build_postings, count_terms
from knowledge.search.spelling import Spelling
from knowledge.search.vectors import ArticleVectors, article_vectors, field_vectors
from knowledge.search.vocabulary import Vocabulary, build_vocabulary, count_uses


@dataclass(frozen=True, slots=True)
class Index:
    """All that ranking reads. Rows are articles in the order they were given."""

    articles: Sequence[Article]
    vocabulary: Vocabulary
    spelling: Spelling
    postings: Postings
    vectors: ArticleVectors
    encoder: Encoder


def build_index(articles: Sequence[Article], *, language: str, encoder: Encoder) -> Index:
    """The index of these articles, read in a language (a name, a code or `AUTO`), with vectors from the encoder."""
    word_ids: dict[str, int] = {}
    fields = read_fields(articles, word_ids)
    vocabulary = build_vocabulary(word_ids, count_uses(fields, len(word_ids)), language=language)
    rows, count = np.arange(len(articles), dtype=np.int64), len(articles)
    counted = count_terms(fields, vocabulary.terms, rows, article_count=count)
    return Index(
        articles=articles,
        vocabulary=vocabulary,
        spelling=Spelling(vocabulary.words, vocabulary.uses),
        postings=build_postings(counted, term_count=len(vocabulary.term_ids)),
        vectors=article_vectors(field_vectors(fields, vocabulary, encoder, article_count=count)),
        encoder=encoder,
    )
