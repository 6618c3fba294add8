"""Excerpts: the sentence of an article that best answers a question, with the words that answer it marked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from knowledge.articles import Article, Excerpt
from knowledge.search.fields import opening
from knowledge.search.reading import Query
from knowledge.search.text import fold, has_apostrophe, sentences, words, words_with_places
from knowledge.search.vocabulary import Vocabulary

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

# Sums of the same numbers in another order differ by less.
_ROUNDING = 1 + 1e-9


@dataclass(frozen=True)
class Excerpts:
    """Cuts the excerpts that answer one question."""

    query: Query
    vocabulary: Vocabulary
    _cut: dict[str, Excerpt] = field(default_factory=dict)

    def of(self, article: Article) -> Excerpt:
        """The sentence of the article's summary and text that best answers, its hits marked, at most `LONGEST` long.

        Where no word is shared it is the first sentence; an article without either gives an empty excerpt.
        """
        if article.key not in self._cut:
            best = self._best_sentence(article)
            hits = [(start, end) for word, start, end in words_with_places(best) if word in self._terms]
            self._cut[article.key] = _shortened(best, hits)
        return self._cut[article.key]

    def _best_sentence(self, article: Article) -> str:
        passages = opening(article.summary), opening(article.text)
        spoken = self._spoken_in(*passages)
        gains = self._gains(article.title)
        most = sum(gains.values())
        best, best_score = "", -1.0
        for place, sentence in enumerate(chain.from_iterable(map(sentences, passages))):
            later = 1 - _LATER_COSTS * min(place, _LATER_PLACES)
            if best_score > most * later * _ROUNDING:
                break  # neither this sentence nor one below it can be better
            score = sum(gains[term] for term in self._terms_in(sentence, spoken))
            score *= later * (1 if _is_whole(sentence) else _FRAGMENT)
            score += _SUMMARY_HEAD_START * most if place == 0 else 0
            if score > best_score:
                best, best_score = sentence, score
        return best

    def _gains(self, title: str) -> dict[int, float]:
        """What a sentence gains by each term, under this title."""
        told = self._terms_in(title, self._spoken_in(title))
        return {term: weight * (_TOLD_BY_TITLE if term in told else 1) for term, weight in self._weights.items()}

    def _spoken_in(self, *texts: str) -> list[str]:
        """The words looked for whose letters stand somewhere in the texts."""
        whole = fold("\n".join(texts))
        return [word for word in self._terms if word in whole]

    def _terms_in(self, text: str, spoken: Sequence[str]) -> set[int]:
        """The terms of the words looked for that a text holds; `spoken` are those whose letters may stand in it."""
        folded = fold(text)
        # With an apostrophe in it a word need not stand there as it is compared: don't is dont.
        if not has_apostrophe(folded) and not any(word in folded for word in spoken):
            return set()
        return {self._terms[word] for word in self._terms.keys() & words(text)}

    @cached_property
    def _weights(self) -> dict[int, float]:
        """How much each term that a word of the question may mean tells, spelling slips squared in."""
        weights: dict[int, float] = {}
        for word in self.query.words:
            for term, weight in word.terms.items():
                weights[term] = max(weight, weights.get(term, 0.0))
        return weights

    @cached_property
    def _terms(self) -> dict[str, int]:
        """The term of each word looked for."""
        return {word: term for term in self._weights for word in self.vocabulary.words_of(term)}


def _is_whole(sentence: str) -> bool:
    return len(sentence) >= _SHORTEST and not sentence.endswith(":")


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
