"""Making a subscription of what somebody wants: what they did not say stays as it was, or becomes what is usual."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.gestures import Command
from bot.parts import Parts
from bot.subscribe.naming import Names
from bot.typed.reading import Wanted
from knowledge.articles import CategoryPath
from knowledge.subscriptions import Cadence, Style, Subscription, Timetable

_UNKNOWN_TIMEZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Made:
    """A subscription that was made or changed: what it was before, if it was, and the channel's `others`.

    `moved_from` is the time zone of the others before, where it is another now; `guesses_timezone` says that nobody
    knows the right one. `recent` is how many of the last articles were to be posted, `posted` how many are.
    """

    subscription: Subscription
    before: Subscription | None
    others: tuple[Subscription, ...]
    now: datetime
    names: Names
    is_direct: bool
    moved_from: str = ""
    guesses_timezone: bool = False
    recent: int = 0
    posted: int = 0


def make(parts: Parts, command: Command, category: CategoryPath, wanted: Wanted) -> Made:
    """Subscribe the channel of a command to a category as somebody wants it; `DatabaseUnavailable`."""
    subscriptions, place = parts.knowledge.subscriptions, command.place
    here_before = subscriptions.of(place)
    usual = timezone_for(parts, command, here_before)

    def settle(channel: Sequence[Subscription], before: Subscription | None) -> tuple[Timetable, Style]:
        return _timetable(wanted, before, _shared_timezone(channel) or usual), _style(wanted, before)

    made, before = subscriptions.settle(place, category, person=command.person, settle=settle)
    audience = parts.channels.audience_for(command)
    posted = 0
    if wanted.recent:
        posted = parts.knowledge.announcements.show_latest(made, audience, wanted.recent)
    timezone = _shared_timezone(here_before)
    return Made(
        subscription=made,
        before=before,
        others=tuple(each for each in subscriptions.of(place) if each.id != made.id),
        now=subscriptions.now(),
        names=Names(parts.knowledge, audience),
        is_direct=place.channel != command.channel,
        moved_from=timezone if timezone != made.timetable.timezone else "",
        guesses_timezone=not (wanted.timezone or here_before) and usual == _UNKNOWN_TIMEZONE,
        recent=wanted.recent,
        posted=posted,
    )


def timezone_for(parts: Parts, command: Command, here: Sequence[Subscription]) -> str:
    """The time zone of a channel's subscriptions; where it has none that of whoever asks, or else UTC."""
    if known := _shared_timezone(here):
        return known
    person = parts.people.of(command.workspace, command.person)
    return person.timezone if person else _UNKNOWN_TIMEZONE


def _shared_timezone(channel: Sequence[Subscription]) -> str:
    return channel[0].timetable.timezone if channel else ""


def _timetable(wanted: Wanted, before: Subscription | None, timezone: str) -> Timetable:
    was = before.timetable if before else Timetable(timezone=timezone)
    # Whoever subscribes to what is muted wants to hear of it again.
    cadence = wanted.cadence or (Cadence.AT_ONCE if was.cadence is Cadence.MUTED else None)
    said = _said(
        cadence=cadence,
        at=wanted.at,
        weekday=wanted.weekday,
        weekdays_only=wanted.weekdays_only,
        timezone=wanted.timezone,
    )
    quiet = was.quiet if wanted.quiet is None else wanted.quiet or None
    return replace(was, quiet=quiet, **said)


def _style(wanted: Wanted, before: Subscription | None) -> Style:
    was = before.style if before else Style()
    return replace(was, **_said(compact=wanted.compact, updates=wanted.updates, without=wanted.without))


def _said(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
