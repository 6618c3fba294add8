"""Signals: what speaks for articles as the answer to a question, each told as a number of at most 1."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.search.fields import Floats
from knowledge.search.index import Index
from knowledge.search.lists import greatest, sums
from knowledge.search.look import Look
from knowledge.search.reading import Query
from knowledge.search.vocabulary import STOP
from knowledge.search.wordings import segments

ENGLISH = "english"


def words(look: Look) -> Floats:
    """BM25F as a share of the most that the question's words could score: 0 to 1."""
    return look.bm25f / np.float32(look.query.most)


def meaning(look: Look) -> Floats:
    """The cosine to the question's mean vector and that to its mean weighted by IDF, the mean of both: -1 to 1."""
    return look.index.vectors.products((look.query.mean + look.query.telling) / np.float32(2), look.rows)


def nearest(look: Look) -> Floats:
    """How near the article's nearest word is to each word of the question, telling words counting more: 0 to 1.

    A sum of maxima over pairs of words is Khattab and Zaharia's late interaction (ColBERT, 2020).
    """
    best = np.maximum(greatest(look.near_headings, look.headings), greatest(look.near_summaries, look.summaries))
    found: Floats = look.weights @ best
    return found


def nearest_in_heading(look: Look) -> Floats:
    """The same with the words of the title and the search phrases alone: 0 to 1."""
    found: Floats = look.weights @ greatest(look.near_headings, look.headings)
    return found


def heading(look: Look) -> Floats:
    """How much of the title, or of the best search phrase, the words of the question say or come near to: 0 to 1."""
    idf = np.zeros(len(look.heading_terms), dtype=np.float32)
    telling = look.heading_terms != STOP
    idf[telling] = look.index.postings.idf[look.heading_terms[telling]]
    said = look.near_headings.max(axis=0, initial=0).astype(np.float32) * idf
    parts, owned = segments(look.headings)
    share = (sums(said, parts) / np.maximum(sums(idf, parts), 1e-9)).astype(np.float32)
    return greatest(share, owned)


def order(look: Look) -> Floats:
    """The share of the question's pairs of words that follow one another in a heading or the summary: 0 to 1."""
    share: Floats = np.maximum(look.pairs_in_headings, look.pairs_in_summaries)
    return share


def phrase(look: Look) -> Floats:
    """1 where all telling words of the question follow one another in a heading, 0 elsewhere."""
    whole: Floats = (look.pairs_in_headings == 1).astype(np.float32)
    return whole * np.float32(bool(look.pairs))


def sentences(look: Look) -> Floats:
    """Nearness in meaning as a model of whole sentences has it: the cosine of question and article, -1 to 1.

    It says nothing where there is no such model, few articles have a vector yet, or no word is in the question.
    """
    if look.sentence is None or look.index.sentences is None:
        return np.zeros(len(look.rows), dtype=np.float32)
    return look.index.sentences.vectors.products(look.sentence, look.rows)


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason for an article to rank high, and how much it counts: for questions in English, and in others."""

    weight: float
    abroad: float
    says: Callable[[Look], Floats]


# Fitted by `python -m bot eval --fit`, and rounded. Without the sentences, which only some installations have, weights
# add up to 1. WordLlama has read English: over four small help centres in French, German, Spanish and Portuguese
# (tests/knowledge/search/help_centres) MRR was .892 by the English weights and .923 by those abroad, each language
# measured by what the other three taught.
SIGNALS: Mapping[str, Signal] = {
    "words": Signal(0.05, 0.57, words),
    "meaning": Signal(0.335, 0.23, meaning),
    "nearest": Signal(0.31, 0.11, nearest),
    "nearest in heading": Signal(0.12, 0.0, nearest_in_heading),
    "heading": Signal(0.145, 0.01, heading),
    "order": Signal(0.025, 0.03, order),
    "phrase": Signal(0.015, 0.05, phrase),
    "sentences": Signal(1.0, 1.0, sentences),
}


def weights_for(query: Query, index: Index) -> Mapping[str, float]:
    """How much each signal counts for a question, by the language that most of its words are read in."""
    if _is_english(query, index):
        return {name: signal.weight for name, signal in SIGNALS.items()}
    return {name: signal.abroad for name, signal in SIGNALS.items()}


def _is_english(query: Query, index: Index) -> bool:
    vocabulary = index.vocabulary
    names = [language.name for language in vocabulary.languages]
    if len(names) == 1 or ENGLISH not in names:
        return ENGLISH in names
    places = [place for word in query.typed if (place := vocabulary.place(word)) is not None]
    english = [place for place in places if names[int(vocabulary.read_in[place])] == ENGLISH]
    return 2 * len(english) >= len(places)
