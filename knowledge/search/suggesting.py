"""Suggesting: the categories and articles that somebody may be jumping to, by the few letters that they have typed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

import numpy as np

from knowledge.articles import Article, Audience, Category
from knowledge.search.beginnings import Beginnings, build_beginnings
from knowledge.search.fields import Floats, WordIds
from knowledge.search.highest import highest
from knowledge.search.index import Index
from knowledge.search.lists import Lists
from knowledge.search.nearest import nearest_categories
from knowledge.search.rows import row_of
from knowledge.search.shelves import Mask
from knowledge.search.text import fold, words
from knowledge.search.wordings import BREAK

# Nobody types more than that to jump somewhere.
_MOST_WORDS, LONGEST_TYPED = 8, 150

# How much it tells that a word stands somewhere: as a whole, begun as the last word is, or another; or with a slip.
_WHOLE, _BEGUN, _BEGUN_BEFORE, _SLIPPED = 1.0, 0.9, 0.7, 0.5

# Shorter words are not looked for misspelt; longer ones may have two slips, when they are this much like the one meant.
_SHORTEST, _LEAST_ALIKE, _MOST_ALIKE = 4, 0.6, 8

# Where nothing holds all words, what tells at least this share of what the best does.
_LEAST_SHARE = 0.6

# The rest is told by the title as a whole: it begins as typed, or holds that; each word takes a little of the rest.
_TITLE_BEGINS, _TITLE_HOLDS, _PER_WORD = 0.5, 0.2, 0.002
_MOST_COUNTED, _LOOKED_AT = 100, 200

# Finds the places of the words that a misspelt one may be.
Near = Callable[[str], Iterable[slice]]


class Suggester:
    """Finds what one audience may be jumping to, in one index."""

    def __init__(self, index: Index, audience: Audience) -> None:
        self._index, self._audience = index, audience

    def categories(self, typed: str, limit: int) -> tuple[Category, ...]:
        """The categories that may be meant, best first; of equals those with more articles."""
        tree = self._index.shelves.trees[self._audience]
        told = _told(self._names, self._read(typed), among=None, near=lambda _: ())
        bonus = _Bonus(typed)
        found = sorted(
            _best(told, _LOOKED_AT), key=lambda row: (-told[row] - bonus.of(tree[row].name), -tree[row].count)
        )
        near = () if found else nearest_categories(typed[:LONGEST_TYPED], tree)
        return tuple([*(tree[row] for row in found), *near][:limit])

    def articles(self, typed: str, limit: int) -> tuple[Article, ...]:
        """The articles whose references or headings begin so, best first."""
        rows = [*self._by_reference(typed, limit), *self._by_heading(typed, limit)]
        return tuple(self._index.articles[row] for row in list(dict.fromkeys(rows))[:limit])

    def _by_reference(self, typed: str, limit: int) -> list[int]:
        keys = self._index.references.begun(typed, self._audience)
        rows = (row for key in keys if (row := row_of(self._index.articles, key)) is not None)
        readable = (row for row in rows if self._index.shelves.may_read(self._audience, row))
        return list(islice(readable, limit))

    def _by_heading(self, typed: str, limit: int) -> list[int]:
        among = self._index.shelves.allowed(self._audience)
        told = _told(self._index.beginnings, self._read(typed), among=among, near=self._near)
        told *= self._brevity
        bonus = _Bonus(typed)
        titles = {row: fold(self._index.articles[row].title) for row in _best(told, max(limit, _LOOKED_AT))}
        return sorted(titles, key=lambda row: (-told[row] - bonus.of(titles[row]), titles[row], row))[:limit]

    def _near(self, word: str) -> Iterator[slice]:
        """The places of known words that a longer one is nearly."""
        spelling = self._index.spelling
        for neighbour in spelling.neighbours(word, limit=_MOST_ALIKE, least=_LEAST_ALIKE):
            yield self._index.beginnings.whole(spelling.words[neighbour.word])

    @staticmethod
    def _read(typed: str) -> Sequence[str]:
        return words(typed[:LONGEST_TYPED])[:_MOST_WORDS]

    @cached_property
    def _names(self) -> Beginnings:
        """The beginnings of the categories' names, those of their parents behind a break."""
        ids, flat, starts = WordIds(), list[int](), [0]
        for category in self._index.shelves.trees[self._audience]:
            above = [ids[word] for name in category.path[:-1] for word in words(name)]
            flat += [*(ids[word] for word in words(category.name)), BREAK, *above]
            starts.append(len(flat))
        return build_beginnings(Lists(np.array(flat, dtype=np.int32), np.array(starts, dtype=np.int64)), list(ids))

    @cached_property
    def _brevity(self) -> Floats:
        """What the length of its headings leaves of what is told for each article: of equals the shortest is meant."""
        lengths = np.diff(self._index.wordings.headings.starts)
        return (1 - _PER_WORD * np.minimum(lengths, _MOST_COUNTED)).astype(np.float32)


class _Bonus:
    """What a whole title tells of what was typed."""

    def __init__(self, typed: str) -> None:
        self._typed = " ".join(fold(typed).split())

    def of(self, title: str) -> float:
        """How much a title tells beside its words."""
        if not self._typed:
            return 0.0
        held = fold(title)
        return _TITLE_BEGINS if held.startswith(self._typed) else _TITLE_HOLDS if self._typed in held else 0.0


def _told(beginnings: Beginnings, typed: Sequence[str], *, among: Mask | None, near: Near) -> Floats:
    """How much is told for each text by the words that were typed: rare ones tell more.

    0 where others hold all words, and this one does not; where none does, 0 for those that hold no more than half of
    them, or for which little is told.
    """
    there = beginnings.count if among is None else int(np.count_nonzero(among))
    told = np.zeros(beginnings.count, dtype=np.float32)
    held = np.zeros(beginnings.count, dtype=np.int64)
    for place, word in enumerate(typed, start=1):
        found = _found(beginnings, word, among=among, begun=_BEGUN if place == len(typed) else _BEGUN_BEFORE, near=near)
        texts = int(np.count_nonzero(found))
        told += found * np.float32(np.log1p(there / max(texts, 1)))
        held += found > 0
    least = len(typed) if (held == len(typed)).any() else len(typed) // 2 + 1
    told[(held < least) | (told < _LEAST_SHARE * told.max(initial=0))] = 0
    return told


def _found(beginnings: Beginnings, word: str, *, among: Mask | None, begun: float, near: Near) -> Floats:
    """How much is told for each text by one word: as it begins, or where nothing begins so, by what it may mean."""
    found = np.zeros(beginnings.count, dtype=np.float32)
    beginnings.tell([beginnings.begun(word)], found, weight=begun, among=among)
    beginnings.tell([beginnings.whole(word)], found, weight=_WHOLE, among=among)
    for misspelt in (beginnings.slips, near):
        if not found.any() and len(word) >= _SHORTEST:
            beginnings.tell(misspelt(word), found, weight=_SLIPPED, among=among)
    return found


def _best(told: Floats, count: int) -> list[int]:
    """The texts for which the most is told."""
    some = np.flatnonzero(told)  # of very many that are alike, as those for which nothing is told, none is found fast
    rows: list[int] = some[highest(told[some], count)].tolist()
    return rows
