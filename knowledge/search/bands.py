"""Bands: the chance that the first article is right, and how sure the answer made of a ranking is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from knowledge.articles import Band
from knowledge.search.evidence import EVIDENCE, evidence_of
from knowledge.search.fields import Floats
from knowledge.search.index import Index
from knowledge.search.ranking import Ranking
from knowledge.search.reading import Query

# From this chance on one article is shown as the answer.
CONFIDENT = 0.57

# Below this chance that an answer is there at all, none is shown.
SOMETHING = 0.064

# From this chance on the nearest so many are named all the same, as what they are.
NOT_HOPELESS, HINTS = 0.03, 2


@dataclass(frozen=True, slots=True)
class Chance:
    """A logistic regression: what each kind of evidence adds to the logarithm of the odds."""

    constant: float
    evidence: Mapping[str, float]

    def of(self, evidence: Floats) -> Floats:
        """The chance of each row of evidence, 0 to 1."""
        weights = np.array([self.evidence.get(name, 0.0) for name in EVIDENCE])
        chances: Floats = 1 / (1 + np.exp(-(self.constant + evidence @ weights)))
        return chances


@dataclass(frozen=True, slots=True)
class Chances:
    """That the article ranked first is right, and that one of the first three is: that there is an answer at all."""

    first: Chance
    any: Chance


# Fitted by `python -m bot eval --fit` on stackfaq, banking77, sumo_thunderbird and business_central, on questions of
# each put to the articles of the others, where none is right, and on one to three words of their titles; checked on
# each set with what the others taught (`python -m bot eval --calibration`). By what articles have vectors of.
CHANCES: Mapping[str, Chances] = {
    "word vectors": Chances(
        Chance(-8.56, {"nearest": 3.97, "telling": -4.91, "mean": 9.9, "lead": 79.6, "mass": 3.13, "size": -0.35}),
        Chance(
            -4.52,
            {
                "words": 3.49,
                "nearest": 0.21,
                "heading": 3.39,
                "telling": -6.01,
                "mean": 9.91,
                "mass": 3.52,
                "missing": -1.04,
                "size": -0.69,
            },
        ),
    ),
    "sentences": Chances(
        Chance(
            -7.69,
            {
                "sentences": 7.71,
                "nearest": 3.61,
                "telling": -3.72,
                "mean": 2.45,
                "lead": 59.8,
                "mass": 2.67,
                "size": -0.47,
            },
        ),
        Chance(
            -5.15,
            {
                "sentences": 8.14,
                "words": 2.06,
                "nearest": 1.77,
                "heading": 1.9,
                "telling": -5.11,
                "mean": 3.66,
                "mass": 2.44,
                "missing": -0.36,
                "size": -0.69,
            },
        ),
    ),
    "words alone": Chances(
        Chance(
            -6.26,
            {
                "words": 4.1,
                "nearest": -0.12,
                "heading": 3.21,
                "lead": 52.5,
                "mass": 4.58,
                "missing": -0.47,
                "size": -0.32,
            },
        ),
        Chance(
            -4.52,
            {"words": 3.53, "nearest": 0.3, "heading": 4.51, "mass": 4.67, "missing": -0.61, "size": -0.51},
        ),
    ),
}


def chances_for(index: Index) -> Chances:
    """The chances as they are read where articles are compared in this way."""
    if not index.encoder.dimensions:
        return CHANCES["words alone"]
    return CHANCES["word vectors" if index.sentences is None or not index.sentences.are_enough else "sentences"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The rows of the articles that answer a question, best first, each with its score, the chance that it is right;
    how sure the answer made of them is, and the chance that one of the first three answers."""

    rows: Sequence[int]
    scores: Sequence[float]
    band: Band
    there: float = 1.0

    @property
    def hints(self) -> Sequence[int]:
        """The rows of those that may help all the same where the band is `none`."""
        return self.rows[:HINTS] if self.band is Band.NONE and self.there >= NOT_HOPELESS else ()

    def led_by(self, rows: Sequence[int]) -> "Standing":
        """The same with these rows first, which are certain, if there are any."""
        if not rows:
            return self
        rest = [(row, score) for row, score in zip(self.rows, self.scores, strict=True) if row not in rows]
        scores = [1.0] * len(rows) + [score for _, score in rest]
        return Standing([*rows, *(row for row, _ in rest)], scores, Band.CONFIDENT)

    def page(self, offset: int, limit: int) -> Iterator[tuple[int, float]]:
        """Some of the rows with their scores: so many, from the `offset`th on."""
        return islice(zip(self.rows, self.scores, strict=True), offset, offset + limit)


NOTHING_STANDS = Standing((), (), Band.NONE, there=0.0)


def judged(ranking: Ranking, query: Query, index: Index) -> Standing:
    """How sure the answer made of a ranking is."""
    evidence, chances = evidence_of(ranking, query, index), chances_for(index)
    scores = np.minimum.accumulate(chances.first.of(evidence)).tolist()  # a second may not score higher
    there = float(chances.any.of(evidence[:1]).max(initial=0))
    if not query.typed:
        there = 0.0
    return Standing(ranking.rows.tolist(), scores, band_of(scores, there), there)


def band_of(scores: Sequence[float], there: float) -> Band:
    """The band of an answer whose articles have these scores, best first, and that is there with this chance."""
    if not scores or there < SOMETHING:
        return Band.NONE
    return Band.CONFIDENT if scores[0] >= CONFIDENT else Band.SEVERAL
