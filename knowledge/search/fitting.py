"""Fitting: the weights of the signals, found from judged questions, each set reported with weights found without it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import BadEvaluation
from knowledge.search.fields import Floats
from knowledge.search.index import Index
from knowledge.search.judged import DEPTH, JudgedQuestion
from knowledge.search.ranking import look_at_best
from knowledge.search.reading import Reader
from knowledge.search.signals import SIGNALS, weights_for

Weights = NDArray[np.float64]

# Pulls weights towards 0 that the questions say little about.
_SHRINKAGE = 1e-4


@dataclass(frozen=True, slots=True)
class Seen:
    """What the signals said of the candidates for one question, a row each, which of them are right, and the weights
    that are in use for such a question."""

    said: Floats
    right: NDArray[np.bool_]
    in_use: Weights


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """A set by name, and its questions as they were seen, in groups: as typed, misspelt."""

    name: str
    groups: Mapping[str, Sequence[Seen]]

    def all_seen(self) -> Iterable[Seen]:
        return chain.from_iterable(self.groups.values())


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights fitted on all sets, adding up to 1, and the MRR@10 of each set's groups with weights fitted on the others
    (`held_out`), and with those in use now (`in_use`)."""

    weights: Mapping[str, float]
    held_out: Mapping[str, Mapping[str, float]]
    in_use: Mapping[str, Mapping[str, float]]


def seen(index: Index, questions: Sequence[JudgedQuestion]) -> list[Seen]:
    """What the signals say of the candidates for each question."""
    reader = Reader(index)
    return [_seen(index, reader, question) for question in questions]


def _seen(index: Index, reader: Reader, question: JudgedQuestion) -> Seen:
    query = reader.read(question.text)
    look = look_at_best(query, index, count=DEPTH)
    said = np.stack([signal.says(look) for signal in SIGNALS.values()], axis=1)
    right = np.array([index.articles[row].id in question.relevant for row in look.rows.tolist()], dtype=bool)
    return Seen(said, right, np.array([*weights_for(query, index).values()]))


def fit(sets: Sequence[JudgedSet]) -> Fit:
    """Fit the weights on all sets, and on all but each in turn; `BadEvaluation` for fewer than two sets."""
    if len(sets) < 2:
        raise BadEvaluation(
            "Weights are fitted on several sets, so that each is judged by what the others taught: name two."
        )
    held_out = {one.name: fitted([other for other in sets if other is not one]) for one in sets}
    return Fit(
        weights=dict(zip(SIGNALS, (float(weight) for weight in fitted(sets)), strict=True)),
        held_out={one.name: _measured(one, held_out[one.name]) for one in sets},
        in_use={one.name: {name: mrr(group) for name, group in one.groups.items()} for one in sets},
    )


def fitted(sets: Sequence[JudgedSet]) -> Weights:
    """The weights, none below 0, that make the right candidates likeliest where chances are the softmax of ranks.

    The loss is that of ListNet's top one (Cao et al. 2007); each set counts the same, however many questions it has.
    """
    from scipy.optimize import minimize

    samples = [(one, 1 / len(set_seen)) for set_seen in (list(each.all_seen()) for each in sets) for one in set_seen]
    answered = [(one, share) for one, share in samples if one.right.any()]
    found = minimize(
        lambda weights: _loss(weights, answered),
        np.ones(len(SIGNALS)),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None)] * len(SIGNALS),
    )
    weights: Weights = found.x / found.x.sum()
    return weights


def _loss(weights: Weights, samples: Sequence[tuple[Seen, float]]) -> tuple[float, Weights]:
    """The loss of these weights, and its slope along each."""
    loss, slope = _SHRINKAGE * float(weights @ weights), 2 * _SHRINKAGE * weights
    for one, share in samples:
        ranks = one.said @ weights
        chances = np.exp(ranks - ranks.max())
        right = chances * one.right
        loss += share * float(np.log(chances.sum()) - np.log(right.sum()))
        slope = slope + share * ((chances / chances.sum() - right / right.sum()) @ one.said)
    return loss, slope


def _measured(one: JudgedSet, weights: Weights) -> dict[str, float]:
    return {name: mrr(group, weights) for name, group in one.groups.items()}


def mrr(group: Sequence[Seen], weights: Weights | None = None) -> float:
    """The mean reciprocal rank of the first right candidate among the first ten, 0 to 1; by the weights in use where
    none are given."""
    ranks = (_reciprocal_rank(one, one.in_use if weights is None else weights) for one in group)
    return sum(ranks) / max(len(group), 1)


def _reciprocal_rank(one: Seen, weights: Weights) -> float:
    if not one.right.any():
        return 0.0
    ranks = one.said @ weights
    place = 1 + int(np.count_nonzero(ranks > ranks[one.right].max()))
    return 1 / place if place <= DEPTH else 0.0
