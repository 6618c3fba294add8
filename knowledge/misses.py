"""Misses: questions that no article answered, kept until one does."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.articles import Audience
from knowledge.errors import KnowledgeError


class MissState(StrEnum):
    """Whether a miss still waits for an article."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that no article answered: as it was put first, how many times it was asked, first and last when.

    It waits for an article that `audience` may read, the narrowest that it was asked for. `article` is the key of the
    one that answers a closed miss, where one does. `proposal` is what `proposed_by` wrote as an article.
    """

    id: int
    workspace: str
    text: str
    times: int
    state: MissState
    audience: Audience
    first_at: datetime
    last_at: datetime
    article: str = ""
    proposal: str = ""
    proposed_by: str = ""


class UnknownMiss(KnowledgeError):
    """A number that no open miss has."""

    def __init__(self, id: int) -> None:
        super().__init__(f"There is no open miss {id}. See them with: python -m bot misses")
