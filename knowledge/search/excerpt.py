"""Excerpts: the sentence of an article that best answers a question, with the words that answer it marked."""

import numpy as np

from knowledge.articles import Article, Excerpt
from knowledge.search.index import STOP, Index, opening
from knowledge.search.ranking import Query
from knowledge.search.text import sentences, words, words_with_places

# As long as an excerpt gets: three lines of a Slack message on a wide screen.
LONGEST = 280

# What is kept before the first hit when the beginning of a long sentence is left out.
_LEAD_IN = 60

# What the title says already tells little when a sentence says it again: it counts for this share.
_TOLD_BY_TITLE = 0.35

# The summary's first sentence was written to stand for the article: it starts with this share of all there is to gain.
_SUMMARY_HEAD_START = 0.5

# Where two sentences answer alike, the earlier is better: each place further down costs this share, to this many.
_LATER_COSTS, _LATER_PLACES = 0.03, 20


# A scrap of a list or a table, or a sentence that only leads on to one, answers little by itself.
_FRAGMENT, _SHORTEST = 0.6, 25


class Excerpts:
    """Cuts the excerpts that answer one question."""

    def __init__(self, query: Query, index: Index) -> None:
        self._weights = _term_weights(query, index)
        self._terms = {
            index.vocabulary[int(place)]: term
            for term in self._weights
            for place in np.flatnonzero(index.word_terms == term)
        }

    def of(self, article: Article) -> Excerpt:
        """The sentence of the article's summary and text that best answers, its hits marked, at most `LONGEST` long.

        Where no word is shared it is the first sentence; an article without either gives an empty excerpt.
        """
        told = self._terms_in(article.title)
        gains = {term: weight * (_TOLD_BY_TITLE if term in told else 1) for term, weight in self._weights.items()}
        best, best_score = "", -1.0
        for place, sentence in enumerate([*sentences(opening(article.summary)), *sentences(opening(article.text))]):
            score = sum(gains[term] for term in self._terms_in(sentence))
            score *= (1 - _LATER_COSTS * min(place, _LATER_PLACES)) * (1 if _is_whole(sentence) else _FRAGMENT)
            score += _SUMMARY_HEAD_START * sum(gains.values()) if place == 0 else 0
            if score > best_score:
                best, best_score = sentence, score
        return _shortened(best, [(start, end) for word, start, end in words_with_places(best) if word in self._terms])

    def _terms_in(self, text: str) -> set[int]:
        return {self._terms[word] for word in self._terms.keys() & words(text)}


def _is_whole(sentence: str) -> bool:
    return len(sentence) >= _SHORTEST and not sentence.endswith(":")


def _term_weights(query: Query, index: Index) -> dict[int, float]:
    """How much each term that a word of the question may mean tells, spelling slips squared in."""
    weights: dict[int, float] = {}
    for readings in query.readings:
        for reading in readings:
            if reading.term != STOP:
                weight = float(index.term_idf[reading.term]) * reading.similarity**2
                weights[reading.term] = max(weight, weights.get(reading.term, 0.0))
    return weights


def _shortened(sentence: str, hits: list[tuple[int, int]]) -> Excerpt:
    """The sentence, cut to `LONGEST` characters around its first hit where it is longer."""
    if len(sentence) <= LONGEST:
        return Excerpt(sentence, tuple(hits))
    start = 0
    if hits and hits[0][1] > LONGEST - _LEAD_IN:
        start = sentence.find(" ", hits[0][0] - _LEAD_IN) + 1
        start = start if start <= hits[0][0] else hits[0][0]
    end = min(len(sentence), start + LONGEST - 2)
    if end < len(sentence):
        end = max(sentence.rfind(" ", start, end), start + LONGEST // 2)
    before, after = "\u2026" if start else "", "\u2026" if end < len(sentence) else ""
    shift = len(before) - start
    inside = tuple((first + shift, last + shift) for first, last in hits if start <= first and last <= end)
    return Excerpt(f"{before}{sentence[start:end].rstrip(' ,;:')}{after}", inside)
