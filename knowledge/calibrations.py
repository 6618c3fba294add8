"""Calibrations: whether scores can be read as chances, and bands be trusted, checked on sets of judged questions."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose first article scored from `low` to `high`: their number, the mean of the scores, and the
    share of them whose first article was right, each 0 to 1."""

    low: float
    high: float
    questions: int
    predicted: float
    right: float


@dataclass(frozen=True, slots=True)
class Check:
    """What became of a group of questions, by chances that were fitted without its set. Shares are 0 to 1.

    `precision` is the share of the confident answers that were right, `none_of_found` that of the questions with the
    right article among the first three that were answered `none`; both are None where there are none such. `curve`
    holds points of coverage and precision: of so large a share of the questions, those with the highest scores, so
    large a share was right.
    """

    questions: int
    confident: float
    several: float
    none: float
    precision: float | None
    none_of_found: float | None
    bins: tuple[Bin, ...]
    curve: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The checks of each set's own questions, by set and group, and of questions of another set put to its articles,
    where none is right, by the set of the articles and that of the questions; and the chances fitted on all sets: the
    constant and what each kind of evidence counts, for the first article (`first`) and for any answer (`any`)."""

    own: Mapping[str, Mapping[str, Check]]
    foreign: Mapping[str, Mapping[str, Check]]
    chances: Mapping[str, Mapping[str, float]]
