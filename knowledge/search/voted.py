"""Voted: how far what people think of articles moves them in a ranking.

That an article helped people tells that it is right, so votes move the ranks that scores and bands are read from. They
do so by the lead over the next article alone, which counts only up to a bound (evidence.py): votes can make an article
that is found by its words more certain, or less, but neither find one nor keep one out. Without votes nothing changes,
so what was fitted without them holds.
"""

from dataclasses import dataclass

import numpy as np

from knowledge.search.fields import Floats, Ints
from knowledge.search.look import Look
from knowledge.votes import Opinions

# An article's rank becomes so much greater or less at most, as a share of itself.
MOST_MOVED = 0.15


@dataclass(frozen=True, slots=True)
class Lift:
    """What people say of some articles: how far they lean towards each, -1 to 1, how many they are, and how much that
    weighs, which is a share of the rank that all else gives."""

    leanings: Floats
    people: Ints
    weights: Floats

    @property
    def gave(self) -> Floats:
        """What is added to each rank."""
        given: Floats = self.weights * self.leanings
        return given

    def of(self, places: Ints) -> "Lift":
        """The same of some of the articles, by their places."""
        return Lift(self.leanings[places], self.people[places], self.weights[places])


def lift_of(look: Look, ranks: Floats, opinions: Opinions) -> Lift | None:
    """What people's opinions do to articles with these ranks; None where nobody has any."""
    if not opinions.overall:
        return None
    articles = look.index.articles
    found = opinions.leanings(look.query.text, (articles[row].key for row in look.rows.tolist()))
    leanings, people = zip(*found, strict=True) if found else ((), ())
    weights: Floats = np.float32(MOST_MOVED) * np.abs(ranks)
    return Lift(np.array(leanings, dtype=np.float32), np.array(people, dtype=np.int64), weights)
