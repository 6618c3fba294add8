"""Filters: which articles have what a search asks for besides its words, as masks over all of them."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

import numpy as np

from knowledge.articles import Audience, CategoryPath, category_text, is_within
from knowledge.search.held import Holders
from knowledge.search.index import Index
from knowledge.search.nearest import categories_named, nearest_categories, nearest_names
from knowledge.search.shelves import Mask
from knowledge.search.syntax import echo
from knowledge.searches import Search, bare, in_quotes, typed, typed_value

# So many categories or sources are named where there is none of the name that was typed.
_NAMED = 3

Say = Callable[[str], None]
LookUp = Callable[[str], Mask | None]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a search: how it is typed, the articles that it leaves, and what is said where there are none."""

    typed: str
    rows: Mask
    nothing: str

    @property
    def leaves_out(self) -> bool:
        """Whether it was typed with a minus."""
        return self.typed.startswith("-")


class Filters:
    """Reads the parts of a search over one index. What an audience may not read is not there for it."""

    def __init__(self, index: Index, holders: Holders) -> None:
        self._index, self._holders = index, holders

    def visible(self, audience: Audience) -> Mask:
        """The articles that the audience may read."""
        allowed = self._index.shelves.allowed(audience)
        return np.ones(len(self._index.articles), dtype=bool) if allowed is None else allowed

    def parts(self, search: Search, audience: Audience, say: Say) -> Iterator[Part]:
        """The parts of a search that can be looked for, those first that are kept where not all can be.

        `say` is told of each that can't be, and of each misspelt word that was taken for another.
        """
        visible, having, lacking = self.visible(audience), search.having, search.lacking
        categories = partial(self._category, audience, say)
        yield from _named("category", having.categories, lacking.categories, categories)
        if having.sources or lacking.sources:
            sources = partial(_source, dict(self._sources(visible)), say)
            yield from _named("source", having.sources, lacking.sources, sources)
        yield from self._updated(search)
        titled, held = partial(self._titled, visible, say), partial(self._held, visible, say)
        for text, rows in _found(having.titles, titled):
            yield Part(typed_value("title", text), rows, f"No title holds {echo(text)}.")
        for text, rows in _found(having.texts, held):
            yield Part(in_quotes(text), rows, f"No article holds {echo(text)}.")
        for text, rows in _found(lacking.titles, titled):
            yield Part(f"-{typed_value('title', text)}", ~rows, f"All titles hold {echo(text)}.")
        for text, rows in _found(lacking.texts, held):
            if not rows.any():
                say(f"No article holds {echo(text)}, so leaving it out changes nothing.")
            yield Part(f"-{bare(text)}", ~rows, f"All articles hold {echo(text)}.")

    def _category(self, audience: Audience, say: Say, name: str) -> Mask | None:
        """The articles in the categories of a name, be it that of several."""
        shelves = self._index.shelves
        there = shelves.trees[audience]
        named = [shelves.allowed(audience, category.path) for category in categories_named(name, there)]
        if named:
            rows: Mask = np.logical_or.reduce([each for each in named if each is not None])
            return rows
        near = [category_text(path) for path in _widest([each.path for each in nearest_categories(name, there)])]
        tops = [category_text(category.path) for category in there if len(category.path) == 1]
        say(_unknown("category", name, near, tops))
        return None

    def _sources(self, visible: Mask) -> Iterator[tuple[str, Mask]]:
        """Each source of which something may be read, with its articles: keys are in order, so these stand together."""
        articles, start = self._index.articles, 0
        while start < len(articles):
            name = articles[start].source
            # Keys are the source, a colon and the id, and a semicolon comes next after a colon.
            end = max(bisect_left(articles, f"{name};", lo=start, key=attrgetter("key")), start + 1)
            rows = np.zeros_like(visible)
            rows[start:end] = visible[start:end]
            if rows.any():
                yield name, rows
            start = end

    def _updated(self, search: Search) -> Iterator[Part]:
        if not (search.since or search.until):
            return
        first = search.since.toordinal() if search.since else 1
        rows = self._index.ages.days >= first
        if search.until:
            rows &= self._index.ages.days <= search.until.toordinal()
        written = typed(Search(since=search.since, until=search.until))
        yield Part(written, rows, f"No article was updated then ({written}).")

    def _titled(self, visible: Mask, say: Say, text: str) -> Mask | None:
        found = self._holders.titled(text, visible)
        if found is None:
            say(_too_common(text))
            return None
        for spelling, taken in found.read_as.items():
            say(f"No title holds {echo(spelling)}, so I looked for {echo(taken)}.")
        return found.rows

    def _held(self, visible: Mask, say: Say, text: str) -> Mask | None:
        found = self._holders.of(text, visible)
        if found is None:
            say(_too_common(text))
        return found


def _named(filter: str, having: Iterable[str], lacking: Iterable[str], look_up: LookUp) -> Iterator[Part]:
    """The parts of a filter of which an article has one value only: it is one of those wanted."""
    wanted = dict(_found(having, look_up))
    if wanted:
        written = " ".join(typed_value(filter, name) for name in wanted)
        yield Part(written, np.logical_or.reduce([*wanted.values()]), f"There is no article in {written}.")
    for name, rows in _found(lacking, look_up):
        written = f"-{typed_value(filter, name)}"
        yield Part(written, ~rows, f"There is no article but in {typed_value(filter, name)}.")


def _found(names: Iterable[str], look_up: LookUp) -> Iterator[tuple[str, Mask]]:
    for name in names:
        rows = look_up(name)
        if rows is not None:
            yield name, rows


def _source(known: dict[str, Mask], say: Say, name: str) -> Mask | None:
    """The articles of the source of that name, whatever its case."""
    found = next((source for source in known if source.casefold() == name.casefold()), None)
    if found is None:
        say(_unknown("source", name, nearest_names(name, list(known)), list(known)))
        return None
    return known[found]


def _widest(paths: Sequence[CategoryPath]) -> list[CategoryPath]:
    """The paths without those that stand below another of them."""
    return [path for path in paths if not any(path != other and is_within(path, other) for other in paths)]


def _unknown(filter: str, name: str, near: Sequence[str], others: Sequence[str]) -> str:
    said = f"There is no {filter} {echo(name)}, so I left it out."
    if near:
        return f"{said} Did you mean {' or '.join(typed_value(filter, each) for each in near[:_NAMED])}?"
    more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
    named = ", ".join(typed_value(filter, each) for each in others[:_NAMED])
    return f"{said} There {'is' if len(others) == 1 else 'are'} {named}{more}." if others else said


def _too_common(text: str) -> str:
    return f"{echo(text)} holds only words that stand nearly everywhere, so I did not look for it."
