"""Questions that came as events, posts that go out and how fast, and what became of an attempt at posting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any


class Way(StrEnum):
    """How a question was asked; a `MESSAGE` did not name us, and a `FOLLOW_UP` neither, in a thread that we are in."""

    COMMAND = "command"
    SEARCH = "search"
    HOME = "home"
    MENTION = "mention"
    DIRECT = "direct"
    SHORTCUT = "shortcut"
    MESSAGE = "message"
    FOLLOW_UP = "follow_up"


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
    way: Way = Way.MENTION


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the inbox, claimed by this process."""

    id: int
    question: Question


class Priority(IntEnum):
    """What is posted first, the lowest number before all others."""

    ANSWER = 0
    ANNOUNCEMENT = 1


@dataclass(frozen=True, slots=True)
class Post:
    """A message to be posted. `subject` says what it is about; a channel gets each subject once.

    `channel` is a person's id where a direct message is to be begun. Without text and blocks it is drawn when it is
    sent. `seen_by` is the one person who is to see it in its channel, where that is not everybody.
    """

    workspace: str
    channel: str
    subject: str
    text: str
    blocks: Sequence[dict[str, Any]] = field(default_factory=tuple)
    thread_ts: str = ""
    priority: int = Priority.ANSWER
    seen_by: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether it says already what shall be posted."""
        return bool(self.text or self.blocks)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast all processes together may post: so many seconds apart in a channel, so many a minute in a workspace."""

    channel_seconds: float = 1.0
    posts_per_minute: int = 300


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt at posting: a row of the outbox claimed by this process, which `token` makes recognisable.

    `attempts` says how often it was tried, in vain looked up included, and `attempted_at` when it was made;
    `created_at` is when there was something to post.
    """

    id: int
    token: str
    attempts: int
    attempted_at: datetime
    created_at: datetime
    post: Post


@dataclass(frozen=True, slots=True)
class Edit:
    """A message that was sent and is out of date: a row of the outbox claimed by this process.

    `posted_ts` is the message in Slack's words; `stale_at` is since when it is out of date, and `stale_for` how long.
    """

    delivery: Delivery
    posted_ts: str
    stale_at: datetime
    stale_for: timedelta


class DeliveryState(StrEnum):
    """Where a post stands.

    `unclear` ones are looked up in Slack, `parked` ones wait for an operator, and `dropped` ones are never sent: the
    row's problem says why.
    """

    PENDING = "pending"
    SENDING = "sending"
    UNCLEAR = "unclear"
    SENT = "sent"
    DROPPED = "dropped"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post that is not sent, as the operator sees it; `next_in` is None where it is not tried again by itself."""

    id: int
    state: DeliveryState
    workspace: str
    channel: str
    subject: str
    attempts: int
    age: timedelta
    next_in: timedelta | None
    problem: str


@dataclass(frozen=True, slots=True)
class Handled:
    """What came of the operator's wish: the posts it was done with, and the state of each other; None is no post."""

    done: tuple[int, ...]
    left: Mapping[int, DeliveryState | None]


class Tally(StrEnum):
    """What became of posts, as it is counted.

    Each attempt ends in one of the first five. Those in doubt are looked up later, and found or absent; one that is
    found counts as sent too.
    """

    SENT = "sent"
    POSTPONED = "postponed"
    TOO_FAST = "too_fast"
    UNCLEAR = "unclear"
    PARKED = "parked"
    DROPPED = "dropped"
    FOUND = "reconciled_found"
    ABSENT = "reconciled_absent"
    EDITED = "edited"
