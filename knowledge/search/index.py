"""The index: the words of all articles, where they stand, and each article's vectors. Never changed once built."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Article
from knowledge.search.encoder import Encoder, Vectors
from knowledge.search.spelling import Spelling
from knowledge.search.text import Language, words

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# A stop word has no term: it is known to spelling and to the plain vectors only.
STOP = -1


@dataclass(frozen=True, slots=True)
class Field:
    """A part of an article as BM25F weighs it: its weight, and how strongly its length counts (0 to 1)."""

    name: str
    weight: float
    length_norm: float
    read: Callable[[Article], str]


# How much of a long text is read for its words and for an excerpt: some 600 words, four screens.
OPENING = 4000


def opening(text: str, characters: int = OPENING) -> str:
    """The beginning of a text, up to so many characters, ending with a whole word where there is one."""
    if len(text) <= characters:
        return text
    cut = text[:characters]
    return cut[: cut.rfind(" ")] if " " in cut.strip() else cut


# Title and summary as tried in DESIGN.md section 4. Search phrases are titles that people would have chosen. The
# opening of the text tells related words at a weight too low to outvote either.
FIELDS = (
    Field("title", weight=2.5, length_norm=0.5, read=lambda article: opening(article.title)),
    Field("phrases", weight=2.0, length_norm=0.0, read=lambda article: opening("\n".join(article.phrases))),
    Field("summary", weight=1.0, length_norm=0.6, read=lambda article: opening(article.summary)),
    Field("text", weight=0.3, length_norm=0.75, read=lambda article: opening(article.text)),
)

# BM25's saturation: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), advise 1.2 to 2.
SATURATION = 1.2

# How much each field counts for an article's vector, as tried in DESIGN.md section 4; phrases count as a summary does.
# A field that is empty leaves its share to the others.
VECTOR_SHARES = {"title": 0.6, "phrases": 0.4, "summary": 0.4}


@dataclass(frozen=True, slots=True)
class FieldWords:
    """The words of one field of all articles: `articles[i]` holds the word `words[i]`, in reading order."""

    articles: Ints
    words: Ints


@dataclass(frozen=True, slots=True)
class Index:
    """All that ranking reads. Rows are articles in the order they were given; terms are stems."""

    articles: Sequence[Article]
    language: Language
    encoder: Encoder
    vocabulary: Sequence[str]
    word_ids: dict[str, int]
    word_terms: Ints  # the term of each word, or STOP
    term_ids: dict[str, int]
    term_idf: Floats
    starts: Ints  # where each term's part of `holders` and `impacts` begins; one more than there are terms
    holders: NDArray[np.int32]  # the articles that hold a term
    impacts: Floats  # how much it says there: BM25F without IDF, 0 to 1
    vectors: Vectors  # one a row: the directions of its title's words and its summary's
    spelling: Spelling
    unknown_idf: float  # that of a word that stands nowhere


def build_index(articles: Sequence[Article], *, language: Language, encoder: Encoder) -> Index:
    """The index of these articles, read in one language, with vectors from the encoder."""
    word_ids = {word: place for place, word in enumerate(sorted(language.stop_words))}
    fields = {field.name: _field_words(articles, field, word_ids) for field in FIELDS}
    vocabulary = list(word_ids)
    word_terms, term_ids = _terms(vocabulary, language)
    starts, holders, impacts = _postings(fields, word_terms, term_count=len(term_ids), article_count=len(articles))
    term_idf = _idf(np.diff(starts), len(articles))
    return Index(
        articles=articles,
        language=language,
        encoder=encoder,
        vocabulary=vocabulary,
        word_ids=word_ids,
        word_terms=word_terms,
        term_ids=term_ids,
        term_idf=term_idf,
        unknown_idf=float(_idf(np.zeros(1, dtype=np.int64), len(articles))[0]),
        starts=starts,
        holders=holders,
        impacts=impacts,
        vectors=_article_vectors(fields, encoder.word_vectors(vocabulary), len(articles)),
        spelling=Spelling(vocabulary),
    )


def _field_words(articles: Sequence[Article], field: Field, word_ids: dict[str, int]) -> FieldWords:
    lengths: list[int] = []
    found: list[int] = []
    for article in articles:
        before = len(found)
        found.extend(word_ids.setdefault(word, len(word_ids)) for word in words(field.read(article)))
        lengths.append(len(found) - before)
    rows = np.repeat(np.arange(len(articles), dtype=np.int64), lengths)
    return FieldWords(rows, np.asarray(found, dtype=np.int64))


def _terms(vocabulary: Sequence[str], language: Language) -> tuple[Ints, dict[str, int]]:
    ids: dict[str, int] = {}
    stems = language.stems(vocabulary)
    terms = (
        STOP if language.is_stop_word(word) else ids.setdefault(stem, len(ids))
        for word, stem in zip(vocabulary, stems, strict=True)
    )
    return np.fromiter(terms, dtype=np.int64, count=len(vocabulary)), ids


def _idf(document_frequency: Ints, article_count: int) -> Floats:
    """How rare each term is; Lucene's form of BM25's IDF, which never falls below 0."""
    return np.log1p((article_count - document_frequency + 0.5) / (document_frequency + 0.5)).astype(np.float32)


def _postings(
    fields: dict[str, FieldWords], word_terms: Ints, *, term_count: int, article_count: int
) -> tuple[Ints, NDArray[np.int32], Floats]:
    """BM25F (Robertson, Zaragoza, Taylor 2004): frequencies are weighted per field and summed before they saturate."""
    keys: list[Ints] = [np.zeros(0, dtype=np.int64)]
    frequencies: list[NDArray[np.float64]] = [np.zeros(0)]
    for field in FIELDS:
        held = fields[field.name]
        terms = word_terms[held.words]
        kept = terms != STOP
        lengths = np.bincount(held.articles[kept], minlength=article_count)
        mean = lengths[lengths > 0].mean() if lengths.any() else 1.0
        key, count = np.unique(terms[kept] * article_count + held.articles[kept], return_counts=True)
        norm = 1 - field.length_norm + field.length_norm * lengths / mean
        keys.append(key)
        frequencies.append(field.weight * count / norm[key % max(article_count, 1)])
    key, place = np.unique(np.concatenate(keys), return_inverse=True)
    frequency = np.bincount(place, weights=np.concatenate(frequencies), minlength=len(key))
    term_of, article_of = np.divmod(key, max(article_count, 1))
    starts = np.searchsorted(term_of, np.arange(term_count + 1))
    return starts, article_of.astype(np.int32), (frequency / (SATURATION + frequency)).astype(np.float32)


def _article_vectors(fields: dict[str, FieldWords], word_vectors: Vectors, article_count: int) -> Vectors:
    """One vector an article: the directions of its fields in their shares, divided by the shares that are there."""
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
