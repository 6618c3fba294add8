"""What was filled in, read as the search that somebody might have typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.gestures import Submission
from bot.search.form import fields
from bot.search.form.fields import Filling
from knowledge.articles import CategoryPath
from knowledge.searches import QUOTES, Search, Sort, Traits, Understood

# Reads what stands in a field as it would be read behind `/kb search`.
Read = Callable[[str], Understood]


def filled_in(form: Submission, category: CategoryPath) -> Filling:
    """What stands in a submitted form, of which the category has been looked up."""
    sort = form.given(fields.SORT)
    return Filling(
        words=form.given(fields.WORDS).strip(),
        phrase=form.given(fields.PHRASE).strip(f" {QUOTES}"),
        without=form.given(fields.WITHOUT).strip(),
        category=category,
        titles_only=fields.TITLES in form.ticked(fields.WHERE),
        since=_day(form.given(fields.SINCE)),
        sort=Sort(sort) if sort in [each.value for each in Sort] else Sort.BEST,
    )


def search_of(filling: Filling, name: str, read: Read) -> Understood:
    """The search that the form makes, with sentences on what can't be read; `name` is that of its category."""
    words, without = read(filling.words), read(filling.without)
    search = _phrased(words.search, filling)
    having = replace(search.having, categories=(*([name] if name else []), *search.having.categories))
    search = replace(
        search,
        having=having,
        lacking=_joined(search.lacking, _turned_round(without.search)),
        since=max(filter(None, (search.since, filling.since)), default=None),
        sort=search.sort if filling.sort is Sort.BEST else filling.sort,
    )
    return Understood(search, (*words.problems, *without.problems))


def _phrased(search: Search, filling: Filling) -> Search:
    """The search with the phrase, of which the words and phrases stand in titles if the box is ticked."""
    phrase = tuple(filter(_says_something, [filling.phrase]))
    if not filling.titles_only:
        return replace(search, having=replace(search.having, texts=(*phrase, *search.having.texts)))
    titles = (*search.having.titles, *_words(search.words), *search.having.texts, *phrase)
    return replace(search, words="", having=replace(search.having, texts=(), titles=titles))


def _turned_round(search: Search) -> Traits:
    """What articles shall not hold where this was typed of it: all its words, quotes and filters."""
    words = Traits(texts=tuple(_words(search.words)))
    return _joined(_joined(words, search.having), search.lacking)


def _joined(one: Traits, other: Traits) -> Traits:
    return Traits(
        tuple(dict.fromkeys((*one.texts, *other.texts))),
        tuple(dict.fromkeys((*one.titles, *other.titles))),
        tuple(dict.fromkeys((*one.categories, *other.categories))),
        tuple(dict.fromkeys((*one.sources, *other.sources))),
    )


def _words(text: str) -> list[str]:
    return [word for word in text.split() if _says_something(word)]


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
