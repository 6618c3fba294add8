"""The index: the words of all articles, where they stand, and each article's vectors. Never changed once built."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from types import MappingProxyType

import numpy as np

from knowledge.articles import Article, Audience
from knowledge.search.ages import Ages, build_ages, updated_ages
from knowledge.search.beginnings import Beginnings, build_beginnings, updated_beginnings
from knowledge.search.encoder import Encoder, SentenceEncoder, Vectors
from knowledge.search.fields import FieldWords, WordIds, read_fields
from knowledge.search.languages import language_names
from knowledge.search.postings import Postings, build_postings, count_terms, recounted
from knowledge.search.references import References, build_references, updated_references
from knowledge.search.rows import Rows, carried_articles, rows_after
from knowledge.search.sentences import Encoded, Sentences, build_sentences, updated_sentences
from knowledge.search.shelves import Mask, Shelves, are_public, build_shelves, updated_shelves
from knowledge.search.spelling import Spelling, build_spelling, grown_spelling
from knowledge.search.spoken import languages_of
from knowledge.search.vectors import ArticleVectors, article_vectors, field_vectors, updated_vectors
from knowledge.search.vocabulary import Uses, Vocabulary, build_vocabulary, count_uses, grown
from knowledge.search.word_vectors import word_vectors
from knowledge.search.wordings import Wordings, read_wordings

# Where more of the articles than this have changed, building anew takes no longer than carrying the rest over.
MOST_CHANGED = 1 / 3


@dataclass(frozen=True, slots=True)
class Index:
    """All that an answer is made of. Rows are articles in the order of their keys.

    `sentences` are there where a model reads whole sentences.
    """

    articles: Sequence[Article]
    language: str  # as it was asked for, which may be `AUTO`
    encoder: Encoder
    vocabulary: Vocabulary
    spelling: Spelling
    postings: Postings
    vectors: ArticleVectors
    word_vectors: Vectors  # one row a word of the vocabulary
    wordings: Wordings
    references: References
    shelves: Shelves
    ages: Ages
    beginnings: Beginnings  # of the words of headings
    sentences: Sentences | None = None

    def as_read_by(self, audience: Audience) -> "Index":
        """The index by which an audience's questions are read: it knows no word that only others may read.

        It holds all articles like this one; who may be shown which is said with each question.
        """
        if audience is Audience.INTERNAL or self.shelves.public.all():
            return self
        vocabulary = self.vocabulary.of_the_public()
        spelling = replace(self.spelling, uses=vocabulary.prominence)
        return replace(self, vocabulary=vocabulary, spelling=spelling)


def build_index(
    articles: Iterable[Article],
    *,
    language: str,
    encoder: Encoder,
    sentences: SentenceEncoder | None = None,
    encoded: Mapping[str, Encoded] = MappingProxyType({}),
) -> Index:
    """The index of these articles, read in languages (see `language_names`), with vectors from the encoder.

    Where an encoder of sentences is given, `encoded` are the vectors that are known of articles, by their keys.
    """
    ordered = sorted(articles, key=attrgetter("key"))
    word_ids = WordIds()
    fields = read_fields(ordered, word_ids)
    rows, count = np.arange(len(ordered), dtype=np.int64), len(ordered)
    vocabulary = build_vocabulary(fields, word_ids, are_public(ordered), setting=language)
    counted = count_terms(fields, vocabulary, rows, article_count=count)
    wordings = read_wordings(ordered, fields)
    return Index(
        articles=ordered,
        language=language,
        encoder=encoder,
        vocabulary=vocabulary,
        spelling=build_spelling(vocabulary.words, vocabulary.prominence),
        postings=build_postings(counted),
        vectors=article_vectors(field_vectors(fields, vocabulary, encoder, article_count=count)),
        word_vectors=word_vectors(vocabulary.words, encoder),
        wordings=wordings,
        references=build_references(ordered),
        shelves=build_shelves(ordered),
        ages=build_ages(ordered),
        beginnings=build_beginnings(wordings.headings, vocabulary.words),
        sentences=build_sentences(ordered, sentences, encoded) if sentences else None,
    )


def updated_index(
    before: Index,
    changed: Iterable[Article],
    removed: Iterable[str],
    *,
    encoded: Mapping[str, Encoded] = MappingProxyType({}),
) -> Index:
    """The index after articles have changed or come, and others, named by their keys, have been removed.

    It answers like one that is built anew from the same articles, but reads only those that changed. `encoded` are the
    sentences' vectors that have become known.
    """
    arrived = sorted(changed, key=attrgetter("key"))
    rows = rows_after(before.articles, arrived, removed)
    articles = carried_articles(before.articles, arrived, rows)
    newer = _with_words_updated(before, articles, arrived, rows)
    if before.sentences is None:
        return newer
    sentences = updated_sentences(before.sentences, before.articles, articles, rows, encoded)
    return replace(newer, sentences=sentences)


def _with_words_updated(before: Index, articles: Sequence[Article], arrived: Sequence[Article], rows: Rows) -> Index:
    changed = len(rows.gone) + len(rows.arrivals)
    if not changed:
        return before
    few = changed <= MOST_CHANGED * len(before.articles)
    carried = _carried_over(before, articles, arrived, rows) if few else None
    return carried or build_index(articles, language=before.language, encoder=before.encoder)


def _carried_over(before: Index, articles: Sequence[Article], arrived: Sequence[Article], rows: Rows) -> Index | None:
    """The index with only the arrived articles read; None where the words there are now ask for a new one."""
    word_ids = WordIds(before.vocabulary.word_ids)
    fields = read_fields(arrived, word_ids)
    gone = [before.articles[row] for row in rows.gone.tolist()]
    vocabulary = grown(
        before.vocabulary, word_ids, _uses_after(before.vocabulary, gone, fields, are_public(arrived), word_ids)
    )
    if not (vocabulary.is_mostly_used and _is_read_rightly(before.language, vocabulary)):
        return None
    added = vocabulary.words[len(before.vocabulary.words) :]
    counted = count_terms(fields, vocabulary, rows.arrivals, article_count=len(articles))
    vectors = field_vectors(fields, vocabulary, before.encoder, article_count=len(arrived))
    wordings = before.wordings.carried(read_wordings(arrived, fields), rows)
    return Index(
        articles=articles,
        language=before.language,
        encoder=before.encoder,
        vocabulary=vocabulary,
        spelling=grown_spelling(before.spelling, vocabulary.words, vocabulary.prominence),
        postings=build_postings(recounted(before.postings.counted, counted, rows)),
        vectors=updated_vectors(before.vectors, vectors, rows),
        word_vectors=np.concatenate([before.word_vectors, word_vectors(added, before.encoder)]),
        wordings=wordings,
        references=updated_references(before.references, gone, arrived),
        shelves=updated_shelves(before.shelves, arrived, rows),
        ages=updated_ages(before.ages, arrived, rows),
        beginnings=updated_beginnings(before.beginnings, wordings.headings, vocabulary.words),
    )


def _uses_after(
    before: Vocabulary,
    gone: Sequence[Article],
    arrived: Mapping[str, FieldWords],
    arrived_public: Mask,
    word_ids: WordIds,
) -> Uses:
    """How much each word is used now; all words of articles that are gone have their numbers."""
    come = count_uses(arrived, word_ids, arrived_public, languages=before.languages)
    went = count_uses(read_fields(gone, word_ids), word_ids, are_public(gone), languages=before.languages)
    return before.used.with_others(come).with_others(went, sign=-1)


def _is_read_rightly(setting: str, vocabulary: Vocabulary) -> bool:
    """Whether the languages are still those that the setting or the articles name, and each word's is its own."""
    names = language_names(setting) or languages_of(vocabulary.used.totals)
    return names == tuple(language.name for language in vocabulary.languages) and vocabulary.is_read_rightly
