"""Totals: how things stand over all processes, as whoever watches them wants to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from knowledge.posts import DeliveryState, Tally
from knowledge.questions import QuestionTally
from knowledge.votes import VoteTally


@dataclass(frozen=True, slots=True)
class Totals:
    """How many posts stand in each state, none included; what has been counted; and how old what waits is.

    `oldest_pending` is how long the oldest post waits that is to be sent, or nothing. `synced` is how long ago each
    source was synced. `questions_waiting` are those of the inbox that nobody has answered yet. `asked` and `voted` are
    what has been counted of questions and of votes.
    """

    posts: Mapping[DeliveryState, int]
    oldest_pending: timedelta
    counted: Mapping[Tally, int]
    synced: Mapping[str, timedelta]
    questions_waiting: int
    asked: Mapping[QuestionTally, int]
    voted: Mapping[VoteTally, int]
