"""Standings: which articles stand first for a question, by the ranking and by what people decided."""

from collections.abc import Iterable
from copy import copy
from functools import cached_property

import numpy as np

from knowledge.search.bands import NOTHING_STANDS, Standing, judged
from knowledge.search.index import Index
from knowledge.search.ranking import Ranking, rank
from knowledge.search.reading import Query
from knowledge.search.rows import row_of
from knowledge.search.scripts import scripts_in
from knowledge.search.shelves import Mask
from knowledge.search.tuned import Tuned
from knowledge.votes import NO_OPINIONS, Opinions


class Standings:
    """Finds the articles that stand first, in one index as it is tuned."""

    def __init__(self, index: Index, tuned: Tuned) -> None:
        self._index, self._tuned = index, tuned
        self.opinions = NO_OPINIONS

    def voted(self, opinions: Opinions) -> "Standings":
        """The same by what people think of the articles now."""
        newer = copy(self)
        newer.opinions = opinions
        return newer

    def standing(self, query: Query, count: int, allowed: Mask | None, *, favoured: Mask | None = None) -> Standing:
        """The best of the allowed rows: those named first, then those pinned; favoured ones a little before others."""
        if self._is_in_another_script(query):
            standing = NOTHING_STANDS
        else:
            ranking = self._ranked(query, count, allowed, favoured)
            standing = judged(ranking, query, self._index)
        return self._named_first(standing.led_by(self.pinned(query, allowed)), query, allowed)

    def _ranked(self, query: Query, count: int, allowed: Mask | None, favoured: Mask | None) -> Ranking:
        return rank(query, self._index, count=count, allowed=allowed, favoured=favoured, opinions=self.opinions)

    def among(self, query: Query, count: int, rows: Mask) -> Standing:
        """The same of rows that are given one by one."""
        return self.standing(query, count, None if rows.all() else rows)

    def hidden(self, query: Query) -> list[int]:
        """The rows that are hidden from the question, which may name their references all the same."""
        hidden = self._tuned.claimed(query).hidden
        if not hidden:
            return []
        return self._rows(hidden.difference(self._index.references.named_in(query.typed).keys))

    def pinned(self, query: Query, allowed: Mask | None) -> list[int]:
        """The rows that are pinned to the question, of those that are allowed, in their order."""
        rows = self._rows(pin.key for pin in self._tuned.claimed(query).pins)
        return [row for row in rows if allowed is None or allowed[row]]

    def _is_in_another_script(self, query: Query) -> bool:
        """Whether no article is written in the script of any of the words, where no model reads sentences in others."""
        if any(word.readings for word in query.words) or self._index.sentences:
            return False
        scripts = scripts_in(query.typed)
        return bool(scripts) and scripts.isdisjoint(self._scripts)

    @cached_property
    def _scripts(self) -> frozenset[str]:
        """The scripts of the articles; half a million words take 50 ms, so nobody waits for it who needs it not."""
        vocabulary = self._index.vocabulary
        return scripts_in(vocabulary.words[place] for place in np.flatnonzero(vocabulary.uses).tolist())

    def _named_first(self, standing: Standing, query: Query, allowed: Mask | None) -> Standing:
        """The standing with the articles first whose references the question names; they alone if it says no more."""
        referral = self._index.references.named_in(query.typed)
        named = [row for row in self._rows(referral.keys) if allowed is None or allowed[row]]
        said = [word for place, word in enumerate(query.words) if place not in referral.places]
        if named and not any(word.weight for word in said):
            return NOTHING_STANDS.led_by(named)
        return standing.led_by(named)

    def _rows(self, keys: Iterable[str]) -> list[int]:
        return [row for key in keys if (row := row_of(self._index.articles, key)) is not None]
