"""Answering: the articles that answer a question, for one audience, and what is said where none does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from knowledge.articles import Answer, Article, Audience, Band, Category, CategoryPath, Match, folded
from knowledge.search.asides import small_talk, unknown_reference
from knowledge.search.bands import Standing
from knowledge.search.excerpt import Excerpts
from knowledge.search.fields import opening
from knowledge.search.index import Index
from knowledge.search.reading import Query
from knowledge.search.shelves import Mask
from knowledge.search.views import View

# As much of a question as is read: a screenful. More would drown what was asked in words.
LONGEST_QUESTION = 1500

# How many categories an answer that found nothing names.
NEAREST_CATEGORIES = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom a question is answered, and with what: `limit` matches from the `offset`th on, only those within the
    category if one is given. Those within the `favoured` categories stand a little further forward."""

    audience: Audience
    limit: int = 5
    offset: int = 0
    category: CategoryPath = ()
    favoured: Sequence[CategoryPath] = ()


def answer(index: Index, view: View, question: str, wanted: Wanted) -> Answer:
    """The answer to a question from all articles, as a view of them reads it.

    A reference in the question (`AA-05179`, `aa5179`) puts its article first.
    """
    read = opening(question.strip(), LONGEST_QUESTION)
    query = view.reader.read(read)
    readable = index.shelves.allowed(wanted.audience, wanted.category)
    allowed = index.shelves.without(readable, view.standings.hidden(query))
    favoured = index.shelves.within(wanted.favoured) if wanted.favoured else None
    standing = view.standings.standing(query, wanted.offset + wanted.limit + 1, allowed, favoured=favoured)
    searched = len(index.articles) if readable is None else int(np.count_nonzero(readable))
    nothing = Answer(read, Band.NONE, (), shortened=len(read) < len(question.strip()), searched=searched)
    aside = _aside(index, view, query, standing, nothing, wanted)
    if (aside.talk or aside.unknown) and not _is_pinned(view, query, allowed):
        return aside
    return _found(index, query, standing, nothing, wanted)


def match_of(article: Article, score: float, excerpts: Excerpts) -> Match:
    """An article as a match, its excerpt to be cut when somebody looks at it."""
    return Match(article, score, partial(excerpts.of, article))


def _is_pinned(view: View, query: Query, allowed: Mask | None) -> bool:
    return bool(view.standings.pinned(query, allowed))


def _aside(index: Index, view: View, query: Query, standing: Standing, nothing: Answer, wanted: Wanted) -> Answer:
    """What is said to what is no question, or names nothing; an answer that says neither where it is one."""
    best = index.articles[standing.rows[0]] if standing.rows else None
    talk = small_talk(nothing.question, query, view.reader, best=best, band=standing.band)
    unknown = None if wanted.category else unknown_reference(nothing.question, view.reader, wanted.audience)
    return replace(nothing, talk=talk, unknown=unknown)


def _found(index: Index, query: Query, standing: Standing, nothing: Answer, wanted: Wanted) -> Answer:
    excerpts = Excerpts(query, index.vocabulary)
    page = standing.page(wanted.offset, wanted.limit)
    is_none = standing.band is Band.NONE
    return replace(
        nothing,
        band=standing.band,
        matches=tuple(match_of(index.articles[row], score, excerpts) for row, score in page),
        nearest=_nearest(index, standing.rows, wanted.audience) if is_none else (),
        more=len(standing.rows) > wanted.offset + wanted.limit,
        hints=tuple(match_of(index.articles[row], 0.0, excerpts) for row in standing.hints),
    )


def _nearest(index: Index, rows: Iterable[int], audience: Audience) -> tuple[Category, ...]:
    paths = dict.fromkeys(folded(index.articles[row].category) for row in rows)
    shelves = {folded(category.path): category for category in index.shelves.trees[audience]}
    return tuple(shelves[path] for path in paths if path)[:NEAREST_CATEGORIES]
