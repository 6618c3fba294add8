"""Questions that came as events, posts that go out, and what became of an attempt at posting."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, where, by whom and when; ids are opaque here, and `ts` is when in Slack's words.

    `event` is the id of the event that brought it; `thread_ts` is empty for an answer that starts no thread.
    """

    event: str
    workspace: str
    channel: str
    person: str
    ts: str
    text: str
    thread_ts: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the inbox, claimed by this process."""

    id: int
    question: Question


@dataclass(frozen=True, slots=True)
class Post:
    """A message to be posted. `subject` says what it is about; a channel gets each subject once."""

    workspace: str
    channel: str
    subject: str
    text: str
    blocks: Sequence[dict[str, Any]] = field(default_factory=tuple)
    thread_ts: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt at posting: a row of the outbox claimed by this process, which `token` makes recognisable.

    `attempted_at` is when it was made; `created_at` when there was something to post.
    """

    id: int
    token: str
    attempts: int
    attempted_at: datetime
    created_at: datetime
    post: Post


class DeliveryState(StrEnum):
    """Where a post stands: `unclear` ones are looked up in Slack, `parked` ones wait for an operator."""

    PENDING = "pending"
    SENDING = "sending"
    UNCLEAR = "unclear"
    SENT = "sent"
    DROPPED = "dropped"
    PARKED = "parked"
