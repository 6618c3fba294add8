"""Excerpts: the sentence of an article that best answers a question, with the words that answer it marked."""

from dataclasses import dataclass

from knowledge.articles import Article, Excerpt
from knowledge.search.index import STOP, Index, opening
from knowledge.search.ranking import Query
from knowledge.search.text import sentences, words_with_places

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


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    term: int


def excerpt_of(article: Article, query: Query, index: Index) -> Excerpt:
    """The sentence of the article's summary and text that best answers, its hits marked, within `LONGEST` characters.

    Where no word is shared it is the first sentence; an article without either gives an empty excerpt.
    """
    weights = _term_weights(query, index)
    told = {hit.term for hit in _hits(article.title, weights, index)}
    gains = {term: weight * (_TOLD_BY_TITLE if term in told else 1) for term, weight in weights.items()}
    best, best_score, best_hits = "", -1.0, list[_Hit]()
    for place, sentence in enumerate([*sentences(opening(article.summary)), *sentences(opening(article.text))]):
        hits = _hits(sentence, weights, index)
        score = sum(gains[term] for term in {hit.term for hit in hits}) * (1 - _LATER_COSTS * min(place, _LATER_PLACES))
        score *= 1 if _is_whole(sentence) else _FRAGMENT
        score += _SUMMARY_HEAD_START * sum(gains.values()) if place == 0 else 0
        if score > best_score:
            best, best_score, best_hits = sentence, score, hits
    return _shortened(best, best_hits)


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


def _hits(sentence: str, weights: dict[int, float], index: Index) -> list[_Hit]:
    found: list[_Hit] = []
    for word, start, end in words_with_places(sentence):
        place = index.word_ids.get(word)
        if place is not None and (term := index.word_terms[place]) in weights:
            found.append(_Hit(start, end, int(term)))
    return found


def _shortened(sentence: str, hits: list[_Hit]) -> Excerpt:
    """The sentence, cut to `LONGEST` characters around its first hit where it is longer."""
    if len(sentence) <= LONGEST:
        return Excerpt(sentence, tuple((hit.start, hit.end) for hit in hits))
    start = 0
    if hits and hits[0].end > LONGEST - _LEAD_IN:
        start = sentence.find(" ", hits[0].start - _LEAD_IN) + 1
        start = start if start <= hits[0].start else hits[0].start
    end = min(len(sentence), start + LONGEST - 2)
    if end < len(sentence):
        end = max(sentence.rfind(" ", start, end), start + LONGEST // 2)
    before, after = "\u2026" if start else "", "\u2026" if end < len(sentence) else ""
    shift = len(before) - start
    inside = tuple((hit.start + shift, hit.end + shift) for hit in hits if start <= hit.start and hit.end <= end)
    return Excerpt(f"{before}{sentence[start:end].rstrip(' ,;:')}{after}", inside)
