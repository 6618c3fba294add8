"""Questions as they are recorded: who asked what, where and how, and what came of it."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from knowledge.articles import Answer, Audience, Band
from knowledge.posts import Way


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked, and where; ids are opaque. `audience` is whom the answer was for: `PUBLIC` where nobody knew."""

    workspace: str
    channel: str
    person: str
    audience: Audience = Audience.PUBLIC
    thread_ts: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question as it was read, and what it was answered with; `article` is the key of the first match, if any.

    `is_miss` says that no article answers it, so that it is kept until one does.
    """

    question: str = field(repr=False)
    band: Band
    article: str = ""
    is_miss: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """A question to be recorded, which was asked so long ago."""

    asker: Asker
    answered: Answered
    way: Way
    ago: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class OftenAsked:
    """A question that was asked often, as somebody put it last: how many times, and by how many people."""

    text: str
    times: int
    people: int


class QuestionTally(StrEnum):
    """What is counted of questions: each by its band, and those that were lost while the database was gone."""

    CONFIDENT = "asked_confident"
    SEVERAL = "asked_several"
    NONE = "asked_none"
    LOST = "asked_lost"


def answered_by(answer: Answer) -> Answered | None:
    """What is recorded of an answer; None for small talk, which asks nothing."""
    if answer.talk:
        return None
    article = answer.matches[0].article.key if answer.matches and answer.band is not Band.NONE else ""
    return Answered(answer.question, answer.band, article, is_miss=answer.band is Band.NONE)


def tally_of(band: Band) -> QuestionTally:
    """What a question of that band is counted as."""
    return QuestionTally(f"asked_{band.value}")
