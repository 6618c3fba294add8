"""Forecasts: what waits in channels, and when it will be posted as far as is known now. Pure rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.announcements import Announcement, Channel, News, plan_channel
from knowledge.subscriptions import Pause, Place, Subscription


@dataclass(frozen=True, slots=True)
class Forecast:
    """One post to be. `at` is when it comes; None while its subscriptions are paused for good.

    `pause` says why they are paused, if they are, and `problem` is Slack's word where it refuses posts.
    """

    place: Place
    at: datetime | None
    announcements: tuple[Announcement, ...]
    pause: Pause = Pause.NONE
    problem: str = ""


def forecast_channel(
    subscriptions: Sequence[Subscription], news: Sequence[News], now: datetime, *, last_turn: int
) -> list[Forecast]:
    """What one channel is told now, and then what comes later, all its subscriptions given and the untold news."""
    plan = plan_channel(subscriptions, news, now, last_turn=last_turn)
    at_once = [Forecast(post.place, now, post.announcements) for post in plan.posts]
    changed = {each.id: each for each in plan.changed}
    afterwards = Channel(changed.get(each.id, each) for each in subscriptions)
    return [*at_once, *_later(afterwards, news)]


def _later(channel: Channel, news: Sequence[News]) -> Iterator[Forecast]:
    """What waits for its time: a post for each moment, or for each reason that keeps it from being posted."""
    waiting: dict[tuple[datetime | None, Pause, str], list[Announcement]] = {}
    for each, told in channel.told_by(channel.subscriptions, news):
        if told:
            waiting.setdefault((each.next_at, each.pause, each.problem), []).extend(told)
    for (at, pause, problem), together in waiting.items():
        yield Forecast(together[0].subscription.place, at, tuple(together), pause, problem)
