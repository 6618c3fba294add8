"""The index: the words of all articles, where they stand, and each article's vectors. Never changed once built."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from knowledge.articles import Article
from knowledge.search.encoder import Encoder
from knowledge.search.fields import FieldWords, Ints, read_fields
from knowledge.search.postings import Postings, build_postings, count_terms, recounted
from knowledge.search.references import References, build_references, updated_references
from knowledge.search.rows import Rows, carried_articles, rows_after
from knowledge.search.shelves import Shelves, build_shelves, updated_shelves
from knowledge.search.spelling import Spelling, build_spelling, grown_spelling
from knowledge.search.text import AUTO
from knowledge.search.vectors import ArticleVectors, article_vectors, field_vectors, updated_vectors
from knowledge.search.vocabulary import Vocabulary, build_vocabulary, count_uses, grown, language_of

# Where more of the articles than this have changed, building anew takes no longer than carrying the rest over.
MOST_CHANGED = 1 / 3


@dataclass(frozen=True, slots=True)
class Index:
    """All that an answer is made of. Rows are articles in the order of their keys."""

    articles: Sequence[Article]
    language: str  # as it was asked for, which may be `AUTO`
    encoder: Encoder
    vocabulary: Vocabulary
    spelling: Spelling
    postings: Postings
    vectors: ArticleVectors
    references: References
    shelves: Shelves


def build_index(articles: Iterable[Article], *, language: str, encoder: Encoder) -> Index:
    """The index of these articles, read in a language (a name, a code or `AUTO`), with vectors from the encoder."""
    ordered = sorted(articles, key=attrgetter("key"))
    word_ids: dict[str, int] = {}
    fields = read_fields(ordered, word_ids)
    vocabulary = build_vocabulary(word_ids, count_uses(fields, len(word_ids)), language=language)
    rows, count = np.arange(len(ordered), dtype=np.int64), len(ordered)
    counted = count_terms(fields, vocabulary.terms, rows, article_count=count)
    return Index(
        articles=ordered,
        language=language,
        encoder=encoder,
        vocabulary=vocabulary,
        spelling=build_spelling(vocabulary.words, vocabulary.prominence),
        postings=build_postings(counted, term_count=len(vocabulary.term_ids)),
        vectors=article_vectors(field_vectors(fields, vocabulary, encoder, article_count=count)),
        references=build_references(ordered),
        shelves=build_shelves(ordered),
    )


def updated_index(before: Index, changed: Iterable[Article], removed: Iterable[str]) -> Index:
    """The index after articles have changed or come, and others, named by their keys, have been removed.

    It answers like one that is built anew from the same articles, but reads only those that changed.
    """
    arrived = sorted(changed, key=attrgetter("key"))
    rows = rows_after(before.articles, arrived, removed)
    articles = carried_articles(before.articles, arrived, rows)
    few = len(rows.gone) + len(rows.arrivals) <= MOST_CHANGED * len(before.articles)
    carried = _carried_over(before, articles, arrived, rows) if few else None
    return carried or build_index(articles, language=before.language, encoder=before.encoder)


def _carried_over(before: Index, articles: Sequence[Article], arrived: Sequence[Article], rows: Rows) -> Index | None:
    """The index with only the arrived articles read; None where the words there are now ask for a new one."""
    word_ids = dict(before.vocabulary.word_ids)
    fields = read_fields(arrived, word_ids)
    gone = [before.articles[row] for row in rows.gone.tolist()]
    vocabulary = grown(before.vocabulary, word_ids, _uses_after(before.vocabulary, gone, fields, word_ids))
    if not (vocabulary.is_mostly_used and _is_read_rightly(before.language, vocabulary)):
        return None
    counted = count_terms(fields, vocabulary.terms, rows.arrivals, article_count=len(articles))
    vectors = field_vectors(fields, vocabulary, before.encoder, article_count=len(arrived))
    return Index(
        articles=articles,
        language=before.language,
        encoder=before.encoder,
        vocabulary=vocabulary,
        spelling=grown_spelling(before.spelling, vocabulary.words, vocabulary.prominence),
        postings=build_postings(recounted(before.postings.counted, counted, rows), term_count=len(vocabulary.term_ids)),
        vectors=updated_vectors(before.vectors, vectors, rows),
        references=updated_references(before.references, gone, arrived),
        shelves=updated_shelves(before.shelves, arrived, rows),
    )


def _uses_after(
    before: Vocabulary, gone: Sequence[Article], arrived: Mapping[str, FieldWords], word_ids: dict[str, int]
) -> Ints:
    """How much each word is used now; all words of articles that are gone have their numbers."""
    count = len(word_ids)
    uses = np.pad(before.uses, (0, count - len(before.uses)))
    return uses + count_uses(arrived, count) - count_uses(read_fields(gone, word_ids), count)


def _is_read_rightly(language: str, vocabulary: Vocabulary) -> bool:
    """Whether the language is still that of the words, where it is for them to say."""
    return language != AUTO or language_of(vocabulary.word_ids, vocabulary.uses) == vocabulary.language.name
