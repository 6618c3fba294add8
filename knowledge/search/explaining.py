"""Explaining: how a question was read, and what each signal gave to an article that answers it."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from knowledge.articles import Answer, Article
from knowledge.explanations import Entry, Explanation, ReadAs, Reason
from knowledge.search.index import Index
from knowledge.search.ranking import Ranking, rank
from knowledge.search.reading import Query
from knowledge.search.rows import row_of
from knowledge.search.voted import Lift
from knowledge.votes import NO_OPINIONS, Opinions

# So many articles are explained where none is named.
FIRST = 3

# How far down an article that is named has a place: an answer with so many matches takes a second to make.
FURTHEST = 2000

# How what votes do is named among the signals.
VOTES = "votes"


def explanation(
    answer: Answer,
    query: Query,
    index: Index,
    *,
    asked_about: Article | None,
    rules: Sequence[str] = (),
    opinions: Opinions = NO_OPINIONS,
) -> Explanation:
    """Why a question, as the index reads it, has this answer: of the first articles, or of the first and one more.

    `rules` are the synonyms, pins and hides that had a part in it, as a person says them, and `opinions` what people
    think of the articles.
    """
    places = {match.article.key: place for place, match in enumerate(answer.matches, start=1)}
    scores = {match.article.key: match.score for match in answer.matches}
    return Explanation(
        question=answer.question,
        reading=tuple(_read_as(query)),
        entries=tuple(
            _entry(article, places.get(article.key), scores, _alone(article, query, index, opinions))
            for article in _explained(answer, asked_about)
        ),
        band=answer.band,
        searched=answer.searched,
        looked_at=FURTHEST if asked_about else FIRST,
        talk=answer.talk,
        unknown=answer.unknown,
        rules=tuple(rules),
    )


def _explained(answer: Answer, asked_about: Article | None) -> Sequence[Article]:
    found = [match.article for match in answer.matches]
    if asked_about is None:
        return found[:FIRST]
    return list({article.key: article for article in (*found[:1], asked_about)}.values())


def _read_as(query: Query) -> Iterator[ReadAs]:
    for typed, word in zip(query.typed, query.words, strict=True):
        likeliest = word.readings[0] if word.readings else None
        yield ReadAs(
            typed=typed,
            spelling=likeliest.spelling if likeliest else "",
            similarity=likeliest.similarity if likeliest else 0.0,
            weight=word.weight,
        )


def _alone(article: Article, query: Query, index: Index, opinions: Opinions) -> Ranking | None:
    """The ranking of one article, whether or not it is among those that are ranked best."""
    row = row_of(index.articles, article.key)
    if row is None:
        return None
    alone = np.zeros(len(index.articles), dtype=np.bool_)
    alone[row] = True
    return rank(query, index, count=1, allowed=alone, opinions=opinions)


def _entry(article: Article, place: int | None, scores: Mapping[str, float], ranking: Ranking | None) -> Entry:
    """An article with what each signal says of it, and what votes do."""
    score = scores.get(article.key, 0.0)
    if ranking is None:
        return Entry(place, article, score, ())
    said = {name: float(values[0]) for name, values in ranking.said.items()}
    reasons = [Reason(name, said[name], weight, weight * said[name]) for name, weight in ranking.weights.items()]
    voters = int(ranking.lift.people[0]) if ranking.lift else 0
    if ranking.lift and voters:
        reasons.append(_vote_reason(ranking.lift))
    return Entry(place, article, score, tuple(reasons), voters)


def _vote_reason(lift: Lift) -> Reason:
    return Reason(VOTES, float(lift.leanings[0]), float(lift.weights[0]), float(lift.gave[0]))
