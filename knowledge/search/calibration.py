"""Calibration: the chances that answers are right, fitted on some sets of questions and checked on others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Band
from knowledge.calibrations import Bin, Calibration, Check
from knowledge.errors import BadEvaluation
from knowledge.search.bands import Chance, Chances, band_of
from knowledge.search.evidence import EVIDENCE
from knowledge.search.fields import Floats
from knowledge.search.trials import Trials

# What each chance is read from. More kinds of evidence fitted the sets better that they were fitted on, and the others
# worse. Where there are no vectors of words, cosines are nothing.
FIRST = ("sentences", "nearest", "mean", "telling", "lead", "mass", "size")
ANY = ("sentences", "words", "nearest", "heading", "mean", "telling", "mass", "missing", "size")
FIRST_BY_WORDS = ("words", "nearest", "heading", "lead", "mass", "missing", "size")
ANY_BY_WORDS = ("words", "nearest", "heading", "mass", "missing", "size")

# How much a group counts beside a set's own whole questions: those put to another set's articles, and short ones. There
# are more of the former than of sets; the latter are half made up.
_FOREIGN = MappingProxyType({"first": 0.5, "any": 1.0})
_SHORT = MappingProxyType({"of titles": 0.5})

# The group of the questions as they were typed.
TYPED = "as typed"

# Evidence that varies by less than this does so by rounding.
_SAME = 1e-6

_BINS = 10
_POINTS = 50

Groups = Mapping[str, Trials]


@dataclass(frozen=True, slots=True)
class TriedSet:
    """A set's own questions put to its articles, by group, and those of other sets put to them, by set and group."""

    own: Groups
    foreign: Mapping[str, Groups]


def calibrate(sets: Mapping[str, TriedSet]) -> Calibration:
    """Fit the chances on all sets, and check them on each with those fitted on the others; `BadEvaluation` for fewer
    than two sets."""
    if len(sets) < 2:
        raise BadEvaluation("Chances are fitted on some sets and checked on others: name two sets or more.")
    all_fitted = fitted(sets)
    held_out = {name: fitted(_without(sets, name)) if len(sets) > 2 else all_fitted for name in sets}
    return Calibration(
        own={name: _checks(one.own, held_out[name]) for name, one in sets.items()},
        foreign={
            name: {other: check(groups[TYPED], held_out[name]) for other, groups in one.foreign.items()}
            for name, one in sets.items()
        },
        chances={"first": _told(all_fitted.first), "any": _told(all_fitted.any)},
    )


def _without(sets: Mapping[str, TriedSet], left_out: str) -> Mapping[str, TriedSet]:
    """The other sets, which have never seen the articles or the questions of this one."""
    return {
        name: TriedSet(one.own, {other: groups for other, groups in one.foreign.items() if other != left_out})
        for name, one in sets.items()
        if name != left_out
    }


def fitted(sets: Mapping[str, TriedSet]) -> Chances:
    """The chances fitted on all questions of these sets."""
    has_vectors = any(trials.evidence[:, EVIDENCE.index("mean")].any() for trials, _ in _weighted(sets, 1.0))
    first, there = (FIRST, ANY) if has_vectors else (FIRST_BY_WORDS, ANY_BY_WORDS)
    return Chances(first=_fitted(sets, "first", first), any=_fitted(sets, "any", there))


def _fitted(sets: Mapping[str, TriedSet], aim: str, names: Sequence[str]) -> Chance:
    from sklearn.linear_model import LogisticRegression

    samples = [*_weighted(sets, _FOREIGN[aim])]
    evidence = np.concatenate([trials.evidence for trials, _ in samples])[:, [EVIDENCE.index(name) for name in names]]
    right = np.concatenate([getattr(trials, aim) for trials, _ in samples])
    weights = np.concatenate([np.full(len(trials.first), weight / len(trials.first)) for trials, weight in samples])
    if right.all() or not right.any():
        raise BadEvaluation(
            "The questions are all answered rightly, or none is: there is nothing to tell them apart by."
        )
    mean, spread = evidence.mean(axis=0), evidence.std(axis=0)
    spread[spread < _SAME] = np.inf  # what is the same for all questions tells them not apart
    found = LogisticRegression(max_iter=5000).fit(
        (evidence - mean) / spread, right, sample_weight=weights * len(weights) / weights.sum()
    )
    counts = found.coef_[0] / spread
    return Chance(
        float(found.intercept_[0] - counts @ mean), dict(zip(names, (float(count) for count in counts), strict=True))
    )


def _weighted(sets: Mapping[str, TriedSet], foreign: float) -> list[tuple[Trials, float]]:
    """All groups of questions that hold any, with how much each counts."""
    groups = [(group, trials, 1.0) for one in sets.values() for group, trials in one.own.items()]
    groups += [
        (group, trials, foreign)
        for one in sets.values()
        for others in one.foreign.values()
        for group, trials in others.items()
    ]
    return [(trials, weight * _SHORT.get(group, 1.0)) for group, trials, weight in groups if len(trials.first)]


def _checks(groups: Groups, chances: Chances) -> Mapping[str, Check]:
    return {name: check(trials, chances) for name, trials in groups.items()}


def check(trials: Trials, chances: Chances) -> Check:
    """How these chances hold for these questions."""
    scores, there = chances.first.of(trials.evidence), chances.any.of(trials.evidence)
    bands = np.array([band_of([score], some) for score, some in zip(scores.tolist(), there.tolist(), strict=True)])
    confident, none = bands == Band.CONFIDENT, bands == Band.NONE
    return Check(
        questions=len(bands),
        confident=_share(confident),
        several=_share(bands == Band.SEVERAL),
        none=_share(none),
        precision=_share(trials.first[confident]) if confident.any() else None,
        none_of_found=_share(none[trials.any]) if trials.any.any() else None,
        bins=_bins(scores, trials.first),
        curve=_curve(scores, trials.first),
    )


def _bins(scores: Floats, right: NDArray[np.bool_]) -> tuple[Bin, ...]:
    places = np.minimum((scores * _BINS).astype(np.int64), _BINS - 1)
    inside = [(place, places == place) for place in range(_BINS)]
    return tuple(
        Bin(place / _BINS, (place + 1) / _BINS, int(held.sum()), float(scores[held].mean()), _share(right[held]))
        for place, held in inside
        if held.any()
    )


def _curve(scores: Floats, right: NDArray[np.bool_]) -> tuple[tuple[float, float], ...]:
    """So many points of coverage and precision, evenly spread."""
    if not len(scores):
        return ()
    precision = np.cumsum(right[np.argsort(-scores, kind="stable")]) / np.arange(1, len(scores) + 1)
    places = np.unique(np.linspace(1, len(scores), _POINTS).astype(np.int64))
    return tuple((place / len(scores), float(precision[place - 1])) for place in places.tolist())


def _share(held: NDArray[np.bool_]) -> float:
    return float(held.mean()) if len(held) else 0.0


def _told(chance: Chance) -> Mapping[str, float]:
    return {"constant": chance.constant, **chance.evidence}
