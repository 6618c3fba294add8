"""Requests for help: questions that were handed to people, and how far they have come."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.errors import KnowledgeError

# Whoever waits for so many answers gets none sooner by asking more.
MOST_OPEN = 5


class TooManyRequests(KnowledgeError):
    """Somebody has asked people much, and nobody has taken it yet."""

    def __init__(self) -> None:
        super().__init__(
            f"You wait for people's help with {MOST_OPEN} questions already, so I have not asked again. "
            "Once somebody takes one of them, you can ask the next."
        )


class RequestState(StrEnum):
    """How far a request for help has come: nobody, or somebody, has taken it, or it is settled."""

    OPEN = "open"
    CLAIMED = "claimed"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """A question that a person is asked, because no article answered it.

    `origin` is the answer that did not help: one request comes of each. `thread_ts` is empty where only the asker saw
    that answer. `articles` are the keys of what was found, `posted_in` is the channel where people are asked. `id` is 0
    until it is kept.
    """

    workspace: str
    channel: str
    thread_ts: str
    person: str
    origin: str
    question: str
    articles: tuple[str, ...]
    posted_in: str
    id: int = 0
    state: RequestState = RequestState.OPEN
    claimed_by: str = ""
    resolved_by: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A request as it is after somebody wanted to take it further; `posts` are the new rows of the outbox, if any.

    `is_news` says that it was taken further by this very step.
    """

    request: HelpRequest
    posts: tuple[int, ...] = ()
    is_news: bool = False
