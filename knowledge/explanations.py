"""Explanations: why an article stands where it does in the answer to a question, as plain frozen types."""

from dataclasses import dataclass

from knowledge.articles import Article, Band, Talk, UnknownReference


@dataclass(frozen=True, slots=True)
class Reason:
    """What one signal said of an article, what that weighs, and what it gave to the article's rank."""

    signal: str
    said: float
    weight: float
    gave: float


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A word as it was typed, and what it was read as: nothing where it is like no known word.

    `similarity` is 0 to 1, `weight` how telling the word is: 0 for one that carries no meaning of its own.
    """

    typed: str
    spelling: str
    similarity: float
    weight: float


@dataclass(frozen=True, slots=True)
class Entry:
    """An article at its place in the answer, with its score from 0 to 1 and the reasons for its rank.

    The place is counted from 1; there is none, and the score is 0, where it is too far down or not in the answer.
    `voters` is how many people's votes move it.
    """

    place: int | None
    article: Article
    score: float
    reasons: tuple[Reason, ...]
    voters: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a question was answered as it was: for the first few articles, or for the first and one that was asked about.

    `searched` is how many articles there were to choose from, and `looked_at` how many of them at most have a place.
    `rules` are the synonyms, pins and hides that had a part in it, each as a person says it.
    """

    question: str
    reading: tuple[ReadAs, ...]
    entries: tuple[Entry, ...]
    band: Band
    searched: int
    looked_at: int
    talk: Talk | None = None
    unknown: UnknownReference | None = None
    rules: tuple[str, ...] = ()
