"""Filling the form in with a search: what no field of its own is for is typed among the words, so nothing is lost."""

from collections.abc import Callable
from dataclasses import replace

from bot.search.form.fields import Filling
from knowledge.articles import CategoryPath
from knowledge.searches import QUOTES, Search, Sort, bare, typed

# As long as the field may be in which it stands.
LONGEST_WITHOUT = 1000


def filling_of(search: Search, named: Callable[[str], CategoryPath]) -> Filling:
    """The form as it makes this search; `named` gives the category that a name means, or none."""
    category = named(search.having.categories[0]) if search.having.categories else ()
    if category:
        search = _having(search, categories=search.having.categories[1:])
    filling, search = _timed(Filling(category=category), search)
    filling, search = _lacking(filling, search)
    filling, search = _titles(filling, search) if _is_titles_alone(search) else _texts(filling, search)
    return replace(filling, words=" ".join(filter(None, (filling.words, typed(search)))))


def _timed(filling: Filling, search: Search) -> tuple[Filling, Search]:
    if search.since and not search.until:
        filling, search = replace(filling, since=search.since), replace(search, since=None)
    if search.sort not in (None, Sort.BEST):
        filling, search = replace(filling, sort=search.sort), replace(search, sort=None)
    return filling, search


def _lacking(filling: Filling, search: Search) -> tuple[Filling, Search]:
    without = " ".join(map(bare, search.lacking.texts))
    if len(without) > LONGEST_WITHOUT:
        return filling, search
    return replace(filling, without=without), replace(search, lacking=replace(search.lacking, texts=()))


def _is_titles_alone(search: Search) -> bool:
    """Whether all words are those of titles, with one phrase behind them at most, as the ticked box makes them."""
    titles = search.having.titles
    return bool(titles) and not search.words and not search.having.texts and all(map(_is_word, titles[:-1]))


def _titles(filling: Filling, search: Search) -> tuple[Filling, Search]:
    *words, last = search.having.titles
    phrase = "" if _is_word(last) or not _is_plain(last) else last
    shown = [*words, *([] if phrase else [bare(last)])]
    return replace(filling, titles_only=True, words=" ".join(shown), phrase=phrase), _having(search, titles=())


def _texts(filling: Filling, search: Search) -> tuple[Filling, Search]:
    texts = search.having.texts
    if not texts or not _is_plain(texts[0]):
        return filling, search
    return replace(filling, phrase=texts[0]), _having(search, texts=texts[1:])


def _having(search: Search, **changed: tuple[str, ...]) -> Search:
    return replace(search, having=replace(search.having, **changed))


def _is_word(text: str) -> bool:
    return bare(text) == text


def _is_plain(phrase: str) -> bool:
    """Whether the field of the phrase, which drops the quotes around it, gives it back as it is."""
    return phrase == phrase.strip(QUOTES)
