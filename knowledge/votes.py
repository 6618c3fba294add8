"""Votes: what people think of an article as the answer to a question, and how far that moves it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from knowledge.errors import KnowledgeError

# Fewer people than this move nothing.
FEWEST = 3

# As if so many people more had voted, half of them for and half against: a few votes say less than many.
DOUBTERS = 5

# What people say of an article as the answer to other questions counts so much.
ELSEWHERE = 0.5

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote as the operator sees it; `question` is empty where its words are not kept.

    Without an article it is about all that was shown: none of it helped. `person` is a pseudonym.
    """

    workspace: str
    person: str
    question: str
    article: str
    helpful: bool
    reason: str
    at: datetime


class VoteTally(StrEnum):
    """What is counted of votes: each press that made or changed one."""

    HELPFUL = "vote_helpful"
    NOT_HELPFUL = "vote_not_helpful"


class NothingToVoteOn(KnowledgeError):
    """An article that has gone since its answer was drawn."""

    def __init__(self) -> None:
        super().__init__("That article is no longer in the knowledge base, so there is nothing to vote on.")


class NoVote(KnowledgeError):
    """A reason for a vote that is not there."""

    def __init__(self) -> None:
        super().__init__("Your vote is no longer kept, so I can't keep a reason for it. Vote again, then say why.")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What so many people think of an article: the mean of what each says, from -1, not helpful, to 1, helpful."""

    people: int
    mean: float

    @property
    def leaning(self) -> float:
        """The mean as far as so many people can be believed, -1 to 1; nothing where they are too few."""
        return self.mean * self.people / (self.people + DOUBTERS) if self.people >= FEWEST else 0.0


@dataclass(frozen=True, slots=True)
class Opinions:
    """What people think of articles, by their keys: of each as the answer to a question, by its digest, and to all.

    Only those of enough people are here. `digest` gives the digest of a question's words.
    """

    overall: Mapping[str, Opinion] = field(default_factory=dict)
    asked: Mapping[str, Mapping[str, Opinion]] = field(default_factory=dict)
    digest: Callable[[str], str] = field(default=str, compare=False, repr=False)

    def leanings(self, question: str, keys: Iterable[str]) -> list[tuple[float, int]]:
        """How far people lean towards each article as the answer to a question, -1 to 1, and how many people voted.

        "Not helpful" for one question says little about another: where enough people have voted on this one, they
        alone count; else what they say of the article anywhere counts by half.
        """
        here = self.asked.get(self.digest(question), {}) if self.asked else {}
        return [_leaning(here.get(key), self.overall.get(key)) for key in keys]


def _leaning(here: Opinion | None, overall: Opinion | None) -> tuple[float, int]:
    if here:
        return here.leaning, here.people
    return (overall.leaning * ELSEWHERE, overall.people) if overall else (0.0, 0)


NO_OPINIONS = Opinions()
