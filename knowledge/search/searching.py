"""Searching: what matches a search, in the order that it asks for, and what is said where a part of it left nothing."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest

import numpy as np

from knowledge.articles import Audience, Band, Match
from knowledge.search.bands import SOMETHING
from knowledge.search.excerpt import Excerpts
from knowledge.search.fields import opening
from knowledge.search.filters import Filters, Part
from knowledge.search.held import Holders
from knowledge.search.index import Index
from knowledge.search.reading import Query, Reads
from knowledge.search.shelves import Mask
from knowledge.search.standings import Standings
from knowledge.search.syntax import LONGEST_WORDS, echo
from knowledge.search.text import fold
from knowledge.searches import Found, Search, Sort

# So many of the best articles may match by their meaning, without holding any of the words.
NEAREST = 50


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """The articles that a search's parts leave, the parts that had to be left out, since with them none is, and why."""

    rows: Mask
    parts: tuple[Part, ...]
    out: tuple[Part, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Matching:
    """The articles that match, and how those rank that rank best; no scores where there are no words to rank by."""

    rows: Mask
    scores: dict[int, float]
    band: Band | None = None


class Searcher:
    """Finds what matches a search in one index."""

    def __init__(self, index: Index, reader: Reads, standings: Standings) -> None:
        self._index, self._reader, self._standings = index, reader, standings
        self._holders = Holders(index)
        self._filters = Filters(index, self._holders)

    def voted(self, standings: Standings) -> "Searcher":
        """The same with standings by what people think of the articles now."""
        newer = copy(self)
        newer._standings = standings
        return newer

    def find(self, search: Search, audience: Audience, *, limit: int, offset: int) -> Found:
        """One page of what matches; see `Snapshot.search`."""
        problems: list[str] = []
        query = self._reader.read(opening(search.question, LONGEST_WORDS))
        visible = self._filters.visible(audience).copy()
        visible[self._standings.hidden(query)] = False
        narrowed = _narrow(self._filters.parts(search, audience, problems.append), visible)
        narrowed, matching = self._matched(query, narrowed, visible)
        total = int(np.count_nonzero(matching.rows))
        rows = self._page(search.sort, query, matching, offset + limit)[offset:] if offset < total else []
        return Found(
            search=search,
            matches=self._matches(rows, matching.scores, query),
            total=total,
            offset=offset,
            band=matching.band,
            problems=tuple(dict.fromkeys([*problems, *_told(narrowed, total), *_unheard(search.words, query)])),
            left_out=tuple(part.typed for part in narrowed.out),
            searched=self._index.shelves.count(audience),
        )

    def _matched(self, query: Query, narrowed: _Narrowed, visible: Mask) -> tuple[_Narrowed, _Matching]:
        """What matches, without the parts with which nothing would."""
        if not _tells(query):
            return narrowed, _Matching(narrowed.rows, {})
        matching = self._matching(query, narrowed.rows)
        if matching.rows.any() or not narrowed.parts:
            return narrowed, matching
        wider = self._widened(query, narrowed, visible)
        return wider, self._matching(query, wider.rows)

    def _matching(self, query: Query, among: Mask) -> _Matching:
        """What holds one of the words, or is near enough in meaning."""
        best = self._standings.among(query, NEAREST, among)
        held: dict[int, float] = dict(zip(best.rows, best.scores, strict=True))
        named = bool(held) and min(held.values()) == 1  # a reference is all that was typed
        rows = np.zeros_like(among) if named else self._holders.of_any(query.words, among)
        rows[[row for row, score in held.items() if score >= SOMETHING]] = True
        return _Matching(rows, held, best.band)

    def _widened(self, query: Query, narrowed: _Narrowed, visible: Mask) -> _Narrowed:
        """The same without one part, or without all, where something holds one of the words then."""
        asked = echo(" ".join(query.typed))
        minuses = [part for part in narrowed.parts if part.leaves_out]
        for part in [*minuses, *(part for part in narrowed.parts if not part.leaves_out)][::-1]:
            rest = _narrow((each for each in narrowed.parts if each is not part), visible)
            if self._holders.of_any(query.words, rest.rows).any():
                why = f"With {part.typed} no article answers {asked}."
                return _Narrowed(rest.rows, rest.parts, (*narrowed.out, part), (*narrowed.why, why))
        if not self._holders.of_any(query.words, visible).any():
            return narrowed
        why = f"With all these filters no article answers {asked}."
        return _Narrowed(visible, (), (*narrowed.out, *narrowed.parts), (*narrowed.why, why))

    def _page(self, sort: Sort | None, query: Query, matching: _Matching, count: int) -> list[int]:
        """The first so many that match, in order: the newest where there is nothing by which others would be better."""
        rows = np.flatnonzero(matching.rows)
        if matching.scores and sort in (None, Sort.BEST):
            return [*self._standings.among(query, count, matching.rows).rows[:count]]
        days = self._index.ages.days[rows]
        if sort is Sort.TITLE or (sort is None and not days.any()):
            return nsmallest(count, rows.tolist(), key=lambda row: (fold(self._index.articles[row].title), row))
        never = np.iinfo(np.int64).max
        age = np.where(days == 0, never, days if sort is Sort.OLDEST else -days)
        first: list[int] = rows[np.lexsort((rows, age))[:count]].tolist()
        return first

    def _matches(self, rows: Sequence[int], scores: dict[int, float], query: Query) -> tuple[Match, ...]:
        excerpts, articles = Excerpts(query, self._index.vocabulary), self._index.articles
        return tuple(Match(articles[row], scores.get(row, 0.0), partial(excerpts.of, articles[row])) for row in rows)


def _narrow(parts: Iterable[Part], visible: Mask) -> _Narrowed:
    """What is left by the parts one after the other, those left out with which nothing would be."""
    rows, kept, out = visible, list[Part](), list[Part]()
    for part in parts:
        left = rows & part.rows
        if left.any():
            rows = left
            kept.append(part)
        else:
            out.append(part)
    return _Narrowed(rows, tuple(kept), tuple(out), tuple(_left_nothing(part, visible) for part in out))


def _left_nothing(part: Part, visible: Mask) -> str:
    if (part.rows & visible).any():
        return f"No article has {part.typed} and the rest."
    return part.nothing


def _told(narrowed: _Narrowed, total: int) -> list[str]:
    """Why parts were left out, and how much there is without them."""
    if not narrowed.out:
        return []
    parts = "that part" if len(narrowed.out) == 1 else "those parts"
    return [" ".join(narrowed.why) + f" Without {parts} there {'is' if total == 1 else 'are'} {total:,}."]


def _tells(query: Query) -> bool:
    return any(word.weight for word in query.words)


def _unheard(typed: str, query: Query) -> list[str]:
    """What is said where words were typed by which nothing can be told from anything else."""
    if not typed or _tells(query):
        return []
    return [f"{echo(typed)} holds no words to search by: add one that the article would have."]
