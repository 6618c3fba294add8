"""Ranking: the articles in the order in which they answer a question, by what all signals say of them together."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.search.candidates import bm25f, candidates
from knowledge.search.correction import sentence_of
from knowledge.search.fields import Floats, Ints
from knowledge.search.index import Index
from knowledge.search.look import Look
from knowledge.search.reading import Query
from knowledge.search.shelves import Mask
from knowledge.search.signals import SIGNALS, weights_for
from knowledge.search.voted import Lift, lift_of
from knowledge.votes import NO_OPINIONS, Opinions

# How much a channel's own categories are put forward, as a share of the rank: about the lead by which an article is
# clearly the better one (evidence.py), so that it settles what is nearly even and no more.
FAVOUR = 0.05


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first articles for a question, best first: their rows and ranks, and what each signal said of them.

    A rank is the sum of what the signals said, each by its weight, and of what votes add in `lift`, if there are any.
    `searched` is how many articles there were to choose from.
    """

    rows: Ints
    ranks: Floats
    said: Mapping[str, Floats]
    weights: Mapping[str, float]
    searched: int
    lift: Lift | None = None


def rank(
    query: Query,
    index: Index,
    *,
    count: int,
    allowed: Mask | None = None,
    favoured: Mask | None = None,
    opinions: Opinions = NO_OPINIONS,
) -> Ranking:
    """The best `count` of the allowed articles, or of all; of equals the one that stands first.

    Those that are favoured go before others by up to `FAVOUR`. Their ranks stay what they are, so that nothing seems
    more certain for it. Votes move the ranks themselves (voted.py).
    """
    look = look_at_best(query, index, count=count, allowed=allowed)
    said = {name: signal.says(look) for name, signal in SIGNALS.items()}
    weights = weights_for(query, index)
    ranks = np.zeros(len(look.rows), dtype=np.float32)
    for name, weight in weights.items():
        ranks += np.float32(weight) * said[name]
    lift = lift_of(look, ranks, opinions)
    ranks = ranks if lift is None else ranks + lift.gave
    order = ranks if favoured is None else ranks + np.float32(FAVOUR) * np.abs(ranks) * favoured[look.rows]
    best = np.argsort(-order, kind="stable")[:count]
    searched = len(index.articles) if allowed is None else int(np.count_nonzero(allowed))
    told = {name: exact[best] for name, exact in said.items()}
    return Ranking(look.rows[best], ranks[best], told, weights, searched, lift and lift.of(best))


def look_at_best(query: Query, index: Index, *, count: int, allowed: Mask | None = None) -> Look:
    """A look at the allowed articles that may be among the best `count`, in rising order of their rows."""
    scores, sentence = bm25f(query, index), sentence_of(query, index)
    rows = candidates(query, index, words=scores, sentence=sentence, count=count, allowed=allowed)
    return Look(query, index, rows, scores[rows], sentence)
