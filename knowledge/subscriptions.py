"""Subscriptions: what a channel wants to hear of, when and in which form. Plain frozen types."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from knowledge.articles import CategoryPath, folded


class Cadence(StrEnum):
    """How often a channel is told of a category; `MUTED` is never, whatever its other subscriptions say."""

    AT_ONCE = "now"
    DAILY = "daily"
    WEEKLY = "weekly"
    MUTED = "muted"


class Pause(StrEnum):
    """Why a subscription is told nothing for now: not at all, as somebody asked, or as Slack refuses to post."""

    NONE = ""
    ASKED = "asked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the day without posts, from a local time until another, which may be the next day's."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a subscription posts. `at` and `weekday` (0 is Monday) are those of digests, local to `timezone`.

    `timezone` is a name of the tz database. In quiet hours, and at weekends where `weekdays_only`, nothing is posted.
    """

    cadence: Cadence = Cadence.AT_ONCE
    at: time = time(9)
    weekday: int = 0
    weekdays_only: bool = False
    quiet: Quiet | None = None
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Style:
    """What is told of and how: a line an article if `compact`; updates too, or new articles only.

    Articles whose title or summary contains one of the texts in `without` are left out, case ignored.
    """

    compact: bool = False
    updates: bool = True
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a subscription posts: a channel, or a person (by their id) in a direct message."""

    workspace: str
    channel: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """One channel's wish to hear of one category, or of all (the empty path).

    `told_to` is the last turn that it has been told. `next_at` is when it is due next, None when it waits for nothing
    but a change or is paused for good; `gathers` says that what is due then comes as one digest, whatever the cadence.
    """

    id: int
    place: Place
    category: CategoryPath
    timetable: Timetable
    style: Style
    made_by: str
    made_at: datetime
    told_to: int = 0
    next_at: datetime | None = None
    gathers: bool = False
    pause: Pause = Pause.NONE
    paused_until: datetime | None = None
    problem: str = ""

    @property
    def shelf(self) -> CategoryPath:
        """The category as it is compared."""
        return folded(self.category)
