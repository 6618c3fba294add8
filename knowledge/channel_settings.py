"""What a channel has settled about how much is said there: plain frozen types."""

from dataclasses import dataclass
from enum import StrEnum


class Answers(StrEnum):
    """Which messages of a channel are answered: those that mention us, questions too, or all."""

    MENTIONS = "mentions"
    QUESTIONS = "questions"
    EVERYTHING = "everything"


class ChangedBy(StrEnum):
    """Who may change what a channel has settled."""

    ANYONE = "anyone"
    ADMINS = "admins"


# An answer that nobody asked us for is followed by none for a day at the most.
MOST_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """How much is said in a channel, and to whom; as it is by default where nobody has settled anything.

    `several` has messages that did not name us answered also where several articles may be right, not only where one
    is. `follow_ups` lets people go on in a thread that we are in without naming us, `favours` puts the categories to
    which the channel is subscribed a little forward, and `privately` shows answers to whoever asked alone.
    `minutes_between` pass between two answers to questions that did not name us. `help_channel` is where people are
    asked instead of in that of the whole installation, empty for that.
    """

    answers: Answers = Answers.MENTIONS
    several: bool = False
    follow_ups: bool = False
    favours: bool = False
    privately: bool = False
    changed_by: ChangedBy = ChangedBy.ANYONE
    minutes_between: int = 10
    help_channel: str = ""

    @property
    def hears_messages(self) -> bool:
        """Whether messages matter that do not name us."""
        return self.follow_ups or self.answers is not Answers.MENTIONS


DEFAULT = ChannelSettings()
